"""What is kept of readers, and until when."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from data_access.access import attempts, invitations, journal, readers, retention
from data_access.schema import AccessEvent, Invitation, Reader, Session, SignInAttempt

NOW = datetime.now(UTC)
YEAR = timedelta(days=365)


def left(engine, *tables):
    with engine.connect() as connection:
        return [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables]


def test_a_year_after_leaving_nothing_is_known_of_a_reader(engine):
    start = NOW - YEAR - timedelta(days=2)
    token = invitations.make(engine, "Élue", "lecteur", start)
    invitations.redeem(engine, token, start, "x")
    readers.revoke(engine, "Élue", start)
    retention.purge(engine, NOW)
    assert left(engine, Reader, Invitation, Session, AccessEvent) == [0, 0, 0, 0]


def test_who_still_comes_is_still_known(engine):
    invitations.redeem(engine, invitations.make(engine, "Élue", "lecteur", NOW), NOW, "x")
    retention.purge(engine, NOW + timedelta(days=1))
    assert left(engine, Reader, Invitation, Session, AccessEvent) == [1, 1, 1, 2]
    retention.purge(engine, NOW + timedelta(days=30))
    assert left(engine, Reader, Session, AccessEvent) == [1, 0, 2]


def test_departures_that_never_came_back_are_forgotten(engine):
    state, _ = attempts.leave(engine, "/", NOW)
    assert attempts.come_back(engine, state, NOW + attempts.VALID) is None
    attempts.leave(engine, "/", NOW)
    retention.purge(engine, NOW + attempts.VALID)
    assert left(engine, SignInAttempt) == [0]
    assert journal.KEPT == YEAR
