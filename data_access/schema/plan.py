"""What the plan decided: its parameters, its money, its targets, its committees."""

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data_access.schema.base import Base, Euros, Identifier


class Plan(Base):
    """One row: the plan's name and parameters; without `started_on` the plan starts with its first fact.

    Nobody whose last contact is before `purged_before` can be recognised any more. `key_fingerprint` tells
    which key the people in the database were hashed with, without giving it away. `grid_source` is the name
    of the file that the population points come from.
    """

    __tablename__ = "plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(300))
    territory_name: Mapped[str] = mapped_column(String(200))
    siren: Mapped[str | None] = mapped_column(String(9))
    zoning: Mapped[int]
    started_on: Mapped[date | None]
    exclusion_rate: Mapped[float]
    reach_m: Mapped[int]
    stops_min: Mapped[int]
    demonstration: Mapped[bool]
    purged_before: Mapped[date | None]
    key_fingerprint: Mapped[str | None] = mapped_column(String(16))
    grid_source: Mapped[str | None] = mapped_column(String(300))


class ContextFigure(Base):
    """A figure known about the territory before the plan, with its source; `value` is French text."""

    __tablename__ = "context_figure"

    position: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(String(50))
    label: Mapped[str] = mapped_column(String(300))
    source: Mapped[str] = mapped_column(String(300))


class BudgetLine(Base):
    """An amount of one nature, dated by its act; it may be negative (a correction)."""

    __tablename__ = "budget_line"
    __table_args__ = (UniqueConstraint("source_id", "key"),)

    id: Mapped[int] = mapped_column(Identifier, primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    key: Mapped[str] = mapped_column(String(200))
    acted_on: Mapped[date] = mapped_column(index=True)
    nature: Mapped[str] = mapped_column(String(10))
    funder: Mapped[str] = mapped_column(String(200))
    action: Mapped[str | None] = mapped_column(String(200))
    amount: Mapped[Decimal] = mapped_column(Euros)
    commune_insee: Mapped[str | None] = mapped_column(String(5))
    qpv_code: Mapped[str | None] = mapped_column(String(8))
    label: Mapped[str | None] = mapped_column(Text)
    document: Mapped[str | None] = mapped_column(String(300))


class Target(Base):
    """A value to reach at a date; the line starts from (`started_on` or the plan's start, `start_value`)."""

    __tablename__ = "target"
    __table_args__ = (UniqueConstraint("source_id", "indicator", "territory", "due_on"),)

    id: Mapped[int] = mapped_column(Identifier, primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    indicator: Mapped[str] = mapped_column(String(50))
    territory: Mapped[str] = mapped_column(String(8))
    due_on: Mapped[date]
    value: Mapped[float]
    started_on: Mapped[date | None]
    start_value: Mapped[float]
    document: Mapped[str | None] = mapped_column(String(300))


class Committee(Base):
    """A meeting of the steering committee."""

    __tablename__ = "committee"
    __table_args__ = (UniqueConstraint("source_id", "key"),)

    id: Mapped[int] = mapped_column(Identifier, primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    key: Mapped[str] = mapped_column(String(200))
    held_on: Mapped[date]
    title: Mapped[str | None] = mapped_column(String(300))
    venue: Mapped[str | None] = mapped_column(String(300))


class Decision(Base):
    """A decision of a committee; `owner` is a function, never a person's name."""

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("source_id", "key"),)

    id: Mapped[int] = mapped_column(Identifier, primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    key: Mapped[str] = mapped_column(String(200))
    committee_id: Mapped[int | None] = mapped_column(ForeignKey("committee.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    owner: Mapped[str | None] = mapped_column(String(200))
    due_on: Mapped[date | None]
    state: Mapped[str | None] = mapped_column(String(20))
    indicator: Mapped[str | None] = mapped_column(String(50))
