"""What stands between what is measured and what is told: one per set of shared facts."""

from datetime import date
from typing import Protocol
from weakref import WeakKeyDictionary

from dashboard.disclosure.counts import Asked
from dashboard.disclosure.crossings import CrossingsGuard
from dashboard.disclosure.facts import SharedFacts
from dashboard.disclosure.figure import Figure, Group, Measure, Split
from dashboard.disclosure.months import MonthsGuard
from dashboard.indicators.declaration import Indicator
from dashboard.selection import Selection
from data_access.facts import Facts


class Guard(Protocol):
    """Decides what a reader is told; `facts` are those to measure, which the reader never has."""

    facts: Facts

    def selection(self, selection: Selection) -> Selection:
        """Return the selection inside what the reader may ask about."""

    def figure(self, indicator: Indicator, selection: Selection, measure: Measure) -> Figure:
        """Return the figure, or the one that tells nothing."""

    def reached(self, indicator: Indicator, selection: Selection) -> Selection:
        """Return the selection, cut at the last day up to which the figure is told."""

    def groups(
        self, indicator: Indicator, selection: Selection, dimension: str, split: Split, measure: Measure
    ) -> list[Group]:
        """Return the groups of a split, some of which may tell nothing."""

    def days(self, days: list[date]) -> list[date]:
        """Return the days at which a course may be told."""


_guards: WeakKeyDictionary[Facts, Guard] = WeakKeyDictionary()


def guard_of(facts: Facts) -> Guard | None:
    """Return what stands between these facts and their reader; None for those that nobody shares."""
    if not isinstance(facts, SharedFacts):
        return None
    guard = _guards.get(facts)
    if guard is None:
        guard = _guards[facts] = _guard(facts)
    return guard


def _guard(facts: SharedFacts) -> Guard:
    if facts.window is None:
        return CrossingsGuard(facts.rule, facts.plain(), facts.territory.qpvs)
    return MonthsGuard(facts.rule, Asked(facts.plain(), facts.perimeter, facts.window))
