"""Database rows as typed frames: enumerations and small integers, so that millions of rows stay small."""

from collections.abc import Mapping
from typing import Any

import polars as pl
from sqlalchemy import Connection, Select, func, select

from data_access.facts.codes import Codes
from data_access.schema import (
    Attendance,
    BudgetLine,
    Device,
    Place,
    PopulationPoint,
    Stop,
    Target,
    Workshop,
)
from data_access.territory.projection import metres_all
from data_access.vocabulary import (
    AGE_BANDS,
    DEVICE_ORIGINS,
    DEVICE_TYPES,
    EXCUSED,
    GENDERS,
    HANDOVER_TERMS,
    HELD,
    NATURES,
    PLANNED,
    PRESENCES,
    RETURN_REASONS,
    SOCIAL_STATUSES,
    STATUSES,
    WORKSHOP_TYPES,
)

CHUNK = 100_000
Schema = Mapping[str, Any]


def workshops(
    connection: Connection, codes: Codes, place_rows: pl.DataFrame, stop_rows: pl.DataFrame
) -> pl.DataFrame:
    """One row per workshop, numbered in chronological order (date, start, key), with its place's codes."""
    w = Workshop.__table__.c
    query = select(
        w.id, w.key, w.held_on.label("date"), w.starts_at, w.ends_at, w.title, w.type, w.themes, w.place_id,
        w.stop_id, w.commune_insee, w.qpv_code, w.capacity, w.registration, w.status, w.organiser,
    )  # fmt: skip
    rows = _fetch(connection, query, {
        "id": pl.Int64, "key": pl.String, "date": pl.Date, "starts_at": pl.Time, "ends_at": pl.Time,
        "title": pl.String, "type": pl.Enum(WORKSHOP_TYPES), "themes": pl.String, "place_id": pl.Int64,
        "stop_id": pl.Int64, "commune_insee": pl.String, "qpv_code": pl.String, "capacity": pl.Int32,
        "registration": pl.Boolean, "status": pl.Enum(STATUSES), "organiser": pl.String,
    })  # fmt: skip
    located = (
        rows.join(_codes_of(stop_rows, "stop"), on="stop_id", how="left")
        .join(_codes_of(place_rows, "place"), on="place_id", how="left")
        .with_columns(
            commune_insee=pl.coalesce("commune_insee", "stop_commune", "place_commune"),
            qpv_code=pl.coalesce("qpv_code", "stop_qpv", "place_qpv"),
        )
    )
    return (
        located.sort("date", "starts_at", "key", nulls_last=False)
        .with_row_index("workshop")
        .select(
            "workshop", "id", "key", "date", "starts_at", "ends_at", "title", "type", "themes", "capacity",
            "registration", "status", "organiser", "place_id", "stop_id",
            *codes.columns("place"),
            minutes=_minutes(),
            counted_by_stop=pl.col("stop_status").eq(HELD).fill_null(False),
        )
    )  # fmt: skip


def themes(workshop_rows: pl.DataFrame) -> pl.DataFrame:
    """One row per theme of a workshop; themes are separated by « | » or line breaks."""
    listed = pl.col("themes").str.replace_all(r"[\r\n]", "|").str.split("|")
    return (
        workshop_rows.select("workshop", theme=listed)
        .explode("theme")
        .with_columns(pl.col("theme").str.strip_chars())
        .filter(pl.col("theme") != "")
        .unique(maintain_order=True)
        .with_columns(pl.col("theme").cast(pl.Categorical))
    )


