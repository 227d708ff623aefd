"""Results shared by sessions."""

import threading
from types import SimpleNamespace

import pytest

from dashboard import sharing
from dashboard.coverage import Settings
from dashboard.selection import Selection
from dashboard.sharing import PerRevision, per_revision
from dashboard.siting import Request


def test_worked_out_once_per_revision():
    results, facts, calls = PerRevision(), SimpleNamespace(revision=1), []
    for _ in range(3):
        assert results.get(facts, "clé", lambda: calls.append(1) or "valeur") == "valeur"
    assert calls == [1]
    results.get(SimpleNamespace(revision=2), "clé", lambda: calls.append(2))
    assert calls == [1, 2]


def test_sessions_asking_together_wait_for_one_computation():
    results, facts, calls, started = PerRevision(), SimpleNamespace(revision=1), [], threading.Event()

    def compute():
        calls.append(1)
        started.wait(5)
        return "valeur"

    found = []
    threads = [
        threading.Thread(target=lambda: found.append(results.get(facts, "clé", compute))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    started.set()
    for thread in threads:
        thread.join()
    assert (found, calls) == (["valeur"] * 8, [1])


def test_a_failure_is_not_kept():
    results, facts = PerRevision(), SimpleNamespace(revision=1)
    with pytest.raises(ZeroDivisionError):
        results.get(facts, "clé", lambda: 1 // 0)
    assert results.get(facts, "clé", lambda: "valeur") == "valeur"


def test_memory_is_bounded():
    results, facts, calls = PerRevision(kept=2), SimpleNamespace(revision=1), []
    for key in ("a", "b", "c", "a"):
        results.get(facts, key, lambda key=key: calls.append(key))
    assert calls == ["a", "b", "c", "a"]


def test_the_map_is_shared_and_follows_settings(facts, today):
    selection = Selection(facts.plan.started_on, today)
    plan, wider = Settings.of(facts.plan), Settings(2000, 1)
    assert sharing.coverage(facts, selection, plan) is sharing.coverage(facts, selection, plan)
    assert sharing.coverage(facts, selection, wider).settings == wider
    one = sharing.siting(facts, selection, plan, Request(1))
    assert one is sharing.siting(facts, selection, Settings.of(facts.plan), Request(1))
    assert len(sharing.siting(facts, selection, wider, Request(2)).stops) == 2


def test_a_function_works_once_per_revision_and_arguments():
    calls = []

    @per_revision
    def double(facts, number, times=2):
        calls.append((facts.revision, number, times))
        return number * times

    facts, later = SimpleNamespace(revision=1), SimpleNamespace(revision=2)
    assert [double(facts, 3), double(facts, 3), double(facts, 3, times=4), double(later, 3)] == [6, 6, 12, 6]
    assert calls == [(1, 3, 2), (1, 3, 4), (2, 3, 2)]
