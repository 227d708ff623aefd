"""Sessions: browsers that were let in, until they leave, fall asleep or are shut out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, delete, insert, or_, select, update

from data_access.access import journal, tokens
from data_access.access.journal import Event, Kind
from data_access.access.shared_view import SharedView
from data_access.database import reading, writing_apart
from data_access.schema import Reader, Session, SharedLink
from data_access.schema.base import Moment

TOUCH_EVERY = timedelta(minutes=1)


class Door(StrEnum):
    """How a browser was let in."""

    INVITATION = "invitation"
    PROVIDER = "oidc"
    SHARE = "partage"


LASTS = {
    Door.INVITATION: timedelta(days=30),
    Door.PROVIDER: timedelta(hours=12),
    Door.SHARE: timedelta(days=90),
}
IDLE = {
    Door.INVITATION: timedelta(days=14),
    Door.PROVIDER: timedelta(hours=4),
    Door.SHARE: timedelta(days=14),
}


IN_FORCE = (
    select(
        Session.id,
        Session.door,
        Session.reader_id,
        Session.share_link_id,
        Reader.name,
        Reader.role,
        Session.last_seen_at,
        Session.provider_token,
        SharedLink.label,
        SharedLink.territories,
        SharedLink.pages,
        SharedLink.starts_on,
        SharedLink.ends_on,
        SharedLink.expires_at,
        SharedLink.origins,
        SharedLink.created_at.label("made_at"),
    )
    .outerjoin(Reader, Reader.id == Session.reader_id)
    .outerjoin(SharedLink, SharedLink.id == Session.share_link_id)
    .where(
        Session.token_hash == bindparam("token_hash"),
        Session.expires_at > bindparam("now", type_=Moment),
        Session.idle_expires_at > bindparam("now", type_=Moment),
        Reader.revoked_at.is_(None),
        SharedLink.revoked_at.is_(None),
        SharedLink.paused_at.is_(None),
        or_(Session.share_link_id.is_(None), SharedLink.expires_at > bindparam("now", type_=Moment)),
    )
)
"""Asked at every run: written once."""


@dataclass(frozen=True, slots=True)
class Start:
    """What a new session is for: a reader or a shared link, never both; `days` shortens or lengthens it."""

    door: Door
    address_prefix: str
    reader_id: int | None = None
    share_link_id: int | None = None
    days: int | None = None
    provider_token: str | None = None


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A session in force; a reader's one has a name and a role, a shared link's the view that it opens."""

    id: int
    door: Door
    reader_id: int | None
    share_link_id: int | None
    name: str | None
    role: str | None
    last_seen_at: datetime
    provider_token: str | None
    view: SharedView | None = None


def start(connection: Connection, chosen: Start, now: datetime) -> str:
    """Return the token of a new session, always a new one; raises StorageError."""
    token = tokens.new()
    lasts = timedelta(days=chosen.days) if chosen.days else LASTS[chosen.door]
    expires_at = now + lasts
    connection.execute(
        insert(Session).values(
            token_hash=tokens.digest(token),
            reader_id=chosen.reader_id,
            share_link_id=chosen.share_link_id,
            door=chosen.door.value,
            created_at=now,
            last_seen_at=now,
            idle_expires_at=min(expires_at, now + IDLE[chosen.door]),
            expires_at=expires_at,
            address_prefix=chosen.address_prefix,
            provider_token=chosen.provider_token,
        )
    )
    return token


def find(engine: Engine, token: str, now: datetime) -> SessionRecord | None:
    """Return the session that a token opens at this moment, None when none does; raises StorageError."""
    with reading(engine) as connection:
        row = connection.execute(IN_FORCE, {"token_hash": tokens.digest(token), "now": now}).first()
    if row is None:
        return None
    return SessionRecord(row.id, Door(row.door), *row[2:8], _view(row))


def _view(row: Any) -> SharedView | None:
    if row.share_link_id is None:
        return None
    territories, pages, origins = (tuple(each) for each in (row.territories, row.pages, row.origins))
    lock = row.starts_on, row.ends_on
    return SharedView(row.label, territories, pages, *lock, row.expires_at, origins, row.made_at.date())


def touch(connection: Connection, session_id: int, now: datetime) -> None:
    """Note that a session is in use, at most once a minute."""
    door = connection.execute(
        select(Session.door).where(Session.id == session_id, Session.last_seen_at <= now - TOUCH_EVERY)
    ).scalar()
    if door is None:
        return
    connection.execute(
        update(Session)
        .where(Session.id == session_id)
        .values(last_seen_at=now, idle_expires_at=now + IDLE[Door(door)])
    )


def close(engine: Engine, token: str, now: datetime, *, everywhere: bool = False) -> SessionRecord | None:
    """End a session, or all of its reader's; return the one that the token opened. Raises StorageError."""
    session = find(engine, token, now)
    with writing_apart(engine) as connection:
        connection.execute(delete(Session).where(Session.token_hash == tokens.digest(token)))
        if session is None:
            return None
        if everywhere and session.reader_id is not None:
            connection.execute(delete(Session).where(Session.reader_id == session.reader_id))
        event = Event(
            now,
            Kind.SIGN_OUT,
            role=session.role,
            reader_id=session.reader_id,
            share_link_id=session.share_link_id,
            detail="partout" if everywhere else None,
        )
        journal.write(connection, event)
    return session


def sweep(connection: Connection, now: datetime) -> int:
    """Delete the sessions that no longer open anything; return how many."""
    over = or_(Session.expires_at <= now, Session.idle_expires_at <= now)
    return connection.execute(delete(Session).where(over)).rowcount
