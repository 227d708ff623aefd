"""A partner asks at residence and at the workshop's place: neither tells what the other keeps."""

from collections import Counter
from dataclasses import replace
from itertools import product

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.indicators import BY_KEY
from dashboard.measuring import measure, split
from dashboard.scoping import facts_for
from dashboard.selection import Basis
from data_access.vocabulary import ELSEWHERE, OUTSIDE_QPV, PRESENT, UNKNOWN
from tests.dashboard.disclosure.attack import Attacker
from tests.dashboard.disclosure.people import BOUNDS, MONTHS, RULE, STEPS, selection, spans
from tests.dashboard.scoped import partner

TODAY = BOUNDS[-1]
ATTENDANCES = BY_KEY["participations"]
GROUNDS = (("59392", "QN05915M"), ("59392", OUTSIDE_QPV), ("59291", OUTSIDE_QPV), (None, None))
CELLS = list(product(STEPS, GROUNDS, GROUNDS[:3]))
"""What nobody knows: month, residence, place."""
SIDES = {Basis.RESIDENCE: 1, Basis.PLACE: 2}
PERIMETERS = {
    "tout": None,
    "une commune": {"59392"},
    "un quartier": {"QN05915M"},
    "deux": {"QN05915M", "59291"},
}


def attended(nothing, counts):
    """Return facts with a line per cell, as anonymous groups."""
    schema = nothing.attendance.schema
    rows = [
        {
            "person": None,
            "household": None,
            "presence": PRESENT,
            "headcount": headcount,
            "gender": None,
            "age_band": None,
            "social_status": None,
            "home_commune": home[0],
            "home_qpv": home[1],
            "workshop": number,
            "date": BOUNDS[step],
            "type": "initiation",
            "registration": True,
            "place_commune": place[0],
            "place_qpv": place[1],
            "has_capacity": False,
        }
        for number, ((step, home, place), headcount) in enumerate(sorted(counts.items(), key=str))
    ]
    plan = replace(nothing.plan, started_on=BOUNDS[0])
    return replace(nothing, attendance=pl.DataFrame(rows, schema=schema).sort("date"), plan=plan)


def lies_in(ground, codes):
    return not codes or not codes.isdisjoint(ground)


def asked(perimeter):
    codes = sorted(perimeter or {"59392", "59291", "QN05915M"})
    return [frozenset(), *(frozenset({code}) for code in codes), frozenset(codes[:2])]


def everything_told(seen, perimeter, last=MONTHS):
    """Return the attacker who knows every answer at both bases, and the sums that were kept from them."""
    attacker, kept = Attacker(CELLS), set()

    def hears(figure, cells):
        if figure is not None and figure.masked:
            kept.add(frozenset(cells))
        else:
            attacker.learns(cells, 0 if figure is None else figure.value or 0)

    for (basis, side), span, codes in product(SIDES.items(), spans(last), asked(perimeter)):
        chosen = replace(selection(span, codes), basis=basis)
        within = [
            cell
            for cell in CELLS
            if span[0] <= cell[0] < span[1] and lies_in(cell[side], perimeter) and lies_in(cell[side], codes)
        ]
        hears(measure(ATTENDANCES, seen, chosen), within)
        for dimension, place in (("commune", 0), ("qpv", 1)):
            found = {group.code: group.figure for group in split(ATTENDANCES, seen, chosen, dimension)}
            assert ELSEWHERE not in found
            for code, figure in found.items():
                some = [cell for cell in within if (cell[side][place] or UNKNOWN) == code]
                hears(figure, some)
                if span == (0, last) and not codes and figure.masked:
                    attacker.learns_at_least(some, 1)
        for group in split(ATTENDANCES, seen, chosen, "mois"):
            hears(group.figure, [cell for cell in within if cell[0] + 1 == int(group.code[-2:])])
    return attacker, kept - attacker.known.keys()


def small_sums(counts, perimeter):
    """Return the small sums of a month or of all, in an area, at either basis."""
    grounds = [None, *GROUNDS]
    for side, step, ground in product(SIDES.values(), (None, *STEPS), grounds):
        some = frozenset(
            cell
            for cell in CELLS
            if lies_in(cell[side], perimeter)
            and (step is None or cell[0] == step)
            and (ground is None or cell[side] == ground)
        )
        if some and 0 < sum(counts[cell] for cell in some) < RULE.threshold:
            yield some


@pytest.mark.parametrize("perimeter", PERIMETERS.values(), ids=PERIMETERS)
@settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(CELLS), st.sampled_from([1, 1, 2, 3, 5, 9]), max_size=14))
def test_no_small_count_can_be_worked_out_of_both_bases(silent, perimeter, cells):
    counts = Counter(cells)
    territories = perimeter or silent.facts.territory.communes
    seen = facts_for(partner(territories, threshold=RULE.threshold), attended(silent.facts, counts), TODAY)
    attacker, kept = everything_told(seen, perimeter)
    small = {some for some in kept if 0 < sum(counts[cell] for cell in some) < RULE.threshold}
    for some in small | set(small_sums(counts, perimeter)):
        low, high = attacker.interval(some)
        assert low <= sum(counts[cell] for cell in some) <= high
        assert high - low >= RULE.threshold, (low, high, sorted(some, key=str))
