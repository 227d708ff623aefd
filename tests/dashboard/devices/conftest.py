"""Facts of random workbooks, and the periods that devices are looked at over."""

from dataclasses import dataclass, replace
from datetime import date

import pytest
from sqlalchemy import Engine

from dashboard.selection import Basis, Selection
from tests.reference import embedded, product

START = date(2024, 11, 1)
SELECTIONS = {
    "tout": {},
    "un quartier": {"territories": frozenset({"QN05915M"})},
    "une commune": {"territories": frozenset({"59392"})},
    "plusieurs": {"territories": frozenset({"59392", "QN05918M", "59291"})},
    "lieu": {"basis": Basis.PLACE},
    "passé": {"start": date(2025, 2, 1), "end": date(2025, 9, 12)},
    "un jour": {"start": date(2025, 9, 8), "end": date(2025, 9, 8)},
    "avant le plan": {"start": date(2001, 1, 1), "end": date(2001, 2, 1)},
    "futur": {"start": date(2027, 1, 1), "end": date(2027, 6, 1)},
}


@dataclass(frozen=True, repr=False)
class Installed:
    """A database that holds one workbook after another, silent in the reports of failures."""

    engine: Engine

    def load(self, rows):
        return product.load(self.engine, rows)


@pytest.fixture(scope="session")
def installed(tmp_path_factory):
    engine = embedded.installed(tmp_path_factory.mktemp("appareils"))
    yield Installed(engine)
    engine.dispose()


@pytest.fixture
def whole(today):
    """Return the whole plan up to today."""
    return Selection(START, today)


@pytest.fixture(params=SELECTIONS.values(), ids=SELECTIONS)
def selection(request, whole):
    return replace(whole, **request.param)
