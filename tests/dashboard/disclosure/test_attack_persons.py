"""A partner asks everything about different people, who do not add up, and works nothing small out of it."""

from collections import Counter
from itertools import chain, combinations, product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.indicators import BY_KEY
from dashboard.measuring import measure, split
from data_access.vocabulary import UNKNOWN
from tests.dashboard.disclosure.attack import Attacker
from tests.dashboard.disclosure.people import (
    GENDERS,
    MONTHS,
    PAIRS,
    PERIMETERS,
    RULE,
    STEPS,
    Row,
    asked,
    facts,
    selection,
    spans,
)

BENEFICIARIES = BY_KEY["beneficiaires"]
THRESHOLD = RULE.threshold
VISITS = [frozenset(some) for some in chain.from_iterable(combinations(STEPS, n) for n in (1, 2, 3))]
LIVES = list(product(PAIRS, GENDERS, VISITS))
"""Where somebody lives, their gender, the months when they came: one person is in one of these boxes."""
SPLITS = {
    "commune": lambda life: life[0][0] or UNKNOWN,
    "qpv": lambda life: life[0][1] or UNKNOWN,
    "genre": lambda life: life[1] or UNKNOWN,
}


def everything_told(shared, perimeter, last=MONTHS):
    """Return the attacker who knows every answer, and the sets of boxes that were kept from them."""
    attacker = Attacker([life for life in LIVES if not perimeter or not perimeter.isdisjoint(life[0])])
    kept = set()

    def hears(figure, lives):
        if figure is None or not figure.masked:
            attacker.learns(lives, 0 if figure is None else figure.value or 0)
        else:
            kept.add(frozenset(lives))

    for span, codes in product(spans(last), asked(perimeter)):
        chosen, months = selection(span, codes), set(range(*span))
        came = [
            life
            for life in attacker.unknowns
            if life[2] & months and (not codes or not codes.isdisjoint(life[0]))
        ]
        hears(measure(BENEFICIARIES, shared, chosen), came)
        for dimension, label in SPLITS.items():
            found = {group.code: group.figure for group in split(BENEFICIARIES, shared, chosen, dimension)}
            for code in {label(life) for life in came} | found.keys():
                some = [life for life in came if label(life) == code]
                hears(found.get(code), some)
                if span == (0, last) and code in found and not codes:
                    attacker.learns_at_least(some, 1)
        for group in split(BENEFICIARIES, shared, chosen, "mois"):
            month = int(group.code[-2:]) - 1
            hears(group.figure, [life for life in came if month in life[2]])
    return attacker, kept - attacker.known.keys()


def small_cells(counts, unknowns):
    """Return the boxes met by an area, a gender, a month or two of these, when they hold few people."""
    for pair, gender, month in product((None, *PAIRS), (0, *GENDERS), (None, *STEPS)):
        some = frozenset(
            life
            for life in unknowns
            if (pair is None or life[0] == pair)
            and (gender == 0 or life[1] == gender)
            and (month is None or month in life[2])
        )
        if 0 < sum(counts[life] for life in some) < THRESHOLD:
            yield some


def visits(lives):
    """Return the rows of people who lived so."""
    return [
        Row(step, pair, gender, "initiation", person)
        for person, (pair, gender, months) in enumerate(lives, start=1)
        for step in months
    ]


def attack(nothing, lives, perimeter):
    shared = facts(nothing, visits(lives), perimeter=perimeter)
    counts = Counter(lives)
    attacker, kept = everything_told(shared, perimeter)
    small = {some for some in kept if 0 < sum(counts[life] for life in some) < THRESHOLD}
    for some in small | set(small_cells(counts, attacker.unknowns)):
        low, high = attacker.interval(some)
        assert low <= sum(counts[life] for life in some) <= high
        assert high - low >= THRESHOLD, (low, high, sorted(some, key=str))
    return attacker, kept


@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(LIVES), max_size=25), st.sampled_from(PERIMETERS))
def test_no_few_people_can_be_worked_out(silent, lives, perimeter):
    attack(silent.facts, lives, perimeter)
