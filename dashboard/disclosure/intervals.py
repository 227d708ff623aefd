"""How narrowly a reader can bound the cells of a table that are not told, from those that are: exact.

A table closed by its totals is a network (each row and each column balances): what can be added to a cell
that is not told is a maximum flow from its column back to its row through the others, and flows are whole
numbers.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

Cell = tuple[int, int]


class Network:
    """A table closed by its totals (last row, last column), some cells of which are not told.

    A cell not told is known to be 1 or more. Widths are counted up to `enough`.
    """

    def __init__(self, table: NDArray[np.int64], hidden: NDArray[np.bool_], enough: int) -> None:
        self.hidden = np.zeros_like(hidden)
        self._table, self._enough = table, enough
        self._capacities = np.zeros((sum(table.shape), sum(table.shape)), np.int32)
        for row, column in zip(*np.nonzero(hidden), strict=True):
            self.hide((int(row), int(column)))

    def cells(self) -> list[Cell]:
        """Return the cells not told."""
        return [(int(row), int(column)) for row, column in zip(*np.nonzero(self.hidden), strict=True)]

    def hide(self, cell: Cell) -> None:
        """Stop telling a cell: along its arc it grows without limit, against it shrinks down to 1."""
        start, end = self._arc(cell)
        self.hidden[cell] = True
        self._capacities[start, end] = self._enough
        self._capacities[end, start] = min(int(self._table[cell]) - 1, self._enough)

    def width(self, cell: Cell) -> int:
        """Return the difference between the largest and the smallest value that a cell may take."""
        start, end = self._arc(cell)
        shrinks = int(self._capacities[end, start])
        others = self._capacities.copy()
        others[start, end] = others[end, start] = 0
        network = csr_array(others)
        more = int(maximum_flow(network, end, start).flow_value)
        if more >= self._enough:
            return self._enough
        less = int(maximum_flow(network, start, end).flow_value)
        return min(more + min(less, shrinks), self._enough)

    def _arc(self, cell: Cell) -> tuple[int, int]:
        """Return the nodes that a cell joins, so that each balance counts it once in and once out."""
        rows, columns = self._table.shape
        row, column = cell[0], rows + cell[1]
        is_total = (cell[0] == rows - 1) != (cell[1] == columns - 1)
        return (column, row) if is_total else (row, column)
