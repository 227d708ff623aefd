"""Notes for the journal and the sessions in use, written behind the readers' back so that nobody waits."""

import logging
import queue
import threading
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Connection

from dashboard import source
from data_access.access import journal, sessions, shares
from data_access.access.journal import Event
from data_access.database import writing_apart
from data_access.errors import InclusionError

MOST_WAITING = 10_000
RETRY_S = 2.0

Note = Callable[[Connection], None]
log = logging.getLogger("inclusion")


class Recorder:
    """Writes notes in order, together when several wait; keeps them while the database does not answer."""

    def __init__(self) -> None:
        self._waiting: queue.Queue[Note] = queue.Queue(MOST_WAITING)
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()
        self._stopping = threading.Event()

    def add(self, note: Note) -> None:
        """Take a note; one too many is lost, and the log says so."""
        self._start()
        try:
            self._waiting.put_nowait(note)
        except queue.Full:
            log.error("Le journal des accès déborde : une ligne est perdue.")

    def flush(self, timeout_s: float = 10) -> bool:
        """Wait until everything is written; say whether it is."""
        done = threading.Event()
        self.add(lambda _: done.set())
        return done.wait(timeout_s)

    def _start(self) -> None:
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, name="journal", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        while True:
            notes = [self._waiting.get()]
            while not self._waiting.empty():
                notes.append(self._waiting.get_nowait())
            while not self._written(notes):
                self._stopping.wait(RETRY_S)

    def _written(self, notes: list[Note]) -> bool:
        try:
            with writing_apart(source.engine()) as connection:
                for note in notes:
                    note(connection)
        except InclusionError as error:
            log.warning("Le journal des accès attend : %s", error)
            return False
        return True


recorder = Recorder()


def note(event: Event) -> None:
    """Add an event to the journal, soon."""
    recorder.add(lambda connection: journal.write(connection, event))


def touch(session_id: int) -> None:
    """Note that a session is in use, soon."""
    now = datetime.now(UTC)
    recorder.add(lambda connection: sessions.touch(connection, session_id, now))


def entered(link_id: int) -> None:
    """Count an access to a shared link, soon: a screen shows it, which no preview of a link does."""
    now = datetime.now(UTC)
    recorder.add(lambda connection: shares.count(connection, link_id, now))
