"""The product and the plain computation agree, on the worked examples and on random workbooks."""

from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from dashboard.indicators import BY_KEY
from data_access.territory import Territory
from tests.reference import KEYS, embedded, product, reference
from tests.reference import groups as reference_groups
from tests.reference.model import Answer
from tests.reference.strategies import selections, workbooks
from tests.spec.comparing import close, differences
from tests.spec.reading import specs

SPECS = specs()
SPLITS = [(key, dimension) for key in KEYS for dimension in BY_KEY[key].dimensions]
LATTICE = {"population_qpv_couverte": 0.5, "population_couverte": 0.5, "distance_mediane": 40}
"""Surfaces are counted on two different lattices: points of percentage, then metres."""
FAR = 0.01
DRAWN = 30
"""Splits compared on each random workbook: all of them would take a minute."""
EXAMPLES = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@dataclass(frozen=True, repr=False)
class Installed:
    """A database and its territory, silent in the reports of failures."""

    engine: Engine
    territory: Territory


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    engine = embedded.installed(tmp_path_factory.mktemp("agreement"))
    yield Installed(engine, embedded.read_territory(engine))
    engine.dispose()


def test_product_and_reference_know_the_same_indicators():
    assert set(BY_KEY) == set(KEYS)


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.key)
def test_examples_carry_the_label_of_the_product(spec):
    assert BY_KEY[spec.key].label == spec.label


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.key)
def test_product_gives_the_figures_of_the_examples(spec, installed):
    assert not _wrong_figures(installed, spec, spec.expectations)


@pytest.mark.parametrize("spec", [spec for spec in SPECS if spec.splits], ids=lambda spec: spec.key)
def test_product_gives_the_groups_of_the_examples(spec, installed):
    held, first = product.load(installed.engine, spec.rows), spec.expectations[0]
    selection = first.du, first.au, first.territoires, first.base
    for dimension, expected in spec.splits.items():
        assert not wrong_groups(spec.key, expected, product.groups(held, spec.key, dimension, *selection))


@EXAMPLES
@given(rows=workbooks(), selection=selections())
def test_product_agrees_on_every_indicator(installed, rows, selection):
    found = product.figures(product.load(installed.engine, rows), **selection)
    expected = reference(rows, installed.territory, **selection)
    assert not {key: (expected[key], found[key]) for key in KEYS if not same(key, expected[key], found[key])}


@EXAMPLES
@given(rows=workbooks(), selection=selections(), splits=st.permutations(SPLITS))
def test_product_agrees_on_splits(installed, rows, selection, splits):
    held = product.load(installed.engine, rows)
    wrong = {}
    for key, dimension in splits[:DRAWN]:
        found = product.groups(held, key, dimension, **selection)
        expected = reference_groups(rows, installed.territory, key, dimension, **selection)
        wrong[key, dimension] = wrong_groups(key, expected, found)
    assert not {split: groups for split, groups in wrong.items() if groups}


def _wrong_figures(installed, spec, expectations):
    held = product.load(installed.engine, spec.rows)
    wrong = []
    for each in expectations:
        found = product.figure(held, spec.key, each.du, each.au, each.territoires, each.base)
        found = found.valeur, found.numerateur, found.denominateur, found.lignes
        wrong += [f"{each}: {difference}" for difference in differences(each, *found)]
    return wrong


def same(key: str, expected: Answer, found: Answer) -> bool:
    slack = _slack(key, expected.valeur)
    share = slack * float(expected.denominateur or 100) / 100
    return (
        close(expected.valeur, found.valeur, slack)
        and (expected.valeur is None or close(expected.numerateur, found.numerateur, share))
        and (expected.valeur is None or close(expected.denominateur, found.denominateur))
        and expected.lignes == found.lignes
    )


def wrong_groups(key, expected, found):
    """Return {group: (expected, found)} where they differ."""
    pairs = {group: (expected.get(group), found.get(group)) for group in {*expected, *found}}
    return {
        group: (want, got) for group, (want, got) in pairs.items() if not close(want, got, _slack(key, want))
    }


def _slack(key, value):
    return max(LATTICE[key], FAR * float(value or 0)) if key in LATTICE else 0.0
