"""Intervals against published values, their own definition, and the chance they claim to cover."""

from math import exp, lgamma, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.neighbourhoods.intervals import Interval, clustered, poisson, wilson

TAIL = 0.025


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [
        (0, 0, 3.69),
        (1, 0.03, 5.57),
        (5, 1.62, 11.67),
        (10, 4.80, 18.39),
        (50, 37.11, 65.92),
        (100, 81.36, 121.63),
    ],
)
def test_poisson_gives_the_published_values(count, low, high):
    found = poisson(count)
    assert (round(found.low, 2), round(found.high, 2)) == (low, high)


def poisson_at_most(count, mean):
    """Return the chance of at most that many arrivals, added up term by term."""
    return sum(exp(k * log(mean) - mean - lgamma(k + 1)) for k in range(count + 1))


@given(st.integers(1, 400))
def test_poisson_leaves_one_chance_in_forty_on_each_side(count):
    found = poisson(count)
    assert poisson_at_most(count, found.high) == pytest.approx(TAIL, abs=1e-9)
    assert 1 - poisson_at_most(count - 1, found.low) == pytest.approx(TAIL, abs=1e-9)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (10, 100, 5.52, 17.44),
        (81, 263, 25.53, 36.62),  # Newcombe (1998), table I
        (15, 148, 6.24, 16.05),
        (0, 20, 0, 16.11),
        (1, 29, 0.61, 17.18),
    ],
)
def test_wilson_gives_the_published_values(part, whole, low, high):
    found = wilson(part, whole).times(100)
    assert (round(found.low, 2), round(found.high, 2)) == (low, high)


@given(st.integers(1, 2000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_wilson_ends_are_where_the_score_test_stops_rejecting(pair):
    part, whole = pair
    found, share, z = wilson(part, whole), part / whole, 1.959963984540054
    assert 0 <= found.low <= share <= found.high <= 1
    for end in (found.low, found.high):
        if 1e-9 < end < 1 - 1e-9:
            assert abs(share - end) == pytest.approx(z * (end * (1 - end) / whole) ** 0.5)


@given(st.integers(1, 300))
def test_when_nobody_comes_twice_clusters_are_plain_arrivals(count):
    alone, together = poisson(count), clustered([1] * count)
    assert (together.low, together.high) == pytest.approx((alone.low, alone.high))


@given(st.lists(st.integers(1, 30), min_size=1, max_size=60))
def test_people_who_come_back_widen_the_interval(sizes):
    total = sum(sizes)
    alone, together = poisson(total), clustered(sizes)
    assert together.low <= alone.low + 1e-9
    assert together.high >= alone.high - 1e-9
    assert together.low <= total <= together.high


def test_fay_and_feuer_as_they_write_it():
    """Equations with chi-squared quantiles, read in a table: 2y²/v = 10 and 2(y+w)²/(v+w²) = 12 degrees."""
    found = clustered([4] * 5)
    assert found.low == pytest.approx(4 * 3.2470 / 2, abs=1e-3)
    assert found.high == pytest.approx(4 * 23.3367 / 2, abs=1e-3)


def test_without_any_arrival_the_next_one_has_the_usual_size():
    assert clustered([], usual=4) == Interval(0, poisson(0).high * 4)


def test_intervals_of_attendances_cover_the_truth_at_least_as_often_as_they_say():
    """Draw many areas whose people come 1, 2 or 8 times: 95 intervals in 100 hold the true mean."""
    chance, means, sizes = np.random.default_rng(3), (20.0, 8.0, 4.0), (1, 2, 8)
    truth = sum(mean * size for mean, size in zip(means, sizes, strict=True))
    drawn = 2_000
    held = naive = 0
    for _ in range(drawn):
        people = [size for mean, size in zip(means, sizes, strict=True) for _ in range(chance.poisson(mean))]
        total, found = sum(people), clustered(people)
        held += found.low <= truth <= found.high
        naive += poisson(total).low <= truth <= poisson(total).high
    assert held / drawn >= 0.945
    assert naive / drawn < 0.85
