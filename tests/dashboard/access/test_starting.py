"""An application started by another server than `inclusion serve` holds to the same conditions."""

import asyncio

import pytest

from dashboard import server
from dashboard.access import mode
from data_access.errors import SettingsError
from tests.asgi import Browser


@pytest.fixture
def unasked(folder):
    mode.serve_on(None)
    yield folder
    mode.serve_on(None)


def start():
    async def started():
        async with server.warm(server.app):
            pass

    asyncio.run(started())


def test_it_needs_the_sites_address(unasked):
    with pytest.raises(SettingsError, match="INCLUSION_PUBLIC_URL"):
        start()


def test_it_needs_a_key_that_nobody_guesses(unasked, monkeypatch):
    monkeypatch.setenv("INCLUSION_PUBLIC_URL", "https://inclusion.exemple.fr")
    monkeypatch.setenv("INCLUSION_SECRET", "changez-moi-changez-moi-changez-moi")
    with pytest.raises(SettingsError, match="openssl rand"):
        start()


def test_it_then_answers_under_that_address_alone(unasked, app, monkeypatch):
    monkeypatch.setenv("INCLUSION_PUBLIC_URL", "https://inclusion.exemple.fr")
    start()
    assert Browser(app).get("/").status == 421
    assert Browser(app, headers={"host": "inclusion.exemple.fr"}).get("/").status == 303


def test_a_demonstration_stays_closed(installed, demonstration_template, app, monkeypatch):
    installed(demonstration_template)
    mode.serve_on(None)
    monkeypatch.setenv("INCLUSION_PUBLIC_URL", "https://inclusion.exemple.fr")
    start()
    assert Browser(app, headers={"host": "inclusion.exemple.fr"}).get("/").status == 303
