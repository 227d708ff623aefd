"""Counts of people over every period of a window at once, for any part of a perimeter."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from dashboard.disclosure.window import Window
from dashboard.indicators.declaration import Aggregate, Link
from dashboard.perimeter import inside
from dashboard.selection import Selection
from data_access.facts import Facts
from data_access.vocabulary import ELSEWHERE, OUTSIDE_QPV, OUTSIDE_TERRITORY, UNKNOWN

Matrix = NDArray[np.int64]
"""The count between two bounds of a window: first bound in rows, last in columns."""
Rows = NDArray[np.bool_]
Label = tuple[str, ...]
"""A group of a split, or a commune and a QPV: the smallest ground that a perimeter is made of."""
PAIRS = "pairs"
UNLINKED = (UNKNOWN,)
LABELS = frozenset({UNKNOWN, OUTSIDE_QPV, OUTSIDE_TERRITORY})


@dataclass(frozen=True, slots=True)
class Asked:
    """All that a shared view may ask about: facts, area codes (none: everywhere), months."""

    facts: Facts
    perimeter: frozenset[str]
    window: Window


@dataclass(frozen=True, slots=True)
class Ground:
    """Part of what is counted: some pairs of areas, or some groups of a split."""

    dimension: str
    labels: frozenset[Label]


class Cells:
    """The rows that one count is made of, inside a perimeter and a window."""

    def __init__(self, asked: Asked, part: Aggregate, prefix: str) -> None:
        facts, window = asked.facts, asked.window
        self._facts, self._window, self._part, self._prefix = facts, window, part, prefix
        frame = nw.from_native(facts.frame(part.fact.frame), eager_only=True)
        first, last = window.period(0, window.steps)
        kept = nw.col(part.fact.date).is_between(first, last)
        if asked.perimeter:
            kept = kept & inside(asked.perimeter, facts.territory, prefix)
        if isinstance(part.where, nw.Expr):
            kept = kept & part.where
        self._frame = frame.filter(kept)
        self._matrices: dict[Ground, Matrix] = {}
        self._members: dict[str, dict[Label, Rows]] = {}

    @property
    def adds_up(self) -> bool:
        """Say whether the count of two consecutive periods is the sum of theirs."""
        return self._part.distinct is None and not callable(self._part.where)

    def labels(self, dimension: str) -> Collection[Label]:
        """Return the pairs, or the groups of a split, that have rows."""
        return self._of(dimension).keys()

    def matrix(self, ground: Ground) -> Matrix:
        """Return the count of a part of the ground, for every period."""
        if ground not in self._matrices:
            members = self._of(ground.dimension)
            rows = np.zeros(len(self._frame), np.bool_)
            for label in ground.labels:
                if label in members:
                    rows |= members[label]
            self._matrices[ground] = self._count(rows)
        return self._matrices[ground]

    def _of(self, dimension: str) -> dict[Label, Rows]:
        if dimension not in self._members:
            self._members[dimension] = self._pairs() if dimension == PAIRS else self._groups(dimension)
        return self._members[dimension]

    def _pairs(self) -> dict[Label, Rows]:
        known = self._facts.territory.communes.keys() | LABELS, self._facts.territory.qpv_codes | LABELS
        columns = [
            self._column(f"{self._prefix}_{kind}", among)
            for kind, among in zip(("commune", "qpv"), known, strict=True)
        ]
        return _members(list(zip(*columns, strict=True)))

    def _groups(self, dimension: str) -> dict[Label, Rows]:
        """Return the rows of each group; a row may be in several, through a link."""
        column = self._part.fact.dimensions[dimension]
        if not isinstance(column, Link):
            return _members([(value,) for value in self._column(column)])
        links = nw.from_native(self._facts.frame(column.frame), eager_only=True)
        keys = self._frame.get_column(column.key).to_numpy()
        values = links.get_column(column.column).cast(nw.String).to_list()
        found: dict[Label, set[Any]] = {}
        for key, value in zip(links.get_column(column.key).to_list(), values, strict=True):
            found.setdefault((value or UNKNOWN,), set()).add(key)
        groups = {label: np.isin(keys, list(linked)) for label, linked in found.items()}
        unlinked = ~np.isin(keys, links.get_column(column.key).to_numpy())
        groups[UNLINKED] = groups.get(UNLINKED, np.zeros(len(keys), np.bool_)) | unlinked
        return {label: rows for label, rows in groups.items() if rows.any()}

    def _column(self, name: str, among: Collection[str] | None = None) -> list[str]:
        values = self._frame.get_column(name).cast(nw.String).fill_null(UNKNOWN).to_list()
        return values if among is None else [value if value in among else ELSEWHERE for value in values]

    @cached_property
    def _steps(self) -> NDArray[np.int64]:
        days = self._frame.get_column(self._part.fact.date).to_numpy().astype("datetime64[D]")
        bounds = np.array(self._window.bounds, "datetime64[D]")
        return np.searchsorted(bounds, days, side="right").astype(np.int64) - 1

    @cached_property
    def _weights(self) -> NDArray[np.int64]:
        """Return what each row adds to the total; 1 for a row of a summary."""
        if self._part.summary:
            return np.ones(len(self._frame), np.int64)
        indexed = self._frame.with_row_index("index")
        totals = indexed.group_by("index").agg(self._part.total.alias("total")).sort("index")
        return totals.get_column("total").to_numpy().astype(np.int64)

    @cached_property
    def _codes(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return whom each row is about, and with which of the things that have to differ."""
        assert self._part.distinct is not None
        who = self._part.distinct.column
        of = self._part.distinct.of or who
        return tuple(  # type: ignore[return-value]
            self._frame.get_column(name).fill_null(0).to_numpy().astype(np.int64) for name in (who, of)
        )

    @cached_property
    def _valid(self) -> list[Rows] | None:
        """Return the rows that count at each bound, when that depends on the last day."""
        if not callable(self._part.where):
            return None
        conditions = [
            self._part.where(Selection(*self._window.period(0, last))).alias(str(last))
            for last in range(1, self._window.steps + 1)
        ]
        table = self._frame.select(*conditions)
        return [
            table.get_column(str(last)).fill_null(False).to_numpy()
            for last in range(1, self._window.steps + 1)
        ]

    def _count(self, rows: Rows) -> Matrix:
        if self._valid is None:
            return self._over_time(rows)
        columns = [self._over_time(rows & valid)[:, last] for last, valid in enumerate(self._valid, start=1)]
        return np.column_stack([np.zeros(self._window.steps + 1, np.int64), *columns])

    def _over_time(self, rows: Rows) -> Matrix:
        steps, size = self._steps[rows], self._window.steps
        if self._part.distinct is None:
            months = np.bincount(steps, self._weights[rows], size)
            return _periods(np.diag(months.astype(np.int64)))
        who, of = (codes[rows] for codes in self._codes)
        return _periods(_firsts(who, of, steps, self._part.distinct.times, size))


