"""A real Chromium on a real served process; a missing browser is a failure."""

import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect, sync_playwright

from dashboard import clock
from tests import installations

COMMAND = Path(sys.executable).with_name("inclusion")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
NAMES = ("chromium", "chromium-browser", "google-chrome")
START_S = 60
expect.set_options(timeout=20_000)  # a busy machine may take its time


@pytest.fixture(scope="module")
def browser():
    """Return a browser, closed with the module: while it is open its event loop holds the thread."""
    found = os.environ.get("INCLUSION_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demonstration_template(tmp_path_factory):
    return installations.demonstration(tmp_path_factory.mktemp("demo"), clock.today())


@pytest.fixture(scope="session")
def shared(demonstration_template):
    """Return the address of a dashboard that no test writes to."""
    with serving(demonstration_template) as address:
        yield address


@pytest.fixture
def own(demonstration_template, tmp_path):
    """Return a folder of data and the address of its dashboard, for this test alone."""
    folder = shutil.copytree(demonstration_template, tmp_path / "donnees")
    with serving(folder) as address:
        yield folder, address


@pytest.fixture(scope="session")
def service_template(tmp_path_factory):
    return installations.service(tmp_path_factory.mktemp("service"))


@pytest.fixture
def service(service_template, tmp_path):
    """Return a folder of data that are not invented and the address of its dashboard, for this test alone."""
    folder = shutil.copytree(service_template, tmp_path / "donnees")
    with serving(folder) as address:
        yield folder, address


@pytest.fixture
def screen(browser):
    """Return a page that fails its test on a console error or on a request that leaves this machine."""
    with watched(browser) as page:
        yield page


@contextmanager
def watched(browser, **options):
    """Yield a page; a console error or a request that leaves this machine fails whoever closes it."""
    usual = {"locale": "fr-FR", "viewport": {"width": 1280, "height": 720}}
    context = browser.new_context(**usual | options)
    page = context.new_page()
    errors, asked = [], []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda connection: asked.append(connection.url))
    yield page
    context.close()
    assert errors == []
    local = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")
    assert [url for url in asked if not url.startswith(local)] == []


def sign_in(page, folder, address, name="Cheffe de projet", role="chef_projet"):
    """Give a browser the session of somebody invited."""
    token = installations.signed_in(folder, name, role)
    page.context.add_cookies([{"name": "inclusion", "value": token, "url": address}])


def free_port():
    """Return a port that nobody listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(folder, port=None, **environment):
    """Serve an installation in another process, from elsewhere than the project."""
    port = port or free_port()
    with (Path(folder) / "journal.txt").open("wb") as journal:
        process = subprocess.Popen(
            [COMMAND, "serve", "--port", str(port)],
            cwd=folder,
            env={**os.environ, **installations.environment(folder), **environment},
            stdout=journal,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(f"http://127.0.0.1:{port}/sante", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)


def _wait(url, process):
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        assert process.poll() is None, "le serveur s'est arrêté"
        try:
            with urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("le serveur ne répond pas")
