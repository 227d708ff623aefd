"""What a reader can work out of one table, bounded exactly by integers, a second way."""

import time
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from dashboard.disclosure.intervals import Network
from dashboard.disclosure.suppression import one_by_one, one_way, runs, two_way
from tests.dashboard.disclosure.attack import Attacker

FEW = st.sampled_from([0, 0, 1, 2, 3, 4, 7, 12])
THRESHOLD = 4
SLOW = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
TABLES = st.integers(1, 4).flatmap(
    lambda rows: st.integers(1, 4).flatmap(
        lambda columns: st.lists(
            st.lists(FEW, min_size=columns, max_size=columns), min_size=rows, max_size=rows
        )
    )
)


def closed(inner):
    rows = np.array(inner, np.int64)
    with_row = np.vstack([rows, rows.sum(axis=0)])
    return np.hstack([with_row, with_row.sum(axis=1, keepdims=True)])


def members(cell, shape):
    """Return the inner cells that a cell sums: itself, its line for a total."""
    rows, columns = (range(size - 1) for size in shape)
    return {
        (row, column)
        for row in (rows if cell[0] == shape[0] - 1 else [cell[0]])
        for column in (columns if cell[1] == shape[1] - 1 else [cell[1]])
    }


def reader(table, hidden):
    """Return the attacker who knows the cells told, and that the others are not 0."""
    attacker = Attacker(
        [tuple(map(int, cell)) for cell in np.ndindex(table.shape[0] - 1, table.shape[1] - 1)]
    )
    for cell in np.ndindex(*table.shape):
        some = members(cell, table.shape)
        if hidden[cell]:
            attacker.learns_at_least(some, 1)
        else:
            attacker.learns(some, int(table[cell]))
    return attacker


@SLOW
@given(TABLES)
def test_no_cell_of_a_table_is_narrowed_below_the_threshold(inner):
    table = closed(inner)
    hidden = two_way(table, THRESHOLD)
    attacker = reader(table, hidden)
    assert not hidden[table == 0].any()
    assert hidden[(table > 0) & (table < THRESHOLD)].all()
    for cell in zip(*np.nonzero(hidden), strict=True):
        low, high = attacker.interval(members(cell, table.shape))
        assert low <= table[cell] <= high
        assert high - low >= THRESHOLD


@SLOW
@given(TABLES, st.data())
def test_intervals_are_those_of_an_integer_solver(inner, data):
    table = closed(inner)
    draw = st.lists(st.booleans(), min_size=table.size, max_size=table.size)
    hidden = np.array(data.draw(draw)).reshape(table.shape) & (table != 0)
    network, attacker = Network(table, hidden, 1000), reader(table, hidden)
    for cell in network.cells():
        low, high = attacker.interval(members(cell, table.shape))
        assert min(network.width(cell), 1000) == min(high - low, 1000)


@SLOW
@given(st.lists(FEW, min_size=1, max_size=9))
def test_no_cell_of_a_line_is_narrowed_below_the_threshold(cells):
    total, groups = sum(cells), sum(cell > 0 for cell in cells)
    assume(total >= THRESHOLD + groups)
    untold = one_way([(cell,) for cell in cells], THRESHOLD)
    assert {place for place, cell in enumerate(cells) if 0 < cell < THRESHOLD} <= untold
    attacker = Attacker(list(range(len(cells))))
    attacker.learns(range(len(cells)), total)
    for place, cell in enumerate(cells):
        if place in untold:
            attacker.learns_at_least([place], 1)
        else:
            attacker.learns([place], cell)
    for place in untold:
        low, high = attacker.interval([place])
        assert low <= cells[place] <= high
        assert high - low >= THRESHOLD


def test_the_smallest_cell_hides_a_single_small_one():
    assert one_way([(50,), (20,), (12,), (5,)], 11) == {2, 3}
    assert one_way([(50,), (20,), (12,), (0,)], 11) == set()
    assert one_way([(50,), (3,), (0,)], 11) == {0, 1}
    assert one_way([(40,), (30,), (6,), (7,)], 11) == {2, 3}


def test_a_rate_is_held_to_both_of_its_sides():
    assert one_way([(40, 30), (20, 25), (15, 3), (12, 12)], 11) == {2, 3}


def test_groups_that_overlap_are_held_one_by_one():
    assert one_by_one([(30,), (95,), (5,), (0,)], (100,), 11) == {1, 2}


@given(st.lists(FEW, max_size=12))
def test_between_two_bounds_of_a_series_nothing_small_is_told(steps):
    bounds = runs([(step,) for step in steps], THRESHOLD)
    blocks = [sum(steps[a:b]) for a, b in pairwise(bounds)]
    assert all(block == 0 or block >= THRESHOLD for block in blocks)
    assert bounds == () or (bounds[0], bounds[-1]) == (0, len(steps))
    assert (bounds == ()) == (not steps or 0 < sum(steps) < THRESHOLD)


def test_a_series_is_told_as_finely_as_it_may():
    assert runs([(12,), (3,), (9,), (0,), (15,), (2,)], 11) == (0, 1, 3, 4, 6)


@pytest.mark.parametrize(("rows", "columns", "most_ms"), [(11, 5, 250), (45, 10, 2_500)])
def test_a_table_takes_little_time(rows, columns, most_ms):
    random = np.random.default_rng(3)
    table = closed(random.poisson(20 * random.random((rows, columns))))
    start = time.process_time()
    two_way(table, 11)
    assert 1000 * (time.process_time() - start) < most_ms
