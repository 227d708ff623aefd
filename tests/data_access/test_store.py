import threading
import time

import pytest

from data_access.errors import StorageError
from data_access.facts import FactsStore
from data_access.facts import store as module
from tests.data_access.rows import add, source, workshop


def until(condition, seconds=10):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "rien n'a changé à temps"
        time.sleep(0.01)


@pytest.fixture
def reads(monkeypatch):
    """Count the reads of the database, and hold them while the gate is closed."""
    gate, calls, real = threading.Event(), [], module.read
    gate.set()

    def counted(engine):
        gate.wait()
        calls.append(1)
        return real(engine)

    monkeypatch.setattr(module, "read", counted)
    yield gate, calls
    gate.set()


@pytest.fixture
def store(engine):
    store = FactsStore(engine)
    yield store
    store.close()


def test_everybody_shares_one_snapshot(store, reads):
    seen = []
    threads = [threading.Thread(target=lambda: seen.append(store.current())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(facts) for facts in seen}) == 1
    assert len(reads[1]) == 1


def test_a_commit_is_noticed_and_read_once(engine, store, reads):
    first = store.current()
    add(engine, source(), workshop(1))
    until(lambda: store.current().revision == first.revision + 1)
    for _ in range(5):
        assert store.current().workshops.height == 1
    assert len(reads[1]) == 2


def test_readers_keep_the_previous_facts_during_a_refresh(engine, store, reads, monkeypatch):
    gate, _ = reads
    first = store.current()
    gate.clear()
    add(engine, source(), workshop(1))
    waits = []
    with monkeypatch.context() as patched:
        patched.setattr(threading.Thread, "join", lambda thread, timeout=None: waits.append(thread.name))
        assert store.current() is first
    assert waits == []
    gate.set()
    until(lambda: store.current().revision > first.revision)


def test_fresh_waits_for_the_committed_revision(engine, store):
    store.current()
    add(engine, source(), workshop(1))
    assert store.fresh().workshops.height == 1


def test_old_facts_never_change(engine, store):
    first = store.current()
    add(engine, source(), workshop(1))
    store.fresh()
    assert first.workshops.is_empty()


def test_a_failed_refresh_is_told_then_tried_again(engine, store, monkeypatch):
    first = store.current()
    add(engine, source(), workshop(1))
    real = module.read

    def broken(engine):
        raise StorageError("La base de données ne répond pas.")

    monkeypatch.setattr(module, "read", broken)
    with pytest.raises(StorageError, match="ne répond pas"):
        until(lambda: store.current() is not first)
    monkeypatch.setattr(module, "read", real)
    until(lambda: store.current().revision > first.revision)
