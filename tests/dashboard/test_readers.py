"""Readers in words, on screen and in the file."""

from datetime import UTC, datetime, timedelta

import pytest

from dashboard import readers
from data_access.access.readers import ReaderRecord

NOW = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)  # the 25th in Paris
HOUR = timedelta(hours=1)


def record(name="Élue", seen=None, until=None, revoked=None, by_provider=False):
    return ReaderRecord(1, name, "lecteur", by_provider, NOW, revoked, seen, until, 30)


@pytest.mark.parametrize(
    ("found", "mark", "words"),
    [
        (record(until=NOW + HOUR), "data", "Invité"),
        (record(until=NOW), "watch", "Invitation expirée"),
        (record(), "data", "Jamais venu"),
        (record(seen=NOW, until=NOW + HOUR), "reached", "Vu le 25/11/2026"),
        (record(seen=NOW, revoked=NOW), "late", "Retiré le 25/11/2026"),
    ],
)
def test_states(found, mark, words):
    assert readers.state(found, NOW) == (mark, words)


@pytest.mark.parametrize("found", [record(), record(until=NOW), record(until=NOW + HOUR, revoked=NOW)])
def test_an_invitation_that_opens_nothing_is_not_told(found):
    assert readers.invitation(found, NOW) == ""


def test_an_invitation_says_when_it_ends():
    told = readers.invitation(record(until=NOW + 10 * HOUR), NOW).replace("\xa0", " ")
    assert told == "À ouvrir avant le 25/11/2026 à 10 h 30"


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        ([NOW], "1 personne."),
        ([NOW, None], "2 personnes, dont 1 jamais venue."),
        ([None, None, NOW], "3 personnes, dont 2 jamais venues."),
    ],
)
def test_people_are_counted(seen, words):
    assert readers.counted([record(seen=each) for each in seen]) == words


def test_the_file_holds_what_the_screen_says_and_no_formula():
    found = [record('=HYPERLINK("x")', seen=NOW), record(by_provider=True, revoked=NOW)]
    lines = readers.export(found, NOW).csv().decode("utf-8-sig").splitlines()
    seen = "Lecteur;Vu le 25/11/2026;Invitation;25/11/2026;25/11/2026;"
    assert lines[1] == f"""1;"'=HYPERLINK(""x"")";{seen}"""
    assert lines[2] == "1;Élue;Lecteur;Retiré le 25/11/2026;Fournisseur d'identité;25/11/2026;;25/11/2026"
