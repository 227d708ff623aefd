"""Counts over every period at once are those that the measurer finds period by period."""

from dataclasses import replace
from itertools import combinations

import pytest

from dashboard.disclosure import Rule, shared, window
from dashboard.disclosure.counts import PAIRS, Asked, Cells, Ground
from dashboard.disclosure.masking import is_personal
from dashboard.indicators import ALL
from dashboard.indicators.facts import COMMUNE, MONTH, QPV
from dashboard.measuring import measure, split
from dashboard.selection import Basis, Selection

PERIMETERS = [frozenset(), frozenset({"59392", "QN05913M"})]
COUNTED = [indicator for indicator in ALL if indicator.personal]


@pytest.fixture(scope="module")
def months(today):
    return window(None, None, today.replace(year=today.year - 2), today)


def parts(indicator):
    """Return the counts of people of an indicator, and how its figures tell them."""
    return [
        (part, name)
        for part, name in ((indicator.numerator, "numerator"), (indicator.denominator, "denominator"))
        if is_personal(part)
    ]


@pytest.mark.parametrize("basis", Basis)
@pytest.mark.parametrize("indicator", COUNTED, ids=lambda each: each.key)
def test_counts_are_the_measured_ones(facts, months, indicator, basis):
    for perimeter in PERIMETERS:
        for part, name in parts(indicator):
            cells = Cells(Asked(facts, perimeter, months), part, part.fact.areas[indicator.basis(basis)])
            matrix = cells.matrix(Ground(PAIRS, frozenset(cells.labels(PAIRS))))
            for first, last in [(0, months.steps), *list(combinations(range(0, months.steps + 1, 5), 2))]:
                start, end = months.period(first, last)
                figure = measure(indicator, facts, Selection(start, end, perimeter, basis))
                told = figure.rows if part.summary else getattr(figure, name)
                assert matrix[first, last] == (told or 0)


@pytest.mark.parametrize("indicator", COUNTED, ids=lambda each: each.key)
def test_counts_of_groups_are_the_measured_ones(facts, months, indicator):
    selection = Selection(*months.period(0, months.steps))
    for part, name in parts(indicator):
        cells = Cells(
            Asked(facts, frozenset(), months), part, part.fact.areas[indicator.basis(Basis.RESIDENCE)]
        )
        for dimension in set(indicator.dimensions) - {MONTH, COMMUNE, QPV}:
            found = {group.code: group.figure for group in split(indicator, facts, selection, dimension)}
            for label in cells.labels(dimension):
                count = cells.matrix(Ground(dimension, frozenset({label})))[0, -1]
                figure = found[label[0]]
                told = figure.rows if part.summary else getattr(figure, name)
                assert count == (told or 0)


def test_plain_facts_measure_what_the_team_sees(facts, months):
    held = shared(facts, Rule(), window=months)
    selection = Selection(*months.period(0, months.steps))
    for indicator in ALL:
        assert measure(indicator, held.plain(), selection) == measure(
            indicator, replace(facts, plan=held.plan), selection
        )
