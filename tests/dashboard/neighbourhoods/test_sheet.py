"""One area's page, each of its parts counted a second way."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from math import dist, pi, sqrt

import pytest

from dashboard.indicators import BY_KEY
from dashboard.measuring import measure
from dashboard.neighbourhoods import telling
from dashboard.neighbourhoods.comparing import Standing, compare
from dashboard.neighbourhoods.gaps import Part
from dashboard.neighbourhoods.scales import MAIN, Scale, comparable
from dashboard.neighbourhoods.sheet import sheet, work_out
from dashboard.selection import Basis
from dashboard.targets import assess, change_since, last_committee
from dashboard.wording import number
from data_access.errors import UsageError
from data_access.vocabulary import HELD, PLANNED, PRESENT
from tests.dashboard.neighbourhoods.conftest import SELECTIONS, UNSAID

CODES = ["QN05917M", "QN05913M", "QN05918M", "QN05919M", "QN05993N", "59392", "59291", "59003"]


def present(facts, selection, column):
    return [
        row
        for row in facts.attendance.iter_rows(named=True)
        if selection.start <= row["date"] <= selection.end
        and row["presence"] == PRESENT
        and row[column] in selection.territories
    ]


def column_of(code, prefix):
    return f"{prefix}_{'qpv' if code.startswith('Q') else 'commune'}"


@pytest.mark.parametrize("code", CODES)
def test_every_measure_by_area_is_there_against_the_mean(facts, today, selection, code):
    found = sheet(facts, code, selection, today)
    scale = Scale.QPV if code.startswith("Q") else Scale.COMMUNE
    assert [line.indicator for line in found.lines] == list(comparable(scale))
    for line in found.lines[::5]:
        whole = compare(facts, line.indicator, selection, scale)
        assert (line.comparison.mean, line.here) == (whole.mean, whole.of(code))
    assert [line.indicator.key for line in found.main] == list(MAIN)


@pytest.mark.parametrize("changes", SELECTIONS.values(), ids=SELECTIONS)
@pytest.mark.parametrize("code", ["QN05917M", "QN05913M", "59392"])
def test_changes_are_those_of_the_whole_application(facts, today, selection, code, changes):
    """Read one area at a time, the slow way, since the last committee before the end of the period."""
    own = replace(selection, **changes | {"territories": frozenset({code})})
    so_far = replace(own, end=min(own.end, max(today, own.start)))
    committee = last_committee(facts, so_far.end)
    found = sheet(facts, code, own, today)
    for line in found.lines:
        expected = change_since(facts, line.indicator, so_far, committee) if committee else None
        assert line.change == pytest.approx(expected)
    assert found.committee == (committee if committee and committee >= own.start else None)


@pytest.mark.parametrize("code", CODES)
def test_who_came_by_month_by_gender_and_by_age(facts, today, selection, code):
    own = replace(selection, territories=frozenset({code}))
    rows, found = present(facts, own, column_of(code, "home")), sheet(facts, code, selection, today)
    months, genders, ages = Counter(), {}, {}
    for row in rows:
        months[row["date"].year, row["date"].month] += row["headcount"]
        if row["person"] is not None:
            genders.setdefault(row["gender"] or "Non renseigné", set()).add(row["person"])
            ages.setdefault(row["age_band"] or "Non renseigné", set()).add(row["person"])
    assert {(day.year, day.month): value for day, value in found.months.rows if value} == months
    assert {row[0]: row[1] for row in found.genders.rows} == {each: len(who) for each, who in genders.items()}
    assert {row[0]: row[1] for row in found.ages.rows} == {each: len(who) for each, who in ages.items()}
    assert (found.anonymous.value or 0) == sum(row["headcount"] for row in rows if row["person"] is None)


@pytest.mark.parametrize("code", CODES)
def test_devices_handed_to_its_households(facts, today, selection, code):
    found, types = sheet(facts, code, selection, today), Counter()
    for row in facts.devices.iter_rows(named=True):
        if row["handed"] and selection.start <= row["handed"] <= selection.end:
            types[row["type"]] += row[column_of(code, "home")] == code
    assert {row[0]: row[1] for row in found.device_types.rows} == +types
    assert sum(row[1] for row in found.terms.rows) == types.total()


@pytest.mark.parametrize("code", CODES)
def test_money_earmarked_to_it_adds_up_to_the_cent(facts, today, selection, code):
    found, natures = sheet(facts, code, selection, today), Counter()
    for line in found.money:
        natures[line.nature] += line.cents
    own = replace(selection, territories=frozenset({code}))
    for key, nature in (("budget_engage", "engagé"), ("budget_mandate", "mandaté"), ("budget_paye", "payé")):
        assert round(100 * (measure(BY_KEY[key], facts, own).value or 0)) == natures[nature]
    days = [line.day for line in found.money]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("code", [code for code in CODES if code.startswith("Q")])
def test_points_at_hand_measured_from_the_disc(facts, today, selection, code):
    """A QPV without an official outline is a disc: its distance is its centre's, less its radius."""
    outline = facts.territory.qpvs[code].outline
    centre, radius = (outline.centroid.x, outline.centroid.y), sqrt(outline.area / pi)
    found = sheet(facts, code, selection, today).points
    for near in found:
        away = max(dist(centre, (near.point.x, near.point.y)) - radius, 0)
        assert near.distance_m == pytest.approx(away, abs=radius * 0.02)
    assert [near.distance_m for near in found] == sorted(near.distance_m for near in found)
    open_places = [
        row
        for row in facts.places.iter_rows(named=True)
        if (row["opened"] is None or row["opened"] <= selection.end)
        and (row["closed"] is None or row["closed"] >= selection.start)
        and dist(centre, (row["x"], row["y"])) - radius <= facts.plan.reach_m - radius * 0.02
    ]
    assert {row["name"] for row in open_places} <= {near.point.name for near in found}


