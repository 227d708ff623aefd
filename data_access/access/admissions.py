"""Letting in a reader whom an identity provider vouches for."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from data_access.access import journal, readers, sessions
from data_access.access.journal import Event, Kind
from data_access.access.sessions import Door
from data_access.database import writing_apart
from data_access.errors import UsageError


@dataclass(frozen=True, slots=True)
class Admission:
    """Who comes: the keyed hash of their identifier, a name to show, their address's role if any."""

    subject: str
    name: str
    role: str | None
    address_prefix: str
    provider_token: str


def admit(engine: Engine, coming: Admission, now: datetime) -> str | None:
    """Return the token of a new session, None for who is not allowed, or was revoked."""
    with writing_apart(engine) as connection:
        reader = None
        if coming.role is not None:
            reader = readers.of_subject(connection, coming.subject, _shown(coming.name), coming.role, now)
        if reader is None:
            refusal = Event(
                now, Kind.REFUSAL, detail="compte non admis", address_prefix=coming.address_prefix
            )
            journal.write(connection, refusal)
            return None
        token = sessions.start(
            connection,
            sessions.Start(
                Door.PROVIDER, coming.address_prefix, reader_id=reader, provider_token=coming.provider_token
            ),
            now,
        )
        event = Event(
            now,
            Kind.SIGN_IN,
            role=coming.role,
            reader_id=reader,
            detail="fournisseur d'identité",
            address_prefix=coming.address_prefix,
        )
        journal.write(connection, event)
        return token


def _shown(name: str) -> str:
    """Return a name that can be kept, whatever the provider sends."""
    try:
        return readers.checked(name[: readers.NAME_MAX])
    except UsageError:
        return "Compte sans nom"
