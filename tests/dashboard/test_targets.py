from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.indicators import Direction
from dashboard.targets import Status, Target, status

LINE = Target("foyers_equipes", "*", date(2027, 1, 1), 100, date(2025, 1, 1), 0, None)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 1, 1), 0),
        (date(2025, 1, 1), 0),
        (date(2026, 1, 1), 50),
        (date(2027, 1, 1), 100),
        (date(2030, 1, 1), 100),
    ],
)
def test_the_line_is_straight_and_clamped(day, expected):
    assert LINE.expected(day) == expected


def test_a_target_without_length_expects_its_value():
    due = date(2026, 1, 1)
    assert Target("ateliers", "*", due, 10, due, 0, None).expected(due) == 10


@given(st.sampled_from(Direction), st.floats(-1e3, 1e3), st.floats(-1e3, 1e3), st.floats(-1e3, 1e3))
def test_every_value_has_a_status(direction, value, expected, target):
    assert status(direction, value, expected, target) in Status


@given(st.integers(0, 800), st.integers(0, 800))
def test_the_line_never_goes_back(a, b):
    first, last = sorted((a, b))
    start = LINE.started
    assert LINE.expected(start + timedelta(first)) <= LINE.expected(start + timedelta(last))


@pytest.mark.parametrize(
    ("direction", "value", "expected", "target", "said"),
    [
        (Direction.MORE, 100, 50, 100, Status.REACHED),
        (Direction.MORE, 50, 50, 100, Status.ON_COURSE),
        (Direction.MORE, 45, 50, 100, Status.WATCH),
        (Direction.MORE, 44.9, 50, 100, Status.LATE),
        (Direction.MORE, 0, 0, 100, Status.ON_COURSE),
        (Direction.LESS, 30, 40, 30, Status.REACHED),
        (Direction.LESS, 40, 40, 30, Status.ON_COURSE),
        (Direction.LESS, 44, 40, 30, Status.WATCH),
        (Direction.LESS, 50, 40, 30, Status.LATE),
        (Direction.LESS, 5, 0, 0, Status.LATE),
        (Direction.LESS, 0, 0, 0, Status.REACHED),
        (Direction.PARITY, 50, 50, 50, Status.REACHED),
        (Direction.PARITY, 52, 50, 50, Status.WATCH),
        (Direction.PARITY, 48, 50, 50, Status.WATCH),
        (Direction.PARITY, 70, 50, 50, Status.LATE),
        (Direction.PARITY, 30, 25, 50, Status.ON_COURSE),
    ],
)
def test_status(direction, value, expected, target, said):
    assert status(direction, value, expected, target) is said
