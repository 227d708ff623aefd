"""What a shared view is told: whatever is asked, in any order, no small count of people can be worked out."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from dashboard.disclosure.bounds import Bounds
from dashboard.disclosure.counts import Asked, Label
from dashboard.disclosure.figure import NOT_SHARED, SECRET, Figure, Group, Mask, Measure, Split, hidden
from dashboard.disclosure.masking import is_plain, people
from dashboard.disclosure.rule import Rule
from dashboard.disclosure.universe import Universe
from dashboard.disclosure.universes import Universes, areas_picked
from dashboard.indicators.declaration import Aggregate, Indicator
from dashboard.indicators.facts import COMMUNE, MONTH, QPV
from dashboard.selection import Basis, Selection
from data_access.vocabulary import OUTSIDE_QPV, OUTSIDE_TERRITORY, UNKNOWN


class MonthsGuard:
    """Outside the team: a figure of people is told for whole months of the window only, its rows never.

    `Universe` says for which months, areas and groups.
    """

    def __init__(self, rule: Rule, asked: Asked) -> None:
        self.facts = asked.facts
        self._rule, self._asked, self._window = rule, asked, asked.window
        self._universes = Universes(rule, asked)

    def selection(self, selection: Selection) -> Selection:
        """Return the selection inside the perimeter; the whole of it when none of it is left."""
        perimeter = self._asked.perimeter
        if not perimeter:
            return selection
        return replace(selection, territories=(selection.territories & perimeter) or perimeter)

    def figure(self, indicator: Indicator, selection: Selection, measure: Measure) -> Figure:
        """Return the figure where it is told."""
        if self._is_whole_plans(indicator):
            return hidden(indicator, NOT_SHARED)
        if not indicator.personal:
            return measure()
        selection = self._where_told(indicator, selection)
        if self._is_told(indicator, selection, self._areas(indicator, selection)):
            return replace(measure(), rows=None)
        return hidden(indicator, self._mask(indicator, selection))

    def reached(self, indicator: Indicator, selection: Selection) -> Selection:
        """Return the selection, cut at the last day up to which the figure is told, if the window is open.

        As it is, when the figure is told for none of it.
        """
        span = self._window.span(selection)
        if not self._window.is_open or span is None or not indicator.personal:
            return selection
        first, last = span
        bounds = self._areas(indicator, self._where_told(indicator, selection))
        ends = [bound for bound in bounds if first < bound <= last]
        if first not in bounds or not ends or not self._starts(indicator, selection, first):
            return selection
        return replace(selection, end=self._window.period(first, max(ends))[1])

    def groups(
        self, indicator: Indicator, selection: Selection, dimension: str, split: Split, measure: Measure
    ) -> list[Group]:
        """Return the groups where they are told; one that is not shows up all the same, even empty then."""
        if self._is_whole_plans(indicator):
            return []
        if not indicator.personal:
            return [group for group in split() if self._hearable(dimension, {group.code})]
        told, mask = self._told(indicator, selection, dimension), self._mask(indicator, selection)
        measured = {group.code: group.figure for group in split()}
        silent = [Group(code, hidden(indicator, mask)) for code, is_told in told.items() if not is_told]
        empty = {code for code, figure in measured.items() if not any(people(figure))}
        heard = {code for code, is_told in told.items() if is_told} | (
            empty & self._hearable(dimension, empty) - told.keys()
        )
        spoken = [Group(code, replace(measured[code], rows=None)) for code in heard & measured.keys()]
        return sorted([*silent, *spoken], key=lambda group: group.code)

    def days(self, days: list[date]) -> list[date]:
        """Return the ends of months that the days have reached, each once."""
        reached = (self._window.floor(day) for day in days)
        return list(dict.fromkeys(day for day in reached if day))

    def _where_told(self, indicator: Indicator, selection: Selection) -> Selection:
        """Return the selection at the basis that decides: residence where both bases count the same."""
        if selection.territories or not self._universes.is_same_everywhere(indicator):
            return selection
        return replace(selection, basis=Basis.RESIDENCE)

    def _is_whole_plans(self, indicator: Indicator) -> bool:
        """Say whether an indicator knows no perimeter, while the reader sees only one."""
        part = indicator.numerator
        return bool(self._asked.perimeter) and isinstance(part, Aggregate) and part.everywhere

    def _told(self, indicator: Indicator, selection: Selection, dimension: str) -> Mapping[str, bool]:
        """Return every group of a split that has ever had people, and whether it is told."""
        if dimension not in (COMMUNE, QPV):
            selection = self._where_told(indicator, selection)
        universe = self._universes.of(indicator, selection.basis)
        if dimension == MONTH:
            return self._months(indicator, selection)
        if dimension in (COMMUNE, QPV):
            bounds = self._split(indicator, selection, dimension)
            return {code: self._is_told(indicator, selection, each) for code, each in bounds.items()}
        is_whole = self._pairs(universe, selection) == universe.pairs
        is_told = is_whole and not areas_picked(indicator, selection.basis)
        return {
            label: is_told and self._is_told(indicator, selection, universe.group(dimension, label))
            for label in universe.labels(dimension)
        }

    def _months(self, indicator: Indicator, selection: Selection) -> Mapping[str, bool]:
        """Return the months of the selection, all untold when the selection is not made of whole ones."""
        window, bounds = self._window, self._areas(indicator, selection)
        is_whole = window.span(selection) is not None
        months = [window.period(step, step + 1) for step in range(window.steps)]
        return {
            f"{first:%Y-%m}": is_whole
            and self._is_told(indicator, replace(selection, start=first, end=last), bounds)
            for first, last in months
            if first <= selection.end and last >= selection.start
        }

    def _split(self, indicator: Indicator, selection: Selection, dimension: str) -> Mapping[str, Bounds]:
        """Return the bounds told for each area of the selection's perimeter."""
        universe = self._universes.of(indicator, selection.basis)
        asked, place = self._pairs(universe, selection), (COMMUNE, QPV).index(dimension)
        codes = self._hearable(dimension, {pair[place] for pair in asked})
        areas = {code: frozenset(each for each in universe.pairs if each[place] == code) for code in codes}
        return {
            code: self._bounds(indicator, selection, area & asked, named=area <= asked)
            for code, area in areas.items()
        }

    def _hearable(self, dimension: str, codes: set[str]) -> set[str]:
        """Return the groups that the reader may hear about: no area outside the territory that is theirs."""
        territory, labels = self._asked.facts.territory, {UNKNOWN, OUTSIDE_QPV, OUTSIDE_TERRITORY}
        if dimension == COMMUNE:
            return codes & (territory.communes.keys() | labels)
        return codes & (territory.qpv_codes | labels) if dimension == QPV else codes

    def _areas(self, indicator: Indicator, selection: Selection) -> Bounds:
        """Return the bounds told for the selection's perimeter."""
        universe = self._universes.of(indicator, selection.basis)
        pairs = self._pairs(universe, selection)
        named = len(selection.territories) == 1 or pairs == universe.pairs
        return self._bounds(indicator, selection, pairs, named=named)

    def _bounds(
        self, indicator: Indicator, selection: Selection, pairs: frozenset[Label], *, named: bool
    ) -> Bounds:
        """Return the bounds told for some pairs of areas."""
        universe = self._universes.of(indicator, selection.basis)
        told = set(universe.area(pairs, named=named))
        for is_picked in areas_picked(indicator, selection.basis):
            told &= set(universe.area(frozenset(filter(is_picked, pairs))))
        return tuple(sorted(told))

    def _pairs(self, universe: Universe, selection: Selection) -> frozenset[Label]:
        chosen = selection.territories
        if not chosen or chosen == self._asked.perimeter:
            return universe.pairs
        return frozenset(pair for pair in universe.pairs if not chosen.isdisjoint(pair))

    def _is_told(self, indicator: Indicator, selection: Selection, bounds: Bounds) -> bool:
        span = self._window.span(selection)
        return span is not None and set(span) <= set(bounds) and self._starts(indicator, selection, span[0])

    def _starts(self, indicator: Indicator, selection: Selection, first: int) -> bool:
        """Say whether periods that start there are told: of what does not add up, the first only."""
        return not first or not self._universes.of(indicator, selection.basis).from_start

    def _mask(self, indicator: Indicator, selection: Selection) -> Mask:
        is_small = is_plain(indicator) and self._universes.of(indicator, selection.basis).is_small
        return Mask(self._rule.threshold) if is_small else SECRET
