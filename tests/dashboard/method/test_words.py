"""What is said of every indicator, and the glossary."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard.indicators import ALL, BY_KEY
from dashboard.indicators.declaration import Aggregate, Population, Sum
from dashboard.indicators.facts import DIMENSIONS
from dashboard.measuring import Figure
from dashboard.method import words
from dashboard.method.glossary import TERMS, plain
from dashboard.selection import Basis
from dashboard.targets import Target
from dashboard.wording import dimension_name, typeset

GLOSSARY = Path(__file__).parents[3] / "docs" / "glossaire.md"
KEYS = pytest.mark.parametrize("indicator", ALL, ids=lambda each: each.key)


@KEYS
def test_a_formula_has_the_shape_of_the_computation(indicator):
    assert re.fullmatch(r"[A-ZÉ(][^\n]{15,}\.", indicator.formula)
    assert ("÷" in indicator.formula) == (indicator.denominator is not None or "surface" in indicator.formula)
    assert ("× 100," in indicator.formula or "× 100." in indicator.formula) == (indicator.scale == 100)
    assert ("× 1 000" in indicator.formula) == (indicator.scale == 1000)
    assert ("habitants" in indicator.formula) >= isinstance(indicator.denominator, Population)
    assert ("+" in indicator.formula) == isinstance(indicator.numerator, Sum)


@KEYS
def test_every_text_is_a_french_sentence(indicator):
    for text in (indicator.definition, indicator.limits):
        assert re.fullmatch(r"[A-ZÉÀ][^\n]+[.]", text)
    assert not indicator.source.endswith(".")


@KEYS
def test_says_where_it_counts(indicator):
    said = {basis: words.counted_by(indicator, basis) for basis in Basis}
    has_choice = len(indicator.bases) > 1
    assert (said[Basis.RESIDENCE] != said[Basis.PLACE]) == has_choice
    is_everywhere = isinstance(indicator.numerator, Aggregate) and indicator.numerator.everywhere
    assert ("tout le plan" in said[Basis.PLACE]) == is_everywhere


def test_every_split_has_a_name():
    assert [name for name in DIMENSIONS if not dimension_name(name)] == []
    assert words.splits(BY_KEY["appareils_disponibles"]) == "type et origine"
    assert words.splits(BY_KEY["qpv_desservis"]) == "rien : il ne se ventile pas"


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("foyers_equipes", 100, "au moins 100 foyers au 31\u00a0décembre\u00a02026"),
        ("delai_remise", 45, "au plus 45 jours au 31\u00a0décembre\u00a02026"),
        ("part_agglomeration", 50, "au plus près de 50,0\u00a0% au 31\u00a0décembre\u00a02026"),
    ],
)
def test_says_what_a_target_asks(key, value, said):
    target = Target(key, "*", date(2026, 12, 31), value, date(2025, 1, 1), 0, None)
    assert words.target(BY_KEY[key], target) == said
    assert words.target(BY_KEY[key], None).startswith("aucun pour ce périmètre")


def test_says_the_division():
    figure = Figure(BY_KEY["taux_presence"], 75, 1500, 2000, 3)
    assert words.calculation(figure) == "1\u202f500 ÷ 2\u202f000 × 100"
    assert words.calculation(replace(figure, numerator=12.5)) == "12,50 ÷ 2\u202f000 × 100"
    assert words.calculation(replace(figure, numerator=1999.9999999)) == "2\u202f000 ÷ 2\u202f000 × 100"
    assert words.calculation(replace(figure, value=None)) == ""
    assert words.calculation(Figure(BY_KEY["ateliers"], 3, 3, None, 3)) == ""


def test_signs_stay_with_their_word():
    assert typeset("« tenu » ÷ tous × 100 ; 5 % ?") == (
        "«\u00a0tenu\u00a0» ÷\u00a0tous ×\u00a0100\u202f; 5\u202f%\u202f?"
    )


def test_the_projects_glossary_says_the_same():
    rows = re.findall(r"^\| ([^|]+?) \| `[\w.]+` \| ([^|]+?) \|$", GLOSSARY.read_text("utf-8"), re.M)
    assert len(rows) > 20
    meanings = {term.word: term.meaning for term in TERMS}
    assert [(word, sense) for word, sense in rows if meanings.get(word) != sense] == []


def test_words_are_explained_once_and_sorted_without_accents():
    spelled = [plain(term.word) for term in TERMS]
    assert len(set(spelled)) == len(spelled)
    assert plain("Écriture") == "ecriture"
    assert not [term for term in TERMS if term.meaning.endswith((".", "…"))]
