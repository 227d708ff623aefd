"""Each exhibit: its figures counted a second way, its chart, its words."""

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import plotly.graph_objects as go
import pytest

from dashboard.charts import Slot
from dashboard.exhibits import by_area, by_dimension, monthly, over_time, per_inhabitant
from dashboard.indicators import ALL, BY_KEY
from dashboard.selection import Basis, Selection
from tests.dashboard.exhibits.counting import participations, present

PARTICIPATIONS = BY_KEY["participations"]
START = date(2024, 11, 1)
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|rgba?\([^)]*\)")
UNSAID = re.compile(r"\b(None|nan|null|inf)\b", re.IGNORECASE)
SELECTIONS = {
    "tout": {},
    "un quartier": {"territories": frozenset({"QN05915M"})},
    "une commune": {"territories": frozenset({"59392"})},
    "plusieurs": {"territories": frozenset({"59392", "QN05918M", "59291"})},
    "lieu": {"basis": Basis.PLACE},
    "un jour": {"start": date(2026, 3, 3), "end": date(2026, 3, 3)},
    "avant le plan": {"start": date(2001, 1, 1), "end": date(2001, 2, 1)},
    "futur": {"start": date(2027, 1, 1), "end": date(2027, 6, 1)},
}


@pytest.fixture
def selection(today):
    return Selection(START, today)


def every_exhibit(facts, indicator, selection, today):
    yield over_time(facts, indicator, selection, today)
    if "mois" in indicator.dimensions:
        yield monthly(facts, indicator, selection, today)
    for dimension in {"qpv", "commune"} & set(indicator.dimensions):
        yield by_area(facts, indicator, selection, dimension)
        yield per_inhabitant(facts, indicator, selection, dimension)
    for dimension in set(indicator.dimensions) - {"qpv", "commune", "mois"}:
        yield by_dimension(facts, indicator, selection, dimension)


@pytest.mark.parametrize("indicator", ALL, ids=lambda each: each.key)
@pytest.mark.parametrize("changes", SELECTIONS.values(), ids=SELECTIONS)
def test_every_exhibit_can_be_drawn_and_read(facts, today, selection, indicator, changes):
    for exhibit in every_exhibit(facts, indicator, replace(selection, **changes), today):
        said = " ".join([exhibit.title, exhibit.sentence, exhibit.note, exhibit.table.caption])
        cells = " ".join(cell for row in exhibit.table.shown() for cell in row)
        assert exhibit.title
        assert exhibit.sentence.endswith(".")
        assert not UNSAID.search(f"{said} {cells}")
        if exhibit.figure is not None:
            go.Figure(exhibit.figure)
            colours = set(COLOUR.findall(json.dumps(exhibit.figure)))
            assert colours <= {*(slot.value for slot in Slot), "rgba(0,0,0,0)"}


@pytest.mark.parametrize("indicator", ALL, ids=lambda each: each.key)
def test_without_data_nothing_is_drawn(no_facts, today, selection, indicator):
    for exhibit in every_exhibit(no_facts, indicator, selection, today):
        if "aucune donnée" in exhibit.sentence:
            assert exhibit.is_empty
        else:
            assert indicator.key in {"population_couverte", "population_qpv_couverte"} or exhibit.figure


def test_months_add_up(facts, today, selection):
    shown = {
        end: value for end, value in monthly(facts, PARTICIPATIONS, selection, today).table.rows if value
    }
    counted = Counter()
    for row in present(facts, selection):
        counted[row["date"].year, row["date"].month] += row["headcount"]
    assert {(end.year, end.month): value for end, value in shown.items()} == counted


def test_a_month_not_over_yet_is_faded(facts, selection, today):
    def last_colour(at):
        figure = monthly(facts, PARTICIPATIONS, replace(selection, end=at), at).figure
        return figure["data"][0]["marker"]["color"][-1]

    assert last_colour(today) == Slot.FADED
    assert last_colour(date(2026, 10, 31)) == Slot.MAIN


def test_over_time_ends_on_the_figure(facts, today, selection):
    rows = over_time(facts, BY_KEY["beneficiaires"], selection, today).table.rows
    for end, value, _ in (rows[0], rows[7], rows[-1]):
        seen = {row["person"] for row in present(facts, replace(selection, end=end))} - {None}
        assert value == len(seen)


def test_the_target_is_only_drawn_where_it_is_judged(facts, today, selection):
    whole = over_time(facts, BY_KEY["beneficiaires"], selection, today)
    part = over_time(facts, BY_KEY["beneficiaires"], replace(selection, start=date(2026, 1, 1)), today)
    assert [column.label for column in whole.table.columns][-1] == "Trajectoire"
    assert "objectif" in whole.sentence
    assert len(part.table.columns) == 2
    assert "objectif" not in part.sentence


def test_areas_are_counted_the_perimeter_set_aside(facts, selection):
    narrowed = replace(selection, territories=frozenset({"QN05917M"}))
    exhibit = by_area(facts, PARTICIPATIONS, narrowed)
    counted = participations(facts, selection, "home_qpv")
    assert {code: value for _, code, value, _ in exhibit.table.rows} == {
        code: counted.get(code) for code in facts.territory.qpvs
    }
    colours = exhibit.figure["data"][0]["marker"]["color"]
    codes = [code for code, _ in exhibit.figure["data"][0]["customdata"]]
    assert [code for code, colour in zip(codes, colours, strict=True) if colour == Slot.MAIN] == ["QN05917M"]
    for group in ("Hors QPV", "Hors territoire", "Non renseigné"):
        assert f"{group} : {counted[group]:,}".replace(",", "\u202f") in exhibit.note


