"""What is offered in and around an area: service points at hand, what is coming there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

import polars as pl
import shapely

from dashboard.coverage import ServicePoint, service_points
from dashboard.coverage.rhythm import rhythm
from dashboard.coverage.service import stop_days
from dashboard.neighbourhoods.scales import Scale
from dashboard.selection import Selection
from data_access.facts import Facts
from data_access.territory import Area
from data_access.vocabulary import PLANNED

SHOWN_COMING = 6
ONLY_THE_NEAREST = 1


@dataclass(frozen=True, slots=True)
class NearPoint:
    """An active service point and how far from the area it is, in metres; 0 inside.

    `rhythm` says how often the mobile third place comes back; None for a fixed place.
    """

    point: ServicePoint
    distance_m: float
    rhythm: str | None


@dataclass(frozen=True, slots=True)
class ComingEvent:
    """A workshop or a stop that is planned; what is not known is None."""

    day: date
    starts_at: time | None
    what: str
    place: str | None


@dataclass(frozen=True, slots=True)
class Coming:
    """The next events of a kind, and how many are planned in all."""

    events: tuple[ComingEvent, ...]
    planned: int


def near_points(facts: Facts, selection: Selection, area: Area) -> tuple[NearPoint, ...]:
    """Return the points active in the period within the plan's reach, else the nearest; the nearest first."""
    if area.outline is None:
        return ()
    days = iter(stop_days(facts, selection))
    found = [
        NearPoint(
            point,
            float(shapely.distance(area.outline, shapely.Point(point.x, point.y))),
            None if point.stops is None else rhythm(next(days)),
        )
        for point in service_points(facts, selection)
    ]
    found.sort(key=lambda each: (each.distance_m, each.point.name))
    within = [each for each in found if each.distance_m <= facts.plan.reach_m]
    return tuple(within or found[:ONLY_THE_NEAREST])


def coming_workshops(facts: Facts, code: str, scale: Scale, today: date) -> Coming:
    """Return the workshops planned in the area."""
    planned = _planned(facts.workshops, f"place_{scale.value}", code, today)
    names = planned.join(_named(facts.places, "place"), on="place_id", how="left").join(
        _named(facts.stops, "stop"), on="stop_id", how="left"
    )
    return _coming(
        names.select(
            "date",
            "starts_at",
            what=pl.coalesce("title", pl.col("type").cast(pl.String)),
            place=pl.coalesce("place_name", "stop_name"),
        )
    )


def coming_stops(facts: Facts, code: str, scale: Scale, today: date) -> Coming:
    """Return the stops planned in the area."""
    planned = _planned(facts.stops, f"home_{scale.value}", code, today)
    return _coming(planned.select("date", "starts_at", what=pl.lit("Tiers-lieu mobile"), place="name"))


def _planned(frame: pl.DataFrame, column: str, code: str, today: date) -> pl.DataFrame:
    return frame.filter(
        pl.col("status") == PLANNED, pl.col("date") >= today, pl.col(column).cast(pl.String) == code
    )


def _named(frame: pl.DataFrame, kind: str) -> pl.DataFrame:
    return frame.select(pl.col("id").alias(f"{kind}_id"), pl.col("name").alias(f"{kind}_name"))


def _coming(events: pl.DataFrame) -> Coming:
    ordered: Sequence[tuple[date, time | None, str, str | None]] = events.sort(
        "date", "starts_at", nulls_last=True
    ).rows()
    return Coming(tuple(ComingEvent(*row) for row in ordered[:SHOWN_COMING]), len(ordered))
