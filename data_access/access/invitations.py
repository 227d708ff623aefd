"""Invitations: a link that lets one reader in, once."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Engine, insert, select, update

from data_access.access import journal, readers, sessions, tokens
from data_access.access.journal import Event, Kind
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


def make(engine: Engine, name: str, role: str, now: datetime, days: int = DAYS) -> str:
    """Return the token of a new invitation, the only one left to that reader; raises UsageError."""
    if not 1 <= days <= DAYS_MAX:
        raise UsageError(f"Une session dure de 1 à {DAYS_MAX} jours (reçu : {days}).")
    token = tokens.new()
    with writing_apart(engine) as connection:
        reader = readers.enrol(connection, name, role, now)
        connection.execute(
            update(Invitation)
            .where(Invitation.reader_id == reader, Invitation.used_at.is_(None))
            .values(revoked_at=now)
        )
        connection.execute(
            insert(Invitation).values(
                token_hash=tokens.digest(token),
                reader_id=reader,
                days=days,
                created_at=now,
                expires_at=now + VALID,
            )
        )
        journal.write(connection, Event(now, Kind.INVITATION, role=role, reader_id=reader))
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
