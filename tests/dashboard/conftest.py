"""Facts of the demonstration, read once, and their day; facts made of any rows."""

from datetime import date

import pytest

from data_access import facts as facts_of
from data_access import installation, settings
from tests import installations
from tests.reference import embedded, product

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="session")
def today():
    return TODAY


@pytest.fixture(scope="session")
def facts(tmp_path_factory):
    return _read(installations.demonstration(tmp_path_factory.mktemp("demo"), TODAY))


@pytest.fixture(scope="session")
def no_facts(tmp_path_factory):
    return _read(installations.empty(tmp_path_factory.mktemp("vide")))


@pytest.fixture(scope="session")
def plan_engine(tmp_path_factory):
    """Return an engine on the embedded territory, whose rows any test may replace."""
    engine = embedded.installed(tmp_path_factory.mktemp("plan"))
    yield engine
    engine.dispose()


@pytest.fixture
def facts_from(plan_engine):
    """Return facts made of a workbook's rows, by sheet, and of nothing else."""
    return lambda **sheets: product.load(plan_engine, sheets)


def _read(folder):
    engine = installation.open_ready(settings.load(installations.environment(folder)))
    found = facts_of.read(engine)
    engine.dispose()
    return found
