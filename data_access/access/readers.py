"""Readers: who may sign in, with which role."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from data_access.access import journal
from data_access.access.journal import Event, Kind
from data_access.database import reading, writing_apart
from data_access.errors import UsageError
from data_access.schema import Invitation, Reader, Session

NAME_MAX = 100
ROLES = ("lecteur", "chef_projet")


@dataclass(frozen=True, slots=True)
class ReaderRecord:
    """A reader as the project manager knows one; `last_seen_at` is None before the first visit."""

    id: int
    name: str
    role: str
    by_provider: bool
    created_at: datetime
    revoked_at: datetime | None
    last_seen_at: datetime | None


def listed(engine: Engine) -> list[ReaderRecord]:
    """Return every reader, by name; raises StorageError."""
    seen = func.max(Session.last_seen_at)
    query = (
        select(
            Reader.id,
            Reader.name,
            Reader.role,
            Reader.subject.is_not(None).label("by_provider"),
            Reader.created_at,
            Reader.revoked_at,
            seen.label("last_seen_at"),
        )
        .outerjoin(Session, Session.reader_id == Reader.id)
        .group_by(Reader.id)
    )
    with reading(engine) as connection:
        rows = connection.execute(query).all()
    return sorted((ReaderRecord(*row) for row in rows), key=lambda reader: reader.name.casefold())


def anyone_signed_in(engine: Engine) -> bool:
    """Say whether somebody who still may was let in once; raises StorageError."""
    invited = select(Invitation.id).where(
        Invitation.reader_id == Reader.id, Invitation.used_at.is_not(None), Reader.revoked_at.is_(None)
    )
    provided = select(Reader.id).where(Reader.subject.is_not(None), Reader.revoked_at.is_(None))
    with reading(engine) as connection:
        return any(connection.execute(query.limit(1)).first() for query in (invited, provided))


def revoke(engine: Engine, name: str, now: datetime) -> int:
    """Close a reader's sessions and invitations, for good; return how many sessions were open.

    Raises UsageError when nobody bears that name, StorageError.
    """
    with writing_apart(engine) as connection:
        reader = connection.execute(
            select(Reader.id, Reader.role).where(Reader.name == checked(name), Reader.revoked_at.is_(None))
        ).first()
        if reader is None:
            raise UsageError(f"Personne ne s'appelle « {name} » parmi les lecteurs en exercice.")
        connection.execute(update(Reader).where(Reader.id == reader.id).values(revoked_at=now))
        connection.execute(
            update(Invitation)
            .where(Invitation.reader_id == reader.id, Invitation.used_at.is_(None))
            .values(revoked_at=now)
        )
        closed = connection.execute(delete(Session).where(Session.reader_id == reader.id)).rowcount
        event = Event(now, Kind.REVOCATION, role=reader.role, reader_id=reader.id, detail="ligne de commande")
        journal.write(connection, event)
    return closed


def enrol(connection: Connection, name: str, role: str, now: datetime) -> int:
    """Return the reader of that name, made, given that role or restored as needed; raises UsageError."""
    name = checked(name)
    if role not in ROLES:
        raise UsageError(f"Rôle inconnu : {role}. Rôles possibles : {', '.join(ROLES)}.")
    values = {"role": role, "revoked_at": None}
    known = connection.execute(select(Reader.id).where(Reader.name == name)).scalar()
    if known is None:
        return _add(connection, {"name": name, "created_at": now} | values)
    connection.execute(update(Reader).where(Reader.id == known).values(values))
    return known


def of_subject(connection: Connection, subject: str, name: str, role: str, now: datetime) -> int | None:
    """Return the reader whom a provider vouches for, with that role; None when they were revoked."""
    known = connection.execute(select(Reader.id, Reader.revoked_at).where(Reader.subject == subject)).first()
    if known is None:
        name = _free(connection, checked(name))
        return _add(connection, {"name": name, "role": role, "subject": subject, "created_at": now})
    if known.revoked_at is not None:
        return None
    connection.execute(update(Reader).where(Reader.id == known.id).values(role=role))
    return int(known.id)


def checked(name: str) -> str:
    """Return a name with single spaces and without what cannot be seen; raises UsageError."""
    words = "".join(
        letter if letter.isprintable() else " " for letter in unicodedata.normalize("NFC", name)
    ).split()
    name = " ".join(words)
    if not name:
        raise UsageError("Donnez un nom : « Élue à l'inclusion », par exemple.")
    if len(name) > NAME_MAX:
        raise UsageError(f"Ce nom est trop long : {len(name)} caractères pour {NAME_MAX} au plus.")
    return name


def _add(connection: Connection, values: dict[str, object]) -> int:
    return int(connection.execute(insert(Reader).values(values).returning(Reader.id)).scalar_one())


def _free(connection: Connection, name: str) -> str:
    """Return the name, or the first of « name (2) », « name (3) »… that nobody bears."""
    taken = set(connection.scalars(select(Reader.name).where(Reader.name.startswith(name, autoescape=True))))
    if name not in taken:
        return name
    stem = name[: NAME_MAX - 6]
    return next(
        candidate for rank in range(2, len(taken) + 3) if (candidate := f"{stem} ({rank})") not in taken
    )
