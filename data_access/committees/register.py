"""The register of decisions: each change is a new entry, none is ever rewritten."""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select

from data_access.committees import SCREEN
from data_access.committees.meetings import adopt
from data_access.committees.words import cleaned, function
from data_access.database import reading, writing
from data_access.errors import UsageError
from data_access.schema import Committee, Decision, DecisionEntry, ImportChange, ImportRun, Meeting, Source
from data_access.vocabulary import DECISION_STATES

TEXT_MAX = 2000


@dataclass(frozen=True, slots=True)
class Words:
    """What a decision says; `committee` is the day it was taken, `owner` a function."""

    text: str
    state: str = DECISION_STATES[0]
    owner: str | None = None
    due_on: date | None = None
    indicator: str | None = None
    committee: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What the register says of a decision since a moment, and who wrote it: a role, or an import."""

    words: Words
    written_at: datetime
    written_by: str


@dataclass(frozen=True, slots=True)
class Name:
    """Which decision: a workbook's row, or one made on screen."""

    source: str
    key: str


def create(engine: Engine, words: Words, author: str) -> Name:
    """Write a new decision and return its name; raises UsageError, StorageError."""
    name = Name(SCREEN, secrets.token_hex(8))
    with writing(engine) as connection:
        _write(connection, name, words, author)
    return name


def change(engine: Engine, name: Name, words: Words, author: str, seen: int | None = None) -> None:
    """Write what a decision says from now on, be it the workbook's: the screen's words then lead.

    `seen` is the last entry that its author had before their eyes. Raises UsageError when another has been
    written since, or when nothing changes, StorageError.
    """
    with writing(engine) as connection:
        last = _last(connection, name)
        if last != seen:
            raise UsageError(
                "Cette décision vient d'être modifiée par quelqu'un d'autre : relisez-la, puis recommencez."
            )
        if last is None and not _imported(connection, name):
            raise UsageError("Cette décision n'existe plus : un import l'a retirée.")
        _write(connection, name, words, author)


def history(engine: Engine, name: Name) -> list[Entry]:
    """Return what the register has said of a decision, oldest first; raises StorageError."""
    with reading(engine) as connection:
        return sorted((*_by_imports(connection, name), *_on_screen(connection, name)), key=_moment)


def _write(connection: Connection, name: Name, words: Words, author: str) -> None:
    values = _checked(connection, words) | {
        "source": name.source,
        "key": name.key,
        "written_at": datetime.now(UTC),
        "written_by": author[:50],
    }
    connection.execute(insert(DecisionEntry).values(values))


def _checked(connection: Connection, words: Words) -> dict[str, Any]:
    """Return a row; raises UsageError."""
    text = cleaned(words.text, TEXT_MAX)
    if text is None:
        raise UsageError("Écrivez la décision : « Ouvrir un atelier à Louvroil », par exemple.")
    if words.state not in DECISION_STATES:
        raise UsageError(f"L'état d'une décision est l'un de : {', '.join(DECISION_STATES)}.")
    return {
        "text": text,
        "state": words.state,
        "owner": function(words.owner),
        "due_on": words.due_on,
        "indicator": words.indicator,
        "meeting_id": adopt(connection, words.committee) if words.committee else None,
    }


def _last(connection: Connection, name: Name) -> int | None:
    query = select(func.max(DecisionEntry.id)).where(
        DecisionEntry.source == name.source, DecisionEntry.key == name.key
    )
    return connection.execute(query).scalar()


def _imported(connection: Connection, name: Name) -> Any:
    """Return the workbook's row of a decision with the day of its committee, None without one."""
    query = (
        select(Decision.__table__, Committee.held_on)
        .join(Source, Source.id == Decision.source_id)
        .outerjoin(Committee, Committee.id == Decision.committee_id)
        .where(Source.name == name.source, Decision.key == name.key)
    )
    return connection.execute(query).one_or_none()


def _on_screen(connection: Connection, name: Name) -> Iterator[Entry]:
    query = (
        select(DecisionEntry.__table__, Meeting.held_on)
        .outerjoin(Meeting, Meeting.id == DecisionEntry.meeting_id)
        .where(DecisionEntry.source == name.source, DecisionEntry.key == name.key)
        .order_by(DecisionEntry.id)
    )
    for row in connection.execute(query):
        words = Words(row.text, row.state, row.owner, row.due_on, row.indicator, row.held_on)
        yield Entry(words, row.written_at, row.written_by)


def _by_imports(connection: Connection, name: Name) -> Iterator[Entry]:
    """Yield what each import made of a workbook's row, from the undo records of the imports."""
    row = _imported(connection, name)
    if row is None:
        return
    now = Words(row.text, row.state or DECISION_STATES[0], row.owner, row.due_on, row.indicator, row.held_on)
    query = (
        select(ImportChange.before, ImportRun.id, ImportRun.committed_at)
        .join(ImportRun, ImportRun.id == ImportChange.import_id)
        .where(
            ImportChange.table_name == Decision.__tablename__,
            ImportChange.row_id == row.id,
            ImportRun.undone_at.is_(None),
        )
        .order_by(ImportChange.id)
    )
    changes = connection.execute(query).all()
    after = [*(each.before for each in changes[1:]), None]
    for found, later in zip(changes, after, strict=True):
        words = _earlier(now, json.loads(later)) if later else now
        yield Entry(words, _utc(found.committed_at), f"Import n° {found.id}")


def _earlier(now: Words, before: dict[str, Any]) -> Words:
    due = before.get("due_on")
    return replace(
        now,
        text=before["text"],
        state=before.get("state") or DECISION_STATES[0],
        owner=before.get("owner"),
        due_on=date.fromisoformat(due) if due else None,
        indicator=before.get("indicator"),
    )


def _moment(entry: Entry) -> datetime:
    return entry.written_at


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
