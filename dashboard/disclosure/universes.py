"""Which counts of people each indicator rests on, and which others it has to agree with."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from dashboard.disclosure.bounds import Bounds
from dashboard.disclosure.counts import Asked, Cells, Label
from dashboard.disclosure.masking import is_personal
from dashboard.disclosure.rule import Rule
from dashboard.disclosure.universe import Base, Series, Universe
from dashboard.indicators import BY_KEY
from dashboard.indicators.declaration import Aggregate, Indicator
from dashboard.indicators.facts import COMMUNE, MONTH, QPV
from dashboard.selection import Basis
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
Condition = Callable[[Label], bool]


def _in_qpv(pair: Label) -> bool:
    return pair[1] not in {UNKNOWN, OUTSIDE_QPV, OUTSIDE_TERRITORY}


def _in_territory(pair: Label) -> bool:
    return pair[0] not in {UNKNOWN, OUTSIDE_TERRITORY} or _in_qpv(pair)


def _is_known(pair: Label) -> bool:
    return pair[0] != UNKNOWN or _in_qpv(pair)


BY_AREA: dict[str, tuple[str, tuple[Condition, ...]]] = {
    "part_qpv": ("participations", (_in_qpv, _is_known)),
    "taux_penetration": ("beneficiaires", (_in_territory,)),
}
"""Indicators that, at people's residence, pick areas out of another one's count: nothing else tells them."""


def areas_picked(indicator: Indicator, asked: Basis) -> tuple[Condition, ...]:
    """Return what picks the areas of an indicator that only picks areas; nothing for the others."""
    is_picking = indicator.key in BY_AREA and indicator.basis(asked) is Basis.RESIDENCE
    return BY_AREA[indicator.key][1] if is_picking else ()


class Universes:
    """The universe of each indicator, built when first asked for."""

    def __init__(self, rule: Rule, asked: Asked) -> None:
        self._rule, self._asked = rule, asked
        self._cells: dict[tuple[int, str], Cells] = {}
        self._universes: dict[tuple[str, Basis], Universe] = {}

    def of(self, indicator: Indicator, asked: Basis) -> Universe:
        """Return what can be told of an indicator's counts."""
        key = indicator.key, indicator.basis(asked)
        if key not in self._universes:
            self._universes[key] = self._build(indicator, key[1])
        return self._universes[key]

    def _build(self, indicator: Indicator, basis: Basis) -> Universe:
        if areas_picked(indicator, basis):
            return self.of(BY_KEY[BY_AREA[indicator.key][0]], basis)
        parts = [part for part in (indicator.numerator, indicator.denominator) if is_personal(part)]
        aggregates = [part for part in parts if isinstance(part, Aggregate)]
        series, limits = self._series(aggregates, basis), None
        if self.is_same_everywhere(indicator):
            if basis is Basis.PLACE:
                limits = self._at_residence(indicator)
            else:
                twins = self._series(aggregates, Basis.PLACE)
                series = [replace(own, twin=twin) for own, twin in zip(series, twins, strict=True)]
        dimensions = [each for each in indicator.dimensions if each not in (MONTH, COMMUNE, QPV)]
        if indicator.key not in WITHIN:
            return self._universe(series, dimensions, None if limits is None else Base(None, limits))
        base = BY_KEY[WITHIN[indicator.key]]
        assert isinstance(base.numerator, Aggregate)
        series.append(Series(self._count(base.numerator, basis), self._count(aggregates[-1], basis)))
        everyone = self.of(base, basis)
        bounds = _women(everyone) if indicator.key == "part_femmes" else everyone.whole
        if limits is not None:
            bounds = tuple(sorted(set(bounds) & set(limits)))
        return self._universe(series, dimensions, Base(everyone, bounds))

    def is_same_everywhere(self, indicator: Indicator) -> bool:
        """Say whether an indicator counts the same at both bases over all that is shared: everything."""
        return not self._asked.perimeter and len(indicator.bases) > 1

    def _at_residence(self, indicator: Indicator) -> Bounds:
        """Return the bounds between which an indicator is told everywhere at people's residence."""
        universe = self.of(indicator, Basis.RESIDENCE)
        told = set(universe.whole)
        for is_picked in areas_picked(indicator, Basis.RESIDENCE):
            told &= set(universe.area(frozenset(filter(is_picked, universe.pairs))))
        return tuple(sorted(told))

    def _series(self, parts: Sequence[Aggregate], basis: Basis) -> list[Series]:
        cells = [self._count(part, basis) for part in parts]
        return [Series(cells[0]), *(Series(whole, part) for part, whole in pairwise(cells))]

    def _universe(self, series: Sequence[Series], dimensions: Sequence[str], base: Base | None) -> Universe:
        return Universe(self._asked.window, self._rule.threshold, series, dimensions, base)

    def _count(self, part: Aggregate, basis: Basis) -> Cells:
        prefix = part.fact.areas[basis]
        key = id(part), prefix
        if key not in self._cells:
            self._cells[key] = Cells(self._asked, part, prefix)
        return self._cells[key]


def _women(everyone: Universe) -> Bounds:
    """Return the bounds between which women, and people of unknown gender, are told apart."""
    women, unknown = (everyone.group("genre", label) for label in (GENDERS[0], UNKNOWN))
    return tuple(sorted(set(everyone.whole) & set(women) & set(unknown)))
