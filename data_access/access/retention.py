"""What is no longer needed to know who may come in is forgotten."""

from datetime import datetime

from sqlalchemy import Engine, delete

from data_access.access import journal, sessions, shares
from data_access.database import writing_apart
from data_access.schema import Invitation, Reader, SignInAttempt


def purge(engine: Engine, now: datetime) -> int:
    """Delete what is over: sessions, invitations; after a year journal lines, revoked readers, dead links.

    Return how many lines of the journal went; raises StorageError.
    """
    with writing_apart(engine) as connection:
        sessions.sweep(connection, now)
        connection.execute(delete(SignInAttempt).where(SignInAttempt.expires_at <= now))
        connection.execute(delete(Invitation).where(Invitation.expires_at <= now - journal.KEPT))
        shares.sweep(connection, now - journal.KEPT)
        connection.execute(delete(Reader).where(Reader.revoked_at <= now - journal.KEPT))
    return journal.purge(engine, now)
