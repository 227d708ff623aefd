"""Accesses given and taken back by a reader on screen: by whom, from whom, and what stands in the way."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from data_access.access import invitations, journal, readers, sessions
from data_access.access.invitations import Standing, Wanted
from data_access.access.journal import Author, Event, Kind
from data_access.database import writing_apart
from data_access.errors import UsageError

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def person(engine, name, role="lecteur"):
    """Return the number of somebody who came in, and their session."""
    token = invitations.make(engine, name, role, NOW)
    session = invitations.redeem(engine, token, NOW, "192.0.2.0/24")[1]
    return {each.name: each.id for each in readers.listed(engine)}[name], session


def author(identifier, name="Cheffe"):
    return Author(name, "chef_projet", identifier, "192.0.2.0/24")


def lines(engine):
    return [
        (each.kind, each.name, each.role, each.detail, each.address_prefix)
        for each in journal.entries(engine, NOW)
        if each.kind in {Kind.INVITATION, Kind.REVOCATION}
    ]


def in_charge(engine):
    return {
        each.name for each in readers.listed(engine) if each.role == "chef_projet" and not each.revoked_at
    }


def test_the_journal_tells_who_gave_and_who_took_back(engine):
    chief, _ = person(engine, "Cheffe", "chef_projet")
    token = invitations.invite(engine, Wanted("Élue", "lecteur", 5), author(chief), NOW)
    invitations.redeem(engine, token, NOW, "198.51.100.0/24")
    elected = next(each.id for each in readers.listed(engine) if each.name == "Élue")
    assert readers.withdraw(engine, elected, author(chief), NOW + DAY) == 1
    assert lines(engine) == [
        ("révocation", "Cheffe", "chef_projet", "Élue", "192.0.2.0/24"),
        ("invitation", "Cheffe", "chef_projet", "Élue (lecteur)", "192.0.2.0/24"),
        ("invitation", None, "administration", "Cheffe (chef de projet)", None),
    ]


def test_inviting_never_changes_the_role_of_who_has_access(engine):
    chief, _ = person(engine, "Cheffe", "chef_projet")
    for name in ("Cheffe", " Cheffe "):
        with pytest.raises(UsageError, match="a déjà accès"):
            invitations.invite(engine, Wanted(name, "lecteur"), author(chief), NOW)
    assert in_charge(engine) == {"Cheffe"}


def test_inviting_who_left_gives_another_role(engine):
    chief, _ = person(engine, "Cheffe", "chef_projet")
    former, _ = person(engine, "Directeur", "chef_projet")
    readers.withdraw(engine, former, author(chief), NOW)
    token = invitations.invite(engine, Wanted("Directeur", "lecteur"), author(chief), NOW)
    assert (invitations.look(engine, token, NOW).role, in_charge(engine)) == ("lecteur", {"Cheffe"})


def test_another_invitation_is_worth_what_the_latest_was(engine):
    chief, _ = person(engine, "Cheffe", "chef_projet")
    former = invitations.invite(engine, Wanted("Élue", "lecteur", 5), author(chief), NOW)
    elected = next(each.id for each in readers.listed(engine) if each.name == "Élue")
    latter = invitations.again(engine, elected, author(chief), NOW)
    assert invitations.look(engine, former, NOW).standing is Standing.REVOKED
    found = invitations.look(engine, latter, NOW)
    assert (found.is_valid, found.role, found.days) == (True, "lecteur", 5)
    with pytest.raises(UsageError, match="n'est plus dans la liste"):
        invitations.again(engine, 999, author(chief), NOW)


def test_sessions_close_and_the_waiting_invitation_too(engine):
    chief, _ = person(engine, "Cheffe", "chef_projet")
    elected, session = person(engine, "Élue")
    waiting = invitations.again(engine, elected, author(chief), NOW)
    assert readers.withdraw(engine, elected, author(chief), NOW) == 1
    assert sessions.find(engine, session, NOW) is None
    assert invitations.look(engine, waiting, NOW).standing is Standing.REVOKED
    with pytest.raises(UsageError, match="déjà retiré"):
        readers.withdraw(engine, elected, author(chief), NOW)


def test_nobody_shuts_themselves_out_nor_the_last_manager(engine):
    chief, session = person(engine, "Cheffe", "chef_projet")
    person(engine, "Élue")
    with pytest.raises(UsageError, match="votre propre accès"):
        readers.withdraw(engine, chief, author(chief), NOW)
    with pytest.raises(UsageError, match="dernier chef de projet"):
        readers.withdraw(engine, chief, Author("Démonstration", "chef_projet"), NOW)
    assert sessions.find(engine, session, NOW)


def test_two_managers_who_shut_each_other_out_leave_one(engine):
    first, _ = person(engine, "Une", "chef_projet")
    second, _ = person(engine, "Autre", "chef_projet")
    start, refused = threading.Barrier(2), []

    def run(by, whom):
        start.wait()
        try:
            readers.withdraw(engine, whom, author(by), NOW)
        except UsageError as error:
            refused.append(str(error))

    threads = [threading.Thread(target=run, args=each) for each in ((first, second), (second, first))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(in_charge(engine)) == 1
    assert refused == [readers.LAST_MANAGER]


def test_a_reader_is_seen_for_what_they_did_and_not_for_what_was_done_to_them(engine):
    token = invitations.make(engine, "Élue", "lecteur", NOW)
    (found,) = readers.listed(engine)
    assert (found.last_seen_at, found.invited_until, found.days) == (None, NOW + DAY, 30)
    session = invitations.redeem(engine, token, NOW + timedelta(hours=1), "x")[1]
    sessions.close(engine, session, NOW + timedelta(hours=2))
    (found,) = readers.listed(engine)
    assert (found.last_seen_at, found.invited_until) == (NOW + timedelta(hours=2), None)
    with writing_apart(engine) as connection:
        for kind, hours in ((Kind.OPENING, 3), (Kind.REFUSAL, 9)):
            event = Event(NOW + timedelta(hours=hours), kind, role="lecteur", reader_id=found.id)
            journal.write(connection, event)
    assert readers.listed(engine)[0].last_seen_at == NOW + timedelta(hours=3)


def test_names_are_in_the_order_of_the_alphabet(engine):
    for name in ("Vice-présidente", "Élue", "directeur", "Fatima"):
        invitations.make(engine, name, "lecteur", NOW)
    assert [each.name for each in readers.listed(engine)] == [
        "directeur",
        "Élue",
        "Fatima",
        "Vice-présidente",
    ]
