"""Targets by hand: a line from 0 on 1 January 2025 to 100 on 11 April, 100 days later: one a day."""

from datetime import date, timedelta

import pytest

from tests.reference.targets import (
    LATE,
    ON_TIME,
    REACHED,
    WATCHED,
    Projection,
    change_since_committee,
    expected,
    projection,
    status,
)

START, DUE = date(2025, 1, 1), date(2025, 4, 11)
TARGET = {"date_depart": START, "echeance": DUE, "valeur": 100, "valeur_depart": None}
HALFWAY = date(2025, 2, 20)


@pytest.mark.parametrize(
    ("au", "value"),
    [
        (date(2024, 6, 1), 0),
        (START, 0),
        (date(2025, 1, 11), 10),
        (HALFWAY, 50),
        (DUE, 100),
        (date(2026, 1, 1), 100),
    ],
)
def test_the_line_is_clamped_to_its_ends(au, value):
    assert expected(TARGET, au) == pytest.approx(value)


def test_the_line_starts_with_the_plan_unless_the_target_says_otherwise():
    assert expected({**TARGET, "date_depart": None, "valeur_depart": 20}, HALFWAY, START) == pytest.approx(60)


@pytest.mark.parametrize(
    ("value", "word"),
    [(None, None), (100, REACHED), (50, ON_TIME), (45, WATCHED), (44.9, LATE), (0, LATE)],
)
def test_more_is_better(value, word):
    assert status(value, TARGET, HALFWAY) == word


def test_nothing_is_expected_at_the_start():
    assert status(0, TARGET, START) == ON_TIME


@pytest.mark.parametrize(
    ("value", "word"), [(20, REACHED), (60, ON_TIME), (66, WATCHED), (67, LATE), (100, LATE)]
)
def test_less_is_better(value, word):
    target = {**TARGET, "valeur_depart": 100, "valeur": 20}
    assert status(value, target, HALFWAY, sens="moins") == word


@pytest.mark.parametrize(
    ("value", "word"), [(50, REACHED), (60, ON_TIME), (40, ON_TIME), (61, WATCHED), (70, LATE)]
)
def test_parity_compares_the_distance_to_half(value, word):
    target = {**TARGET, "valeur_depart": 30, "valeur": 50}
    assert status(value, target, HALFWAY, sens="parite") == word


def test_the_projection_goes_on_at_the_last_90_days_pace():
    def value_at(day):
        return 2 * (day - START).days

    au = START + timedelta(days=90)
    target = {**TARGET, "valeur": 250, "echeance": au + timedelta(days=10)}
    assert projection(value_at, target, au, START) == Projection(200, au + timedelta(days=35))


def test_a_younger_indicator_is_projected_on_the_days_it_has():
    au = START + timedelta(days=40)
    target = {**TARGET, "echeance": au + timedelta(days=20)}
    assert projection(lambda day: (day - START).days or None, target, au, START) == Projection(60, DUE)


def test_less_than_30_days_of_data_are_not_projected():
    assert projection(lambda day: 5, TARGET, START + timedelta(days=29), START) is None


def test_what_does_not_grow_never_reaches_the_target():
    au = START + timedelta(days=90)
    assert projection(lambda day: 5, TARGET, au, START) == Projection(5, None)


def test_the_change_is_counted_from_the_last_committee_before():
    committees = [{"date": date(2025, 1, 11)}, {"date": date(2025, 2, 10)}, {"date": date(2025, 2, 20)}]
    assert change_since_committee(lambda day: (day - START).days, committees, date(2025, 2, 20)) == 10


def test_without_a_committee_or_data_there_is_no_change():
    assert change_since_committee(lambda day: 3, [{"date": DUE}], HALFWAY) is None
    assert change_since_committee(lambda day: None, [{"date": START}], HALFWAY) is None
