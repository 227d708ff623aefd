"""Every page for a partner: calm, truthful, and nothing from outside the perimeter in what the browser gets."""

import json
import re
from datetime import date

import pytest
from google.protobuf.json_format import MessageToDict

from dashboard.access import Reader, Role
from dashboard.access.reader import OUTSIDE_THRESHOLD, Scope
from dashboard.screens import SCREENS
from dashboard.ui import identity
from tests.pages.conftest import opened_page, words

QPV, COMMUNE = "QN05915M", "59392"
LOCK = date(2026, 2, 1), date(2026, 6, 30)
CONTINUOUS = None, None
PAGES = frozenset(screen.name for screen in SCREENS)


@pytest.fixture
def partner(demonstration, monkeypatch):
    """Return a function that makes the reader a partner."""

    def partner(territories, start=None, end=None):
        scope = Scope(frozenset(territories), PAGES, start, end, 1)
        reader = Reader(Role.PARTNER, "Partenaire", scope=scope, threshold=OUTSIDE_THRESHOLD)
        monkeypatch.setattr(identity, "current", lambda: reader)

    return partner


def sent(app):
    """Return everything that the browser is sent."""
    return json.dumps([MessageToDict(each.proto) for each in app.main], default=str, ensure_ascii=False)
