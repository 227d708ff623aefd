"""A partner opens a continuous link month after month, and works nothing small out of all that it told."""

from collections import Counter
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dashboard.disclosure import Window
from dashboard.indicators import BY_KEY
from dashboard.measuring import latest, measure
from dashboard.scoping import facts_for
from tests.dashboard.disclosure import test_attack_bases as bases
from tests.dashboard.disclosure import test_attack_counts as counts
from tests.dashboard.disclosure import test_attack_persons as persons
from tests.dashboard.disclosure import test_attack_together as together
from tests.dashboard.disclosure.people import (
    BOUNDS,
    PAIRS,
    PERIMETERS,
    RULE,
    STEPS,
    Row,
    facts,
    rows,
    selection,
    spans,
)
from tests.dashboard.scoped import partner

LASTS = [step + 1 for step in STEPS]
FEW = settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def shown(nothing, rows, perimeter, last):
    """Return what the link gives at the end of a month: nothing of what comes later is there yet."""
    window = Window(BOUNDS[: last + 1], is_open=True)
    return facts(nothing, [row for row in rows if row.step < last], perimeter=perimeter, window=window)


def remembered(visits):
    """Return the attacker of the last visit, who remembers what was heard at all of them."""
    attacker, kept = visits[-1]
    for earlier, _ in visits[:-1]:
        for some, value in earlier.known.items():
            attacker.learns(some, value)
        for some, value in earlier.at_least.items():
            attacker.learns_at_least(some, value)
    return attacker, kept - attacker.known.keys()


def withstands(attacker, small, counts):
    """Check that no small sum is bounded to less than the threshold's width."""
    for some in small:
        count = sum(counts[each] for each in some)
        low, high = attacker.interval(some)
        assert low <= count <= high
        assert high - low >= RULE.threshold, (low, high, sorted(some, key=str))


def are_small(kept, counts):
    return {some for some in kept if 0 < sum(counts[each] for each in some) < RULE.threshold}


ONE_GENDER_FIRST = [
    Row(0, PAIRS[1], "féminin", "permanence", None, 2),
    Row(0, PAIRS[4], "féminin", "permanence", None),
    Row(1, PAIRS[1], "masculin", "initiation", None),
    Row(2, PAIRS[1], "féminin", "permanence", None),
    Row(2, PAIRS[0], "masculin", "initiation", None, 4),
]
"""The areas seen in a month when nobody else is there yet say how many women there are, at least."""


@pytest.mark.parametrize("key", counts.KINDS)
@example(ONE_GENDER_FIRST, frozenset())
@FEW
@given(rows(st.none(), st.sampled_from([1, 1, 2, 3, 7])), st.sampled_from(PERIMETERS))
def test_no_small_count_can_be_worked_out_of_all_months(silent, key, rows, perimeter):
    rows = counts.recorded(key, rows)
    attacker, kept = remembered(
        [
            counts.everything_told(key, shown(silent.facts, rows, perimeter, last), perimeter, last)
            for last in LASTS
        ]
    )
    tallied = counts.tallied(key, rows)
    small = are_small(kept, tallied) if key != "taux_presence" else set()
    withstands(attacker, small | set(counts.small_cells(key, tallied, perimeter)), tallied)


@FEW
@given(st.lists(st.sampled_from(persons.LIVES), max_size=25), st.sampled_from(PERIMETERS))
def test_no_few_people_can_be_worked_out_of_all_months(silent, lives, perimeter):
    rows, tallied = persons.visits(lives), Counter(lives)
    attacker, kept = remembered(
        [
            persons.everything_told(shown(silent.facts, rows, perimeter, last), perimeter, last)
            for last in LASTS
        ]
    )
    small = are_small(kept, tallied) | set(persons.small_cells(tallied, attacker.unknowns))
    withstands(attacker, small, tallied)


@FEW
@given(st.lists(st.sampled_from(persons.LIVES), max_size=30), st.sampled_from(PERIMETERS))
def test_no_two_answers_of_any_months_differ_by_a_few_people(silent, lives, perimeter):
    rows, known, meanings = persons.visits(lives), {}, set()
    for last in LASTS:
        attacker, heard = together.everything_told(
            shown(silent.facts, rows, perimeter, last), perimeter, last
        )
        known |= attacker.known
        meanings |= heard
    together.withstands(known, meanings, Counter(lives))


@pytest.mark.parametrize("perimeter", bases.PERIMETERS.values(), ids=bases.PERIMETERS)
@FEW
@given(st.dictionaries(st.sampled_from(bases.CELLS), st.sampled_from([1, 1, 2, 3, 5, 9]), max_size=14))
def test_no_small_count_can_be_worked_out_of_both_bases_of_all_months(silent, perimeter, cells):
    tallied = Counter(cells)
    reader = partner(perimeter or silent.facts.territory.communes, threshold=RULE.threshold)
    visits = []
    for last in LASTS:
        past = {cell: count for cell, count in cells.items() if cell[0] < last}
        seen = facts_for(reader, bases.attended(silent.facts, past), BOUNDS[last])
        assert seen.window.is_open
        visits.append(bases.everything_told(seen, perimeter, last))
    attacker, kept = remembered(visits)
    withstands(attacker, are_small(kept, tallied) | set(bases.small_sums(tallied, perimeter)), tallied)


def test_newcomers_of_a_month_are_not_told_by_two_visits(silent):
    """A first total of 14, then 2 more: the second visit answers up to the first one, and says so."""
    lives = [(PAIRS[0], "féminin", frozenset({0}))] * 14 + [(PAIRS[0], "féminin", frozenset({1}))] * 2
    first, second = (
        shown(silent.facts, persons.visits(lives), frozenset({"59392"}), last) for last in (1, 2)
    )
    for key in ("beneficiaires", "participations"):
        before, after = BY_KEY[key], selection((0, 2))
        assert latest(before, first, selection((0, 1))).value == 14
        assert measure(before, second, after).masked
        told = latest(before, second, after)
        assert (told.value, told.as_of) == (14, BOUNDS[1] - timedelta(days=1))


@FEW
@given(rows(st.one_of(st.none(), st.integers(1, 9)), st.just(1), most=40), st.sampled_from(PERIMETERS))
def test_what_a_link_told_it_tells_again(silent, rows, perimeter):
    """A figure of the whole perimeter, once told, is still told, the same, at each later visit."""
    lasts = [shown(silent.facts, rows, perimeter, last) for last in LASTS]
    for key, span in product(("participations", "beneficiaires", "nouveaux_beneficiaires"), spans()):
        figures = [measure(BY_KEY[key], seen, selection(span)) for seen in lasts[span[1] - 1 :]]
        told = [not figure.masked for figure in figures]
        assert told == [told[0]] * len(told)
        assert {figure.value or 0 for figure in figures if not figure.masked} <= {figures[0].value or 0}
