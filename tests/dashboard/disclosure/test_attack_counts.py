"""A partner asks everything about counts that add up, and works nothing small out of it."""

from collections import Counter
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.indicators import BY_KEY
from dashboard.measuring import measure, split
from data_access.vocabulary import ABSENT, PRESENT, UNKNOWN
from tests.dashboard.disclosure.attack import Attacker
from tests.dashboard.disclosure.people import (
    GENDERS,
    MONTHS,
    PAIRS,
    PERIMETERS,
    RULE,
    STEPS,
    TYPES,
    asked,
    facts,
    rows,
    selection,
    spans,
)

THRESHOLD = RULE.threshold
KINDS = {"participations": TYPES, "cout_par_participation": TYPES, "taux_presence": (PRESENT, ABSENT)}
"""The last coordinate of what nobody knows: step, ground, gender, and the workshop's type or the presence."""
LABELS = {
    "commune": lambda cell: cell[1][0] or UNKNOWN,
    "qpv": lambda cell: cell[1][1] or UNKNOWN,
    "genre": lambda cell: cell[2] or UNKNOWN,
    "type": lambda cell: cell[3],
    "mois": lambda cell: f"2025-{cell[0] + 1:02}",
}
VIEWS = (
    (0, 1, 2, 3),
    (0, 1, 3),
    (0, 2, 3),
    (1, 2, 3),
    (0, 1),
    (0, 2),
    (0, 3),
    (1, 2),
    (1, 3),
    (0,),
    (1,),
    (2,),
    (3,),
)
"""The coordinates that are told apart by a sum that nobody may learn when it is small."""


def inside(key, perimeter):
    cells = product(STEPS, PAIRS, GENDERS, KINDS[key])
    return [cell for cell in cells if not perimeter or not perimeter.isdisjoint(cell[1])]


def is_within(cell, span, codes):
    return span[0] <= cell[0] < span[1] and (not codes or not codes.isdisjoint(cell[1]))


def labels(key):
    """Return the splits asked about; a rate has no type among its unknowns."""
    without = {"type"} if key == "taux_presence" else set()
    return [(name, label) for name, label in LABELS.items() if name in {*BY_KEY[key].dimensions} - without]


def parts(key, figure, cells):
    """Return the sums that a figure tells: of all, and of those present when it is a rate."""
    if key == "taux_presence":
        yield [cell for cell in cells if cell[3] == PRESENT], figure and figure.numerator
        yield cells, figure and figure.denominator
    else:
        yield cells, figure and (figure.value if key == "participations" else figure.denominator)


def everything_told(key, shared, perimeter, last=MONTHS):
    """Return the attacker who knows every answer, and the sums that were kept from them."""
    attacker, kept, indicator = Attacker(inside(key, perimeter)), set(), BY_KEY[key]

    def hears(figure, cells):
        for some, value in parts(key, figure, cells):
            if figure and figure.masked:
                assert figure.value is figure.numerator is figure.denominator is figure.rows is None
                kept.add(frozenset(some))
            else:
                attacker.learns(some, value or 0)

    for span, codes in product(spans(last), asked(perimeter)):
        chosen = selection(span, codes)
        cells = [cell for cell in attacker.unknowns if is_within(cell, span, codes)]
        hears(measure(indicator, shared, chosen), cells)
        for dimension, label in labels(key):
            found = {group.code: group.figure for group in split(indicator, shared, chosen, dimension)}
            for code in {label(cell) for cell in cells} | found.keys():
                some = [cell for cell in cells if label(cell) == code]
                hears(found.get(code), some)
                if span == (0, last) and code in found and not codes and dimension != "mois":
                    attacker.learns_at_least(some, 1)
    return attacker, kept - attacker.known.keys()


def small_cells(key, counts, perimeter):
    """Return the small sums over every choice of coordinates, those of a rate's two sides kept apart."""
    for view in VIEWS if key != "taux_presence" else [view for view in VIEWS if 3 in view]:
        sums = {}
        for cell in inside(key, perimeter):
            sums.setdefault(tuple(cell[place] for place in view), []).append(cell)
        for some in sums.values():
            if 0 < sum(counts[cell] for cell in some) < THRESHOLD:
                yield frozenset(some)


def recorded(key, rows):
    """Return rows fit for an indicator: a rate's have presences instead of types."""
    if key != "taux_presence":
        return rows
    return [replace(row, presence=ABSENT if row.type == TYPES[0] else PRESENT) for row in rows]


def tallied(key, rows):
    """Return how many there are in each cell that nobody knows."""
    counts = Counter()
    for row in rows:
        last = row.presence if key == "taux_presence" else row.type
        counts[row.step, row.pair, row.gender, last] += row.headcount
    return counts


def attack(nothing, key, rows, perimeter):
    rows = recorded(key, rows)
    shared, counts = facts(nothing, rows, perimeter=perimeter), tallied(key, rows)
    attacker, kept = everything_told(key, shared, perimeter)
    small = {some for some in kept if 0 < sum(counts[cell] for cell in some) < THRESHOLD}
    for some in (small if key != "taux_presence" else set()) | set(small_cells(key, counts, perimeter)):
        low, high = attacker.interval(some)
        assert low <= sum(counts[cell] for cell in some) <= high
        assert high - low >= THRESHOLD, (low, high, sorted(some, key=str))
    return attacker, kept


@pytest.mark.parametrize("key", KINDS)
@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(rows(st.none(), st.sampled_from([1, 1, 2, 3, 7])), st.sampled_from(PERIMETERS))
def test_no_small_count_can_be_worked_out(silent, key, rows, perimeter):
    attack(silent.facts, key, rows, perimeter)
