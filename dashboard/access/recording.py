"""Notes for the journal and the sessions in use, written behind the readers' back so that nobody waits."""

import logging
import queue
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from enum import Enum, auto

from sqlalchemy import Connection
from sqlalchemy.exc import DataError, IntegrityError

from dashboard import source
from data_access.access import journal, retention, sessions, shares
from data_access.access.journal import Event
from data_access.database import writing_apart
from data_access.errors import InclusionError

MOST_WAITING = 10_000
RETRY_S = 2.0
PURGE_EVERY_S = 24 * 3600
REFUSALS = (DataError, IntegrityError)

Note = Callable[[Connection], None]
log = logging.getLogger("inclusion")


class Outcome(Enum):
    """What became of notes handed to the database."""

    WRITTEN = auto()
    WAITING = auto()
    REFUSED = auto()


class Recorder:
    """Writes notes in order, together when several wait; keeps them while the database does not answer."""

    def __init__(self) -> None:
        self._waiting: queue.Queue[Note] = queue.Queue(MOST_WAITING)
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()
        self._stopping = threading.Event()
        self._purged = time.monotonic()

    def add(self, note: Note) -> None:
        """Take a note; one too many is lost, and the log says so."""
        self._start()
        try:
            self._waiting.put_nowait(note)
        except queue.Full:
            log.error("Le journal des accès déborde : une ligne est perdue.")

    def flush(self, timeout_s: float = 10) -> bool:
        """Wait until everything is written; say whether it is."""
        self._start()
        with self._waiting.all_tasks_done:
            return self._waiting.all_tasks_done.wait_for(
                lambda: not self._waiting.unfinished_tasks, timeout_s
            )

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
            self._write(notes)
            self._purge()
            for _ in notes:
                self._waiting.task_done()

    def _purge(self) -> None:
        """Forget once a day what is kept no longer, however long the process runs."""
        if time.monotonic() - self._purged < PURGE_EVERY_S:
            return
        self._purged = time.monotonic()
        try:
            retention.purge(source.engine(), datetime.now(UTC))
        except InclusionError as error:
            log.warning("La purge des accès est remise à demain : %s", error)

    def _write(self, notes: list[Note]) -> None:
        """Write notes, however long the database is away; one that it refuses is lost alone."""
        while (outcome := _written(notes)) is Outcome.WAITING:
            self._stopping.wait(RETRY_S)
        if outcome is Outcome.REFUSED and len(notes) == 1:
            log.error("Le journal des accès perd une ligne : la base la refuse.")
        elif outcome is Outcome.REFUSED:
            for note in notes:
                self._write([note])


def _written(notes: list[Note]) -> Outcome:
    try:
        with writing_apart(source.engine()) as connection:
            for note in notes:
                note(connection)
    except InclusionError as error:
        log.warning("Le journal des accès attend : %s", error)
        return Outcome.REFUSED if isinstance(error.__cause__, REFUSALS) else Outcome.WAITING
    return Outcome.WRITTEN


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
