"""What each reader is told of each indicator: the only way from measured figures to pages."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date
from typing import Protocol
from weakref import WeakKeyDictionary

from dashboard.disclosure.bounds import Bounds
from dashboard.disclosure.counts import Asked, Cells, Pair
from dashboard.disclosure.facts import SharedFacts
from dashboard.disclosure.figure import SECRET, Figure, Group, Mask, hidden
from dashboard.disclosure.masking import is_personal, is_plain, protect, protect_groups
from dashboard.disclosure.rule import Rule, threshold_for
from dashboard.disclosure.universe import Series, Universe
from dashboard.indicators import BY_KEY
from dashboard.indicators.declaration import Aggregate, Indicator
from dashboard.indicators.facts import COMMUNE, MONTH, QPV
from dashboard.selection import Basis, Selection
from data_access.facts import Facts
from data_access.vocabulary import GENDERS, OUTSIDE_QPV, OUTSIDE_TERRITORY, UNKNOWN

WITHIN = {
    "participations_anonymes": "participations",
    "nouveaux_beneficiaires": "beneficiaires",
    "taux_remplissage": "participations",
    "taux_fidelite": "beneficiaires",
    "part_qpv": "participations",
    "part_femmes": "beneficiaires",
    "taux_retour": "appareils_remis",
}
"""Indicators that count a part of another's people: what is left of these has to be safe too."""
Measure = Callable[[], Figure]
Split = Callable[[], list[Group]]


class Guard(Protocol):
    """Stands between what is measured and what is told."""

    def selection(self, selection: Selection) -> Selection:
        """Return the selection inside what the reader may ask about."""
        ...

    def figure(self, indicator: Indicator, selection: Selection, measure: Measure) -> Figure:
        """Return the figure, or the one that tells nothing."""
        ...

    def groups(
        self, indicator: Indicator, selection: Selection, dimension: str, split: Split, measure: Measure
    ) -> list[Group]:
        """Return the groups of a split, some of which may tell nothing."""
        ...

    def days(self, days: list[date]) -> list[date]:
        """Return the days at which a course may be told."""
        ...


class CrossingsGuard:
    """Inside the team: a personal dimension inside a priority neighbourhood, one answer at a time."""

    def __init__(self, rule: Rule, qpvs: Collection[str]) -> None:
        self._rule, self._qpvs = rule, frozenset(qpvs)

    def selection(self, selection: Selection) -> Selection:
        """Return the selection as it is."""
        return selection

    def figure(self, indicator: Indicator, selection: Selection, measure: Measure) -> Figure:
        """Return the figure unless it is a small cut by a personal dimension inside a neighbourhood."""
        figure = measure()
        return protect(figure, self._rule) if self._is_held(indicator, selection, None) else figure

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

    def _is_held(self, indicator: Indicator, selection: Selection, dimension: str | None) -> bool:
        chosen = selection.territories
        in_qpv = bool(chosen) and chosen <= self._qpvs
        return threshold_for(self._rule, indicator, dimension, in_qpv=in_qpv) is not None


