"""What results cost, divided again by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest

from dashboard.money import costs
from dashboard.selection import Selection
from tests.dashboard.exhibits.counting import present
from tests.dashboard.money import counting
from tests.dashboard.money.counting import END, START, to_cents

PLAN = Selection(START, END)


def households(facts, end):
    """Return the households that received a device and have not given it back by a day."""
    handed = [
        row for row in facts.devices.iter_rows(named=True) if row["handed"] and START <= row["handed"] <= end
    ]
    return {row["household"] for row in handed if not (row["returned"] and row["returned"] <= end)} - {None}


def paid_on(facts, action, end):
    return counting.cents(counting.inside(facts, replace(PLAN, end=end)), nature="payé", action=action) or 0


def test_each_month_divides_what_is_paid_by_what_is_counted(facts, today):
    by_attendance, by_household = costs.exhibits(facts, PLAN, today)
    for end, paid, counted, cost in by_attendance.table.rows[::6] + by_attendance.table.rows[-1:]:
        cents = paid_on(facts, "Ateliers", end)
        people = sum(row["headcount"] for row in present(facts, replace(PLAN, end=end)))
        assert (to_cents(paid), counted, cost) == (cents, people, pytest.approx(cents / 100 / people))
    for end, paid, counted, cost in by_household.table.rows:
        cents, equipped = paid_on(facts, "Équipement", end), len(households(facts, end))
        assert (to_cents(paid or Decimal(0)), counted or 0) == (cents, equipped)
        assert cost == (pytest.approx(cents / 100 / equipped) if equipped else None)


def test_the_sentence_shows_the_division_and_the_note_its_limits(facts, today):
    by_attendance, by_household = costs.exhibits(facts, PLAN, today)
    assert by_attendance.sentence.startswith(
        "7\u202f404,00\u00a0€ payés sur « Ateliers » ÷ 5\u202f864 participations."
    )
    assert "Ne comprend ni le tiers-lieu mobile" in by_attendance.note
    assert "appareils encore en stock" in by_household.note
    assert "minimum" not in by_attendance.note


def test_with_a_perimeter_the_cost_is_said_to_be_a_minimum(facts, today):
    for exhibit in costs.exhibits(facts, replace(PLAN, territories=frozenset({"59392"})), today):
        assert exhibit.note.endswith("ce coût est un minimum.")


def test_payments_without_an_action_are_told(recorded, today):
    known = recorded(
        [
            (START, "payé", "État", None, (None, None), 12_345),
            (START, "payé", "État", "Ateliers", (None, None), 1),
        ]
    )
    assert "compté nulle part : 123,45\u00a0€." in costs.exhibits(known, PLAN, today)[0].note


def test_without_attendance_there_is_no_cost(no_facts, today):
    for exhibit in costs.exhibits(no_facts, PLAN, today):
        assert exhibit.is_empty
        assert "aucune donnée" in exhibit.title
