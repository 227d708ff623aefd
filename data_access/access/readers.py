"""Readers: who may sign in, with which role."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, func, insert, select, update

from data_access.access import journal
from data_access.access.journal import COMMAND_LINE, Author, Kind
from data_access.database import reading, writing_apart
from data_access.errors import UsageError
from data_access.schema import Invitation, Reader, Session

NAME_MAX = 100
MANAGER = "chef_projet"
ROLES = ("lecteur", MANAGER)
IN_WORDS = {"lecteur": "lecteur", MANAGER: "chef de projet"}
OWN = (
    "C'est votre propre accès : un autre chef de projet peut le retirer. Pour fermer vos écrans, « Données "
    "et confidentialité », au pied de chaque page."
)
LAST_MANAGER = (
    "C'est le dernier chef de projet : sans lui, plus personne ne pourrait inviter. Invitez-en un autre "
    "d'abord."
)


@dataclass(frozen=True, slots=True)
class ReaderRecord:
    """A reader as the project manager knows one; `last_seen_at` is None before the first visit.

    `invited_until` is the end of an invitation that nobody used yet, `days` how long the latest one opens.
    """

    id: int
    name: str
    role: str
    by_provider: bool
    created_at: datetime
    revoked_at: datetime | None
    last_seen_at: datetime | None
    invited_until: datetime | None
    days: int | None


def listed(engine: Engine) -> list[ReaderRecord]:
    """Return every reader, by name; raises StorageError."""
    latest = select(func.max(Invitation.id)).group_by(Invitation.reader_id)
    used = select(Session.reader_id, func.max(Session.last_seen_at).label("at")).group_by(Session.reader_id)
    open_now, noted = used.subquery(), journal.last_seen()
    query = (
        select(
            Reader.__table__,
            open_now.c.at.label("used_at"),
            noted.c.at.label("noted_at"),
            Invitation.expires_at,
            Invitation.days,
            (Invitation.used_at.is_(None) & Invitation.revoked_at.is_(None)).label("is_waiting"),
        )
        .outerjoin(open_now, open_now.c.reader_id == Reader.id)
        .outerjoin(noted, noted.c.reader_id == Reader.id)
        .outerjoin(Invitation, (Invitation.reader_id == Reader.id) & Invitation.id.in_(latest))
    )
    with reading(engine) as connection:
        rows = connection.execute(query).all()
    return sorted(map(_record, rows), key=lambda reader: unicodedata.normalize("NFD", reader.name.casefold()))


def _record(row: Row[Any]) -> ReaderRecord:
    return ReaderRecord(
        row.id,
        row.name,
        row.role,
        row.subject is not None,
        row.created_at,
        row.revoked_at,
        max(filter(None, (row.used_at, row.noted_at)), default=None),
        row.expires_at if row.is_waiting else None,
        row.days,
    )


def anyone_signed_in(engine: Engine) -> bool:
    """Say whether somebody who still may was let in once; raises StorageError."""
    invited = select(Invitation.id).where(
        Invitation.reader_id == Reader.id, Invitation.used_at.is_not(None), Reader.revoked_at.is_(None)
    )
    provided = select(Reader.id).where(Reader.subject.is_not(None), Reader.revoked_at.is_(None))
    with reading(engine) as connection:
        return any(connection.execute(query.limit(1)).first() for query in (invited, provided))


def revoke(engine: Engine, name: str, now: datetime) -> int:
    """Close, from the command line, a reader's access; return how many sessions were open.

    Raises UsageError when nobody bears that name, StorageError.
    """
    with writing_apart(engine) as connection:
        reader = connection.execute(
            select(Reader.id, Reader.name).where(Reader.name == checked(name), Reader.revoked_at.is_(None))
        ).first()
        if reader is None:
            raise UsageError(f"Personne ne s'appelle « {name} » parmi les lecteurs en exercice.")
        return _close(connection, reader.id, reader.name, COMMAND_LINE, now)


def withdraw(engine: Engine, identifier: int, author: Author, now: datetime) -> int:
    """Close a reader's access as another reader asks; return how many sessions were open.

    Raises UsageError for oneself, for the last project manager, for who has no access any more; StorageError.
    """
    with writing_apart(engine) as connection:
        managers = select(Reader.id).where(Reader.role == MANAGER, Reader.revoked_at.is_(None))
        in_charge = set(connection.scalars(managers.with_for_update()))
        reader = connection.execute(
            select(Reader.id, Reader.name).where(Reader.id == identifier, Reader.revoked_at.is_(None))
        ).first()
        if reader is None:
            raise UsageError("Cet accès est déjà retiré : quelqu'un d'autre l'a peut-être fait entre-temps.")
        if reader.id == author.reader_id:
            raise UsageError(OWN)
        if in_charge == {reader.id}:
            raise UsageError(LAST_MANAGER)
        return _close(connection, reader.id, reader.name, author, now)


def _close(connection: Connection, identifier: int, name: str, author: Author, now: datetime) -> int:
    """Close a reader's sessions and invitations, for good; return how many sessions were open."""
    connection.execute(update(Reader).where(Reader.id == identifier).values(revoked_at=now))
    withdraw_invitations(connection, identifier, now)
    closed = connection.execute(delete(Session).where(Session.reader_id == identifier)).rowcount
    journal.write_by(connection, author, now, (Kind.REVOCATION, name))
    return closed


def withdraw_invitations(connection: Connection, identifier: int, now: datetime) -> None:
    """Close the invitations that a reader did not use yet."""
    unused = Invitation.reader_id == identifier, Invitation.used_at.is_(None), Invitation.revoked_at.is_(None)
    connection.execute(update(Invitation).where(*unused).values(revoked_at=now))


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


def check_newcomer(connection: Connection, name: str) -> None:
    """Check that nobody who has access bears a name; raises UsageError."""
    borne = select(Reader.id).where(Reader.name == checked(name), Reader.revoked_at.is_(None))
    if connection.execute(borne).first():
        raise UsageError(
            f"« {checked(name)} » a déjà accès. Invitez de nouveau cette personne dans la liste, ou donnez "
            "un nom qui la distingue."
        )


def known(connection: Connection, identifier: int) -> tuple[str, str]:
    """Return the name and the role of a reader, with access or not; raises UsageError."""
    row = connection.execute(select(Reader.name, Reader.role).where(Reader.id == identifier)).first()
    if row is None:
        raise UsageError("Cette personne n'est plus dans la liste.")
    return row.name, row.role


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