def attendance(connection: Connection, codes: Codes, workshop_rows: pl.DataFrame) -> pl.DataFrame:
    """One row per registration to a workshop that was held, in the workshops' order."""
    a = Attendance.__table__.c
    query = select(
        a.workshop_id, a.person_id, a.household_id, a.presence, a.headcount, a.gender, a.age_band,
        a.social_status, a.commune_insee, a.qpv_code,
    ).join(Workshop, Workshop.id == a.workshop_id).where(Workshop.status == HELD)  # fmt: skip
    rows = _fetch(connection, query, {
        "id": pl.Int64, "person": pl.UInt32, "household": pl.UInt32, "presence": pl.Enum(PRESENCES),
        "headcount": pl.UInt16, "gender": pl.Enum(GENDERS), "age_band": pl.Enum(AGE_BANDS),
        "social_status": pl.Enum(SOCIAL_STATUSES), "commune_insee": pl.String, "qpv_code": pl.String,
    }, codes.columns("home"), drop=["commune_insee", "qpv_code"])  # fmt: skip
    held = workshop_rows.select(
        "id", "workshop", "date", "type", "registration", "place_commune", "place_qpv",
        has_capacity=pl.col("capacity").is_not_null(),
    )  # fmt: skip
    return rows.join(held, on="id").drop("id").sort("workshop").rechunk()


def expected(connection: Connection) -> pl.DataFrame:
    """One row per workshop still planned to which people registered: how many, those excused set aside."""
    a, w = Attendance.__table__.c, Workshop.__table__.c
    query = (
        select(a.workshop_id, func.sum(a.headcount))
        .join(Workshop, w.id == a.workshop_id)
        .where(w.status == PLANNED, a.presence != EXCUSED)
        .group_by(a.workshop_id)
    )
    return _fetch(connection, query, {"id": pl.Int64, "expected": pl.UInt32})


def devices(connection: Connection, codes: Codes) -> pl.DataFrame:
    """One row per device; `delay` is the days from reception to handover."""
    d = Device.__table__.c
    query = select(
        d.key, d.type, d.origin, d.batch, d.received_on, d.ready_on, d.handed_on, d.terms, d.household_id,
        d.returned_on, d.return_reason, d.left_on, d.commune_insee, d.qpv_code,
    )  # fmt: skip
    rows = _fetch(connection, query, {
        "key": pl.String, "type": pl.Enum(DEVICE_TYPES), "origin": pl.Enum(DEVICE_ORIGINS),
        "batch": pl.String, "received": pl.Date, "ready": pl.Date, "handed": pl.Date,
        "terms": pl.Enum(HANDOVER_TERMS), "household": pl.UInt32, "returned": pl.Date,
        "return_reason": pl.Enum(RETURN_REASONS), "left": pl.Date,
        "commune_insee": pl.String, "qpv_code": pl.String,
    }, codes.columns("home"), drop=["commune_insee", "qpv_code"])  # fmt: skip
    return rows.with_columns(
        delay=(pl.col("handed") - pl.col("received")).dt.total_days().cast(pl.Int32)
    ).sort("received", "key")


def budget(connection: Connection, codes: Codes) -> pl.DataFrame:
    """One row per amount, in whole cents."""
    b = BudgetLine.__table__.c
    query = select(
        b.key, b.acted_on, b.nature, b.funder, b.action, b.amount, b.commune_insee, b.qpv_code, b.label,
        b.document,
    )  # fmt: skip
    rows = _fetch(connection, query, {
        "key": pl.String, "date": pl.Date, "nature": pl.Enum(NATURES), "funder": pl.String,
        "action": pl.String, "amount": pl.Decimal(18, 2), "commune_insee": pl.String, "qpv_code": pl.String,
        "label": pl.String, "document": pl.String,
    })  # fmt: skip
    return (
        rows.with_columns(*codes.columns("home"), cents=(pl.col("amount") * 100).cast(pl.Int64))
        .drop("amount", "commune_insee", "qpv_code")
        .sort("date", "key")
    )


