"""Every workshop with how many came, and where it is in words."""

import narwhals as nw
import polars as pl

from dashboard.measuring import inside
from dashboard.sharing import per_revision
from data_access.facts import Facts
from data_access.vocabulary import ABSENT, EXCUSED, OUTSIDE_QPV, OUTSIDE_TERRITORY, PRESENT

MOBILE = "Tiers-lieu mobile"


@per_revision
def located(facts: Facts) -> pl.DataFrame:
    """Return one row per workshop with its headcounts and the names of its place, commune and QPV.

    `present`, `absent`, `excused` are people, `anonymous` those present whom nobody identified, `identified`
    the others; all null without any attendance. `place` is null when neither a place nor a stop is given.
    """
    places = facts.places.select(place_id="id", place_name="name")
    stops = facts.stops.select(stop_id="id", stop_name=pl.col("name").fill_null(""), stop_status="status")
    return (
        facts.workshops.join(_headcounts(facts), on="workshop", how="left")
        .join(places, on="place_id", how="left")
        .join(stops, on="stop_id", how="left")
        .sort("workshop")
        .with_columns(
            place=pl.coalesce(mobile("stop_name"), "place_name"),
            title=pl.coalesce("title", _capital(pl.col("type").cast(pl.String))),
            **area_names(facts, "place"),
        )
    )


def within(rows: pl.DataFrame, facts: Facts, territories: frozenset[str], prefix: str) -> pl.DataFrame:
    """Return the rows inside the perimeter, all of them when none is chosen."""
    if not territories:
        return rows
    return nw.from_native(rows).filter(inside(territories, facts.territory, prefix)).to_native()


def area_names(facts: Facts, prefix: str) -> dict[str, pl.Expr]:
    """Return `commune` and `qpv`, the names of a row's areas; null when there is none or it is not known."""
    return {
        kind: pl.col(f"{prefix}_{kind}")
        .cast(pl.String)
        .replace_strict({code: area.name for code, area in areas.items()} | outside, default=None)
        for kind, areas, outside in (
            ("commune", facts.territory.communes, {OUTSIDE_TERRITORY: OUTSIDE_TERRITORY}),
            ("qpv", facts.territory.qpvs, {OUTSIDE_QPV: OUTSIDE_QPV}),
        )
    }


def mobile(name: str) -> pl.Expr:
    """Return « Tiers-lieu mobile, place du marché » from a stop's name, null when there is no stop."""
    known = pl.when(pl.col(name) != "").then(pl.lit(f"{MOBILE}, ") + pl.col(name))
    return known.when(pl.col(name).is_not_null()).then(pl.lit(MOBILE))


def _headcounts(facts: Facts) -> pl.DataFrame:
    heads = pl.col("headcount").cast(pl.Int64)
    came = pl.col("presence") == PRESENT
    return facts.attendance.group_by("workshop").agg(
        present=heads.filter(came).sum(),
        absent=heads.filter(pl.col("presence") == ABSENT).sum(),
        excused=heads.filter(pl.col("presence") == EXCUSED).sum(),
        anonymous=heads.filter(came & pl.col("person").is_null()).sum(),
        identified=heads.filter(came & pl.col("person").is_not_null()).sum(),
    )


def _capital(text: pl.Expr) -> pl.Expr:
    return text.str.slice(0, 1).str.to_uppercase() + text.str.slice(1)
