"""What the plan does: workshops and attendance, devices, places, the mobile third place's stops."""

from datetime import date, time
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data_access.schema.base import Base, Identifier


class Person(Base):
    """Somebody known by a keyed hash only."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(Identifier, primary_key=True)
    pseudonym: Mapped[str] = mapped_column(String(64), unique=True)


class Household(Base):
    """A household known by a keyed hash only."""

    __tablename__ = "household"

    id: Mapped[int] = mapped_column(Identifier, primary_key=True)
    pseudonym: Mapped[str] = mapped_column(String(64), unique=True)


class Place(Base):
    """A fixed place; `details` holds the national schema's other columns, contacts left out."""

    __tablename__ = "place"
    __table_args__ = (UniqueConstraint("source_id", "key"),)

    id: Mapped[int] = mapped_column(Identifier, primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    key: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(300))
    commune_name: Mapped[str] = mapped_column(String(200))
    commune_insee: Mapped[str] = mapped_column(String(5))
    qpv_code: Mapped[str | None] = mapped_column(String(8))
    latitude: Mapped[float]
    longitude: Mapped[float]
    opened_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    details: Mapped[dict[str, Any]] = mapped_column(JSON)


class Stop(Base):
    """A stop of the mobile third place."""

    __tablename__ = "stop"
    __table_args__ = (
        UniqueConstraint("source_id", "key"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
    )

    id: Mapped[int] = mapped_column(Identifier, primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    key: Mapped[str] = mapped_column(String(200))
    held_on: Mapped[date] = mapped_column(index=True)
    starts_at: Mapped[time]
    ends_at: Mapped[time]
    name: Mapped[str | None] = mapped_column(String(300))
    latitude: Mapped[float]
    longitude: Mapped[float]
    commune_insee: Mapped[str | None] = mapped_column(String(5))
    qpv_code: Mapped[str | None] = mapped_column(String(8))
    status: Mapped[str] = mapped_column(String(10))


class Workshop(Base):
    """A workshop; its own codes may be empty when a place or a stop gives them."""

    __tablename__ = "workshop"
    __table_args__ = (
        UniqueConstraint("source_id", "key"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("capacity >= 1", name="capacity_positive"),
    )

    id: Mapped[int] = mapped_column(Identifier, primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    key: Mapped[str] = mapped_column(String(200))
    held_on: Mapped[date] = mapped_column(index=True)
    starts_at: Mapped[time | None]
    ends_at: Mapped[time | None]
    title: Mapped[str | None] = mapped_column(String(300))
    type: Mapped[str] = mapped_column(String(40))
    themes: Mapped[str | None] = mapped_column(Text)
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"), index=True)
    stop_id: Mapped[int | None] = mapped_column(ForeignKey("stop.id"), index=True)
    commune_insee: Mapped[str | None] = mapped_column(String(5))
    qpv_code: Mapped[str | None] = mapped_column(String(8))
    capacity: Mapped[int | None]
    registration: Mapped[bool]
    status: Mapped[str] = mapped_column(String(10))
    organiser: Mapped[str | None] = mapped_column(String(200))


class Attendance(Base):
    """A person registered to a workshop, or an anonymous group: `person_id` or `rank`, never both."""

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("workshop_id", "person_id"),
        UniqueConstraint("workshop_id", "rank"),
        CheckConstraint("(person_id IS NULL) <> (rank IS NULL)", name="person_or_rank"),
        CheckConstraint("headcount = 1 OR (headcount > 1 AND person_id IS NULL)", name="headcount_anonymous"),
    )

    id: Mapped[int] = mapped_column(Identifier, primary_key=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    rank: Mapped[int | None]
    presence: Mapped[str] = mapped_column(String(10))
    headcount: Mapped[int]
    gender: Mapped[str | None] = mapped_column(String(10))
    age_band: Mapped[str | None] = mapped_column(String(20))
    social_status: Mapped[str | None] = mapped_column(String(40))
    commune_insee: Mapped[str | None] = mapped_column(String(5))
    qpv_code: Mapped[str | None] = mapped_column(String(8))
    household_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"), index=True)


class Device(Base):
    """A device, from its reception to its return or its end."""

    __tablename__ = "device"
    __table_args__ = (UniqueConstraint("source_id", "key"),)

    id: Mapped[int] = mapped_column(Identifier, primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    key: Mapped[str] = mapped_column(String(200))
    type: Mapped[str] = mapped_column(String(30))
    origin: Mapped[str | None] = mapped_column(String(20))
    batch: Mapped[str | None] = mapped_column(String(200))
    received_on: Mapped[date]
    ready_on: Mapped[date | None]
    handed_on: Mapped[date | None] = mapped_column(index=True)
    terms: Mapped[str | None] = mapped_column(String(20))
    household_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"), index=True)
    commune_insee: Mapped[str | None] = mapped_column(String(5))
    qpv_code: Mapped[str | None] = mapped_column(String(8))
    returned_on: Mapped[date | None]
    return_reason: Mapped[str | None] = mapped_column(String(20))
    left_on: Mapped[date | None]
