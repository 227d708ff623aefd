"""Shared links: made, paused, resumed, renewed, revoked, found by their secret, counted."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, insert, select, update

from data_access.access import journal, phrases, sessions, tokens
from data_access.access.journal import Author, Event, Kind
from data_access.access.sessions import Door
from data_access.access.shared_view import SharedView, check_expiry, checked
from data_access.database import reading, writing_apart
from data_access.errors import UsageError
from data_access.schema import Commune, Qpv, Session, SharedLink

ROLE = "partenaire"
MOST_SESSIONS = 200
"""Browsers that a link keeps open at once; the one that came first gives way."""


class State(StrEnum):
    """What a link is worth at this moment, in the words of the screen."""

    ACTIVE = "actif"
    PAUSED = "suspendu"
    EXPIRED = "expiré"
    REVOKED = "révoqué"


@dataclass(frozen=True, slots=True)
class Link:
    """A link as the project manager knows it; its secret is nowhere."""

    id: int
    view: SharedView
    state: State
    has_phrase: bool
    maker: str
    created_at: datetime
    last_access_at: datetime | None
    accesses: int


def make(engine: Engine, view: SharedView, author: Author, now: datetime, phrase: str = "") -> str:
    """Return the secret of a new link, told once; raises UsageError, StorageError."""
    view = checked(view, now)
    phrase_hash = phrases.hashed(phrase) if phrase else None
    token = tokens.new()
    with writing_apart(engine) as connection:
        _check_territories(connection, view.territories)
        link = connection.execute(
            insert(SharedLink)
            .values(
                label=view.label,
                territories=list(view.territories),
                pages=list(view.pages),
                starts_on=view.start,
                ends_on=view.end,
                origins=list(view.origins),
                expires_at=view.expires_at,
                token_hash=tokens.digest(token),
                phrase_hash=phrase_hash,
                maker=author.name,
                created_at=now,
                accesses=0,
            )
            .returning(SharedLink.id)
        ).scalar_one()
        journal.write_by(connection, author, now, (Kind.SHARE, "création"), link)
    return token


def pause(engine: Engine, identifier: int, author: Author, now: datetime) -> None:
    """Close a link for a while, its open screens too; raises UsageError, StorageError."""
    with writing_apart(engine) as connection:
        _standing(connection, identifier, now, State.ACTIVE)
        _set(connection, identifier, paused_at=now)
        journal.write_by(connection, author, now, (Kind.SHARE, "suspension"), identifier)


def resume(engine: Engine, identifier: int, author: Author, now: datetime) -> None:
    """Open a paused link again, as it was; raises UsageError, StorageError."""
    with writing_apart(engine) as connection:
        _standing(connection, identifier, now, State.PAUSED)
        _set(connection, identifier, paused_at=None)
        journal.write_by(connection, author, now, (Kind.SHARE, "reprise"), identifier)


def renew(engine: Engine, identifier: int, author: Author, now: datetime, expires_at: datetime) -> str:
    """Return another secret for a link, open until then: the old one and its sessions open nothing any more.

    Raises UsageError, StorageError.
    """
    check_expiry(expires_at, now)
    token = tokens.new()
    with writing_apart(engine) as connection:
        _standing(connection, identifier, now, State.ACTIVE, State.PAUSED, State.EXPIRED)
        _set(connection, identifier, token_hash=tokens.digest(token), expires_at=expires_at, paused_at=None)
        _close_sessions(connection, identifier)
        journal.write_by(connection, author, now, (Kind.SHARE, "renouvellement"), identifier)
    return token


def revoke(engine: Engine, identifier: int, author: Author, now: datetime) -> None:
    """Close a link for good, its open screens too; raises UsageError, StorageError."""
    with writing_apart(engine) as connection:
        _standing(connection, identifier, now, State.ACTIVE, State.PAUSED, State.EXPIRED)
        _set(connection, identifier, revoked_at=now, paused_at=None)
        _close_sessions(connection, identifier)
        journal.write_by(connection, author, now, (Kind.REVOCATION, "lien de partage"), identifier)


def listed(engine: Engine, now: datetime) -> list[Link]:
    """Return every link, newest first; raises StorageError."""
    with reading(engine) as connection:
        rows = connection.execute(
            select(SharedLink.__table__).order_by(SharedLink.created_at.desc(), SharedLink.id.desc())
        )
        return [_link(row, now) for row in rows]


def find(engine: Engine, token: str, now: datetime) -> Link | None:
    """Return the link whose secret this is, whatever its state; raises StorageError."""
    query = select(SharedLink.__table__).where(SharedLink.token_hash == tokens.digest(token))
    with reading(engine) as connection:
        row = connection.execute(query).first()
    return _link(row, now) if row else None


def behind(engine: Engine, session_token: str, now: datetime) -> Link | None:
    """Return the link that a session was opened with, whatever its state; raises StorageError."""
    query = (
        select(SharedLink.__table__)
        .join(Session, Session.share_link_id == SharedLink.id)
        .where(Session.token_hash == tokens.digest(session_token), Session.expires_at > now)
    )
    with reading(engine) as connection:
        row = connection.execute(query).first()
    return _link(row, now) if row else None


def is_phrase(engine: Engine, link: Link, phrase: str) -> bool:
    """Say whether a pass phrase is the link's; raises StorageError."""
    query = select(SharedLink.phrase_hash).where(SharedLink.id == link.id)
    with reading(engine) as connection:
        kept = connection.execute(query).scalar()
    return kept is not None and phrases.is_right(kept, phrase)