def _members(values: list[Label]) -> dict[Label, Rows]:
    """Return the rows of each value."""
    labels = sorted(set(values))
    places = {label: place for place, label in enumerate(labels)}
    codes = np.array([places[value] for value in values], np.int64)
    return {label: codes == place for label, place in places.items()}


def _periods(events: Matrix) -> Matrix:
    """Return how many events lie in each period; events are by first and last step, periods by bounds."""
    size = len(events) + 1
    found = np.zeros((size, size), np.int64)
    found[:-1, 1:] = np.cumsum(np.cumsum(events[::-1], axis=0)[::-1], axis=1)
    return np.triu(found, 1)


def _firsts(
    who: NDArray[np.int64], of: NDArray[np.int64], steps: NDArray[np.int64], times: int, size: int
) -> Matrix:
    """Return signed events whose sum over a period is how many `who` are seen in it `times` times.

    Each counts at the period's first series of `times` steps: +1 for every series, −1 for what an earlier one
    that also fits would count again.
    """
    order = np.lexsort((steps, of, who)) if times > 1 else np.lexsort((steps, who))
    keys = np.column_stack([who[order], of[order] if times > 1 else steps[order]])
    kept = np.ones(len(keys), np.bool_)
    kept[1:] = (keys[1:] != keys[:-1]).any(axis=1)
    who, steps = who[order][kept], steps[order][kept]
    if times > 1:
        order = np.lexsort((steps, who))
        who, steps = who[order], steps[order]
    events = np.zeros((size, size), np.int64)
    for last in (times - 1, times):
        if len(who) > last:
            same = who[last:] == who[: len(who) - last]
            np.add.at(
                events,
                (steps[: len(who) - last][same], steps[last:][same]),
                1 if last < times else -1,
            )
    return events
