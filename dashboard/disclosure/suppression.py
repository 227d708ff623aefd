"""Which cells of a table are not told, so that none that is small can be worked out from the others.

Cells hold whole counts; a true 0 is told and hides nothing. What is not told is known to be 1 or more.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dashboard.disclosure.intervals import Cell, Network

Counts = Sequence[int]
Table = NDArray[np.int64]
Hidden = NDArray[np.bool_]


def is_small(count: float, threshold: int) -> bool:
    """Say whether a count is neither 0 nor at least the threshold."""
    return bool(count) and abs(count) < threshold


def are_small(table: Table, threshold: int) -> Hidden:
    """Return the cells that are neither 0 nor at least the threshold."""
    return np.asarray((table != 0) & (np.abs(table) < threshold))


def is_enough(counts: Counts, threshold: int) -> bool:
    """Say whether the sum of these cells may be known without telling any of them.

    Each is known to be 1 or more: several must leave the threshold's width to each. A single one is its sum.
    """
    known = [count for count in counts if count]
    return sum(known) >= threshold + (len(known) if len(known) > 1 else 0) if known else True


def one_way(cells: Sequence[Counts], threshold: int) -> frozenset[int]:
    """Return the places not told in a line whose total is: the small cells, then the smallest that hide them.

    A cell holds disjoint counts (people counted by a rate, and the others): each has to be safe.
    """
    rest = sorted((place for place, cell in enumerate(cells) if any(cell)), key=lambda p: (-sum(cells[p]), p))
    for place in tuple(rest):
        others = [other for other in rest if other != place]
        kinds = [([cells[other][kind] for other in others], own) for kind, own in enumerate(cells[place])]
        if all(not is_small(own, threshold) and is_enough(left, threshold) for left, own in kinds):
            rest = others
    return frozenset(rest)


def one_by_one(cells: Sequence[Counts], totals: Counts, threshold: int) -> frozenset[int]:
    """Return the places not told among groups that overlap: the small ones, and those that leave out few."""
    return frozenset(
        place
        for place, cell in enumerate(cells)
        for own, total in zip(cell, totals, strict=True)
        if is_small(own, threshold) or is_small(total - own, threshold)
    )


def runs(steps: Sequence[Counts], threshold: int) -> tuple[int, ...]:
    """Return the bounds (0 … number of steps) between which every count of a series may be told.

    Between two that follow each other, nothing is told of the steps inside. None when even the whole is
    small.
    """
    sums = np.vstack([np.zeros_like(steps[0]), np.cumsum(steps, axis=0)]) if len(steps) else np.zeros((1, 1))

    def is_safe(bounds: Sequence[int]) -> bool:
        return not any(
            is_small(count, threshold) for a, b in pairwise(bounds) for count in (sums[b] - sums[a]).tolist()
        )

    kept = [0, len(steps)]
    if not len(steps) or not is_safe(kept):
        return ()
    for bound in range(1, len(steps)):
        longer = sorted([*kept, bound])
        kept = longer if is_safe(longer) else kept
    return tuple(kept)


def two_way(table: Table, threshold: int) -> Hidden:
    """Return the cells not told in a table closed by its totals (last row, last column).

    Small cells first; then, until no reader can narrow one to fewer values than the threshold, the cheapest
    cell that helps: inner cells before totals, the smallest first.
    """
    network = Network(table, are_small(table, threshold), threshold)
    waiting = sorted(network.cells(), key=lambda cell: (table[cell], cell))
    while waiting:
        cell = waiting.pop(0)
        while network.width(cell) < threshold:
            helping = _cheapest(table, network.hidden, cell)
            if helping is None:
                return np.asarray(table != 0)
            network.hide(helping)
            waiting.append(helping)
    return network.hidden


def _cheapest(table: Table, hidden: Hidden, cell: Cell) -> Cell | None:
    """Return the first cell to hide of the cheapest rectangle closed on a cell; None when none is left."""
    costs = []
    for row in map(int, np.flatnonzero(table[:, cell[1]])):
        for column in map(int, np.flatnonzero(table[cell[0]] * table[row])):
            corners = ((row, column), (row, cell[1]), (cell[0], column))
            added = [corner for corner in corners if not hidden[corner]]
            if added and row != cell[0] and column != cell[1]:
                costs.append((_cost(table, added), added[0]))
    told = [(int(row), int(column)) for row, column in np.argwhere(~hidden & (table != 0))]
    left = costs or [(_cost(table, [each]), each) for each in told]
    return min(left)[1] if left else None


def _cost(table: Table, cells: Sequence[Cell]) -> tuple[int, int]:
    """Return how many totals hiding these cells takes, then how many people it stops telling."""
    last_row, last_column = table.shape[0] - 1, table.shape[1] - 1
    totals = sum(row == last_row or column == last_column for row, column in cells)
    return totals, sum(int(table[cell]) for cell in cells)
