"""Retention: people and households not seen for long can no longer be recognised; figures stay the same."""

import json
import secrets
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Engine,
    Select,
    SelectBase,
    bindparam,
    delete,
    exists,
    func,
    select,
    union_all,
    update,
)
from sqlalchemy.orm import InstrumentedAttribute

from data_access.database import guarded, revision, writing
from data_access.errors import UsageError
from data_access.schema import Attendance, Device, Household, ImportChange, Person, Plan, Workshop

FORGOTTEN = "forgotten-"
CHUNK = 500

Known = type[Person] | type[Household]


@dataclass(frozen=True, slots=True)
class Purged:
    """How many people and households were made unrecognisable, and how many unused ones were deleted."""

    people: int
    households: int
    orphans: int
    revision: int


def is_forgotten(pseudonym: str | None) -> bool:
    """Say whether a pseudonym is one that a purge drew at random."""
    return pseudonym is not None and pseudonym.startswith(FORGOTTEN)


def purge(engine: Engine, before: date) -> Purged:
    """Forget people last seen, and households last met, before a date; raises UsageError, StorageError.

    Their pseudonym becomes random, so nobody can recognise them even with the key; undo records that concern
    them are deleted; people and households without any row are deleted.
    """
    if before > datetime.now(UTC).date():
        raise UsageError(f"La date de purge {before:%d/%m/%Y} est dans l'avenir : donnez une date passée.")
    with writing(engine) as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA secure_delete = ON")  # what is freed is overwritten
        people = _forget(connection, Person, _attendance_days(Attendance.person_id), before)
        households = _forget(connection, Household, _household_days(), before)
        lost = {"person_id": _unseen(connection, Person), "household_id": _unseen(connection, Household)}
        _delete_undo_records(connection, lost)
        orphans = _delete_orphans(connection, Person) + _delete_orphans(connection, Household)
        _remember(connection, before)
        number = revision(connection) + 1
    _overwrite_journal(engine)
    return Purged(people, households, orphans, number)


def _attendance_days(who: InstrumentedAttribute[int | None]) -> Select[int | None, date]:
    return select(who.label("who"), Workshop.held_on.label("day")).join(
        Workshop, Workshop.id == Attendance.workshop_id
    )


def _household_days() -> CompoundSelect[int | None, date]:
    handovers = select(Device.household_id.label("who"), Device.handed_on.label("day"))
    return union_all(
        handovers.where(Device.handed_on.is_not(None)), _attendance_days(Attendance.household_id)
    )


def _forget(connection: Connection, table: Known, days: SelectBase, before: date) -> int:
    """Give a random pseudonym to those whose last day is before the date; return how many."""
    seen = days.subquery()
    gone = select(seen.c.who).group_by(seen.c.who).having(func.max(seen.c.day) < before)
    query = select(table.id).where(table.id.in_(gone), table.pseudonym.not_like(f"{FORGOTTEN}%"))
    rows = [{"row": row, "drawn": FORGOTTEN + secrets.token_hex(27)} for row in connection.scalars(query)]
    if rows:
        drawn = update(table).where(table.id == bindparam("row")).values(pseudonym=bindparam("drawn"))
        connection.execute(drawn, rows)
    return len(rows)


def _unseen(connection: Connection, table: Known) -> frozenset[int]:
    """Return those who are forgotten, or whom no row mentions any more."""
    forgotten = table.pseudonym.like(f"{FORGOTTEN}%")
    return frozenset(connection.scalars(select(table.id).where(forgotten | _mentioned_nowhere(table))))


def _mentioned_nowhere(table: Known) -> ColumnElement[bool]:
    if table is Person:
        return ~exists().where(Attendance.person_id == table.id)
    return ~exists().where(Attendance.household_id == table.id) & ~exists().where(
        Device.household_id == table.id
    )


def _delete_undo_records(connection: Connection, lost: Mapping[str, frozenset[int]]) -> None:
    query = select(ImportChange.id, ImportChange.table_name, ImportChange.row_id, ImportChange.before)
    concerned = {table.__tablename__: _rows_of(connection, table, lost) for table in (Attendance, Device)}
    doomed = [
        record.id
        for record in connection.execute(query.where(ImportChange.table_name.in_(concerned)))
        if record.row_id in concerned[record.table_name] or _mentions(record.before, lost)
    ]
    for start in range(0, len(doomed), CHUNK):
        chosen = doomed[start : start + CHUNK]
        connection.execute(delete(ImportChange).where(ImportChange.id.in_(chosen)))


def _rows_of(
    connection: Connection, table: type[Attendance] | type[Device], lost: Mapping[str, frozenset[int]]
) -> frozenset[int]:
    columns = table.__table__.c
    held = [name for name in lost if name in columns]
    rows = connection.execute(select(columns.id, *(columns[name] for name in held)))
    return frozenset(row.id for row in rows if any(getattr(row, name) in lost[name] for name in held))


def _mentions(before: str | None, lost: Mapping[str, frozenset[int]]) -> bool:
    row = json.loads(before) if before else {}
    return any(row.get(name) in ids for name, ids in lost.items())


def _delete_orphans(connection: Connection, table: Known) -> int:
    return connection.execute(delete(table).where(_mentioned_nowhere(table))).rowcount


def _remember(connection: Connection, before: date) -> None:
    later = Plan.purged_before.is_(None) | (Plan.purged_before < before)
    connection.execute(update(Plan).where(later).values(purged_before=before))


def _overwrite_journal(engine: Engine) -> None:
    """Empty SQLite's write-ahead journal, where the old pseudonyms would linger."""
    if engine.dialect.name == "sqlite":
        with guarded(engine), closing(engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
