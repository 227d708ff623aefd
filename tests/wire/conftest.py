"""Real served processes, spoken to over their socket."""

import shutil

import pytest

from data_access import facts as facts_of
from data_access import installation, settings
from tests import installations
from tests.browser.conftest import serving

PAGES = ("synthese", "ateliers", "equipement", "budget", "couverture", "quartiers", "methode")


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    return installations.service(tmp_path_factory.mktemp("service"))


@pytest.fixture(scope="module")
def served(template, tmp_path_factory):
    """Return a folder of data and the address of its dashboard."""
    folder = shutil.copytree(template, tmp_path_factory.mktemp("servi") / "donnees")
    with serving(folder) as address:
        yield folder, address


@pytest.fixture(scope="module")
def whole(template):
    """Return the facts of the whole plan."""
    engine = installation.open_ready(settings.load(installations.environment(template)))
    found = facts_of.read(engine)
    engine.dispose()
    return found