def places(connection: Connection, codes: Codes) -> pl.DataFrame:
    """One row per fixed place; `id`, `commune_insee` and `qpv_code` serve to locate workshops."""
    p = Place.__table__.c
    query = select(
        p.id, p.key, p.name, p.commune_insee, p.qpv_code, p.latitude, p.longitude, p.opened_on, p.closed_on,
        p.details["horaires"].as_string().is_not(None).label("has_hours"),
        p.details["typologie"].as_string().label("typology"),
    )  # fmt: skip
    rows = _fetch(connection, query, {
        "id": pl.Int64, "key": pl.String, "name": pl.String, "commune_insee": pl.String,
        "qpv_code": pl.String, "latitude": pl.Float64, "longitude": pl.Float64, "opened": pl.Date,
        "closed": pl.Date, "has_hours": pl.Boolean, "typology": pl.String,
    })  # fmt: skip
    return _located(rows.with_columns(*codes.columns("home"))).sort("key")


def stops(connection: Connection, codes: Codes) -> pl.DataFrame:
    """One row per stop of the mobile third place."""
    s = Stop.__table__.c
    query = select(
        s.id, s.key, s.held_on, s.starts_at, s.ends_at, s.name, s.latitude, s.longitude, s.commune_insee,
        s.qpv_code, s.status,
    )  # fmt: skip
    rows = _fetch(connection, query, {
        "id": pl.Int64, "key": pl.String, "date": pl.Date, "starts_at": pl.Time, "ends_at": pl.Time,
        "name": pl.String, "latitude": pl.Float64, "longitude": pl.Float64, "commune_insee": pl.String,
        "qpv_code": pl.String, "status": pl.Enum(STATUSES),
    })  # fmt: skip
    return _located(rows.with_columns(*codes.columns("home"), minutes=_minutes())).sort("date", "key")


def population_points(connection: Connection) -> pl.DataFrame:
    """One row per populated square of the grid: its centre and its weight; none without a grid."""
    p = PopulationPoint.__table__.c
    rows = _fetch(
        connection, select(p.x, p.y, p.people), {"x": pl.Float64, "y": pl.Float64, "people": pl.Float64}
    )
    return rows.sort("x", "y")


def targets(connection: Connection) -> pl.DataFrame:
    """One row per value to reach."""
    t = Target.__table__.c
    rows = _fetch(
        connection,
        select(t.indicator, t.territory, t.due_on, t.value, t.started_on, t.start_value, t.document),
        {
            "indicator": pl.String, "territory": pl.String, "due": pl.Date, "value": pl.Float64,
            "started": pl.Date, "start_value": pl.Float64, "document": pl.String,
        },
    )  # fmt: skip
    return rows.sort("indicator", "territory", "due")


def _fetch(
    connection: Connection,
    query: Select[Any],
    schema: Schema,
    columns: list[pl.Expr] | None = None,
    drop: list[str] | None = None,
) -> pl.DataFrame:
    """Run a query into a frame, chunk by chunk, adding and dropping columns on the way."""
    result = connection.execution_options(yield_per=CHUNK).execute(query)
    chunks = [
        pl.DataFrame([tuple(row) for row in rows], schema=schema, orient="row")
        .with_columns(columns or [])
        .drop(drop or [])
        for rows in result.partitions(CHUNK)
    ]
    empty = pl.DataFrame(schema=schema).with_columns(columns or []).drop(drop or [])
    return pl.concat([empty, *chunks])


def _codes_of(rows: pl.DataFrame, kind: str) -> pl.DataFrame:
    status = [pl.col("status").alias(f"{kind}_status")] if "status" in rows.columns else []
    return rows.select(
        pl.col("id").alias(f"{kind}_id"),
        pl.col("commune_insee").alias(f"{kind}_commune"),
        pl.col("qpv_code").alias(f"{kind}_qpv"),
        *status,
    )


def _minutes() -> pl.Expr:
    seconds = pl.col("ends_at").cast(pl.Int64) - pl.col("starts_at").cast(pl.Int64)
    return (seconds // 60_000_000_000).cast(pl.Int32)


def _located(rows: pl.DataFrame) -> pl.DataFrame:
    x, y = metres_all(rows["longitude"].to_numpy(), rows["latitude"].to_numpy())
    return rows.with_columns(x=pl.Series(x, dtype=pl.Float64), y=pl.Series(y, dtype=pl.Float64))
