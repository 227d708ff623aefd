"""Meetings kept on screen: their day, their agenda, who came by function."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, update

from data_access.committees.words import cleaned, functions, lines
from data_access.database import reading, writing
from data_access.errors import UsageError
from data_access.schema import Committee, CommitteeSnapshot, DecisionEntry, Meeting
from data_access.vocabulary import EXCUSED, PRESENT

ATTENDING = (PRESENT, EXCUSED)
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)


@dataclass(frozen=True, slots=True)
class Minutes:
    """What is written about a meeting; `attendance` lists functions by presence."""

    held_on: date
    title: str | None = None
    venue: str | None = None
    agenda: Sequence[str] = ()
    attendance: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MeetingRecord(Minutes):
    """A meeting kept on screen."""

    id: int = 0


def kept(engine: Engine) -> list[MeetingRecord]:
    """Return every meeting kept on screen, by day; raises StorageError."""
    with reading(engine) as connection:
        return _meetings(connection)


def save(engine: Engine, minutes: Minutes, identifier: int | None = None) -> MeetingRecord:
    """Write a new meeting, or change one; raises UsageError, StorageError.

    A day of meeting changes figures (« depuis le dernier comité »): it makes a new revision.
    """
    values = _checked(minutes)
    with writing(engine) as connection:
        _refuse_taken(connection, minutes.held_on, identifier)
        if identifier is None:
            identifier = connection.execute(insert(Meeting).values(values).returning(Meeting.id)).scalar_one()
        elif not connection.execute(update(Meeting).where(Meeting.id == identifier).values(values)).rowcount:
            raise UsageError("Ce comité n'existe plus : quelqu'un l'a supprimé entre-temps.")
        return _meeting(connection, identifier)


def adopt(connection: Connection, day: date) -> int:
    """Return the id of the meeting of a day, kept on screen from now on when only a workbook knew it.

    Raises UsageError when nobody knows of a meeting that day.
    """
    known = connection.execute(select(Meeting.id).where(Meeting.held_on == day)).scalar()
    if known is not None:
        return known
    imported = connection.execute(
        select(Committee.title, Committee.venue).where(Committee.held_on == day).order_by(Committee.id)
    ).first()
    if imported is None:
        raise UsageError(f"Aucun comité n'est prévu le {day:%d/%m/%Y} : créez-le d'abord.")
    values = _checked(Minutes(day, imported.title, imported.venue))
    return connection.execute(insert(Meeting).values(values).returning(Meeting.id)).scalar_one()


def remove(engine: Engine, identifier: int) -> None:
    """Forget a meeting; raises UsageError when figures were frozen or decisions taken there, StorageError."""
    with writing(engine) as connection:
        for table, reason in (
            (CommitteeSnapshot, "ses chiffres sont figés et peuvent être cités"),
            (DecisionEntry, "des décisions du registre y ont été prises"),
        ):
            if connection.execute(select(table.id).where(table.meeting_id == identifier).limit(1)).first():
                raise UsageError(f"Ce comité ne peut pas être supprimé : {reason}.")
        connection.execute(delete(Meeting).where(Meeting.id == identifier))


def _meetings(connection: Connection) -> list[MeetingRecord]:
    rows = connection.execute(select(Meeting.__table__).order_by(Meeting.held_on))
    return [_record(row) for row in rows]


def _meeting(connection: Connection, identifier: int) -> MeetingRecord:
    return _record(connection.execute(select(Meeting.__table__).where(Meeting.id == identifier)).one())


def _record(row: Any) -> MeetingRecord:
    return MeetingRecord(row.held_on, row.title, row.venue, row.agenda, row.attendance, row.id)


def _refuse_taken(connection: Connection, day: date, identifier: int | None) -> None:
    taken = connection.execute(select(Meeting.id).where(Meeting.held_on == day)).scalar()
    if taken is not None and taken != identifier:
        raise UsageError(f"Un comité est déjà tenu à l'écran le {day:%d/%m/%Y} : modifiez celui-là.")


def _checked(minutes: Minutes) -> dict[str, Any]:
    """Return a row; raises UsageError."""
    if not EARLIEST <= minutes.held_on <= LATEST:
        raise UsageError(f"Donnez une date entre {EARLIEST:%Y} et {LATEST:%Y}.")
    attendance = {name: functions(minutes.attendance.get(name, ())) for name in ATTENDING}
    both = set(attendance[PRESENT]) & set(attendance[EXCUSED])
    if both:
        raise UsageError(f"« {min(both)} » ne peut pas être à la fois présent et excusé.")
    return {
        "held_on": minutes.held_on,
        "title": cleaned(minutes.title),
        "venue": cleaned(minutes.venue),
        "agenda": lines(minutes.agenda),
        "attendance": attendance,
        "updated_at": datetime.now(UTC),
    }
