"""Indicators of coverage: surfaces and distances are counted on points, never intersected."""

from collections.abc import Iterable, Sequence, Sized
from dataclasses import dataclass
from functools import cache, lru_cache
from math import ceil, sqrt
from statistics import fmean

import shapely
from shapely.geometry.base import BaseGeometry

from data_access.territory import Area
from tests.reference.events import hours, stops, workshops
from tests.reference.model import Answer, Question, Row, Squares, rate, total
from tests.reference.places import Position, distance, place_codes, position, stop_codes

SAME_POSITION_M = 50
SERVED_M = 300
POINTS_PER_AREA = 1500


@dataclass(frozen=True)
class ServicePoint:
    """Where a service is rendered, and the communes on whose ground it is."""

    position: Position
    communes: frozenset[str | None]


def population_qpv_couverte(question: Question) -> Answer:
    return _covered(question, _qpvs(question))


def population_couverte(question: Question) -> Answer:
    return _covered(question, question.territory.pieces(question.territoires))


def qpv_desservis(question: Question) -> Answer:
    points, areas = service_points(question), _qpvs(question)
    served = [
        area
        for area in areas
        if area.outline is not None
        and any(area.outline.distance(shapely.Point(point.position)) <= SERVED_M for point in points)
    ]
    return _number(served, areas, points)


def communes_desservies(question: Question) -> Answer:
    points, communes = service_points(question), set(question.territory.communes)
    if question.territoires:
        communes &= question.territoires
    served = {commune for point in points for commune in point.communes} & communes
    return _number(served, communes, points)


def heures_itinerance(question: Question) -> Answer:
    made = question.selected(stops(question))
    return total(sum(hours(event.row) or 0 for event in made), made)


def offre_pour_1000(question: Question) -> Answer:
    made = {row["id_passage"] for row in question.sheet("passages") if row["statut"] == "tenu"}
    elsewhere = [
        event.row
        for event in question.selected(workshops(question))
        if event.row.get("id_passage") not in made
    ]
    durations = [hours(row) for row in elsewhere if hours(row) is not None]
    mobile = heures_itinerance(question)
    nothing = not durations and mobile.valeur is None
    offered = None if nothing else sum(durations) + (mobile.valeur or 0)
    return rate(offered, question.population(), len(durations) + mobile.lignes, 1000)


def distance_mediane(question: Question) -> Answer:
    points = service_points(question)
    areas = _inhabited(question.territory.pieces(question.territoires))
    if not points or not areas:
        return Answer(None, lignes=len(points))
    weighted = [each for area in areas for each in _weighted_distances(question, area, points)]
    return total(_weighted_median(weighted), points)


def service_points(question: Question) -> list[ServicePoint]:
    """Return the active service points of the period, wherever they are."""
    places = [
        ServicePoint(position(row["latitude"], row["longitude"]), frozenset({place_codes(question, row)[0]}))
        for row in question.sheet("lieux")
        if _is_open(question, row)
    ]
    groups = [group for group in _stop_groups(question) if len(group) >= question.plan.passages_min]
    return places + [_stop_point(question, group) for group in groups]


def _is_open(question: Question, place: Row) -> bool:
    opened, closed = place.get("date_ouverture"), place.get("date_fermeture")
    return (opened is None or opened <= question.au) and (closed is None or closed >= question.du)


def _stop_groups(question: Question) -> list[list[Row]]:
    """Return the stops not cancelled of the period, those within 50 m of each other together."""
    groups: list[list[Row]] = []
    for row in question.sheet("passages"):
        if row["statut"] == "annulé" or not question.du <= row["date"] <= question.au:
            continue
        near = [group for group in groups if any(_same_position(row, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([row, *(other for group in near for other in group)])
    return groups


def _same_position(one: Row, other: Row) -> bool:
    here, there = (position(row["latitude"], row["longitude"]) for row in (one, other))
    return distance(here, there) <= SAME_POSITION_M


def _stop_point(question: Question, group: Sequence[Row]) -> ServicePoint:
    places = [position(row["latitude"], row["longitude"]) for row in group]
    centre = (fmean(x for x, _ in places), fmean(y for _, y in places))
    return ServicePoint(centre, frozenset(stop_codes(question, row)[0] for row in group))


def _qpvs(question: Question) -> list[Area]:
    chosen = question.territoires
    return [
        area
        for area in question.territory.qpvs.values()
        if not chosen or area.code in chosen or chosen & set(area.communes)
    ]


def _number(served: Sized, among: Sized, points: Sequence[ServicePoint]) -> Answer:
    """Return how many areas are served; without any area to serve, or any point, there is no data."""
    return total(len(served), points) if among else Answer(None, lignes=len(points))


def _covered(question: Question, areas: Iterable[Area]) -> Answer:
    points = service_points(question)
    if not points:
        return Answer(None)
    areas = _inhabited(areas)
    reached = sum(_reached(question, area, points) for area in areas)
    return rate(reached, sum(area.population for area in areas), len(points))


def _inhabited(areas: Iterable[Area]) -> list[Area]:
    return [area for area in areas if area.population is not None and area.outline is not None]


def _reached(question: Question, area: Area, points: Sequence[ServicePoint]) -> float:
    weighted = _weighted_distances(question, area, points)
    return sum(weight for distance_m, weight in weighted if distance_m <= question.plan.rayon)


def _weighted_distances(
    question: Question, area: Area, points: Sequence[ServicePoint]
) -> list[tuple[float, float]]:
    """Return distances to the nearest service point, each with the inhabitants that it stands for."""
    where = _positions(points)
    inside = _squares_inside(area.outline, question.squares)
    if inside:
        people = sum(people for _, _, people in inside)
        return [
            (min(distance((x, y), point) for point in where), area.population * weight / people)
            for x, y, weight in inside
        ]
    distances = _distances(area.outline, where)
    return [(each, area.population / len(distances)) for each in distances]


@lru_cache(maxsize=200)
def _squares_inside(outline: BaseGeometry, squares: Squares) -> Squares:
    return tuple(each for each in squares if outline.covers(shapely.Point(each[0], each[1])))


def _positions(points: Sequence[ServicePoint]) -> tuple[Position, ...]:
    return tuple(point.position for point in points)


@lru_cache(maxsize=2000)
def _distances(outline: BaseGeometry, points: tuple[Position, ...]) -> tuple[float, ...]:
    return tuple(min(distance(each, point) for point in points) for each in _lattice(outline))


@cache
def _lattice(outline: BaseGeometry) -> tuple[Position, ...]:
    """Return evenly spread points of an area."""
    west, south, east, north = outline.bounds
    step = sqrt(outline.area / POINTS_PER_AREA)
    shapely.prepare(outline)
    columns = [west + step * (i + 0.5) for i in range(ceil((east - west) / step))]
    rows = [south + step * (i + 0.5) for i in range(ceil((north - south) / step))]
    return tuple((x, y) for x in columns for y in rows if shapely.contains_xy(outline, x, y))


def _weighted_median(weighted: Iterable[tuple[float, float]]) -> float:
    ordered = sorted(weighted)
    remaining = sum(weight for _, weight in ordered) / 2
    for value, weight in ordered:
        remaining -= weight
        if remaining <= 0:
            return value
    return ordered[-1][0]
