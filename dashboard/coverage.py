"""Who lives within reach of a service point: planar distances in Lambert-93, population spread evenly."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

import numpy as np
import polars as pl
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry

from dashboard.selection import Selection
from data_access.facts import Facts
from data_access.territory import Area
from data_access.vocabulary import CANCELLED

SAME_STOP_M = 50
SERVED_WITHIN_M = 300
CIRCLE_SEGMENTS = 64
SAMPLES_PER_AREA = 400
FINEST_LATTICE_M = 100

Answer = tuple[float | None, int]


@dataclass(frozen=True, slots=True)
class ServicePoint:
    """A fixed place or a position of the mobile third place; `stops` is None for a fixed place."""

    x: float
    y: float
    name: str
    communes: frozenset[str]
    stops: int | None


def service_points(facts: Facts, selection: Selection, stops_min: int | None = None) -> list[ServicePoint]:
    """Return the service points active in the period, wherever they are."""
    places = [
        ServicePoint(row["x"], row["y"], row["name"], frozenset({row["commune_insee"]}), None)
        for row in open_places(facts, selection).iter_rows(named=True)
    ]
    return places + _stop_positions(facts, selection, stops_min or facts.plan.stops_min)


def open_places(facts: Facts, selection: Selection) -> pl.DataFrame:
    """Return the fixed places open on one day of the period at least."""
    return facts.places.filter(
        pl.col("opened").is_null() | (pl.col("opened") <= selection.end),
        pl.col("closed").is_null() | (pl.col("closed") >= selection.start),
    )


def _stop_positions(facts: Facts, selection: Selection, stops_min: int) -> list[ServicePoint]:
    stops = facts.stops.filter(
        pl.col("date").is_between(selection.start, selection.end), pl.col("status") != CANCELLED
    )
    if stops.is_empty():
        return []
    positions = (
        stops.with_columns(position=pl.Series(_clusters(stops.select("x", "y").to_numpy())))
        .group_by("position", maintain_order=True)
        .agg(
            pl.col("x").mean(),
            pl.col("y").mean(),
            pl.col("name").drop_nulls().last(),
            pl.col("commune_insee").drop_nulls().unique(),
            stops=pl.len(),
        )
        .filter(pl.col("stops") >= stops_min)
    )
    return [
        ServicePoint(
            row["x"], row["y"], row["name"] or "Arrêt", frozenset(row["commune_insee"]), row["stops"]
        )
        for row in positions.iter_rows(named=True)
    ]


def _clusters(positions: NDArray[np.float64]) -> NDArray[np.int32]:
    """Number positions so that those linked by steps of 50 m or less share a number."""
    unique, back = np.unique(positions, axis=0, return_inverse=True)
    pairs = cKDTree(unique).query_pairs(SAME_STOP_M, output_type="ndarray")
    links = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(len(unique), len(unique)))
    _, numbers = connected_components(links, directed=False)
    return np.asarray(numbers[back.reshape(-1)], dtype=np.int32)


class CoverageMap:
    """Answers the coverage measures for one selection; each is (value or None, service points counted)."""

    def __init__(self, facts: Facts, selection: Selection, reach_m: float | None = None) -> None:
        self._territory = facts.territory
        self._chosen = selection.territories
        self._reach_m = reach_m or facts.plan.reach_m
        self.points = service_points(facts, selection)

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
        areas = self._qpvs if dimension == "qpv" else self._communes
        return {area.code: (one(self, area), len(self.points)) for area in areas}

    @cached_property
    def _reach(self) -> BaseGeometry:
        """The ground within reach of any service point."""
        circles = shapely.buffer(self._shapes, self._reach_m, quad_segs=CIRCLE_SEGMENTS)
        ground = shapely.union_all(circles)
        shapely.prepare(ground)
        return ground

    @cached_property
    def _shapes(self) -> NDArray[np.object_]:
        return np.asarray(shapely.points([(point.x, point.y) for point in self.points]))

    @cached_property
    def _qpvs(self) -> list[Area]:
        return [
            qpv
            for qpv in self._territory.qpvs.values()
            if not self._chosen or qpv.code in self._chosen or self._chosen.intersection(qpv.communes)
        ]

    @cached_property
    def _communes(self) -> list[Area]:
        return [
            commune
            for commune in self._territory.communes.values()
            if not self._chosen or commune.code in self._chosen
        ]

    @cached_property
    def _pieces(self) -> list[Area]:
        return _populated(self._territory.pieces(self._chosen))

    def _covered(self, area: Area) -> float | None:
        """Inhabitants of an area within reach."""
        if area.outline is None or area.population is None:
            return None
        return float(area.population * area.outline.intersection(self._reach).area / area.outline.area)

    def qpv_within_reach(self) -> float | None:
        """Inhabitants of the QPV within reach."""
        return _total(self._covered(area) for area in self._qpvs)

    def qpv_population(self) -> float | None:
        """Inhabitants of the QPV."""
        return _total(_people(area) for area in self._qpvs)

    def within_reach(self) -> float | None:
        """Inhabitants within reach."""
        return _total(self._covered(area) for area in self._pieces)

    def population(self) -> float | None:
        """Inhabitants."""
        return _total(_people(area) for area in self._pieces)

    def qpvs_served(self) -> float | None:
        """QPV with a service point inside or within 300 m."""
        outlined = [qpv for qpv in self._qpvs if qpv.outline is not None]
        return float(sum(self._is_near(qpv) for qpv in outlined)) if outlined else None

    def unserved_qpvs(self) -> list[Area]:
        """QPV of the perimeter without a service point inside or within 300 m."""
        return [qpv for qpv in self._qpvs if qpv.outline is not None and not self._is_near(qpv)]

    def _is_near(self, area: Area) -> bool:
        return bool(self.points) and bool(
            np.any(shapely.dwithin(self._shapes, area.outline, SERVED_WITHIN_M))
        )

    def communes_served(self) -> float | None:
        """Communes with a service point on their ground."""
        if not self._communes:
            return None
        held = frozenset().union(*(point.communes for point in self.points))
        return float(sum(commune.code in held for commune in self._communes))

    def median_distance(self) -> float | None:
        """Median distance of the inhabitants to the nearest service point, in metres."""
        return self._median_over(self._pieces)

    def _median_of(self, area: Area) -> float | None:
        return self._median_over(_populated([area]))

    def _median_over(self, areas: list[Area]) -> float | None:
        if not areas:
            return None
        samples = [_lattice(area) for area in areas]
        weights = [
            np.full(len(points), (area.population or 0) / len(points))
            for area, points in zip(areas, samples, strict=True)
        ]
        tree = cKDTree([(point.x, point.y) for point in self.points])
        distances, _ = tree.query(np.concatenate(samples))
        return _weighted_median(distances, np.concatenate(weights))


Total = Callable[[CoverageMap], float | None]
OfArea = Callable[[CoverageMap, Area], float | None]

_MEASURES: Mapping[str, tuple[Total, OfArea | None]] = {
    "qpv_within_reach": (CoverageMap.qpv_within_reach, CoverageMap._covered),
    "qpv_population": (CoverageMap.qpv_population, lambda _, area: _people(area)),
    "within_reach": (CoverageMap.within_reach, CoverageMap._covered),
    "population": (CoverageMap.population, lambda _, area: _people(area)),
    "qpvs_served": (CoverageMap.qpvs_served, None),
    "communes_served": (CoverageMap.communes_served, None),
    "median_distance": (CoverageMap.median_distance, CoverageMap._median_of),
}


def _people(area: Area) -> float | None:
    return None if area.outline is None else area.population


def _populated(areas: Iterable[Area]) -> list[Area]:
    return [area for area in areas if area.outline is not None and area.population]


def _total(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _lattice(area: Area) -> NDArray[np.float64]:
    """Return points spread evenly over an area: every 100 m, closer in a small one."""
    assert area.outline is not None
    step = min(FINEST_LATTICE_M, sqrt(area.outline.area / SAMPLES_PER_AREA))
    left, bottom, right, top = area.outline.bounds
    rows = np.arange(bottom + step / 2, top, step)
    grid = np.array(np.meshgrid(np.arange(left + step / 2, right, step), rows)).reshape(2, -1).T
    return np.asarray(grid[shapely.contains_xy(area.outline, grid)])


def _weighted_median(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    order = np.argsort(values)
    reached = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(reached, reached[-1] / 2)])
