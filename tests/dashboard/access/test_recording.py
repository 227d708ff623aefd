"""Notes for the journal: written behind the readers, in order; one that cannot be written stops no other."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from dashboard import source
from dashboard.access import recording
from data_access.access import journal
from data_access.access.journal import Event, Kind
from data_access.schema import AccessEvent


def noted(page):
    recording.note(Event(datetime.now(UTC), Kind.OPENING, page=page))


def pages():
    since = datetime.now(UTC) - timedelta(minutes=5)
    return [
        each.page for each in reversed(journal.entries(source.engine(), since)) if each.kind == "ouverture"
    ]


def test_a_note_that_the_database_refuses_is_lost_alone(folder, caplog):
    recorder = recording.Recorder()
    recorder._start = lambda: None  # all wait, so that they are written together
    for page in ("avant", None, "apres"):
        event = Event(datetime.now(UTC), Kind.OPENING, page=page)
        recorder.add(
            (lambda connection, event=event: journal.write(connection, event))
            if page
            else (lambda connection: connection.execute(insert(AccessEvent).values(event=None, at=None)))
        )
    del recorder._start
    assert recorder.flush()
    assert pages() == ["avant", "apres"]
    assert "perd une ligne" in caplog.text


def test_what_a_visitor_sends_never_stops_the_journal(folder):
    noise = {"territoire": ["\x00" * 9, "x" * 10_000, *map(str, range(500))], "n" * 9_000: [""]}
    event = Event(datetime.now(UTC), Kind.OPENING, page="p" * 500, selection=noise, detail="\x00d" * 999)
    recording.note(event)
    noted("suite")
    assert recording.recorder.flush()
    assert pages() == ["p" * 30, "suite"]
    since = datetime.now(UTC) - timedelta(minutes=5)
    kept = next(each for each in journal.entries(source.engine(), since) if each.page == "p" * 30)
    assert len(str(kept.selection)) < 4_000
    assert "\x00" not in str(kept)


def test_notes_wait_while_the_database_is_away(folder, monkeypatch):
    monkeypatch.setattr(recording, "RETRY_S", 0.05)
    base = folder / "inclusion.db"
    aside = base.rename(folder / "ailleurs.db")
    noted("attente")
    assert not recording.recorder.flush(0.5)
    aside.rename(base)
    assert recording.recorder.flush()
    assert "attente" in pages()


def test_what_is_kept_no_longer_goes_once_a_day(folder, monkeypatch):
    old = datetime.now(UTC) - timedelta(days=366)
    recording.note(Event(old, Kind.OPENING, page="vieux"))
    assert recording.recorder.flush()
    kept = [each.page for each in journal.entries(source.engine(), old)]
    assert "vieux" in kept
    monkeypatch.setattr(recording, "PURGE_EVERY_S", 0)
    noted("neuf")
    assert recording.recorder.flush()
    assert "vieux" not in [each.page for each in journal.entries(source.engine(), old)]
    assert "neuf" in pages()
