"""The journal is only ever added to, and kept a year."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from data_access.access import journal, limits, network
from data_access.access.journal import Event, Kind
from data_access.database import writing_apart
from data_access.errors import StorageError

NOW = datetime.now(UTC).replace(microsecond=0)


def write(engine, **values):
    with writing_apart(engine) as connection:
        journal.write(connection, Event(**({"at": NOW, "kind": Kind.OPENING} | values)))


def test_says_what_happened(engine):
    write(
        engine,
        role="lecteur",
        page="synthese",
        selection={"territoire": ["59392"]},
        address_prefix="192.0.2.0/24",
    )
    (entry,) = journal.entries(engine, NOW)
    assert (entry.at, entry.kind, entry.role, entry.name, entry.page) == (
        NOW,
        "ouverture",
        "lecteur",
        None,
        "synthese",
    )
    assert entry.selection == {"territoire": ["59392"]}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE access_log SET role = 'lecteur'",
        "DELETE FROM access_log",
        "UPDATE access_log SET at = '2020-01-01'",
    ],
)
def test_the_application_cannot_change_or_remove_a_line(engine, statement):
    write(engine)
    with pytest.raises(StorageError), writing_apart(engine) as connection:
        connection.execute(text(statement))
    assert len(journal.entries(engine, NOW)) == 1


def test_is_kept_a_year_and_no_longer(engine):
    write(engine, at=NOW - timedelta(days=366))
    write(engine, at=NOW - timedelta(days=364))
    assert journal.purge(engine, NOW) == 1
    (kept,) = journal.entries(engine, NOW - timedelta(days=1000))
    assert kept.at == NOW - timedelta(days=364)


def test_newest_first_and_no_more_than_asked(engine):
    for hours in (3, 1, 2):
        write(engine, at=NOW - timedelta(hours=hours))
    found = journal.entries(engine, NOW - timedelta(days=1), limit=2)
    assert [entry.at for entry in found] == [NOW - timedelta(hours=1), NOW - timedelta(hours=2)]


@pytest.mark.parametrize(
    ("address", "prefix"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:aaaa:bbbb::1", "2001:db8:aaaa::/48"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("fe80::1%eth0", "fe80::/48"),
        ("", "inconnue"),
        (None, "inconnue"),
        ("<script>", "inconnue"),
    ],
)
def test_addresses_lose_what_points_at_a_home(address, prefix):
    assert network.prefix(address) == prefix


def test_limits_count_by_key_and_forget_with_time(engine):
    for _ in range(3):
        limits.count(engine, "porte 192.0.2.0/24", NOW)
    assert limits.reached(engine, "porte 192.0.2.0/24", 3, NOW)
    assert not limits.reached(engine, "porte 192.0.2.0/24", 4, NOW)
    assert not limits.reached(engine, "porte 198.51.100.0/24", 1, NOW)
    assert not limits.reached(engine, "porte 192.0.2.0/24", 3, NOW + limits.STRETCH)
    assert timedelta() < limits.remaining(NOW) <= limits.STRETCH
