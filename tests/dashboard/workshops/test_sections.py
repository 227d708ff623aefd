"""Every section of the page of workshops, over many selections: figures that can be read and drawn."""

from dataclasses import replace
from datetime import date

import plotly.graph_objects as go
import pytest

from dashboard.indicators import BY_KEY
from dashboard.selection import Basis, Selection
from dashboard.workshops import sections
from tests.dashboard.exhibits.counting import present
from tests.dashboard.exhibits.test_exhibits import SELECTIONS, START, UNSAID


@pytest.fixture
def selection(today):
    return Selection(START, today)


def exhibits(facts, selection, today, counted="participations", rate="taux_presence"):
    return [
        *sections.in_time(facts, selection, today, counted),
        *sections.by_neighbourhood(facts, selection, counted),
        *sections.by_subject(facts, selection, counted),
        *sections.by_trait(facts, selection, counted),
        *sections.rates_in_time(facts, selection, today),
        *sections.rate_by_group(facts, selection, rate),
        *sections.constancy(facts, selection, today),
    ]


@pytest.mark.parametrize("counted", sections.COUNTED)
@pytest.mark.parametrize("changes", SELECTIONS.values(), ids=SELECTIONS)
def test_every_section_can_be_read_and_drawn(facts, today, selection, counted, changes):
    for exhibit in exhibits(facts, replace(selection, **changes), today, counted):
        cells = " ".join(cell for row in exhibit.table.shown() for cell in row)
        assert not UNSAID.search(" ".join([exhibit.title, exhibit.sentence, exhibit.note, cells]))
        assert exhibit.sentence.endswith(".")
        if exhibit.figure is not None:
            go.Figure(exhibit.figure)


def test_no_exhibit_comes_twice(facts, today, selection):
    """Two charts of the same key could not stand on one page."""
    for counted in sections.COUNTED:
        for rate in sections.RATES:
            shown = exhibits(facts, selection, today, counted, rate)
            keys = [exhibit.key for exhibit in shown]
            assert len(keys) == len(set(keys))


def test_without_data_each_section_says_so(no_facts, today, selection):
    assert all(exhibit.is_empty for exhibit in exhibits(no_facts, selection, today))
    assert sections.ahead(no_facts, frozenset(), today) == ()
    assert sections.left_unsaid(no_facts, frozenset(), today) == ()
    assert sections.beside(no_facts, selection) == ""
    assert sections.listed(no_facts, selection).frame.is_empty()


def test_workshops_have_no_gender_participations_have(facts, selection):
    assert all(
        each.title.startswith("Participations") for each in sections.by_trait(facts, selection, "ateliers")
    )
    assert all(
        each.title.startswith("Bénéficiaires")
        for each in sections.by_trait(facts, selection, "beneficiaires")
    )


def test_anonymous_attendance_is_told_beside_people(facts, selection):
    counted = sum(row["headcount"] for row in present(facts, selection) if row["person"] is None)
    said = sections.beside(facts, selection).replace("\u202f", "")
    assert said.startswith(f"Dont {counted} participations anonymes")


def test_a_rate_is_told_over_the_whole_period_with_what_it_rests_on(facts, today, selection):
    attendance, *_ = sections.rates_in_time(facts, selection, today)
    assert attendance.title.startswith("Taux de présence : 8")
    assert attendance.title.endswith("sur la période")
    by_area, by_type = sections.rate_by_group(facts, selection, "taux_fidelite")
    assert by_area.table.columns[-1].label == by_type.table.columns[-1].label == "Calculé sur"
    rows = present(facts, selection)
    for kind, value, people in by_type.table.rows:
        visits = {}
        for row in rows:
            if row["type"] == kind and row["person"] is not None:
                visits.setdefault(row["person"], set()).add(row["workshop"])
        back = sum(len(each) > 1 for each in visits.values())
        assert people == len(visits)
        assert value == pytest.approx(100 * back / len(visits))


def test_frequency_tells_who_came_back(facts, selection, today):
    visits, _ = sections.constancy(facts, selection, today)
    came = {}
    for row in present(facts, selection):
        if row["person"] is not None:
            came.setdefault(row["person"], set()).add(row["workshop"])
    times = [len(workshops) for workshops in came.values()]
    assert [value for _, value, _ in visits.table.rows] == [
        times.count(1),
        times.count(2),
        sum(3 <= each <= 5 for each in times),
        sum(each >= 6 for each in times),
    ]
    assert sum(share for *_, share in visits.table.rows) == pytest.approx(100)
    back = round(100 - visits.table.rows[0][2])
    assert visits.title.startswith(f"{back}\u00a0% des bénéficiaires sont revenus")


def test_states_tell_cancellations_and_what_was_never_said(facts, selection, today):
    _, states = sections.constancy(facts, selection, today)
    rows = [
        row
        for row in facts.workshops.iter_rows(named=True)
        if selection.start <= row["date"] <= selection.end
    ]
    held, cancelled = (sum(row["status"] == state for row in rows) for state in ("tenu", "annulé"))
    percent = f"{100 * cancelled / (held + cancelled):.1f}".replace(".", ",")
    assert states.title == f"{held} ateliers tenus, {cancelled} annulés : {percent}\u00a0% d'annulations"
    late = sum(row["status"] == "prévu" and row["date"] < today for row in rows)
    assert late == 1
    assert "1 atelier passé reste à déclarer tenu ou annulé" in states.note
    assert "1 prévu dont la date est passée" in states.sentence


def test_the_basis_changes_who_is_counted_not_where_workshops_are(facts, selection):
    at_home = replace(selection, territories=frozenset({"59392"}))
    on_the_spot = replace(at_home, basis=Basis.PLACE)
    lists = [sections.listed(facts, each).frame for each in (at_home, on_the_spot)]
    assert lists[0].equals(lists[1])
    visits = [sections.constancy(facts, each, date(2026, 11, 24))[0].table for each in (at_home, on_the_spot)]
    assert visits[0] != visits[1]


def test_figures_are_known_indicators():
    assert set(sections.KEYS) <= set(BY_KEY)
    assert set(sections.COUNTED) | set(sections.RATES) <= set(sections.KEYS)
