"""Selections that comparisons must hold on, and what no reader may ever see."""

import re
from datetime import date

import pytest

from dashboard.selection import Basis, Selection

COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|rgba?\([^)]*\)")
UNSAID = re.compile(r"\b(None|nan|null|inf)\b", re.IGNORECASE)
START = date(2024, 11, 1)
SELECTIONS = {
    "tout": {},
    "un quartier": {"territories": frozenset({"QN05917M"})},
    "lieu": {"basis": Basis.PLACE},
    "deux mois": {"start": date(2026, 5, 1), "end": date(2026, 6, 30)},
    "un jour": {"start": date(2026, 3, 3), "end": date(2026, 3, 3)},
    "avant le plan": {"start": date(2001, 1, 1), "end": date(2001, 2, 1)},
    "futur": {"start": date(2027, 1, 1), "end": date(2027, 6, 1)},
}


@pytest.fixture
def selection(today):
    return Selection(START, today)
