"""The access journal: who signed in, opened, exported, shared or was refused; only ever added to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Engine, Subquery, delete, func, insert, select

from data_access.database import reading, writing_apart
from data_access.schema import AccessEvent, Reader

KEPT = timedelta(days=365)
PAGE_MAX, DETAIL_MAX, PARAMETERS_MAX, VALUES_MAX, VALUE_MAX = 30, 200, 20, 30, 100
ADMINISTRATION = "administration"
"""The role of the command line: whoever has it has the machine."""


class Kind(StrEnum):
    """What happened, in the words of the screen."""

    SIGN_IN = "connexion"
    SIGN_OUT = "déconnexion"
    OPENING = "ouverture"
    EXPORT = "export"
    IMPORT = "import"
    UNDO = "annulation"
    INVITATION = "invitation"
    SHARE = "partage"
    REVOCATION = "révocation"
    REFUSAL = "refus"
    COMMITTEE = "comité"
    FREEZING = "gel"
    DECISION = "décision"


PRESENCE = (Kind.SIGN_IN, Kind.SIGN_OUT, Kind.OPENING, Kind.EXPORT)
"""What only somebody who is there does."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who grants or takes back an access, for the list and for the journal."""

    name: str
    role: str | None = None
    reader_id: int | None = None
    address_prefix: str | None = None


COMMAND_LINE = Author("ligne de commande", ADMINISTRATION)


@dataclass(frozen=True, slots=True)
class Event:
    """Something worth remembering; `selection` is the address's parameters, never a token."""

    at: datetime
    kind: Kind
    role: str | None = None
    reader_id: int | None = None
    share_link_id: int | None = None
    page: str | None = None
    selection: Mapping[str, Sequence[str]] | None = None
    detail: str | None = None
    address_prefix: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the journal; `name` is None for an unknown visitor."""

    id: int
    at: datetime
    kind: str
    role: str | None
    name: str | None
    share_link_id: int | None
    page: str | None
    selection: dict[str, list[str]] | None
    detail: str | None
    address_prefix: str | None


def write(connection: Connection, event: Event) -> None:
    """Add an event, in the transaction of what it tells."""
    connection.execute(
        insert(AccessEvent).values(
            at=event.at,
            event=event.kind.value,
            role=event.role,
            reader_id=event.reader_id,
            share_link_id=event.share_link_id,
            page=_shown(event.page, PAGE_MAX),
            selection=_bounded(event.selection or {}) or None,
            detail=_shown(event.detail, DETAIL_MAX),
            address_prefix=event.address_prefix,
        )
    )


def write_by(
    connection: Connection,
    author: Author,
    now: datetime,
    told: tuple[Kind, str],
    share_link_id: int | None = None,
) -> None:
    """Add what an author does to somebody's access, in the transaction of what it tells."""
    kind, detail = told
    event = Event(
        now,
        kind,
        role=author.role,
        reader_id=author.reader_id,
        share_link_id=share_link_id,
        detail=detail,
        address_prefix=author.address_prefix,
    )
    write(connection, event)


def _shown(text: str | None, longest: int) -> str | None:
    """Return the start of a text, without what cannot be seen: a database may refuse it."""
    if not text:
        return None
    return "".join(letter if letter.isprintable() else " " for letter in text)[:longest]


def _bounded(selection: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return a selection of a size that no address can blow up."""
    return {
        _shown(name, PAGE_MAX) or "": [_shown(text, VALUE_MAX) or "" for text in texts[:VALUES_MAX]]
        for name, texts in list(selection.items())[:PARAMETERS_MAX]
    }


LINES = select(
    AccessEvent.id,
    AccessEvent.at,
    AccessEvent.event,
    AccessEvent.role,
    Reader.name,
    AccessEvent.share_link_id,
    AccessEvent.page,
    AccessEvent.selection,
    AccessEvent.detail,
    AccessEvent.address_prefix,
).outerjoin(Reader, Reader.id == AccessEvent.reader_id)


def last_seen() -> Subquery:
    """Return when each reader last did something by themselves: their `reader_id` and `at`."""
    return (
        select(AccessEvent.reader_id, func.max(AccessEvent.at).label("at"))
        .where(AccessEvent.event.in_(PRESENCE))
        .group_by(AccessEvent.reader_id)
        .subquery()
    )


def entries(engine: Engine, since: datetime, limit: int | None = None) -> list[Entry]:
    """Return what happened since a moment, newest first; raises StorageError."""
    order = AccessEvent.at.desc(), AccessEvent.id.desc()
    query = LINES.where(AccessEvent.at >= since).order_by(*order).limit(limit)
    with reading(engine) as connection:
        return [Entry(*row) for row in connection.execute(query)]


def entry(engine: Engine, identifier: int) -> Entry | None:
    """Return one line; raises StorageError."""
    with reading(engine) as connection:
        row = connection.execute(LINES.where(AccessEvent.id == identifier)).first()
    return Entry(*row) if row else None


def purge(engine: Engine, now: datetime) -> int:
    """Remove what is older than a year; return how many lines. Raises StorageError."""
    with writing_apart(engine) as connection:
        return connection.execute(delete(AccessEvent).where(AccessEvent.at < now - KEPT)).rowcount
