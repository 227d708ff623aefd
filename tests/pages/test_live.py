"""A page that failed waits for something to change: it does not draw itself again and again."""

import pytest

from dashboard.ui import identity, live, outage
from data_access.errors import SettingsError, StorageError
from tests.pages.conftest import opened, words

SAID = "Rien ne va plus. Réinstallez le tableau de bord."


@pytest.fixture
def drawn(demonstration, monkeypatch):
    """Return the errors shown, one per time that the page was drawn."""
    found, show = [], outage.show
    monkeypatch.setattr(outage, "show", lambda error: (found.append(error), show(error)))
    return found


def failing(monkeypatch, error):
    def fail():
        raise error

    monkeypatch.setattr(identity, "facts", fail)


@pytest.mark.parametrize("error", [SettingsError(SAID), StorageError(SAID)], ids=["installation", "base"])
def test_a_page_that_fails_while_the_database_answers_is_drawn_once(drawn, monkeypatch, error):
    failing(monkeypatch, error)
    assert SAID in words(opened())
    assert len(drawn) == 1


def test_a_page_that_failed_is_drawn_again_when_the_revision_changes(drawn, monkeypatch):
    failing(monkeypatch, SettingsError(SAID))
    revisions = iter([4, 5, 5, 5])
    monkeypatch.setattr(live, "_at_hand", lambda: next(revisions))
    opened()
    assert len(drawn) == 2


def test_a_page_that_failed_is_drawn_again_when_the_reader_changes(drawn, monkeypatch):
    failing(monkeypatch, SettingsError(SAID))
    seen = identity.current
    monkeypatch.setattr(live, "_present", lambda: None if len(drawn) == 1 else seen())
    opened()
    assert len(drawn) == 2


def test_a_page_without_its_database_is_drawn_again_a_moment_after_it_answers(drawn, monkeypatch):
    failing(monkeypatch, StorageError(SAID))
    moments = iter([10.0, 20.0, 30.0, 30.1])
    monkeypatch.setattr(live, "monotonic", lambda: next(moments))
    opened()
    assert len(drawn) == 2
