"""Figures frozen for a committee: written once, signed, never changed."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, insert, select

from data_access.committees.meetings import adopt
from data_access.database import reading, writing_aside
from data_access.errors import UsageError
from data_access.schema import CommitteeSnapshot, Meeting

PURPOSE = b"chiffres figes d'un comite"
ENVELOPE = ("comite", "version", "fige_le", "revision")

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was frozen; `is_genuine` says whether the content is still the one that was signed.

    `digest` is the SHA-256 of the canonical JSON: two people can compare it.
    """

    id: int
    meeting_id: int
    held_on: date
    version: int
    taken_at: datetime
    revision: int
    content: Content
    digest: str
    is_genuine: bool


def canonical(content: Content) -> str:
    """Return the one JSON text of a content: keys sorted, no useless space, nothing but finite numbers."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def sign(secret: bytes, text: str) -> str:
    """Return the HMAC-SHA-256 of a canonical text under the installation's key: 64 digits."""
    return hmac.new(secret, PURPOSE + b"\x1f" + text.encode(), hashlib.sha256).hexdigest()


def freeze(  # noqa: PLR0913 -- what a snapshot is made of
    engine: Engine, secret: bytes, day: date, content: Content, revision: int, at: datetime | None = None
) -> Snapshot:
    """Freeze figures for the committee of a day; raises UsageError, StorageError.

    Until that day a new version may be made, and the earlier ones stay; afterwards what was shown is final.
    An invented plan alone has another moment, `at`, than the present.
    """
    now = (at or datetime.now(UTC)).astimezone(UTC)
    with writing_aside(engine) as connection:
        meeting_id = adopt(connection, day)
        version = _next_version(connection, meeting_id, day, now)
        envelope = {
            "comite": meeting_id, "version": version, "fige_le": now.isoformat(), "revision": revision,
        }  # fmt: skip
        text = canonical({**content, **envelope})
        values = {
            "meeting_id": meeting_id,
            "version": version,
            "taken_at": now,
            "revision": revision,
            "content": text,
            "signature": sign(secret, text),
        }
        connection.execute(insert(CommitteeSnapshot).values(values))
        return next(each for each in _read(connection, secret, meeting_id) if each.version == version)


def of_meeting(engine: Engine, secret: bytes, meeting_id: int) -> list[Snapshot]:
    """Return the versions frozen for a meeting, oldest first; raises StorageError."""
    with reading(engine) as connection:
        return _read(connection, secret, meeting_id)


def frozen_meetings(engine: Engine) -> dict[int, int]:
    """Return how many versions were frozen, by id of meeting; raises StorageError."""
    table = CommitteeSnapshot
    query = select(table.meeting_id, func.max(table.version)).group_by(table.meeting_id)
    with reading(engine) as connection:
        return {row[0]: row[1] for row in connection.execute(query)}


def _next_version(connection: Connection, meeting_id: int, day: date, now: datetime) -> int:
    last = connection.execute(
        select(func.max(CommitteeSnapshot.version)).where(CommitteeSnapshot.meeting_id == meeting_id)
    ).scalar()
    if last and day < now.date():
        raise UsageError(
            "Ce comité s'est tenu et ses chiffres sont figés : ce qui y a été montré ne change plus."
        )
    return (last or 0) + 1


def _read(connection: Connection, secret: bytes, meeting_id: int) -> list[Snapshot]:
    table = CommitteeSnapshot.__table__
    query = (
        select(table, Meeting.held_on)
        .join(Meeting, Meeting.id == table.c.meeting_id)
        .where(table.c.meeting_id == meeting_id)
        .order_by(table.c.version)
    )
    return [_snapshot(secret, row) for row in connection.execute(query)]


def _snapshot(secret: bytes, row: Row[Any]) -> Snapshot:
    content = _parsed(row.content)
    return Snapshot(
        id=row.id,
        meeting_id=row.meeting_id,
        held_on=row.held_on,
        version=row.version,
        taken_at=row.taken_at,
        revision=row.revision,
        content=content,
        digest=hashlib.sha256(row.content.encode()).hexdigest(),
        is_genuine=hmac.compare_digest(sign(secret, row.content), row.signature)
        and _is_its_own(content, row),
    )


def _is_its_own(content: Content, row: Row[Any]) -> bool:
    """Say whether a signed content stands where it was put, not copied to another meeting."""
    told = tuple(content.get(name) for name in ENVELOPE)
    return told == (row.meeting_id, row.version, row.taken_at.isoformat(), row.revision)


def _parsed(text: str) -> Content:
    """Return a content; one that is no longer JSON holds nothing, and its signature says why."""
    try:
        content = json.loads(text)
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}
