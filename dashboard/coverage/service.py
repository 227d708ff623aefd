"""Service points: fixed places open in the period, positions where the mobile third place stops."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from dashboard.selection import Selection
from data_access.facts import Facts
from data_access.vocabulary import CANCELLED

SAME_STOP_M = 50


@dataclass(frozen=True, slots=True)
class ServicePoint:
    """A fixed place or a position of the mobile third place; `stops` is None for a fixed place."""

    x: float
    y: float
    name: str
    communes: frozenset[str]
    stops: int | None


def service_points(facts: Facts, selection: Selection) -> list[ServicePoint]:
    """Return the service points active in the period, wherever they are: places, then stop positions."""
    places = [
        ServicePoint(row["x"], row["y"], row["name"], frozenset({row["commune_insee"]} - {None}), None)
        for row in open_places(facts, selection).iter_rows(named=True)
    ]
    stops = [
        ServicePoint(
            row["x"], row["y"], row["name"] or "Arrêt", frozenset(row["commune_insee"]), row["stops"]
        )
        for row in _stop_positions(facts, selection).iter_rows(named=True)
    ]
    return places + stops


def open_places(facts: Facts, selection: Selection) -> pl.DataFrame:
    """Return the fixed places open on one day of the period at least."""
    return facts.places.filter(
        pl.col("opened").is_null() | (pl.col("opened") <= selection.end),
        pl.col("closed").is_null() | (pl.col("closed") >= selection.start),
    )


def stop_days(facts: Facts, selection: Selection) -> list[tuple[date, ...]]:
    """Return the days of the stops at each active position, in order; a day with two stops stands twice."""
    positions = _stop_positions(facts, selection, pl.col("date").sort().alias("days"))
    return [tuple(days) for days in positions["days"]] if len(positions) else []


def _stop_positions(facts: Facts, selection: Selection, *columns: pl.Expr) -> pl.DataFrame:
    """Return one row per position that has enough stops, with more columns when asked for."""
    stops = facts.stops.filter(
        pl.col("date").is_between(selection.start, selection.end), pl.col("status") != CANCELLED
    )
    if stops.is_empty():
        return stops.clear()
    return (
        stops.with_columns(position=pl.Series(_clusters(stops.select("x", "y").to_numpy())))
        .group_by("position", maintain_order=True)
        .agg(
            pl.col("x").mean(),
            pl.col("y").mean(),
            pl.col("name").drop_nulls().last(),
            pl.col("commune_insee").drop_nulls().unique(),
            *columns,
            stops=pl.len(),
        )
        .filter(pl.col("stops") >= facts.plan.stops_min)
    )


def _clusters(positions: NDArray[np.float64]) -> NDArray[np.int32]:
    """Number positions so that those linked by steps of 50 m or less share a number."""
    unique, back = np.unique(positions, axis=0, return_inverse=True)
    pairs = cKDTree(unique).query_pairs(SAME_STOP_M, output_type="ndarray")
    links = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(len(unique), len(unique)))
    _, numbers = connected_components(links, directed=False)
    return np.asarray(numbers[back.reshape(-1)], dtype=np.int32)