class WindowGuard:
    """Outside the team: whatever is asked, in any order, no small count of people can be worked out.

    A figure of people is told for whole months of the window only, where `Universe` says so, its rows never.
    """

    def __init__(self, rule: Rule, asked: Asked) -> None:
        self._rule, self._asked, self._window = rule, asked, asked.window
        self._cells: dict[tuple[int, str], Cells] = {}
        self._universes: dict[tuple[str, Basis], Universe] = {}

    def selection(self, selection: Selection) -> Selection:
        """Return the selection inside the perimeter; the whole of it when none of it is left."""
        perimeter = self._asked.perimeter
        if not perimeter:
            return selection
        return replace(selection, territories=(selection.territories & perimeter) or perimeter)

    def figure(self, indicator: Indicator, selection: Selection, measure: Measure) -> Figure:
        """Return the figure where it is told."""
        if not indicator.personal:
            return measure()
        bounds = self._areas(indicator, selection)
        if self._is_told(bounds, self._window.span(selection)):
            return replace(measure(), rows=None)
        return hidden(indicator, self._mask(indicator, selection))

    def groups(
        self, indicator: Indicator, selection: Selection, dimension: str, split: Split, measure: Measure
    ) -> list[Group]:
        """Return the groups where they are told; one that is not shows up all the same, even empty then."""
        if not indicator.personal:
            return split()
        told = self._told(indicator, selection, dimension)
        mask = self._mask(indicator, selection)
        measured = {group.code: group.figure for group in split()} if any(told.values()) else {}
        return [
            Group(code, replace(measured[code], rows=None) if told[code] else hidden(indicator, mask))
            for code in sorted(told)
            if not told[code] or code in measured
        ]

    def days(self, days: list[date]) -> list[date]:
        """Return the ends of months that the days have reached, each once."""
        reached = (self._window.floor(day) for day in days)
        return list(dict.fromkeys(day for day in reached if day))

    def _told(self, indicator: Indicator, selection: Selection, dimension: str) -> dict[str, bool]:
        """Return every group of a split that has ever had people, and whether it is told."""
        span = self._window.span(selection)
        if dimension == MONTH:
            return self._months(self._areas(indicator, selection), selection, span)
        universe = self._universe(indicator, selection.basis)
        if dimension in (COMMUNE, QPV):
            asked, place = self._pairs(universe, selection), 0 if dimension == COMMUNE else 1
            codes = {pair[place] for pair in asked} & self._codes(dimension)
            areas = {
                code: frozenset(pair for pair in universe.pairs if pair[place] == code) for code in codes
            }
            return {
                code: self._is_told(
                    self._bounds(indicator, selection, area & asked, named=area <= asked), span
                )
                for code, area in areas.items()
            }
        is_whole = self._pairs(universe, selection) == universe.pairs and not self._is_by_area(
            indicator, selection
        )
        return {
            label: is_whole and self._is_told(universe.group(dimension, label), span)
            for label in universe.labels(dimension)
        }

    def _months(self, bounds: Bounds, selection: Selection, span: tuple[int, int] | None) -> dict[str, bool]:
        window = self._window
        return {
            f"{window.bounds[step]:%Y-%m}": span is not None and self._is_told(bounds, (step, step + 1))
            for step in range(window.steps)
            if window.bounds[step] <= selection.end and window.bounds[step + 1] > selection.start
        }

    def _areas(self, indicator: Indicator, selection: Selection) -> Bounds:
        """Return the bounds told for the selection's perimeter."""
        universe = self._universe(indicator, selection.basis)
        pairs = self._pairs(universe, selection)
        named = len(selection.territories) == 1 or pairs == universe.pairs
        return self._bounds(indicator, selection, pairs, named=named)

    def _bounds(
        self, indicator: Indicator, selection: Selection, pairs: frozenset[Pair], *, named: bool
    ) -> Bounds:
        """Return the bounds told for some pairs of areas."""
        universe = self._universe(indicator, selection.basis)
        told = set(universe.area(pairs, named=named))
        if self._is_by_area(indicator, selection):
            for condition in BY_AREA[indicator.key]:
                told &= set(universe.area(frozenset(filter(condition, pairs))))
        return tuple(sorted(told))

    def _pairs(self, universe: Universe, selection: Selection) -> frozenset[Pair]:
        chosen = selection.territories
        if not chosen or chosen == self._asked.perimeter:
            return universe.pairs
        return frozenset(pair for pair in universe.pairs if not chosen.isdisjoint(pair))

    def _is_told(self, bounds: Bounds, span: tuple[int, int] | None) -> bool:
        return span is not None and set(span) <= set(bounds)

    def _mask(self, indicator: Indicator, selection: Selection) -> Mask:
        is_small = is_plain(indicator) and self._universe(indicator, selection.basis).is_small
        return Mask(self._rule.threshold) if is_small else SECRET

    def _codes(self, dimension: str) -> frozenset[str]:
        """Return the areas that the reader may hear about."""
        territory = self._asked.facts.territory
        known = territory.communes.keys() if dimension == COMMUNE else territory.qpv_codes
        return frozenset(known) | {UNKNOWN, OUTSIDE_QPV, OUTSIDE_TERRITORY}

    def _is_by_area(self, indicator: Indicator, selection: Selection) -> bool:
        """Say whether the indicator only picks some areas out of another: nothing but areas can tell it."""
        return indicator.key in BY_AREA and indicator.basis(selection.basis) is Basis.RESIDENCE

    def _universe(self, indicator: Indicator, asked: Basis) -> Universe:
        basis = indicator.basis(asked)
        key = indicator.key, basis
        if key not in self._universes:
            self._universes[key] = self._build(indicator, basis)
        return self._universes[key]

    def _build(self, indicator: Indicator, basis: Basis) -> Universe:
        if indicator.key in BY_AREA and basis is Basis.RESIDENCE:
            return self._universe(BY_KEY[BY_AREA_OF[indicator.key]], basis)
        threshold = self._rule.threshold
        parts = [part for part in (indicator.numerator, indicator.denominator) if is_personal(part)]
        cells = [self._count(part, basis) for part in parts if isinstance(part, Aggregate)]
        series = [
            Series(cells[0]),
            *(Series(whole, part) for part, whole in zip(cells, cells[1:], strict=False)),
        ]
        dimensions = [each for each in indicator.dimensions if each not in (MONTH, COMMUNE, QPV)]
        if indicator.key not in WITHIN:
            return Universe(self._window, threshold, series, dimensions)
        base = BY_KEY[WITHIN[indicator.key]]
        assert isinstance(base.numerator, Aggregate)
        series.append(Series(self._count(base.numerator, basis), cells[-1]))
        also = self._genders if indicator.key == "part_femmes" else None
        bases = self._universe(base, basis)
        return Universe(
            self._window, threshold, series, dimensions, bases, None if also is None else lambda: also(basis)
        )

    def _genders(self, basis: Basis) -> Bounds:
        """Return the bounds between which women, and people of unknown gender, are told apart."""
        everyone = self._universe(BY_KEY["beneficiaires"], basis)
        return tuple(sorted(set(everyone.group("genre", GENDERS[0])) & set(everyone.group("genre", UNKNOWN))))

    def _count(self, part: Aggregate, basis: Basis) -> Cells:
        prefix = part.fact.areas[basis]
        key = id(part), prefix
        if key not in self._cells:
            self._cells[key] = Cells(self._asked, part, prefix)
        return self._cells[key]


