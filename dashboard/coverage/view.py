"""What the coverage map and its table show for one selection: points, ground within reach, areas."""

from dataclasses import dataclass
from datetime import date

import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.coverage.measures import CoverageMap
from dashboard.coverage.rhythm import rhythm
from dashboard.coverage.service import ServicePoint, stop_days
from dashboard.coverage.settings import Settings
from dashboard.coverage.spreading import Spreading, spreading
from dashboard.selection import Selection
from data_access.facts import Facts
from data_access.territory import Area


@dataclass(frozen=True, slots=True)
class PointView:
    """An active service point; a stop position has its days in the period and their rhythm."""

    point: ServicePoint
    days: tuple[date, ...] = ()
    rhythm: str | None = None


@dataclass(frozen=True, slots=True)
class AreaView:
    """A commune or a QPV: inhabitants within reach, nearest point, points that serve it.

    `nearest_m` goes from where its inhabitants are on average to `nearest`, `median_m` is the distance that
    half of them have to go; `share` is a percentage. None is « aucune donnée ».
    """

    area: Area
    within: float | None
    share: float | None
    nearest: ServicePoint | None
    nearest_m: float | None
    median_m: float | None
    serving: int

    @property
    def is_served(self) -> bool:
        """Say whether the area counts as served, as the indicators do."""
        return self.serving > 0


@dataclass(frozen=True, slots=True, eq=False)
class CoverageView:
    """Everything the map shows; outlines are in Lambert-93, `beyond` is the perimeter out of reach."""

    revision: int
    selection: Selection
    settings: Settings
    spreading: Spreading
    points: tuple[PointView, ...]
    reached: BaseGeometry
    beyond: BaseGeometry
    communes: tuple[AreaView, ...]
    qpvs: tuple[AreaView, ...]


def coverage_view(facts: Facts, selection: Selection) -> CoverageView:
    """Return the map's content; facts changed by `with_settings` give it under these settings."""
    coverage = CoverageMap(facts, selection)
    pieces = facts.territory.pieces(selection.territories)
    ground = shapely.union_all([piece.outline for piece in pieces if piece.outline is not None])
    return CoverageView(
        revision=facts.revision,
        selection=selection,
        settings=Settings.of(facts.plan),
        spreading=spreading(facts),
        points=_points(facts, selection, coverage),
        reached=coverage.ground,
        beyond=ground.difference(coverage.ground),
        communes=tuple(_area(coverage, area) for area in coverage.communes),
        qpvs=tuple(_area(coverage, area) for area in coverage.qpvs),
    )


def _points(facts: Facts, selection: Selection, coverage: CoverageMap) -> tuple[PointView, ...]:
    days = iter(stop_days(facts, selection))
    return tuple(
        PointView(point) if point.stops is None else _stop(point, next(days)) for point in coverage.points
    )


def _stop(point: ServicePoint, days: tuple[date, ...]) -> PointView:
    return PointView(point, days, rhythm(days))


def _area(coverage: CoverageMap, area: Area) -> AreaView:
    within = coverage.covered(area) if coverage.points else None
    nearest, nearest_m = coverage.nearest(area) or (None, None)
    return AreaView(
        area=area,
        within=within,
        share=100 * within / area.population if within is not None and area.population else None,
        nearest=nearest,
        nearest_m=nearest_m,
        median_m=coverage.median_of(area) if coverage.points else None,
        serving=len(coverage.serving(area)),
    )
