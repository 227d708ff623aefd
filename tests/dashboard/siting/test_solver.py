"""The optimum, against every choice of k sites."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.siting.solver import best_sites
from data_access.errors import UsageError


@st.composite
def problems(draw):
    """Return who is reached by whom, weights, and how many sites may be chosen."""
    points, sites = draw(st.integers(0, 12)), draw(st.integers(0, 7))
    cells = st.lists(st.booleans(), min_size=points * sites, max_size=points * sites)
    weights = st.lists(
        st.sampled_from([0, 0.25, 1, 2, 2, 3.5, 70]) | st.floats(0, 1000),
        min_size=points,
        max_size=points,
    )
    reaches = np.array(draw(cells), dtype=bool).reshape(points, sites)
    return reaches, np.array(draw(weights), dtype=float), draw(st.integers(1, 4))


def reached(reaches, weights, chosen):
    """Add up the weight of the points that any chosen site reaches."""
    return sum(
        float(weight)
        for row, weight in zip(reaches, weights, strict=True)
        if any(row[site] for site in chosen)
    )


def best(reaches, weights, sites):
    """Return the most that any choice reaches."""
    columns = range(reaches.shape[1])
    return max(
        reached(reaches, weights, chosen)
        for size in range(min(sites, len(columns)) + 1)
        for chosen in combinations(columns, size)
    )


@settings(max_examples=300, deadline=None)
@given(problems())
def test_nothing_reaches_more(problem):
    reaches, weights, sites = problem
    chosen = best_sites(reaches, weights, sites)
    assert len(set(chosen)) == len(chosen) <= sites
    assert reached(reaches, weights, chosen) == pytest.approx(best(reaches, weights, sites), abs=1e-4)


@settings(max_examples=50, deadline=None)
@given(problems(), st.randoms(use_true_random=False))
def test_the_order_of_points_does_not_matter(problem, chance):
    reaches, weights, sites = problem
    shuffled = list(range(len(weights)))
    chance.shuffle(shuffled)
    assert best_sites(reaches[shuffled], weights[shuffled], sites) == best_sites(reaches, weights, sites)


def test_the_first_of_equal_sites_is_chosen():
    reaches = np.array([[False, True, True, True], [False, True, True, False]])
    assert best_sites(reaches, np.array([5.0, 5.0]), 1) == [1]


def test_choosing_one_after_the_other_would_be_worse():
    """The site that reaches most alone is not in the best pair."""
    reaches = np.array([[1, 1, 0], [1, 0, 1], [0, 1, 0], [0, 0, 1]], dtype=bool)
    assert best_sites(reaches, np.array([3.0, 3.0, 2.0, 2.0]), 1) == [0]
    assert best_sites(reaches, np.array([3.0, 3.0, 2.0, 2.0]), 2) == [1, 2]


def test_what_takes_too_long_is_said():
    chance = np.random.default_rng(1)
    reaches, weights = chance.random((400, 60)) < 0.2, chance.random(400)
    with pytest.raises(UsageError, match="réduisez"):
        best_sites(reaches, weights, 8, patience_s=0)
