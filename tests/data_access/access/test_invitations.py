"""Invitations: once, in time, for one reader; whatever is tried."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from data_access.access import invitations, journal, readers, sessions, tokens
from data_access.access.invitations import DAYS_MAX, Standing
from data_access.errors import UsageError
from data_access.schema import Invitation, Session

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
PREFIX = "192.0.2.0/24"


def redeem(engine, token, now=NOW):
    return invitations.redeem(engine, token, now, PREFIX)


def test_opens_a_session_for_the_named_reader(engine):
    token = invitations.make(engine, "Élue", "lecteur", NOW)
    invited, session = redeem(engine, token)
    assert (invited.standing, invited.name, invited.role, invited.days) == (
        Standing.VALID,
        "Élue",
        "lecteur",
        30,
    )
    found = sessions.find(engine, session, NOW)
    assert (found.name, found.role, found.door) == ("Élue", "lecteur", sessions.Door.INVITATION)


def test_looking_uses_nothing_up(engine):
    token = invitations.make(engine, "Élue", "lecteur", NOW)
    for _ in range(3):
        assert invitations.look(engine, token, NOW).is_valid
    assert redeem(engine, token)[1]


def test_replay_opens_nothing(engine):
    token = invitations.make(engine, "Élue", "lecteur", NOW)
    assert redeem(engine, token)[1]
    assert redeem(engine, token) == (invitations.look(engine, token, NOW), "")
    assert invitations.look(engine, token, NOW).standing is Standing.USED


def test_of_many_at_the_same_moment_one_gets_in(engine):
    token = invitations.make(engine, "Élue", "lecteur", NOW)
    opened, start = [], threading.Barrier(6)

    def run():
        start.wait()
        opened.append(redeem(engine, token)[1])

    threads = [threading.Thread(target=run) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(map(bool, opened)) == 1
    with engine.connect() as connection:
        assert len(connection.execute(select(Session.id)).all()) == 1


@pytest.mark.parametrize(
    ("after", "standing"), [(timedelta(hours=24), Standing.EXPIRED), (timedelta(days=400), Standing.EXPIRED)]
)
def test_expires_after_a_day(engine, after, standing):
    token = invitations.make(engine, "Élue", "lecteur", NOW)
    assert invitations.look(engine, token, NOW + timedelta(hours=24) - timedelta(seconds=1)).is_valid
    assert redeem(engine, token, NOW + after)[0].standing is standing


def test_another_invitation_withdraws_the_former(engine):
    former = invitations.make(engine, "Élue", "lecteur", NOW)
    latter = invitations.make(engine, "Élue", "lecteur", NOW)
    assert redeem(engine, former) == (invitations.look(engine, former, NOW), "")
    assert invitations.look(engine, former, NOW).standing is Standing.REVOKED
    assert redeem(engine, latter)[1]


def test_a_revoked_reader_has_neither_session_nor_invitation(engine):
    session = redeem(engine, invitations.make(engine, "Élue", "lecteur", NOW))[1]
    waiting = invitations.make(engine, "Élue", "lecteur", NOW)
    assert readers.revoke(engine, "Élue", NOW) == 1
    assert sessions.find(engine, session, NOW) is None
    assert redeem(engine, waiting)[0].standing is Standing.REVOKED
    with pytest.raises(UsageError, match="Personne"):
        readers.revoke(engine, "Élue", NOW)


def test_inviting_again_restores_and_changes_the_role(engine):
    session = redeem(engine, invitations.make(engine, "Élue", "lecteur", NOW))[1]
    invitations.make(engine, "Élue", "chef_projet", NOW)
    assert sessions.find(engine, session, NOW).role == "chef_projet"
    readers.revoke(engine, "Élue", NOW)
    assert redeem(engine, invitations.make(engine, "Élue", "lecteur", NOW))[1]


@pytest.mark.parametrize(
    "forge",
    [
        lambda t: t[:-1],
        lambda t: t + "A",
        lambda t: t.swapcase(),
        lambda t: "",
        lambda t: "A" * 43,
        lambda t: tokens.digest(t),
    ],
)
def test_forged_and_truncated_tokens_open_nothing(engine, forge):
    token = invitations.make(engine, "Élue", "lecteur", NOW)
    assert redeem(engine, forge(token)) == (invitations.Invited(Standing.UNKNOWN), "")
    assert sessions.find(engine, forge(token), NOW) is None


def test_only_hashes_are_kept(engine):
    token = invitations.make(engine, "Élue", "lecteur", NOW)
    session = redeem(engine, token)[1]
    with engine.connect() as connection:
        kept = str(connection.execute(select(Invitation)).all()) + str(
            connection.execute(select(Session)).all()
        )
    assert token not in kept
    assert session not in kept
    assert tokens.digest(token) in kept


@pytest.mark.parametrize(
    ("name", "role", "days"),
    [
        ("", "lecteur", 30),
        ("x" * 101, "lecteur", 30),
        ("Élue", "admin", 30),
        ("Élue", "lecteur", 0),
        ("Élue", "lecteur", DAYS_MAX + 1),
    ],
)
def test_what_cannot_be_invited(engine, name, role, days):
    with pytest.raises(UsageError):
        invitations.make(engine, name, role, NOW, days)


def test_names_cannot_hide_anything(engine):
    invitations.make(engine, "Élue\n\u202e  à\u0000 l'inclusion", "lecteur", NOW)
    assert [reader.name for reader in readers.listed(engine)] == ["Élue à l'inclusion"]


def test_all_of_it_is_in_the_journal(engine):
    token = invitations.make(engine, "Élue", "lecteur", NOW)
    redeem(engine, token)
    redeem(engine, token)
    kinds = [(entry.kind, entry.name, entry.detail) for entry in journal.entries(engine, NOW)]
    assert kinds == [
        ("refus", "Élue", "invitation déjà utilisée"),
        ("connexion", "Élue", "invitation"),
        ("invitation", None, "Élue (lecteur)"),
    ]