def _in_qpv(pair: Pair) -> bool:
    return pair[1] not in {UNKNOWN, OUTSIDE_QPV, OUTSIDE_TERRITORY}


def _in_territory(pair: Pair) -> bool:
    return pair[0] not in {UNKNOWN, OUTSIDE_TERRITORY} or _in_qpv(pair)


def _is_known(pair: Pair) -> bool:
    return pair[0] != UNKNOWN or _in_qpv(pair)


BY_AREA: dict[str, tuple[Callable[[Pair], bool], ...]] = {
    "part_qpv": (_in_qpv, _is_known),
    "taux_penetration": (_in_territory,),
}
"""Indicators that, at people's residence, count those of some areas out of another indicator's."""
BY_AREA_OF = {"part_qpv": "participations", "taux_penetration": "beneficiaires"}

_guards: WeakKeyDictionary[Facts, Guard] = WeakKeyDictionary()


def guard_of(facts: Facts) -> Guard | None:
    """Return what stands between these facts and their reader; None for the team, who see everything."""
    if not isinstance(facts, SharedFacts):
        return None
    guard = _guards.get(facts)
    if guard is None:
        guard = _guards[facts] = _guard(facts)
    return guard


def _guard(facts: SharedFacts) -> Guard:
    if facts.window is None:
        return CrossingsGuard(facts.rule, facts.territory.qpvs)
    return WindowGuard(facts.rule, Asked(facts.plain(), facts.perimeter, facts.window))
