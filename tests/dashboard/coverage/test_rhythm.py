from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.coverage.rhythm import rhythm

MONDAY = date(2025, 1, 6)


def every(days, number, first=MONDAY):
    return [first + timedelta(days=days * rank) for rank in range(number)]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (every(7, 20), "chaque semaine"),
        (every(14, 12), "2 fois par mois"),
        (every(21, 8), "toutes les 3 semaines"),
        (every(28, 6), "une fois par mois"),
        (every(35, 6), "une fois par mois"),
        (every(56, 6), "tous les 2 mois"),
        (every(91, 5), "tous les 3 mois"),
        (every(7, 20) + every(7, 20, MONDAY + timedelta(3)), "2 fois par semaine"),
        (every(14, 10) + every(14, 10, MONDAY + timedelta(2)), "4 fois par mois"),
        (every(28, 6) + every(28, 6, MONDAY + timedelta(1)), "2 fois par mois"),
        (every(21, 6) + every(21, 6, MONDAY + timedelta(1)), "2 fois toutes les 3 semaines"),
        ([], "0 passage"),
        ([MONDAY], "1 passage"),
        (every(1, 5), "5 passages"),
        (every(7, 2), "2 passages"),
        (every(7, 3) + every(7, 3, MONDAY + timedelta(weeks=40)), "6 passages, sans rythme régulier"),
        (
            [MONDAY + timedelta(weeks=week) for week in (0, 1, 9, 12, 30, 31)],
            "6 passages, sans rythme régulier",
        ),
    ],
)
def test_words(days, words):
    assert rhythm(days) == words


@pytest.mark.parametrize("nth", [0, 2])
def test_the_same_weekday_of_each_month_is_monthly(nth):
    """The first or third Tuesday: four weeks apart, sometimes five."""
    months = [date(2025, month, 1) for month in range(1, 13)]
    firsts = [month + timedelta(days=(1 - month.weekday()) % 7 + 7 * nth) for month in months]
    assert rhythm(firsts) == "une fois par mois"


def test_summer_and_bank_holidays_change_nothing():
    weeks = [day for day in every(7, 52) if day.month != 8 and day.isocalendar().week not in (16, 19, 45)]
    assert rhythm(weeks) == "chaque semaine"


def test_a_stop_moved_by_a_day_changes_nothing():
    days = every(14, 12)
    days[5] += timedelta(days=3)
    assert rhythm(days) == "2 fois par mois"


@given(st.lists(st.dates(date(2024, 1, 1), date(2025, 12, 31)), max_size=40))
def test_order_does_not_matter_and_there_is_always_a_word(days):
    assert rhythm(days) == rhythm(sorted(days, reverse=True))
    assert rhythm(days)
