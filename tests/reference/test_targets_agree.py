"""The product and the plain computation agree on expected values, statuses and projections."""

from datetime import date

import pytest
from hypothesis import given

from dashboard import targets
from dashboard.indicators import BY_KEY, Direction
from dashboard.selection import Selection
from tests.reference import embedded, product, reference
from tests.reference import targets as plain
from tests.reference.strategies import workbooks
from tests.reference.test_agreement import EXAMPLES, Installed

WORDS = {plain.ON_TIME: "à l'heure"}
STARTING = (("ateliers", "date"), ("appareils", "date_reception"), ("budget", "date"))
LAST = date(2025, 12, 31)


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    engine = embedded.installed(tmp_path_factory.mktemp("targets"))
    yield Installed(engine, embedded.read_territory(engine))
    engine.dispose()


@EXAMPLES
@given(rows=workbooks())
def test_product_agrees_on_targets(installed, rows):
    start = min((row[column] for sheet, column in STARTING for row in rows.get(sheet, [])), default=None)
    held = product.load(installed.engine, rows)
    assert held.plan.started_on == start
    for target in rows.get("objectifs", []):
        if target["territoire"] == "*" and start:
            _compare(installed, rows, held, target, start)


def _compare(installed, rows, held, target, start):
    indicator = BY_KEY[target["indicateur"]]
    found = targets.assess(held, indicator, Selection(start, LAST))

    def value_at(day):
        if day < start:
            return None
        return reference(rows, installed.territory, start, day)[indicator.key].valeur

    assert found.expected == pytest.approx(plain.expected(target, LAST, start))
    if indicator.direction is not Direction.PARITY:
        word = plain.status(found.value, target, LAST, start, indicator.direction.value)
        assert (found.status and found.status.value) == WORDS.get(word, word)
    projected = plain.projection(value_at, target, LAST, start) if indicator.cumulative else None
    assert (found.projection is None) == (projected is None)
    if projected:
        assert found.projection.value == pytest.approx(projected.valeur)
        reached = projected.atteint_le if projected.atteint_le != LAST else None
        assert found.projection.reached_on == reached