def enter(engine: Engine, token: str, now: datetime, address_prefix: str) -> str | None:
    """Return the token of a new session on the link of that secret, None unless it is active."""
    with writing_apart(engine) as connection:
        row = connection.execute(
            select(SharedLink.__table__).where(SharedLink.token_hash == tokens.digest(token))
        ).first()
        if row is None or _state(row, now) is not State.ACTIVE:
            return None
        session = sessions.start(
            connection, sessions.Start(Door.SHARE, address_prefix, share_link_id=row.id), now
        )
        _make_room(connection, row.id)
        event = Event(
            now,
            Kind.SIGN_IN,
            role=ROLE,
            share_link_id=row.id,
            detail="lien de partage",
            address_prefix=address_prefix,
        )
        journal.write(connection, event)
        return session


def refuse(engine: Engine, link: Link | None, why: str, now: datetime, address_prefix: str) -> None:
    """Note that a link did not open; raises StorageError."""
    identifier = link.id if link else None
    with writing_apart(engine) as connection:
        journal.write_by(
            connection, Author("", address_prefix=address_prefix), now, (Kind.REFUSAL, why), identifier
        )


def count(connection: Connection, identifier: int, now: datetime) -> None:
    """Count an access: somebody saw a page of the view."""
    _set(connection, identifier, accesses=SharedLink.accesses + 1, last_access_at=now)


def sweep(connection: Connection, before: datetime) -> int:
    """Delete the links that have opened nothing since then; return how many."""
    over = (SharedLink.expires_at <= before) | (SharedLink.revoked_at <= before)
    return connection.execute(delete(SharedLink).where(over)).rowcount


def _check_territories(connection: Connection, codes: Collection[str]) -> None:
    known = {*connection.scalars(select(Commune.insee)), *connection.scalars(select(Qpv.code))}
    lost = sorted(set(codes) - known)
    if lost:
        raise UsageError(f"Territoire inconnu : {', '.join(lost)}.")


def _standing(connection: Connection, identifier: int, now: datetime, *expected: State) -> None:
    """Check that a link is in one of these states; raises UsageError with the one it is in."""
    row = connection.execute(
        select(SharedLink.__table__).where(SharedLink.id == identifier).with_for_update()
    ).first()
    if row is None:
        raise UsageError("Ce lien n'existe plus.")
    state = _state(row, now)
    if state not in expected:
        raise UsageError(f"Ce lien est déjà {state} : quelqu'un d'autre l'a peut-être changé entre-temps.")


def _set(connection: Connection, identifier: int, **values: Any) -> None:
    connection.execute(update(SharedLink).where(SharedLink.id == identifier).values(values))


def _close_sessions(connection: Connection, identifier: int) -> None:
    connection.execute(delete(Session).where(Session.share_link_id == identifier))


def _make_room(connection: Connection, identifier: int) -> None:
    """Close the sessions of a link beyond the newest ones: its secret alone does not fill the table."""
    newest = (
        select(Session.id)
        .where(Session.share_link_id == identifier)
        .order_by(Session.id.desc())
        .limit(MOST_SESSIONS)
        .scalar_subquery()
    )
    connection.execute(delete(Session).where(Session.share_link_id == identifier, Session.id.not_in(newest)))


def _state(row: Row[Any], now: datetime) -> State:
    if row.revoked_at is not None:
        return State.REVOKED
    if now >= row.expires_at:
        return State.EXPIRED
    return State.PAUSED if row.paused_at is not None else State.ACTIVE


def _link(row: Row[Any], now: datetime) -> Link:
    view = SharedView(
        row.label,
        tuple(row.territories),
        tuple(row.pages),
        row.starts_on,
        row.ends_on,
        row.expires_at,
        tuple(row.origins),
        row.created_at.date(),
    )
    return Link(
        row.id,
        view,
        _state(row, now),
        row.phrase_hash is not None,
        row.maker,
        row.created_at,
        row.last_access_at,
        row.accesses,
    )
