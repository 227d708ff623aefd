"""What is worked out once per revision and shared by every session of the process."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from functools import wraps
from typing import Concatenate, Generic, ParamSpec, TypeVar

from dashboard.cartography.atlas import Shading
from dashboard.cartography.atlas import shading as shade
from dashboard.coverage import Settings, with_settings
from dashboard.coverage.view import CoverageView, coverage_view
from dashboard.indicators import BY_KEY
from dashboard.method import method as describe
from dashboard.money.view import view as work_out_budget
from dashboard.overview import overview as work_out
from dashboard.selection import Selection
from dashboard.siting import Request, Siting, propose
from data_access.facts import Facts

KEPT = 256
READERS = 24
"""Sets of facts whose results are kept: the team's, and one per shared view lately looked at."""
P = ParamSpec("P")
T = TypeVar("T")


class PerRevision(Generic[T]):
    """Results of the latest revision; whoever asks while one is being worked out waits for it.

    A revision has several sets of facts: the team's and those of each shared view.
    """

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._lock = threading.Lock()
        self._known: OrderedDict[int, tuple[Facts, OrderedDict[Hashable, Future[T]]]] = OrderedDict()

    def get(self, facts: Facts, key: Hashable, compute: Callable[[], T]) -> T:
        """Return the result for these facts and this key; a failure is not kept."""
        result, is_mine = self._reserve(facts, key)
        if is_mine:
            try:
                result.set_result(compute())
            except BaseException as failure:
                self._forget(facts, key, result)
                result.set_exception(failure)
                raise
        return result.result()

    def _reserve(self, facts: Facts, key: Hashable) -> tuple[Future[T], bool]:
        with self._lock:
            results = self._results(facts)
            if key in results:
                results.move_to_end(key)
                return results[key], False
            results[key] = Future()
            if len(results) > self._kept:
                results.popitem(last=False)
            return results[key], True

    def _results(self, facts: Facts) -> OrderedDict[Hashable, Future[T]]:
        """Return what is known of some facts; those of earlier revisions are forgotten."""
        if id(facts) not in self._known:
            for key, (other, _) in tuple(self._known.items()):
                if other.revision < facts.revision:
                    del self._known[key]
            self._known[id(facts)] = facts, OrderedDict()
        self._known.move_to_end(id(facts))
        if len(self._known) > READERS:
            self._known.popitem(last=False)
        return self._known[id(facts)][1]

    def _forget(self, facts: Facts, key: Hashable, result: Future[T]) -> None:
        with self._lock:
            _, results = self._known.get(id(facts), (facts, OrderedDict()))
            if results.get(key) is result:
                del results[key]


def per_revision(compute: Callable[Concatenate[Facts, P], T]) -> Callable[Concatenate[Facts, P], T]:
    """Make a function of facts work once per revision and set of other arguments, all hashable."""
    results = PerRevision[T]()

    @wraps(compute)
    def shared(facts: Facts, /, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (args, tuple(sorted(kwargs.items())))
        return results.get(facts, key, lambda: compute(facts, *args, **kwargs))

    return shared


overview = per_revision(work_out)
method = per_revision(describe)
budget = per_revision(work_out_budget)


@per_revision
def coverage(facts: Facts, selection: Selection, settings: Settings) -> CoverageView:
    """Return what the map shows under some settings."""
    return coverage_view(with_settings(facts, settings), selection)


@per_revision
def shading(facts: Facts, selection: Selection, settings: Settings, key: str, dimension: str) -> Shading:
    """Return what shades the map under some settings."""
    return shade(with_settings(facts, settings), BY_KEY[key], selection, dimension)


@per_revision
def siting(facts: Facts, selection: Selection, settings: Settings, request: Request) -> Siting:
    """Return the stops proposed under some settings; raises UsageError."""
    return propose(with_settings(facts, settings), selection, request)
