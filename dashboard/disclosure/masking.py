"""Figures of one selection made fit to leave: a figure, a line with its total, a series, a table.

These look at one answer at a time. What answers to several selections tell together is
`dashboard.disclosure.guard`'s.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from dashboard.disclosure.figure import SECRET, Figure, Group, Mask, hidden
from dashboard.disclosure.rule import Rule
from dashboard.disclosure.suppression import (
    Table,
    are_small,
    is_small,
    one_by_one,
    one_way,
    runs,
    two_way,
)
from dashboard.indicators.declaration import Aggregate, Indicator, Part

Counts = tuple[int, ...]


def is_personal(part: Part | None) -> bool:
    """Say whether a part of an indicator counts people, households or what is handed to them."""
    return isinstance(part, Aggregate) and part.fact.personal


def people(figure: Figure) -> Counts:
    """Return the disjoint counts of people behind a figure: those of a rate, and the others it is out of."""
    indicator = figure.indicator
    above, below = round(figure.numerator or 0), round(figure.denominator or 0)
    if isinstance(indicator.numerator, Aggregate) and indicator.numerator.summary:
        above = figure.rows or 0
    match is_personal(indicator.numerator), is_personal(indicator.denominator):
        case True, True:
            return above, below - above
        case True, False:
            return (above,)
        case False, True:
            return (below,)
    return ()


def protect(figure: Figure, rule: Rule) -> Figure:
    """Return the figure, not told when it is, or rests on, a small count of people."""
    counts = people(figure)
    if figure.masked or not any(is_small(count, rule.threshold) for count in counts):
        return figure
    return hidden(figure.indicator, Mask(rule.threshold) if is_plain(figure.indicator) else SECRET)


def is_plain(indicator: Indicator) -> bool:
    """Say whether the value itself is the count, so that « < 11 » is true of it."""
    above = indicator.numerator
    return indicator.denominator is None and isinstance(above, Aggregate) and not above.summary


def protect_groups(
    total: Figure, groups: Sequence[Group], rule: Rule, *, overlapping: bool = False
) -> list[Group]:
    """Return the groups of a split whose total is told beside them.

    `overlapping`: a person or a participation may be in several groups, which do not add up to the total.
    """
    counts = [people(group.figure) for group in groups]
    if protect(total, rule).masked:
        return [_masked(group) for group in groups]
    if overlapping:
        untold = one_by_one(counts, people(total), rule.threshold)
    else:
        untold = one_way(counts, rule.threshold)
    return [_masked(group) if place in untold else group for place, group in enumerate(groups)]


def protect_series(months: Sequence[Group], rule: Rule) -> list[Group]:
    """Return consecutive months whose total, and whose course from the first, may be told beside them."""
    bounds = runs([people(month.figure) for month in months], rule.threshold)
    told = set(pairwise(bounds))
    return [month if (place, place + 1) in told else _masked(month) for place, month in enumerate(months)]


def protect_course(points: Sequence[Figure], rule: Rule) -> list[Figure]:
    """Return the values reached day after day since the period began: never two that differ by few."""
    reached = np.array([people(point) for point in points])
    steps = np.diff(reached, axis=0, prepend=0).tolist() if points else list[Counts]()
    bounds = runs(steps, rule.threshold)
    return [
        point if place + 1 in bounds[1:] else hidden(point.indicator) for place, point in enumerate(points)
    ]


def protect_table(table: Sequence[Sequence[Figure]], rule: Rule) -> list[list[Figure]]:
    """Return a two-way table closed by its totals (last row, last column), told along both axes.

    Where people may be in several cells the totals are less than the sums: readers are then supposed to know
    these.
    """
    counts = np.array([[people(figure) for figure in line] for line in table], np.int64)
    untold = np.zeros(counts.shape[:2], np.bool_)
    for kind in range(counts.shape[2]):
        own = counts[:, :, kind]
        untold |= two_way(_closed(own[:-1, :-1]), rule.threshold) | are_small(own, rule.threshold)
    return [
        [hidden(figure.indicator) if untold[row, column] else figure for column, figure in enumerate(line)]
        for row, line in enumerate(table)
    ]


def _closed(inner: Table) -> Table:
    with_row = np.vstack([inner, inner.sum(axis=0, keepdims=True)])
    return np.hstack([with_row, with_row.sum(axis=1, keepdims=True)])


def _masked(group: Group) -> Group:
    return Group(group.code, hidden(group.figure.indicator))
