"""The page as a whole: every selection can be drawn and read; nothing misleads over a part of the plan."""

import json
import re
from dataclasses import replace
from datetime import date

import plotly.graph_objects as go
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard import sharing
from dashboard.charts import Slot
from dashboard.exhibits import Exhibit
from dashboard.money.view import view
from dashboard.selection import Basis, Selection
from tests.dashboard.money import counting
from tests.dashboard.money.counting import END, PERIMETERS, START, budgets

PLAN = Selection(START, END)
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|rgba?\([^)]*\)")
UNSAID = re.compile(r"\b(None|nan|null|inf|Decimal)\b", re.IGNORECASE)
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


def exhibits(found):
    for name in found.__dataclass_fields__:
        value = getattr(found, name)
        values = value if isinstance(value, tuple) else (value,)
        yield from (each for each in values if isinstance(each, Exhibit))


def told(exhibit):
    return exhibit.title, exhibit.sentence, exhibit.table.rows, exhibit.figure, exhibit.note


def check(found):
    assert len({each.key for each in exhibits(found)}) == 8 + len(found.earmarks)
    for each in exhibits(found):
        cells = " ".join(cell for row in each.table.shown() for cell in row)
        said = " ".join([each.title, each.sentence, each.note, each.table.caption, found.note, cells])
        assert each.sentence.endswith(".")
        assert not UNSAID.search(said)
        assert each.table.csv()
        if each.figure is not None:
            go.Figure(each.figure)
            assert set(COLOUR.findall(json.dumps(each.figure))) <= {*Slot, "rgba(0,0,0,0)"}


@pytest.mark.parametrize("changes", SELECTIONS.values(), ids=SELECTIONS)
def test_every_selection_can_be_drawn_and_read(facts, no_facts, today, changes):
    for known in (facts, no_facts):
        check(view(known, replace(PLAN, **changes), today))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(lines=budgets(), territories=st.sampled_from(PERIMETERS), start=st.integers(-30, 800))
def test_any_budget_can_be_drawn_and_read(recorded, today, lines, territories, start):
    first = date.fromordinal(START.toordinal() + start)
    check(view(recorded(lines), Selection(min(first, END), END, territories), today))


def test_a_plan_with_only_a_budget_shows_its_page(facts, no_facts, today):
    known = replace(no_facts, budget=facts.budget, plan=facts.plan, targets=facts.targets)
    found = view(known, PLAN, today)
    check(found)
    assert "27\u202f359,43\u00a0€ payés" in found.by_funder.title


def test_over_a_part_of_the_plan_each_figure_stands_beside_the_whole(facts, today):
    short = view(facts, replace(PLAN, start=date(2026, 10, 1)), today)
    rows = counting.inside(facts, PLAN)
    granted, committed = (counting.cents(rows, nature=nature) for nature in ("notifié", "engagé"))
    assert granted - committed == 1_495_342
    assert short.beside["reste_a_engager"] == [
        "Depuis le début du plan : 14\u202f953,42\u00a0€",
        "Engagé au-delà de ce qui est notifié ici",
    ]
    assert "notifié 49\u202f842,00\u00a0€" in short.period
    assert short.until.endswith("quelle que soit la période choisie.")
    assert view(facts, PLAN, today).beside == {}
    assert view(facts, PLAN, today).period == ""


def test_what_is_told_since_the_start_does_not_depend_on_the_period(facts, today):
    whole, short = view(facts, PLAN, today), view(facts, replace(PLAN, start=date(2026, 10, 1)), today)
    for name in ("parity", "remaining", "shares", "course"):
        assert told(getattr(whole, name)) == told(getattr(short, name))
    assert list(map(told, whole.costs)) == list(map(told, short.costs))


def test_a_perimeter_is_warned_about(facts, today):
    found = view(facts, replace(PLAN, territories=frozenset({"59392"})), today)
    assert found.beside["reste_a_engager"] == ["Engagé au-delà de ce qui est notifié ici"]
    assert found.beside["cout_par_participation"] == ["Un minimum : seuls les paiements fléchés comptent"]
    assert "jamais ajouté : prévu 51\u202f120,00\u00a0€" in found.note


def test_lines_before_the_plan_are_told(recorded, today):
    early = (date(2024, 10, 1), "prévu", "État", None, (None, None), 123_456)
    known = recorded([early, (START, "prévu", "État", None, (None, None), 1)])
    note = view(known, PLAN, today).note.replace("\u202f", " ").replace("\u00a0", " ")
    assert note == "1 ligne d'avant le 1er novembre 2024, début du plan, ne compte pas : prévu 1 234,56 €."


def test_worked_out_once_for_every_session(facts, today):
    assert sharing.budget(facts, PLAN, today) is sharing.budget(facts, PLAN, today)