def test_the_mean_is_over_inhabitants_not_over_rates(facts, selection):
    exhibit = per_inhabitant(facts, PARTICIPATIONS, selection)
    counted = participations(facts, selection, "home_qpv")
    people = {code: qpv.population for code, qpv in facts.territory.qpvs.items() if qpv.population}
    mean = 1000 * sum(counted[code] for code in people) / sum(people.values())
    assert len(exhibit.table.rows) == len(people)
    by_name = {facts.territory.qpvs[code].name: code for code in people}
    for name, rate, gap, value, population in exhibit.table.rows:
        code = by_name[name]
        assert (value or 0, population) == (counted[code], people[code])
        assert rate == pytest.approx(1000 * counted[code] / people[code])
        assert gap == pytest.approx(rate - mean)


@pytest.mark.parametrize(
    ("dimension", "column"),
    [("genre", "gender"), ("tranche_age", "age_band"), ("statut_social", "social_status"), ("type", "type")],
)
def test_shares_are_of_the_known(facts, selection, dimension, column):
    exhibit = by_dimension(facts, PARTICIPATIONS, selection, dimension)
    counted = participations(facts, selection, column)
    known = sum(value for group, value in counted.items() if group != "Non renseigné")
    assert {group: value for group, value, _ in exhibit.table.rows} == counted
    for group, value, share in exhibit.table.rows:
        assert share is None if group == "Non renseigné" else share == pytest.approx(100 * value / known)


def test_age_bands_stand_in_their_order(facts, selection):
    groups = [row[0] for row in by_dimension(facts, PARTICIPATIONS, selection, "tranche_age").table.rows]
    assert groups[0].startswith(("Moins", "12"))
    assert groups[-1] == "Non renseigné"


def test_the_last_committee_is_told(facts, today, selection):
    exhibit = over_time(facts, BY_KEY["ateliers"], selection, today)
    committee = max(day for day in facts.committees["date"] if day < today)
    after = [
        row
        for row in facts.workshops.iter_rows(named=True)
        if row["status"] == "tenu" and committee < row["date"] <= today
    ]
    assert f"+{len(after)} ateliers depuis le comité" in exhibit.sentence
    band = exhibit.figure["layout"]["shapes"][0]
    assert (band["x0"], band["x1"]) == (committee.isoformat(), today.isoformat())
    lines = [shape["x0"] for shape in exhibit.figure["layout"]["shapes"][1:]]
    assert lines == [day.isoformat() for day in facts.committees["date"] if START <= day < today]
    assert today - committee > timedelta(0)


def test_shares_of_overlapping_groups_are_of_the_total(facts, selection):
    exhibit = by_dimension(facts, BY_KEY["ateliers"], selection, "thematique")
    held = [
        row
        for row in facts.workshops.iter_rows(named=True)
        if row["status"] == "tenu" and selection.start <= row["date"] <= selection.end
    ]
    counted = Counter(theme for row in held for theme in (row["themes"] or "Non renseigné").split("|"))
    assert {group: value for group, value, _ in exhibit.table.rows} == counted
    for group, value, share in exhibit.table.rows:
        assert share is None if group == "Non renseigné" else share == pytest.approx(100 * value / len(held))
    assert "leur somme dépasse" in exhibit.note
    assert "Les 12 premiers groupes sont tracés" in exhibit.note


def test_people_of_several_months_are_told(facts, today, selection):
    assert "plusieurs mois" in monthly(facts, BY_KEY["beneficiaires"], selection, today).note
    assert "plusieurs mois" not in monthly(facts, PARTICIPATIONS, selection, today).note


@pytest.mark.parametrize("indicator", ALL, ids=lambda each: each.key)
def test_only_counts_add_up(facts, today, selection, indicator):
    if "mois" not in indicator.dimensions:
        return
    shares_a_fact = {"beneficiaires", "foyers_equipes"}
    told = "plusieurs mois" in monthly(facts, indicator, selection, today).note
    assert told == (indicator.key in shares_a_fact)


def test_rates_of_areas_stand_against_the_whole(facts, selection):
    exhibit = by_area(facts, BY_KEY["taux_presence"], selection)
    rows = [
        row
        for row in facts.attendance.iter_rows(named=True)
        if row["registration"] and selection.start <= row["date"] <= selection.end
    ]
    came = sum(row["headcount"] for row in rows if row["presence"] == "présent")
    whole = 100 * came / sum(row["headcount"] for row in rows)
    (mark,) = {shape["x0"] for shape in exhibit.figure["layout"]["shapes"]}
    assert mark == pytest.approx(whole)
    name, _, value, _ = exhibit.table.rows[0]
    asides = [each["text"] for each in exhibit.figure["layout"]["annotations"]]
    assert f"{value - whole:+.1f}".replace("-", "\u2212").replace(".", ",") in asides
    assert name
