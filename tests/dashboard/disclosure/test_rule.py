"""Which figures are held to a threshold, for whom."""

import pytest

from dashboard.disclosure import INSIDE, OUTSIDE, Rule, threshold_for
from dashboard.indicators import ALL, BY_KEY
from dashboard.indicators.declaration import Aggregate, Sum

PERSONAL = {
    "participations", "beneficiaires", "participations_anonymes", "nouveaux_beneficiaires", "taux_presence",
    "taux_remplissage", "taux_fidelite", "part_qpv", "part_femmes", "taux_penetration", "part_exclus_touches",
    "appareils_remis", "foyers_equipes", "delai_remise", "taux_retour", "foyers_accompagnes",
    "cout_par_participation", "cout_par_foyer",
}  # fmt: skip


def aggregates(indicator):
    for part in (indicator.numerator, indicator.denominator):
        yield from part.parts if isinstance(part, Sum) else [part]


@pytest.mark.parametrize("indicator", ALL, ids=lambda each: each.key)
def test_what_rests_on_rows_about_somebody_is_personal(indicator):
    about_somebody = [
        part for part in aggregates(indicator) if isinstance(part, Aggregate) and part.fact.personal
    ]
    assert indicator.personal == bool(about_somebody)


def test_personal_indicators_are_these():
    assert {indicator.key for indicator in ALL if indicator.personal} == PERSONAL


@pytest.mark.parametrize("threshold", [2, 1, 0, -11])
def test_a_threshold_is_three_at_least(threshold):
    with pytest.raises(ValueError, match="seuil du secret statistique est d'au moins 3"):
        Rule(threshold)


@pytest.mark.parametrize(("count", "is_told"), [(0, True), (1, False), (10, False), (11, True), (-3, False)])
def test_a_true_zero_is_told(count, is_told):
    assert OUTSIDE.is_told(count) is is_told


@pytest.mark.parametrize(
    ("rule", "key", "dimension", "in_qpv", "threshold"),
    [
        (None, "beneficiaires", "genre", True, None),
        (OUTSIDE, "beneficiaires", None, False, 11),
        (OUTSIDE, "participations", "mois", False, 11),
        (OUTSIDE, "cout_par_foyer", None, True, 11),
        (OUTSIDE, "appareils_remis", "mois", True, 11),
        (OUTSIDE, "appareils_disponibles", "type", False, None),
        (OUTSIDE, "budget_paye", "qpv", True, None),
        (OUTSIDE, "heures_itinerance", "mois", True, None),
        (OUTSIDE, "population_couverte", "qpv", True, None),
        (INSIDE, "beneficiaires", "genre", True, 5),
        (INSIDE, "beneficiaires", "genre", False, None),
        (INSIDE, "beneficiaires", "mois", True, None),
        (INSIDE, "part_femmes", None, True, 5),
        (INSIDE, "budget_paye", "mois", True, None),
    ],
)
def test_the_threshold_depends_on_the_reader_the_indicator_and_the_split(
    rule, key, dimension, in_qpv, threshold
):
    assert threshold_for(rule, BY_KEY[key], dimension, in_qpv=in_qpv) == threshold