def test_out_of_reach_the_nearest_point_is_still_told(facts, today, selection):
    far = replace(facts, plan=replace(facts.plan, reach_m=1))
    (near,) = work_out(far, "QN05919M", replace(selection, territories=frozenset({"QN05919M"})), today).points
    assert near.distance_m > 1


def test_a_stop_says_how_often_it_comes_back(facts, today, selection):
    points = sheet(facts, "QN05916M", selection, today).points
    stops = [near for near in points if near.point.stops]
    assert stops
    for near in points:
        assert (near.rhythm is None) == (near.point.stops is None)
        assert telling.frequency(near) == (near.rhythm or "lieu fixe")


@pytest.mark.parametrize("code", CODES)
def test_what_is_coming_there(facts, today, selection, code):
    found = sheet(facts, code, selection, today)
    for events, frame, prefix in (
        (found.workshops, facts.workshops, "place"),
        (found.stops, facts.stops, "home"),
    ):
        planned = sorted(
            row["date"]
            for row in frame.iter_rows(named=True)
            if row["status"] == PLANNED and row["date"] >= today and row[column_of(code, prefix)] == code
        )
        assert events.planned == len(planned)
        assert [event.day for event in events.events] == planned[:6]


def test_a_coming_workshop_says_where(facts, today, selection):
    events = sheet(facts, "59392", selection, today).workshops.events
    assert events
    assert all(event.what for event in events)
    assert any(event.place for event in events)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("basis", Basis)
def test_gaps_counted_row_by_row(facts, today, selection, code, basis):
    own = replace(selection, basis=basis, territories=frozenset({code}))
    found = sheet(facts, code, own, today).gaps
    held = [
        row
        for row in facts.workshops.iter_rows(named=True)
        if row["status"] == HELD
        and own.start <= row["date"] <= own.end
        and row[column_of(code, "place")] == code
    ]
    here, mine = present(facts, own, column_of(code, "place")), None
    mine = here if basis is Basis.PLACE else present(facts, own, column_of(code, "home"))
    everyone = [
        row
        for row in facts.attendance.iter_rows(named=True)
        if own.start <= row["date"] <= own.end and row["presence"] == PRESENT
    ]

    def heads(rows):
        return sum(row["headcount"] for row in rows)

    def strangers(rows):
        return [row for row in rows if row["home_commune"] is None and row["home_qpv"] is None]

    def persons(rows):
        return len({row["person"] for row in rows} - {None})

    unknown_home = [row for row in everyone if row[column_of(code, "home")] is None]
    entered = [row for row in held if row["date"] <= today - timedelta(days=7)]
    assert found.without_attendance == Part(sum(row["registered"] is None for row in entered), len(entered))
    assert found.without_hours == Part(sum(row["minutes"] is None for row in held), len(held))
    assert found.strangers_here == Part(heads(strangers(here)), heads(here))
    assert found.without_gender == Part(persons(r for r in mine if r["gender"] is None), persons(mine))
    assert found.without_age == Part(persons(r for r in mine if r["age_band"] is None), persons(mine))
    assert found.nowhere == Part(heads(unknown_home), heads(everyone))
    committed = [row for row in facts.budget.iter_rows(named=True) if row["nature"] == "engagé"]
    loose = [row for row in committed if row[column_of(code, "home")] is None]
    assert found.not_earmarked == Part(
        sum(r["cents"] for r in loose) / 100, sum(r["cents"] for r in committed) / 100
    )


