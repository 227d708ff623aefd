"""Doors and gate of one installation in service, spoken to without a screen."""

import shutil

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount

from dashboard import server
from dashboard.access import mode, recording
from tests import installations
from tests.asgi import Browser

SECRET_PAGE = "données du plan"


async def behind(scope, receive, send):
    """Stand for everything behind the gate: Streamlit, its files, its socket."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        while (message := await receive())["type"] == "websocket.receive":
            await send({"type": "websocket.send", "bytes": message["bytes"]})
        return
    await PlainTextResponse(SECRET_PAGE)(scope, receive, send)


@pytest.fixture(scope="session")
def app():
    """Return the application's own routes and protection, round something that answers anything."""
    return Starlette(routes=[*server.ROUTES, Mount("/", app=behind)], middleware=server.PROTECTION)


@pytest.fixture(scope="session")
def service_template(tmp_path_factory):
    return installations.service(tmp_path_factory.mktemp("service"))


@pytest.fixture(scope="session")
def demonstration_template(tmp_path_factory):
    from dashboard import clock

    return installations.demonstration(tmp_path_factory.mktemp("demo"), clock.today())


@pytest.fixture
def installed(tmp_path, monkeypatch):
    def install(template):
        folder = shutil.copytree(template, tmp_path / "donnees")
        for name, value in installations.environment(folder).items():
            monkeypatch.setenv(name, value)
        mode.serve_on("127.0.0.1")
        return folder

    yield install
    recording.recorder.flush(3)
    mode.serve_on(None)


@pytest.fixture
def folder(installed, service_template):
    return installed(service_template)


@pytest.fixture
def browser(app, folder):
    return Browser(app)


@pytest.fixture
def signed_in(app, folder):
    return Browser(app, {"inclusion": installations.signed_in(folder)})
