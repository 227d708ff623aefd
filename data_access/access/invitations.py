"""Invitations: a link that lets one reader in, once."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Engine, insert, select, update

from data_access.access import journal, readers, sessions, tokens
from data_access.access.journal import COMMAND_LINE, Author, Event, Kind
from data_access.access.sessions import Door
from data_access.database import reading, writing_apart
from data_access.errors import UsageError
from data_access.schema import Invitation, Reader

VALID = timedelta(hours=24)
DAYS, DAYS_MAX = 30, 90


class Standing(StrEnum):
    """What an invitation is worth."""

    VALID = "valable"
    USED = "déjà utilisée"
    EXPIRED = "expirée"
    REVOKED = "retirée"
    UNKNOWN = "inconnue"


@dataclass(frozen=True, slots=True)
class Invited:
    """What an invitation opens, or why it no longer does."""

    standing: Standing
    name: str = ""
    role: str = ""
    days: int = 0

    @property
    def is_valid(self) -> bool:
        """Say whether it still lets its reader in."""
        return self.standing is Standing.VALID


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom to let in, with which role, for how many days."""

    name: str
    role: str
    days: int = DAYS


def make(engine: Engine, name: str, role: str, now: datetime, days: int = DAYS) -> str:
    """Return the token of a new invitation, made from the command line; raises UsageError, StorageError.

    It is the only one left to that reader, who has that role at once.
    """
    with writing_apart(engine) as connection:
        return _issue(connection, Wanted(name, role, days), COMMAND_LINE, now)


def invite(engine: Engine, wanted: Wanted, author: Author, now: datetime) -> str:
    """Return the token of an invitation for somebody who has no access; raises UsageError, StorageError."""
    with writing_apart(engine) as connection:
        readers.check_newcomer(connection, wanted.name)
        return _issue(connection, wanted, author, now)


def again(engine: Engine, reader_id: int, author: Author, now: datetime) -> str:
    """Return the token of another invitation for a reader, as the latest one was; the former opens nothing.

    Raises UsageError, StorageError.
    """
    days = select(Invitation.days).where(Invitation.reader_id == reader_id).order_by(Invitation.id.desc())
    with writing_apart(engine) as connection:
        name, role = readers.known(connection, reader_id)
        wanted = Wanted(name, role, connection.scalars(days.limit(1)).first() or DAYS)
        return _issue(connection, wanted, author, now)


def _issue(connection: Connection, wanted: Wanted, author: Author, now: datetime) -> str:
    if not 1 <= wanted.days <= DAYS_MAX:
        raise UsageError(f"Une session dure de 1 à {DAYS_MAX} jours (reçu : {wanted.days}).")
    token, reader = tokens.new(), readers.enrol(connection, wanted.name, wanted.role, now)
    readers.withdraw_invitations(connection, reader, now)
    connection.execute(
        insert(Invitation).values(
            token_hash=tokens.digest(token),
            reader_id=reader,
            days=wanted.days,
            created_at=now,
            expires_at=now + VALID,
        )
    )
    detail = f"{readers.checked(wanted.name)} ({readers.IN_WORDS[wanted.role]})"
    journal.write_by(connection, author, now, (Kind.INVITATION, detail))
    return token


def look(engine: Engine, token: str, now: datetime) -> Invited:
    """Return what an invitation is worth, without using it; raises StorageError."""
    with reading(engine) as connection:
        return _look(connection, token, now)[1]


def redeem(engine: Engine, token: str, now: datetime, address_prefix: str) -> tuple[Invited, str]:
    """Use an invitation; return what it was worth and, when it was valid, the token of a new session."""
    with writing_apart(engine) as connection:
        reader, invited = _look(connection, token, now)
        if reader is None or not (invited := _use(connection, token, invited, now)).is_valid:
            event = Event(
                now,
                Kind.REFUSAL,
                reader_id=reader,
                detail=f"invitation {invited.standing}",
                address_prefix=address_prefix,
            )
            journal.write(connection, event)
            return invited, ""
        session = sessions.start(
            connection,
            sessions.Start(Door.INVITATION, address_prefix, reader_id=reader, days=invited.days),
            now,
        )
        event = Event(
            now,
            Kind.SIGN_IN,
            role=invited.role,
            reader_id=reader,
            detail="invitation",
            address_prefix=address_prefix,
        )
        journal.write(connection, event)
        return invited, session


def _use(connection: Connection, token: str, invited: Invited, now: datetime) -> Invited:
    """Mark a valid invitation as used; of two who try at the same moment, one only finds it valid."""
    if not invited.is_valid:
        return invited
    unused = Invitation.token_hash == tokens.digest(token), Invitation.used_at.is_(None)
    done = connection.execute(update(Invitation).where(*unused).values(used_at=now)).rowcount
    return invited if done else replace(invited, standing=Standing.USED)


def _look(connection: Connection, token: str, now: datetime) -> tuple[int | None, Invited]:
    query = (
        select(Invitation, Reader.name, Reader.role, Reader.revoked_at.label("reader_revoked_at"))
        .join(Reader, Reader.id == Invitation.reader_id)
        .where(Invitation.token_hash == tokens.digest(token))
    )
    row = connection.execute(query).first()
    if row is None:
        return None, Invited(Standing.UNKNOWN)
    standing = Standing.VALID
    if row.used_at is not None:
        standing = Standing.USED
    elif row.revoked_at is not None or row.reader_revoked_at is not None:
        standing = Standing.REVOKED
    elif now >= row.expires_at:
        standing = Standing.EXPIRED
    return row.reader_id, Invited(standing, row.name, row.role, row.days)
