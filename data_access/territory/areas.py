"""Communes and priority neighbourhoods (QPV) with their outlines in Lambert-93."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import shapely
from shapely.geometry.base import BaseGeometry

from data_access.territory.projection import metres


@dataclass(frozen=True, slots=True)
class Area:
    """A commune or a QPV; `outline` in metres, `communes` are those that a QPV lies in.

    `partial`: only what lies in the communes of a reduced territory.
    """

    code: str
    name: str
    population: int | None
    population_source: str | None
    outline: BaseGeometry | None
    approximate: bool = False
    communes: tuple[str, ...] = ()
    partial: bool = False


@dataclass(frozen=True)
class Territory:
    """The plan's territory: its communes, the QPV of the zoning in force, those of earlier zonings.

    `perimeter`: the areas that it was cut to; none when it is whole.
    """

    name: str
    communes: Mapping[str, Area]
    qpvs: Mapping[str, Area]
    former_qpvs: Mapping[str, Area]
    perimeter: frozenset[str] = frozenset()

    @cached_property
    def codes(self) -> frozenset[str]:
        """Codes that a reader may choose as a perimeter."""
        return frozenset(self.communes) | frozenset(self.qpvs)

    @cached_property
    def qpv_codes(self) -> frozenset[str]:
        """QPV codes that data may carry, whatever the zoning."""
        return frozenset(self.qpvs) | frozenset(self.former_qpvs)

    def area(self, code: str) -> Area | None:
        """Return the commune or QPV of that code."""
        return self.communes.get(code) or self.qpvs.get(code) or self.former_qpvs.get(code)

    def commune_at(self, latitude: float, longitude: float) -> str | None:
        """Return the INSEE code of the commune where a point falls, None outside the territory."""
        return _holding(self.communes.values(), latitude, longitude)

    def qpv_at(self, latitude: float, longitude: float) -> str | None:
        """Return the code of the QPV where a point falls, None outside them."""
        return _holding(self.qpvs.values(), latitude, longitude)

    def population(self, codes: Collection[str] = ()) -> int | None:
        """Inhabitants of a perimeter (empty: everywhere), nobody counted twice; None when unknown."""
        people = [piece.population for piece in self.pieces(codes)]
        known = [each for each in people if each is not None]
        return sum(known) if known and len(known) == len(people) else None

    def pieces(self, codes: Collection[str] = ()) -> list[Area]:
        """Return areas that make up a perimeter without overlap: communes, then what sticks out of QPV."""
        codes = codes or self.perimeter
        if not codes:
            return list(self.communes.values())
        communes = [self.communes[code] for code in sorted(codes) if code in self.communes]
        qpvs = [self.qpvs[code] for code in sorted(codes) if code in self.qpvs]
        return communes + [_beyond(qpv, communes) for qpv in qpvs if not set(qpv.communes) <= set(codes)]


def _beyond(qpv: Area, communes: Collection[Area]) -> Area:
    """Return the part of a QPV outside some communes, its population in proportion to the surface."""
    grounds = [commune.outline for commune in communes if commune.outline and commune.code in qpv.communes]
    if qpv.outline is None or not grounds:
        return qpv
    rest = qpv.outline.difference(shapely.union_all(grounds))
    people = None if qpv.population is None else round(qpv.population * rest.area / qpv.outline.area)
    return replace(qpv, outline=rest, population=people)


def _holding(areas: Iterable[Area], latitude: float, longitude: float) -> str | None:
    point = metres(longitude, latitude)
    holding = (area.code for area in areas if area.outline is not None and area.outline.covers(point))
    return next(holding, None)
