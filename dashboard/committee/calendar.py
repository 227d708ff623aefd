"""The committees, held and to come: the workbooks' and those kept on screen, one a day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.wording import count
from data_access.committees.meetings import MeetingRecord
from data_access.facts import Facts

USUAL_TITLE = "Comité de pilotage"


@dataclass(frozen=True, slots=True)
class Sitting:
    """A committee; `record` is what the screen keeps of it, `versions` how often its figures were frozen."""

    day: date
    title: str
    venue: str
    imported: bool
    record: MeetingRecord | None
    versions: int

    @property
    def address(self) -> str:
        """Return how an address names it: for ever when it is kept on screen, else by its day."""
        return str(self.record.id) if self.record else self.day.isoformat()

    @property
    def agenda(self) -> tuple[str, ...]:
        """Return the points of its agenda."""
        return tuple(self.record.agenda) if self.record else ()


def calendar(facts: Facts, kept: Iterable[MeetingRecord], versions: Mapping[int, int]) -> tuple[Sitting, ...]:
    """Return every committee by day; what was written a moment ago is there before the facts know it."""
    records = {record.held_on: record for record in kept}
    imported = {row["date"]: row for row in facts.committees.filter(imported=True).iter_rows(named=True)}
    return tuple(
        _sitting(day, records.get(day), imported.get(day), versions)
        for day in sorted(records.keys() | imported)
    )


def chosen(sittings: Sequence[Sitting], asked: str, today: date) -> Sitting | None:
    """Return the committee that an address names, else the next one, else the last."""
    named = next((each for each in sittings if asked in (each.address, each.day.isoformat())), None)
    return named or upcoming(sittings, today) or past(sittings, today)


def upcoming(sittings: Sequence[Sitting], today: date) -> Sitting | None:
    """Return the next committee, today's included."""
    return next((each for each in sittings if each.day >= today), None)


def past(sittings: Sequence[Sitting], today: date) -> Sitting | None:
    """Return the last committee held before a day."""
    return next((each for each in reversed(sittings) if each.day < today), None)


def when(day: date, today: date) -> str:
    """Return « aujourd'hui », « dans 21 jours », « il y a 3 jours »."""
    days = (day - today).days
    if not days:
        return "aujourd'hui"
    return f"dans {count(days, 'jour')}" if days > 0 else f"il y a {count(-days, 'jour')}"


def _sitting(
    day: date, record: MeetingRecord | None, row: Mapping[str, str] | None, versions: Mapping[int, int]
) -> Sitting:
    known = row or {}
    return Sitting(
        day=day,
        title=(record and record.title) or known.get("title") or USUAL_TITLE,
        venue=(record and record.venue) or known.get("venue") or "",
        imported=row is not None,
        record=record,
        versions=versions.get(record.id, 0) if record else 0,
    )
