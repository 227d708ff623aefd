"""The process's one snapshot, shared by every session and renewed once per revision."""

import threading

from sqlalchemy import Engine

from data_access.database import reading, revision
from data_access.errors import StorageError
from data_access.facts.reading import read
from data_access.facts.snapshot import Facts


class FactsStore:
    """Hands out the latest facts.

    Whoever first notices a new revision starts one refresh, in the background; until it is done every reader
    keeps getting the previous facts, at once. Only the very first reader waits.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._facts: Facts | None = None
        self._lock = threading.Lock()
        self._refresh: threading.Thread | None = None
        self._failure: StorageError | None = None

    def current(self) -> Facts:
        """Return the latest facts at hand, noticing new revisions; raises StorageError."""
        facts = self._facts or self._load()
        if self._committed() != facts.revision:
            self._start_refresh()
        return self._facts or facts

    def fresh(self) -> Facts:
        """Return the facts of the committed revision, waiting for them; raises StorageError."""
        facts = self._facts
        return facts if facts and facts.revision == self._committed() else self._load()

    def revision_at_hand(self, wait_s: float = 0) -> int:
        """Return the revision of the latest facts, waiting a little for a refresh under way."""
        facts = self.current()
        refresh = self._refresh
        if wait_s and refresh and refresh.is_alive():
            refresh.join(wait_s)
        return (self._facts or facts).revision

    def close(self) -> None:
        """Wait for a refresh under way, then let go of the database."""
        if self._refresh:
            self._refresh.join()
        self.engine.dispose()

    def _committed(self) -> int:
        with reading(self.engine) as connection:
            return revision(connection)

    def _load(self) -> Facts:
        with self._lock:
            if self._facts is None or self._facts.revision != self._committed():
                self._facts = read(self.engine)
            return self._facts

    def _start_refresh(self) -> None:
        if self._failure:
            failure, self._failure = self._failure, None
            raise failure
        if self._refresh is None or not self._refresh.is_alive():
            self._refresh = threading.Thread(target=self._load_quietly, name="facts", daemon=True)
            self._refresh.start()

    def _load_quietly(self) -> None:
        try:
            self._load()
        except StorageError as failure:
            self._failure = failure
