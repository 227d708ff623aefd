"""A partner sets the answers of several indicators side by side: no two of them differ by a few people."""

from collections import Counter
from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.indicators import BY_KEY
from dashboard.measuring import measure, split
from data_access.vocabulary import GENDERS as KNOWN_GENDERS
from tests.dashboard.disclosure.attack import Attacker
from tests.dashboard.disclosure.people import PERIMETERS, RULE, SPANS, Row, asked, facts, selection
from tests.dashboard.disclosure.test_attack_persons import LIVES, SPLITS

WOMEN = KNOWN_GENDERS[0]
DIMENSIONS = ("commune", "qpv", "genre")


def came(life, months):
    return life[2] & months


def is_new(life, months):
    return min(life[2]) in months


def came_back(life, months):
    return len(life[2] & months) > 1


def told_by(figure):
    """Return what an indicator tells of people: which ones it counts, and how many they are."""
    match figure.indicator.key:
        case "beneficiaires" | "taux_penetration":
            yield came, figure.numerator
        case "nouveaux_beneficiaires":
            yield is_new, figure.numerator
        case "taux_fidelite":
            yield came_back, figure.numerator
            yield came, figure.denominator
        case "part_femmes":
            yield (lambda life, months: came(life, months) and life[1] == WOMEN), figure.numerator
            yield (lambda life, months: came(life, months) and life[1]), figure.denominator


KEYS = ("beneficiaires", "nouveaux_beneficiaires", "taux_fidelite", "part_femmes", "taux_penetration")


def everything_told(shared, perimeter):
    """Return the attacker who knows the answers of every indicator of people."""
    attacker = Attacker([life for life in LIVES if not perimeter or not perimeter.isdisjoint(life[0])])

    def hears(figure, lives, months):
        if figure.masked:
            return
        for counted, value in told_by(figure):
            if figure.indicator.key == "taux_penetration":
                lives = [life for life in lives if life[0] != (None, "Hors QPV")]
            attacker.learns([life for life in lives if counted(life, months)], value or 0)

    for span, codes, key in product(SPANS, asked(perimeter), KEYS):
        chosen, months = selection(span, codes), set(range(*span))
        lives = [life for life in attacker.unknowns if not codes or not codes.isdisjoint(life[0])]
        hears(measure(BY_KEY[key], shared, chosen), lives, months)
        for dimension in set(DIMENSIONS) & set(BY_KEY[key].dimensions):
            for group in split(BY_KEY[key], shared, chosen, dimension):
                hears(group.figure, [each for each in lives if SPLITS[dimension](each) == group.code], months)
    return attacker


def attack(nothing, lives, perimeter):
    rows = [
        Row(step, pair, gender, "initiation", person)
        for person, (pair, gender, months) in enumerate(lives, start=1)
        for step in months
    ]
    attacker = everything_told(facts(nothing, rows, perimeter=perimeter), perimeter)
    counts = Counter(lives)
    for some, value in attacker.known.items():
        assert value == sum(counts[life] for life in some)
    for fewer, more in product(attacker.known, repeat=2):
        if fewer < more:
            difference = attacker.known[more] - attacker.known[fewer]
            assert RULE.is_told(difference), (difference, sorted(more - fewer, key=str))
    return attacker, ()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(LIVES), max_size=30), st.sampled_from(PERIMETERS))
def test_no_two_answers_differ_by_a_few_people(silent, lives, perimeter):
    attack(silent.facts, lives, perimeter)
