"""With population points, product and plain computation agree on who is within reach and how far."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.indicators import BY_KEY
from tests.reference import embedded, groups, product, reference
from tests.reference.indicators import BY_AREA
from tests.reference.strategies import populated_squares, selections, workbooks
from tests.reference.test_agreement import Installed, same, wrong_groups
from tests.spec.comparing import close

SPREAD = ("population_qpv_couverte", "population_couverte", "distance_mediane")
SPLITS = [(key, dimension) for key in SPREAD for dimension in BY_KEY[key].dimensions]
EXAMPLES = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
SPACING_M = 400


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    engine = embedded.installed(tmp_path_factory.mktemp("squares"))
    yield Installed(engine, embedded.read_territory(engine))
    engine.dispose()


@EXAMPLES
@given(rows=workbooks(), selection=selections(), squares=populated_squares())
def test_figures_agree(installed, rows, selection, squares):
    held = product.on_squares(product.load(installed.engine, rows), squares)
    expected = reference(rows, installed.territory, **selection, keys=BY_AREA, squares=squares)
    found = {key: product.figure(held, key, **selection) for key in BY_AREA}
    assert not {
        key: (expected[key], found[key]) for key in BY_AREA if not same(key, expected[key], found[key])
    }


@EXAMPLES
@given(rows=workbooks(), selection=selections(), squares=populated_squares(), split=st.sampled_from(SPLITS))
def test_splits_agree(installed, rows, selection, squares, split):
    held = product.on_squares(product.load(installed.engine, rows), squares)
    found = product.groups(held, *split, **selection)
    expected = groups(rows, installed.territory, *split, **selection, squares=squares)
    assert not wrong_groups(split[0], expected, found)


@settings(EXAMPLES, max_examples=6)
@given(rows=workbooks(), selection=selections())
def test_squares_everywhere_leave_nothing_to_chance(installed, rows, selection):
    """Without any area to sample, communes agree to the last digit."""
    squares, selection = _everywhere(installed.territory), selection | {"territoires": frozenset()}
    held = product.on_squares(product.load(installed.engine, rows), squares)
    expected = reference(rows, installed.territory, **selection, keys=SPREAD[1:], squares=squares)
    for key in SPREAD[1:]:
        assert close(expected[key].valeur, product.figure(held, key, **selection).valeur)


def _everywhere(territory):
    """Return squares over the whole territory, with invented people."""
    chance = random.Random(1)
    boxes = [commune.outline.bounds for commune in territory.communes.values()]
    west, south = (round(min(box[side] for box in boxes)) for side in (0, 1))
    east, north = (round(max(box[side] for box in boxes)) for side in (2, 3))
    return tuple(
        (float(x), float(y), chance.choice([1.5, 12, 200]))
        for x in range(west, east, SPACING_M)
        for y in range(south, north, SPACING_M)
    )
