"""Whole months within a lock, and the nearest selection that a shared view answers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.disclosure import Window, allowed_selection, window
from dashboard.selection import Selection

FIRST, TODAY = date(2024, 11, 5), date(2026, 11, 24)
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


def test_an_open_lock_stops_with_the_last_whole_month():
    months = window(None, None, FIRST, TODAY)
    assert (months.bounds[0], months.bounds[-1], months.steps) == (date(2024, 11, 1), date(2026, 11, 1), 24)


@pytest.mark.parametrize(
    ("start", "end", "bounds"),
    [
        (
            date(2026, 8, 16),
            None,
            (date(2026, 8, 16), date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)),
        ),
        (date(2026, 8, 1), date(2026, 9, 14), (date(2026, 8, 1), date(2026, 9, 1), date(2026, 9, 15))),
        (date(2026, 9, 1), date(2026, 9, 30), (date(2026, 9, 1), date(2026, 10, 1))),
        (date(2026, 10, 1), TODAY, (date(2026, 10, 1), date(2026, 11, 1))),
        (date(2026, 10, 1), date(2030, 1, 1), (date(2026, 10, 1), date(2026, 11, 1))),
        (date(2026, 11, 2), None, (date(2026, 11, 2),)),
        (date(2027, 1, 1), date(2027, 2, 1), (date(2027, 1, 1),)),
    ],
)
def test_a_lock_is_cut_into_months(start, end, bounds):
    assert window(start, end, FIRST, TODAY).bounds == bounds


@given(DAYS, DAYS)
def test_two_visits_a_day_apart_in_a_month_see_the_same_months(start, today):
    tomorrow = today + timedelta(days=1)
    before, after = (window(start, None, FIRST, day) for day in (today, tomorrow))
    assert before == after or tomorrow.day == 1


def test_bounds_follow_each_other():
    with pytest.raises(ValueError, match="se suivent"):
        Window((date(2026, 1, 1), date(2026, 1, 1)))


@pytest.mark.parametrize(
    ("start", "end", "allowed"),
    [
        (date(2025, 3, 1), date(2025, 3, 31), (date(2025, 3, 1), date(2025, 3, 31))),
        (date(2025, 3, 4), date(2025, 5, 9), (date(2025, 3, 1), date(2025, 5, 31))),
        (date(2025, 3, 4), date(2025, 3, 5), (date(2025, 3, 1), date(2025, 3, 31))),
        (date(2020, 1, 1), TODAY, (date(2024, 11, 1), date(2026, 10, 31))),
        (date(2026, 11, 3), TODAY, (date(2026, 10, 1), date(2026, 10, 31))),
        (date(2030, 1, 1), date(2031, 1, 1), (date(2026, 10, 1), date(2026, 10, 31))),
        (date(2010, 1, 1), date(2011, 1, 1), (date(2024, 11, 1), date(2024, 11, 30))),
    ],
)
def test_a_period_becomes_the_months_that_hold_it(start, end, allowed):
    months = window(None, None, FIRST, TODAY)
    selection = allowed_selection(Selection(start, end), months)
    assert (selection.start, selection.end) == allowed


@given(DAYS, st.integers(0, 900))
def test_an_allowed_selection_is_answered_and_stays(start, length):
    months = window(None, None, FIRST, TODAY)
    allowed = allowed_selection(Selection(start, start + timedelta(days=length)), months)
    assert months.span(allowed) is not None
    assert allowed_selection(allowed, months) == allowed


def test_areas_outside_the_perimeter_are_dropped():
    months = window(None, None, FIRST, TODAY)
    chosen = Selection(FIRST, TODAY, frozenset({"59392", "QN05915M"}))
    assert allowed_selection(chosen, months, {"QN05915M"}).territories == {"QN05915M"}
    assert allowed_selection(chosen, months, {"59291"}).territories == frozenset()
    assert allowed_selection(chosen, months).territories == chosen.territories


def test_without_a_whole_month_no_period_is_answered():
    months = window(TODAY, None, FIRST, TODAY)
    selection = Selection(TODAY, TODAY)
    assert allowed_selection(selection, months) == selection
    assert months.span(selection) is None


def test_bounds_that_matter_most_to_readers_come_first():
    months = window(date(2025, 11, 1), date(2026, 7, 31), FIRST, TODAY)
    order = [months.bounds[place].isoformat()[:7] for place in months.priority]
    assert order[:4] == ["2025-11", "2026-08", "2026-01", "2026-04"]
