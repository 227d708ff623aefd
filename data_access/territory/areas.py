"""Communes and priority neighbourhoods (QPV) with their outlines in Lambert-93."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import shapely
from shapely.geometry.base import BaseGeometry

from data_access.territory.projection import metres


@dataclass(frozen=True, slots=True)
class Area:
    """A commune or a QPV; `outline` in metres, `communes` are those that a QPV lies in."""

    code: str
    name: str
    population: int | None
    population_source: str | None
    outline: BaseGeometry | None
    approximate: bool = False
    communes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Territory:
    """The plan's territory: its communes, the QPV of the zoning in force, those of earlier zonings."""

    name: str
    communes: Mapping[str, Area]
    qpvs: Mapping[str, Area]
    former_qpvs: Mapping[str, Area]

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
        """Inhabitants of a perimeter (empty: all communes), nobody counted twice; None when unknown."""
        known = [area.population for area in self.pieces(codes)]
        if not known or None in known:
            return None
        shares = zip(self.pieces(codes), self._shares(codes), strict=True)
        return round(sum((area.population or 0) * share for area, share in shares))

    def pieces(self, codes: Collection[str] = ()) -> list[Area]:
        """Return the areas that make up a perimeter: communes, then QPV not wholly inside them."""
        if not codes:
            return list(self.communes.values())
        communes = [self.communes[code] for code in sorted(codes) if code in self.communes]
        qpvs = [self.qpvs[code] for code in sorted(codes) if code in self.qpvs]
        return communes + [qpv for qpv in qpvs if not set(qpv.communes) <= set(codes)]

    def _shares(self, codes: Collection[str]) -> list[float]:
        """Share of each piece that is not already inside a chosen commune (population spread evenly)."""
        return [self._share_outside(area, codes) if area.communes else 1.0 for area in self.pieces(codes)]

    def _share_outside(self, qpv: Area, codes: Collection[str]) -> float:
        chosen = [self.communes[code] for code in qpv.communes if code in codes and code in self.communes]
        ground = shapely.union_all([commune.outline for commune in chosen if commune.outline is not None])
        if qpv.outline is None or ground.is_empty:
            return 1.0
        return float(qpv.outline.difference(ground).area / qpv.outline.area)


def _holding(areas: Iterable[Area], latitude: float, longitude: float) -> str | None:
    point = metres(longitude, latitude)
    holding = (area.code for area in areas if area.outline is not None and area.outline.covers(point))
    return next(holding, None)
