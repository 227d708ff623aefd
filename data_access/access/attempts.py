"""Departures to the identity provider: each comes back once, in time, to the browser that left."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, insert

from data_access.access import tokens
from data_access.database import writing_apart
from data_access.schema import SignInAttempt

VALID = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What only this site and the provider know of a departure."""

    nonce: str
    verifier: str
    return_to: str


def leave(engine: Engine, return_to: str, now: datetime) -> tuple[str, Attempt]:
    """Return the state of a new departure, and what to check at its return; raises StorageError."""
    state = tokens.new()
    attempt = Attempt(tokens.new(), tokens.new() + tokens.new(), return_to)
    with writing_apart(engine) as connection:
        connection.execute(delete(SignInAttempt).where(SignInAttempt.expires_at <= now))
        connection.execute(
            insert(SignInAttempt).values(
                state_hash=tokens.digest(state),
                nonce=attempt.nonce,
                verifier=attempt.verifier,
                return_to=return_to,
                expires_at=now + VALID,
            )
        )
    return state, attempt


def come_back(engine: Engine, state: str, now: datetime) -> Attempt | None:
    """Return the departure of that state, used up; None when there is none in time. Raises StorageError."""
    known = SignInAttempt.state_hash == tokens.digest(state)
    columns = SignInAttempt.nonce, SignInAttempt.verifier, SignInAttempt.return_to, SignInAttempt.expires_at
    with writing_apart(engine) as connection:
        row = connection.execute(delete(SignInAttempt).where(known).returning(*columns)).first()
    return Attempt(*row[:3]) if row and now < row.expires_at else None
