"""What is worked out once per revision and shared by every session of the process."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from datetime import date
from typing import Generic, TypeVar

from dashboard.cartography.atlas import Shading
from dashboard.cartography.atlas import shading as shade
from dashboard.coverage import Settings, with_settings
from dashboard.coverage.view import CoverageView, coverage_view
from dashboard.indicators import BY_KEY
from dashboard.overview import Overview
from dashboard.overview import overview as work_out
from dashboard.selection import Selection
from dashboard.siting import Request, Siting, propose
from data_access.facts import Facts

KEPT = 256
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


_overviews = PerRevision[Overview]()
_coverages = PerRevision[CoverageView]()
_shadings = PerRevision[Shading]()
_sitings = PerRevision[Siting]()


def overview(facts: Facts, selection: Selection, today: date) -> Overview:
    """Return the overview, worked out once per revision, selection and day."""
    return _overviews.get(facts, (selection, today), lambda: work_out(facts, selection, today))


def coverage(facts: Facts, settings: Settings, selection: Selection) -> CoverageView:
    """Return what the coverage map shows, worked out once per settings and selection."""
    return _coverages.get(
        facts, (settings, selection), lambda: coverage_view(with_settings(facts, settings), selection)
    )


def shading(facts: Facts, settings: Settings, selection: Selection, key: str, dimension: str) -> Shading:
    """Return what shades the map, worked out once per settings, selection and indicator."""
    return _shadings.get(
        facts,
        (settings, selection, key, dimension),
        lambda: shade(with_settings(facts, settings), BY_KEY[key], selection, dimension),
    )


def siting(facts: Facts, settings: Settings, selection: Selection, request: Request) -> Siting:
    """Return the stops proposed, worked out once per settings, selection and request."""
    return _sitings.get(
        facts,
        (settings, selection, request),
        lambda: propose(with_settings(facts, settings), selection, request),
    )
