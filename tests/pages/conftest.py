"""Every page runs on a copy of a real installation."""

import html
import re
import shutil
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from dashboard import clock
from dashboard.access import mode
from dashboard.ui import identity
from tests import installations

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
TIMEOUT_S = 30

manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
"""A server looks for installed components once; each run of a page tested alone would look again."""


@pytest.fixture(scope="session")
def demonstration_template(tmp_path_factory):
    return installations.demonstration(tmp_path_factory.mktemp("demo"), clock.today())


@pytest.fixture(scope="session")
def empty_template(tmp_path_factory):
    return installations.empty(tmp_path_factory.mktemp("vide"))


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Return a function that copies an installation and points the process at it."""

    def install(template):
        folder = shutil.copytree(template, tmp_path / "donnees")
        for name, value in installations.environment(folder).items():
            monkeypatch.setenv(name, value)
        return folder

    return install


@pytest.fixture
def demonstration(installed, demonstration_template, presented):
    return installed(demonstration_template)


@pytest.fixture
def empty(installed, empty_template, sign_in):
    folder = installed(empty_template)
    sign_in(folder)
    return folder


@pytest.fixture(scope="session")
def service_template(tmp_path_factory):
    return installations.service(tmp_path_factory.mktemp("service"))


@pytest.fixture
def service(installed, service_template):
    return installed(service_template)


@pytest.fixture(autouse=True)
def on_this_machine():
    """Serve as `inclusion serve` does by default, where a demonstration opens to anyone."""
    mode.serve_on("127.0.0.1")
    yield
    mode.serve_on(None)


@pytest.fixture
def presented(monkeypatch):
    """Return the cookies that the browser presents."""
    cookies = {}
    monkeypatch.setattr(identity, "cookies", lambda: cookies)
    return cookies


@pytest.fixture
def sign_in(presented):
    """Return a function that signs somebody in."""

    def sign_in(folder, name="Cheffe de projet", role="chef_projet"):
        presented["inclusion"] = installations.signed_in(folder, name, role)

    return sign_in


def opened(**query):
    """Open the dashboard at an address."""
    app = AppTest.from_file(str(APP), default_timeout=TIMEOUT_S)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def opened_page(name, **query):
    """Open one of the pages at an address."""
    app = AppTest.from_file(str(APP), default_timeout=TIMEOUT_S)
    app.switch_page(f"../pages/{name}.py")
    for key, value in query.items():
        app.query_params[key] = value
    return app.run()


def words(app):
    """Return the text that a reader sees in the HTML blocks."""
    assert not app.exception
    bodies = " ".join(block.proto.body for block in app.get("html") if "<style" not in block.proto.body)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", bodies)).replace("\u202f", " ").split())
