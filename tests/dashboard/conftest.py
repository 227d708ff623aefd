"""Facts of the demonstration, read once, and their day."""

from datetime import date

import pytest

from data_access import facts as facts_of
from data_access import installation, settings
from tests import installations

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


def _read(folder):
    engine = installation.open_ready(settings.load(installations.environment(folder)))
    found = facts_of.read(engine)
    engine.dispose()
    return found
