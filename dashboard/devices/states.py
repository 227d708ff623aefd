"""Where each device stood on a day: what came later is not known yet."""

from datetime import date
from enum import StrEnum

import polars as pl

from dashboard.indicators.devices import FOLLOW_UP
from dashboard.selection import Selection
from data_access.facts import Facts
from data_access.vocabulary import PRESENT


class State(StrEnum):
    """How far a device had come, as readers say it."""

    PREPARING = "en préparation"
    READY = "prêt"
    HANDED = "remis"
    RETURNED = "rendu"
    OUT = "sorti"


AFTERWARDS = ("ready", "handed", "returned", "left")
TOLD_WITH = {"terms": "handed", "home_commune": "handed", "home_qpv": "handed", "return_reason": "returned"}


def last_day(selection: Selection, today: date) -> date:
    """Return the day on which devices are looked at: the period's last one, today if that comes first."""
    return min(selection.end, today)


def on(facts: Facts, day: date) -> pl.DataFrame:
    """One row per device received by a day, with its `state`, `since` when, and how many `days`.

    `visited` is the first day, within 90 days of the handover, when a member of the household came to a
    workshop that was held. Households themselves are left out.
    """
    devices = standing(facts.devices, day).with_row_index("row")
    return devices.join(_visits(devices, facts.attendance, day), on="row", how="left").drop(
        "row", "household"
    )


def standing(devices: pl.DataFrame, day: date) -> pl.DataFrame:
    """Return the devices received by a day and their state, nothing of what came later."""
    return (
        devices.filter(pl.col("received") <= day)
        .with_columns(pl.when(pl.col(name) <= day).then(pl.col(name)).alias(name) for name in AFTERWARDS)
        .with_columns(
            pl.when(pl.col(told).is_not_null()).then(pl.col(name)).alias(name)
            for name, told in TOLD_WITH.items()
        )
        .with_columns(_state(), since=pl.coalesce("left", "returned", "handed", "ready", "received"))
        .with_columns(days=(day - pl.col("since")).dt.total_days())
    )


def inside(selection: Selection) -> pl.Expr:
    """Say whether a device was handed over in the perimeter; without one every device is inside."""
    codes = sorted(selection.territories)
    if not codes:
        return pl.lit(True)
    homes = [pl.col(f"home_{kind}").cast(pl.String).is_in(codes) for kind in ("commune", "qpv")]
    return pl.any_horizontal(homes).fill_null(False)


def _state() -> pl.Expr:
    states = pl.Enum([state.value for state in State])
    return (
        pl.when(pl.col("left").is_not_null())
        .then(pl.lit(State.OUT.value))
        .when(pl.col("returned").is_not_null())
        .then(pl.lit(State.RETURNED.value))
        .when(pl.col("handed").is_not_null())
        .then(pl.lit(State.HANDED.value))
        .when(pl.col("ready").is_not_null())
        .then(pl.lit(State.READY.value))
        .otherwise(pl.lit(State.PREPARING.value))
        .cast(states)
        .alias("state")
    )


def _visits(devices: pl.DataFrame, attendance: pl.DataFrame, day: date) -> pl.DataFrame:
    """Return the first visit after each handover, by the device's row."""
    handed = devices.lazy().filter(pl.col("handed").is_not_null(), pl.col("household").is_not_null())
    return (
        attendance.lazy()
        .filter(pl.col("presence") == PRESENT, pl.col("household").is_not_null(), pl.col("date") <= day)
        .select("household", visited="date")
        .join(handed.select("row", "household", "handed"), on="household")
        .filter(pl.col("visited").is_between(pl.col("handed"), pl.col("handed") + FOLLOW_UP))
        .group_by("row")
        .agg(pl.col("visited").min())
        .collect()
    )
