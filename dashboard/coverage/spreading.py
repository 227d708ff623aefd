"""Where an area's inhabitants are: on population points when there are some, else evenly on its ground."""

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from weakref import WeakKeyDictionary

import numpy as np
import polars as pl
import shapely
from numpy.typing import NDArray

from data_access.facts import Facts
from data_access.territory import Area

SAMPLES_PER_AREA = 400
FINEST_LATTICE_M = 100
REMEMBERED = 500


class Spreading(StrEnum):
    """How inhabitants are placed, as a sentence for the page and « Méthode »."""

    EVENLY = "La population est supposée répartie également sur la surface de chaque commune ou quartier."
    ON_SQUARES = (
        "La population officielle de chaque commune ou quartier est répartie sur les carreaux de 200 m de "
        "l'INSEE, au prorata de leurs habitants ; également sur sa surface s'il n'en contient aucun."
    )


def spreading(facts: Facts) -> Spreading:
    """Return the way in use."""
    return Spreading.EVENLY if facts.population_points.is_empty() else Spreading.ON_SQUARES


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """An area's inhabitants as weighted positions; `is_lattice` when they only sample its surface."""

    positions: NDArray[np.float64]
    people: NDArray[np.float64]
    is_lattice: bool


class Inhabitants:
    """Spreads the inhabitants of areas, each area once."""

    def __init__(self, points: pl.DataFrame) -> None:
        self._positions = points.select("x", "y").to_numpy()
        self._people = points["people"].to_numpy()
        self._known: dict[Area, Spread] = {}

    def of(self, area: Area) -> Spread:
        """Return where an outlined area's inhabitants are; they add up to its population."""
        spread = self._known.get(area)
        if spread is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            spread = self._known[area] = self._on_squares(area) or _evenly(area)
        return spread

    def centre(self, area: Area) -> tuple[float, float]:
        """Return where an outlined area's inhabitants are on average."""
        assert area.outline is not None
        spread = self.of(area)
        if spread.is_lattice or not area.population:
            return area.outline.centroid.x, area.outline.centroid.y
        x, y = np.average(spread.positions, axis=0, weights=spread.people)
        return float(x), float(y)

    def _on_squares(self, area: Area) -> Spread | None:
        if not len(self._people):
            return None
        inside = shapely.intersects_xy(area.outline, self._positions[:, 0], self._positions[:, 1])
        people = self._people[inside]
        if not len(people):
            return None
        return Spread(self._positions[inside], (area.population or 0) * people / people.sum(), False)


_inhabitants: WeakKeyDictionary[Facts, Inhabitants] = WeakKeyDictionary()


def inhabitants(facts: Facts) -> Inhabitants:
    """Return what spreads the inhabitants; remembered as long as the facts are in use."""
    known = _inhabitants.get(facts)
    return known or _inhabitants.setdefault(facts, Inhabitants(facts.population_points))


def _evenly(area: Area) -> Spread:
    """Return points spread evenly over an area: every 100 m, closer in a small one."""
    assert area.outline is not None
    step = min(FINEST_LATTICE_M, sqrt(area.outline.area / SAMPLES_PER_AREA))
    left, bottom, right, top = area.outline.bounds
    rows = np.arange(bottom + step / 2, top, step)
    grid = np.array(np.meshgrid(np.arange(left + step / 2, right, step), rows)).reshape(2, -1).T
    points = np.asarray(grid[shapely.contains_xy(area.outline, grid)])
    return Spread(points, np.full(len(points), (area.population or 0) / len(points)), True)
