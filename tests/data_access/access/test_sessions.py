"""Sessions: how long they last, and how they end."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import DatabaseError

from data_access.access import admissions, invitations, sessions, tokens
from data_access.access.admissions import Admission
from data_access.access.sessions import Door, Start
from data_access.database import writing_apart
from data_access.errors import StorageError
from data_access.schema import Session

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def invited(engine, name="Élue", days=30):
    token = invitations.make(engine, name, "lecteur", NOW, days)
    return invitations.redeem(engine, token, NOW, "192.0.2.0/24")[1]


def seen(engine, token, now):
    with writing_apart(engine) as connection:
        sessions.touch(connection, sessions.find(engine, token, now).id, now)


def test_falls_asleep_after_two_weeks(engine):
    token = invited(engine)
    assert sessions.find(engine, token, NOW + timedelta(days=14) - SECOND)
    assert sessions.find(engine, token, NOW + timedelta(days=14)) is None


def test_use_keeps_it_awake_but_not_past_its_end(engine):
    token = invited(engine)
    for day in (10, 20, 29):
        seen(engine, token, NOW + timedelta(days=day))
    assert sessions.find(engine, token, NOW + timedelta(days=30) - SECOND)
    assert sessions.find(engine, token, NOW + timedelta(days=30)) is None


def test_use_is_noted_once_a_minute(engine):
    token = invited(engine)
    seen(engine, token, NOW + timedelta(seconds=59))
    assert sessions.find(engine, token, NOW).last_seen_at == NOW
    seen(engine, token, NOW + timedelta(seconds=60))
    assert sessions.find(engine, token, NOW).last_seen_at == NOW + timedelta(seconds=60)


def test_closing_one_leaves_the_others(engine):
    here, there, other = invited(engine), invited(engine), invited(engine, "Autre")
    assert sessions.close(engine, here, NOW).name == "Élue"
    assert [bool(sessions.find(engine, each, NOW)) for each in (here, there, other)] == [False, True, True]


def test_closing_everywhere_leaves_only_other_readers(engine):
    here, there, other = invited(engine), invited(engine), invited(engine, "Autre")
    sessions.close(engine, here, NOW, everywhere=True)
    assert [bool(sessions.find(engine, each, NOW)) for each in (here, there, other)] == [False, False, True]


def test_closing_what_is_not_there_does_nothing(engine):
    assert sessions.close(engine, tokens.new(), NOW, everywhere=True) is None


def test_a_session_has_one_holder(engine):
    for holders in ({}, {"reader_id": 1, "share_link_id": 1}):
        with pytest.raises((StorageError, DatabaseError)), writing_apart(engine) as connection:
            sessions.start(connection, Start(Door.SHARE, "x", **holders), NOW)


def test_sweeping_removes_what_is_over(engine):
    token = invited(engine)
    with writing_apart(engine) as connection:
        assert sessions.sweep(connection, NOW) == 0
        assert sessions.sweep(connection, NOW + timedelta(days=14)) == 1
        assert connection.execute(Session.__table__.select()).all() == []
    assert sessions.find(engine, token, NOW) is None


def test_each_sign_in_has_its_own_token(engine):
    assert len({invited(engine) for _ in range(3)}) == 3


def admitted(engine, subject="s1", name="Élue", role="lecteur"):
    return admissions.admit(engine, Admission(subject, name, role, "x", "chiffré"), NOW)


def test_the_provider_lets_in_whom_the_list_has(engine):
    found = sessions.find(engine, admitted(engine), NOW)
    assert (found.name, found.role, found.door, found.provider_token) == (
        "Élue",
        "lecteur",
        Door.PROVIDER,
        "chiffré",
    )
    assert admitted(engine, "s2", role=None) is None


def test_the_providers_reader_follows_the_list(engine):
    first = admitted(engine)
    admitted(engine, role="chef_projet")
    assert sessions.find(engine, first, NOW).role == "chef_projet"


def test_a_revoked_account_stays_out_although_the_list_has_it(engine):
    from data_access.access import readers

    admitted(engine)
    readers.revoke(engine, "Élue", NOW)
    assert admitted(engine) is None


def test_two_accounts_of_one_name_are_two_readers(engine):
    names = [sessions.find(engine, admitted(engine, subject), NOW).name for subject in ("a", "b", "c")]
    assert names == ["Élue", "Élue (2)", "Élue (3)"]
