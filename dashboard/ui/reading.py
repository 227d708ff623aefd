"""What a page reads before it draws: the facts at hand and the reader's choice."""

from dataclasses import dataclass
from datetime import date

from dashboard import clock, source
from dashboard.selection import Selection
from dashboard.ui import filters
from data_access.facts import Facts


@dataclass(frozen=True, slots=True)
class Reading:
    """One run's facts, selection and day."""

    facts: Facts
    selection: Selection
    today: date


def read() -> Reading:
    """Return the latest facts and the selection that the address holds; raises StorageError."""
    facts, today = source.store().current(), clock.today()
    return Reading(facts, filters.choice(facts, today).selection, today)