def test_its_own_targets_are_judged(facts, today, selection):
    found = sheet(facts, "QN05913M", selection, today)
    (goal,) = found.goals
    own = replace(selection, territories=frozenset({"QN05913M"}))
    assert goal.assessment == assess(facts, BY_KEY["beneficiaires"], own)
    assert sheet(facts, "QN05912M", selection, today).goals == ()


def test_the_verdict_says_where_it_stands(facts, today, selection):
    found = sheet(facts, "QN05917M", selection, today)
    sentences = telling.verdict(found)
    line = found.main[0]
    assert sentences[0] == (
        f"Sur 1\u202f000 habitants, {number(line.here.value, 1)} sont venus à un atelier : "
        f"au-dessus de la moyenne des QPV ({number(line.comparison.mean, 1)})."
    )
    said = " ".join(sentences)
    assert sum(len(found.standing(each)) for each in Standing) == len(found.main)
    for opening in ("Au-dessus de la moyenne des QPV : ", "En dessous : ", "Sans différence sûre : "):
        assert opening in said
    assert "distance médiane (moins, c'est mieux)" in said


def test_without_population_the_verdict_counts_people(facts, today, selection):
    found = sheet(facts, "QN05919M", selection, today)
    own = replace(selection, territories=frozenset({"QN05919M"}))
    persons = {row["person"] for row in present(facts, own, "home_qpv")} - {None}
    assert telling.verdict(found)[0].startswith(f"{len(persons)} habitants sont venus à un atelier ; sans ")
    assert "Sa population n'est pas connue" in telling.missing(found.gaps, found.scale)[0]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("changes", SELECTIONS.values(), ids=SELECTIONS)
def test_every_sheet_can_be_told(facts, today, selection, code, changes):
    found = sheet(facts, code, replace(selection, **changes), today)
    sentences = [*telling.verdict(found), *telling.missing(found.gaps, found.scale)]
    sentences += [telling.distance(near, found.scale) for near in found.points]
    sentences += [telling.frequency(near) for near in found.points]
    assert not UNSAID.search(" ".join(sentences))
    assert all(sentence.endswith(".") for sentence in sentences[: len(telling.verdict(found))])


def test_where_it_lies(facts, today, selection):
    qpv, town = (sheet(facts, code, selection, today) for code in ("QN05918M", "59392"))
    assert telling.residents(qpv, facts.territory) == "Hautmont, Louvroil, Maubeuge et Neuf-Mesnil"
    assert telling.residents(town, facts.territory).startswith("5 quartiers prioritaires : ")
    assert telling.residents(sheet(facts, "59003", selection, today), facts.territory) == ""


def test_an_empty_plan_has_sheets_too(no_facts, today, selection):
    found = sheet(no_facts, "QN05917M", selection, today)
    assert telling.verdict(found) == ["Aucune participation n'est enregistrée sur cette période."]
    assert (found.points, found.money, found.goals, found.workshops.planned) == ((), (), (), 0)
    assert telling.missing(found.gaps, found.scale) == [
        "Son contour officiel n'est pas chargé : distances et habitants à portée sont approximatifs."
    ]


def test_a_code_of_elsewhere_is_refused(facts, today, selection):
    with pytest.raises(UsageError, match="QP059018"):
        sheet(facts, "QP059018", selection, today)


def test_the_reader_s_perimeter_does_not_matter(facts, today, selection):
    others = replace(selection, territories=frozenset({"59291", "QN05913M"}))
    assert sheet(facts, "QN05917M", others, today) is sheet(facts, "QN05917M", selection, today)


def test_one_day_is_enough(facts, today, selection):
    day = replace(selection, start=today - timedelta(days=1), end=today)
    assert sheet(facts, "59392", day, today).own.start == date(2026, 11, 23)
