"""The committee's meetings and decisions: the workbooks' and those kept on screen, each once."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Connection, func, select

from data_access.schema import Committee, Decision, DecisionEntry, Meeting, Source
from data_access.vocabulary import DECISION_STATES

COMMITTEES = {
    "date": pl.Date,
    "title": pl.String,
    "venue": pl.String,
    "imported": pl.Boolean,
}
DECISIONS = {
    "source": pl.String,
    "key": pl.String,
    "committee": pl.Date,
    "text": pl.String,
    "owner": pl.String,
    "due": pl.Date,
    "state": pl.Enum(DECISION_STATES),
    "indicator": pl.String,
    "entry": pl.Int64,
    "imported": pl.Boolean,
}

Row = dict[str, Any]


def committees(connection: Connection) -> pl.DataFrame:
    """One row per day of meeting; where both know the day, the screen's words win and the workbook's fill in.

    `imported` says whether a workbook has it.
    """
    c, m = Committee.__table__.c, Meeting.__table__.c
    found: dict[date, Row] = {}
    for day, title, venue in connection.execute(select(c.held_on, c.title, c.venue).order_by(c.id)):
        _merge(found, day, {"title": title, "venue": venue, "imported": True})
    for day, title, venue in connection.execute(select(m.held_on, m.title, m.venue)):
        _merge(found, day, {"title": title, "venue": venue})
    return _frame(found.values(), COMMITTEES).sort("date")


def decisions(connection: Connection) -> pl.DataFrame:
    """One row per decision: the workbook's, as the screen last wrote it when it did, then the screen's own.

    `entry` is the screen's last entry about it; `imported` says whether a workbook has it.
    """
    found: dict[tuple[str, str], Row] = {}
    for row in _imported(connection):
        found[row["source"], row["key"]] = row | {"imported": True}
    for row in _entries(connection):
        known = found.get((row["source"], row["key"]), {"imported": False})
        committee = row["committee"] or known.get("committee")
        found[row["source"], row["key"]] = known | row | {"committee": committee}
    return _frame(found.values(), DECISIONS).sort("due", "source", "key")


def _merge(found: dict[date, Row], day: date, row: Row) -> None:
    known = found.setdefault(day, {"date": day, "imported": False})
    known.update({name: value for name, value in row.items() if value is not None})


def _imported(connection: Connection) -> list[Row]:
    query = (
        select(
            Source.name.label("source"),
            Decision.key,
            Committee.held_on.label("committee"),
            Decision.text,
            Decision.owner,
            Decision.due_on.label("due"),
            Decision.state,
            Decision.indicator,
        )
        .join(Source, Source.id == Decision.source_id)
        .outerjoin(Committee, Committee.id == Decision.committee_id)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def _entries(connection: Connection) -> list[Row]:
    """Return the last entry about each decision."""
    last = select(func.max(DecisionEntry.id)).group_by(DecisionEntry.source, DecisionEntry.key)
    query = (
        select(
            DecisionEntry.source,
            DecisionEntry.key,
            Meeting.held_on.label("committee"),
            DecisionEntry.text,
            DecisionEntry.owner,
            DecisionEntry.due_on.label("due"),
            DecisionEntry.state,
            DecisionEntry.indicator,
            DecisionEntry.id.label("entry"),
        )
        .outerjoin(Meeting, Meeting.id == DecisionEntry.meeting_id)
        .where(DecisionEntry.id.in_(last))
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def _frame(rows: Iterable[Row], schema: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema)
