"""What a page reads before it draws: the facts at hand and the reader's choice."""

from dataclasses import dataclass
from datetime import date

from dashboard import clock
from dashboard.selection import Selection
from dashboard.ui import filters
from dashboard.ui.identity import facts
from data_access.facts import Facts

__all__ = ["Reading", "facts", "read"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One run's facts, selection and day."""

    facts: Facts
    selection: Selection
    today: date


def read() -> Reading:
    """Return the reader's facts and the selection that the address holds; raises Denied, StorageError."""
    theirs, today = facts(), clock.today()
    return Reading(theirs, filters.choice(theirs, today).selection, today)
