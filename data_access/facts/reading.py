"""Reads one revision of the database into facts."""

from datetime import date

import polars as pl
from sqlalchemy import Connection, Engine, func, select

from data_access.database import reading
from data_access.facts.codes import Codes
from data_access.facts.frames import (
    attendance,
    budget,
    devices,
    expected,
    places,
    population_points,
    stops,
    targets,
    themes,
    workshops,
)
from data_access.facts.snapshot import ContextFigure as ContextFact
from data_access.facts.snapshot import Facts, ImportRecord, PlanParameters
from data_access.facts.steering import committees, decisions
from data_access.schema import ContextFigure, ImportRun, Plan, Revision, Source
from data_access.territory import read as read_territory
from data_access.vocabulary import PRESENT

ACCOMPANIMENT_DAYS = 90


def read(engine: Engine) -> Facts:
    """Return every fact of the current revision, read in one transaction; raises StorageError."""
    with reading(engine) as connection:
        return _read(connection)


def _read(connection: Connection) -> Facts:
    number, committed_at = connection.execute(select(Revision.number, Revision.committed_at)).one()
    territory = read_territory(connection)
    codes = Codes(territory)
    stop_rows, place_rows = stops(connection, codes), places(connection, codes)
    workshop_rows = workshops(connection, codes, place_rows, stop_rows)
    attendance_rows = attendance(connection, codes, workshop_rows)
    device_rows, budget_rows = devices(connection, codes), budget(connection, codes)
    return Facts(
        revision=number,
        committed_at=committed_at,
        plan=_plan(connection, [workshop_rows["date"], device_rows["received"], budget_rows["date"]]),
        territory=territory,
        attendance=attendance_rows,
        first_attendance=_first_attendance(attendance_rows),
        workshops=_with_headcounts(workshop_rows, attendance_rows, expected(connection)),
        themes=themes(workshop_rows),
        devices=device_rows,
        first_equipment=_first_equipment(device_rows, attendance_rows),
        budget=budget_rows,
        places=place_rows,
        stops=stop_rows,
        population_points=population_points(connection),
        targets=targets(connection),
        committees=committees(connection),
        decisions=decisions(connection),
        context=_context(connection),
        imports=_imports(connection),
    )


def _plan(connection: Connection, dates: list[pl.Series]) -> PlanParameters:
    row = connection.execute(select(Plan.__table__)).one()
    earliest = [day for day in (series.min() for series in dates) if isinstance(day, date)]
    return PlanParameters(
        title=row.title,
        territory_name=row.territory_name,
        started_on=row.started_on or min(earliest, default=None),
        exclusion_rate=row.exclusion_rate,
        reach_m=row.reach_m,
        stops_min=row.stops_min,
        demonstration=row.demonstration,
        grid_source=row.grid_source,
    )


def _context(connection: Connection) -> tuple[ContextFact, ...]:
    rows = connection.execute(select(ContextFigure.__table__).order_by(ContextFigure.position))
    return tuple(ContextFact(row.value, row.label, row.source) for row in rows)


def _imports(connection: Connection) -> tuple[ImportRecord, ...]:
    last = select(func.max(ImportRun.id)).where(ImportRun.undone_at.is_(None)).group_by(ImportRun.source_id)
    rows = connection.execute(
        select(Source.name, ImportRun.file_name, ImportRun.committed_at)
        .join(Source, Source.id == ImportRun.source_id)
        .where(ImportRun.id.in_(last))
        .order_by(ImportRun.committed_at.desc())
    )
    return tuple(ImportRecord(row.name, row.file_name, row.committed_at) for row in rows)


def _first_attendance(rows: pl.DataFrame) -> pl.DataFrame:
    present = rows.filter(pl.col("person").is_not_null() & (pl.col("presence") == PRESENT))
    return present.sort("workshop").unique("person", keep="first", maintain_order=True)


def _with_headcounts(
    workshop_rows: pl.DataFrame, attendance_rows: pl.DataFrame, expected_rows: pl.DataFrame
) -> pl.DataFrame:
    """Add `registered` at workshops that were held and `expected` at those still planned, null when none."""
    counts = attendance_rows.group_by("workshop").agg(registered=pl.col("headcount").sum().cast(pl.UInt32))
    return (
        workshop_rows.join(counts, on="workshop", how="left")
        .join(expected_rows, on="id", how="left")
        .drop("id")
        .sort("workshop")
    )


def _first_equipment(device_rows: pl.DataFrame, attendance_rows: pl.DataFrame) -> pl.DataFrame:
    handed = device_rows.filter(pl.col("household").is_not_null() & pl.col("handed").is_not_null())
    first = handed.sort("handed", "key").unique("household", keep="first", maintain_order=True)
    visits = attendance_rows.lazy().filter(
        pl.col("household").is_not_null() & (pl.col("presence") == PRESENT)
    )
    accompanied = (
        first.lazy()
        .join(visits.select("household", visited="date"), on="household")
        .filter(
            pl.col("visited").is_between(
                pl.col("handed"), pl.col("handed") + pl.duration(days=ACCOMPANIMENT_DAYS)
            )
        )
        .select("household", accompanied=pl.lit(True))
        .unique()
    )
    return (
        first.lazy()
        .select("household", "handed", "home_commune", "home_qpv")
        .join(accompanied, on="household", how="left")
        .with_columns(pl.col("accompanied").fill_null(False))
        .collect()
    )
