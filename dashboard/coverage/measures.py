"""Who lives within reach of a service point: the measures that the coverage indicators are made of."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry

from dashboard.coverage.service import ServicePoint, service_points
from dashboard.coverage.spreading import Spread, inhabitants
from dashboard.selection import Selection
from data_access.facts import Facts
from data_access.territory import Area

SERVED_WITHIN_M = 300
CIRCLE_SEGMENTS = 64

Answer = tuple[float | None, int]


class CoverageMap:
    """Answers the coverage measures for one selection; each is (value or None, service points counted).

    `points` stand for the active service points when others than today's are supposed.
    """

    def __init__(
        self, facts: Facts, selection: Selection, points: Sequence[ServicePoint] | None = None
    ) -> None:
        self._territory = facts.territory
        self._inhabitants = inhabitants(facts)
        self._chosen = selection.territories
        self.reach_m = facts.plan.reach_m
        self.points = service_points(facts, selection) if points is None else points

    def total(self, name: str) -> Answer:
        """Return a measure over the perimeter."""
        total, _ = _MEASURES[name]
        value = total(self) if self.points else None
        return value, len(self.points)

    def by_area(self, name: str, dimension: str) -> Mapping[str, Answer]:
        """Return a measure for each commune or QPV of the perimeter."""
        _, one = _MEASURES[name]
        if one is None or not self.points:
            return {}
        areas = self.qpvs if dimension == "qpv" else self.communes
        return {area.code: (one(self, area), len(self.points)) for area in areas}

    @cached_property
    def ground(self) -> BaseGeometry:
        """The ground within reach of any service point, wherever it is."""
        circles = shapely.buffer(self._shapes, self.reach_m, quad_segs=CIRCLE_SEGMENTS)
        ground = shapely.union_all(circles)
        shapely.prepare(ground)
        return ground

    @cached_property
    def _positions(self) -> NDArray[np.float64]:
        return np.array([(point.x, point.y) for point in self.points], dtype=float).reshape(-1, 2)

    @cached_property
    def _shapes(self) -> NDArray[np.object_]:
        return np.asarray(shapely.points(self._positions))

    @cached_property
    def _tree(self) -> cKDTree:
        return cKDTree(self._positions)

    @cached_property
    def qpvs(self) -> list[Area]:
        """QPV of the perimeter: chosen, or in a chosen commune."""
        return [
            qpv
            for qpv in self._territory.qpvs.values()
            if not self._chosen or qpv.code in self._chosen or self._chosen.intersection(qpv.communes)
        ]

    @cached_property
    def communes(self) -> list[Area]:
        """Communes of the perimeter."""
        return [
            commune
            for commune in self._territory.communes.values()
            if not self._chosen or commune.code in self._chosen
        ]

    @cached_property
    def pieces(self) -> list[Area]:
        """What the perimeter is made of, without overlap, where it is outlined and lived in."""
        return _populated(self._territory.pieces(self._chosen))

    def covered(self, area: Area) -> float | None:
        """Return the inhabitants of an area within reach; None when outline or population is unknown."""
        if area.outline is None or area.population is None:
            return None
        spread = self._inhabitants.of(area)
        if spread.is_lattice:
            return float(area.population * area.outline.intersection(self.ground).area / area.outline.area)
        return float(spread.people[self._distances(spread) <= self.reach_m].sum())

    def _distances(self, spread: Spread) -> NDArray[np.float64]:
        distances, _ = self._tree.query(spread.positions)
        return np.asarray(distances)

    def out_of_reach(self, areas: Iterable[Area]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the positions and weights of the inhabitants of some areas who are out of reach."""
        spreads = [self._inhabitants.of(area) for area in _populated(areas)]
        positions = np.concatenate([np.empty((0, 2)), *(spread.positions for spread in spreads)])
        people = np.concatenate([np.empty(0), *(spread.people for spread in spreads)])
        far = self._tree.query(positions)[0] > self.reach_m if self.points else np.full(len(people), True)
        return positions[far], people[far]

    def qpv_within_reach(self) -> float | None:
        """Inhabitants of the QPV within reach."""
        return _total(self.covered(area) for area in self.qpvs)

    def qpv_population(self) -> float | None:
        """Inhabitants of the QPV."""
        return _total(_people(area) for area in self.qpvs)

    def within_reach(self) -> float | None:
        """Inhabitants within reach."""
        return _total(self.covered(area) for area in self.pieces)

    def population(self) -> float | None:
        """Inhabitants."""
        return _total(_people(area) for area in self.pieces)

    def qpvs_served(self) -> float | None:
        """QPV with a service point inside or within 300 m."""
        outlined = [qpv for qpv in self.qpvs if qpv.outline is not None]
        return float(sum(self._is_near(qpv) for qpv in outlined)) if outlined else None

    def unserved_qpvs(self) -> list[Area]:
        """QPV of the perimeter without a service point inside or within 300 m."""
        return [qpv for qpv in self.qpvs if qpv.outline is not None and not self._is_near(qpv)]

    def _is_near(self, area: Area) -> bool:
        return bool(self.serving(area))

    def serving(self, area: Area) -> list[ServicePoint]:
        """Return the points on a commune's ground, or inside a QPV or within 300 m of it."""
        if area.code in self._territory.communes:
            return [point for point in self.points if area.code in point.communes]
        if not self.points or area.outline is None:
            return []
        near = shapely.dwithin(self._shapes, area.outline, SERVED_WITHIN_M)
        return [point for point, is_near in zip(self.points, near, strict=True) if is_near]

    def nearest(self, area: Area) -> tuple[ServicePoint, float] | None:
        """Return the point nearest to where an area's inhabitants are on average, and its distance."""
        if not self.points or area.outline is None:
            return None
        metres, rank = self._tree.query(self._inhabitants.centre(area))
        return self.points[int(rank)], float(metres)

    def communes_served(self) -> float | None:
        """Communes with a service point on their ground."""
        if not self.communes:
            return None
        return float(sum(bool(self.serving(commune)) for commune in self.communes))

    def median_distance(self) -> float | None:
        """Median distance of the inhabitants to the nearest service point, in metres."""
        return self._median_over(self.pieces)

    def median_of(self, area: Area) -> float | None:
        """Return the same over one area; None when outline or population is unknown."""
        return self._median_over(_populated([area]))

    def _median_over(self, areas: list[Area]) -> float | None:
        if not areas:
            return None
        spreads = [self._inhabitants.of(area) for area in areas]
        distances, _ = self._tree.query(np.concatenate([spread.positions for spread in spreads]))
        return _weighted_median(distances, np.concatenate([spread.people for spread in spreads]))


Total = Callable[[CoverageMap], float | None]
OfArea = Callable[[CoverageMap, Area], float | None]

_MEASURES: Mapping[str, tuple[Total, OfArea | None]] = {
    "qpv_within_reach": (CoverageMap.qpv_within_reach, CoverageMap.covered),
    "qpv_population": (CoverageMap.qpv_population, lambda _, area: _people(area)),
    "within_reach": (CoverageMap.within_reach, CoverageMap.covered),
    "population": (CoverageMap.population, lambda _, area: _people(area)),
    "qpvs_served": (CoverageMap.qpvs_served, None),
    "communes_served": (CoverageMap.communes_served, None),
    "median_distance": (CoverageMap.median_distance, CoverageMap.median_of),
}


def _people(area: Area) -> float | None:
    return None if area.outline is None else area.population


def _populated(areas: Iterable[Area]) -> list[Area]:
    return [area for area in areas if area.outline is not None and area.population]


def _total(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _weighted_median(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    order = np.argsort(values)
    reached = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(reached, reached[-1] / 2)])
