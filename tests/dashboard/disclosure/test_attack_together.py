"""A partner sets the answers of several indicators side by side: no two of them differ by a few people."""

from collections import Counter
from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.indicators import BY_KEY
from dashboard.measuring import measure, split
from data_access.vocabulary import GENDERS as KNOWN_GENDERS
from tests.dashboard.disclosure.attack import Attacker
from tests.dashboard.disclosure.people import MONTHS, PERIMETERS, RULE, asked, facts, selection, spans
from tests.dashboard.disclosure.test_attack_persons import LIVES, SPLITS, visits

WOMEN = KNOWN_GENDERS[0]
DIMENSIONS = ("commune", "qpv", "genre")


def came(life, months):
    return life[2] & months


def is_new(life, months):
    return min(life[2]) in months


def came_back(life, months):
    return len(life[2] & months) > 1


def has_gender(life, months):
    return came(life, months) and life[1]


def is_woman(life, months):
    return came(life, months) and life[1] == WOMEN


TOLD = {
    "beneficiaires": (came, None),
    "taux_penetration": (came, None),
    "nouveaux_beneficiaires": (is_new, None),
    "taux_fidelite": (came_back, came),
    "part_femmes": (is_woman, has_gender),
}
"""What the numerator and the denominator of each indicator count."""
PARTS = {(each, each) for each in (came, is_new, came_back, is_woman, has_gender)} | {
    (is_new, came),
    (came_back, came),
    (is_woman, has_gender),
    (has_gender, came),
}
"""Which counts are a part of which, whatever the data."""


def everything_told(shared, perimeter, last=MONTHS):
    """Return the attacker who knows every indicator of people, and what each of its answers counts."""
    attacker = Attacker([life for life in LIVES if not perimeter or not perimeter.isdisjoint(life[0])])
    meanings = set()

    def hears(figure, lives, span):
        if figure.masked:
            return
        for counted, value in zip(
            TOLD[figure.indicator.key], (figure.numerator, figure.denominator), strict=True
        ):
            if counted:
                some = frozenset(life for life in lives if counted(life, set(range(*span))))
                attacker.learns(some, value or 0)
                meanings.add((counted, span, some))

    for span, codes, key in product(spans(last), asked(perimeter), TOLD):
        chosen = selection(span, codes)
        lives = [life for life in attacker.unknowns if not codes or not codes.isdisjoint(life[0])]
        hears(measure(BY_KEY[key], shared, chosen), lives, span)
        for dimension in set(DIMENSIONS) & set(BY_KEY[key].dimensions):
            for group in split(BY_KEY[key], shared, chosen, dimension):
                hears(group.figure, [each for each in lives if SPLITS[dimension](each) == group.code], span)
    return attacker, meanings


def attack(nothing, lives, perimeter):
    attacker, meanings = everything_told(facts(nothing, visits(lives), perimeter=perimeter), perimeter)
    withstands(attacker.known, meanings, Counter(lives))
    return attacker, ()


def withstands(known, meanings, counts):
    """Check that two answers, one of which counts a part of the other, never differ by a few people."""
    for some, value in known.items():
        assert value == sum(counts[life] for life in some)
    for (part, inner, fewer), (whole, outer, more) in product(meanings, repeat=2):
        is_within = outer[0] <= inner[0] and inner[1] <= outer[1]
        if fewer < more and is_within and (part, whole) in PARTS:
            difference = known[more] - known[fewer]
            assert RULE.is_told(difference), (difference, sorted(more - fewer, key=str))


@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(LIVES), max_size=30), st.sampled_from(PERIMETERS))
def test_no_two_answers_differ_by_a_few_people(silent, lives, perimeter):
    attack(silent.facts, lives, perimeter)
