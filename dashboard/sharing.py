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
P = ParamSpec("P")
T = TypeVar("T")


class PerRevision(Generic[T]):
    """Results of the latest revision; whoever asks while one is being worked out waits for it."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._lock = threading.Lock()
        self._facts: Facts | None = None
        self._results: OrderedDict[Hashable, Future[T]] = OrderedDict()

    def get(self, facts: Facts, key: Hashable, compute: Callable[[], T]) -> T:
        """Return the result for these facts and this key; a failure is not kept."""
        result, is_mine = self._reserve(facts, key)
        if is_mine:
            try:
                result.set_result(compute())
            except BaseException as failure:
                self._forget(key, result)
                result.set_exception(failure)
                raise
        return result.result()

    def _reserve(self, facts: Facts, key: Hashable) -> tuple[Future[T], bool]:
        with self._lock:
            if self._facts is not facts:
                self._facts, self._results = facts, OrderedDict()
            if key in self._results:
                self._results.move_to_end(key)
                return self._results[key], False
            self._results[key] = Future()
            if len(self._results) > self._kept:
                self._results.popitem(last=False)
            return self._results[key], True

    def _forget(self, key: Hashable, result: Future[T]) -> None:
        with self._lock:
            if self._results.get(key) is result:
                del self._results[key]


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
