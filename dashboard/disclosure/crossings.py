"""What the team is told: everything, but for a few people of one kind inside a priority neighbourhood."""

from collections.abc import Collection
from datetime import date

from dashboard.disclosure.figure import Figure, Group, Measure, Split
from dashboard.disclosure.masking import protect, protect_groups
from dashboard.disclosure.rule import Rule, threshold_for
from dashboard.indicators.declaration import Indicator
from dashboard.selection import Selection
from data_access.facts import Facts


class CrossingsGuard:
    """Inside the team: a personal dimension inside a priority neighbourhood, one answer at a time."""

    def __init__(self, rule: Rule, facts: Facts, qpvs: Collection[str]) -> None:
        self.facts = facts
        self._rule, self._qpvs = rule, frozenset(qpvs)

    def selection(self, selection: Selection) -> Selection:
        """Return the selection as it is."""
        return selection

    def figure(self, indicator: Indicator, selection: Selection, measure: Measure) -> Figure:
        """Return the figure unless it is a small cut by a personal dimension inside a neighbourhood."""
        figure = measure()
        return protect(figure, self._rule) if self._is_held(indicator, selection) else figure

    def reached(self, indicator: Indicator, selection: Selection) -> Selection:
        """Return the selection as it is."""
        return selection

    def groups(
        self, indicator: Indicator, selection: Selection, dimension: str, split: Split, measure: Measure
    ) -> list[Group]:
        """Return the groups, the small ones and what hides them not told."""
        groups = split()
        if not self._is_held(indicator, selection, dimension):
            return groups
        return protect_groups(measure(), groups, self._rule)

    def days(self, days: list[date]) -> list[date]:
        """Return the days as they are."""
        return days

    def _is_held(self, indicator: Indicator, selection: Selection, dimension: str | None = None) -> bool:
        chosen = selection.territories
        in_qpv = bool(chosen) and chosen <= self._qpvs
        return threshold_for(self._rule, indicator, dimension, in_qpv=in_qpv) is not None
