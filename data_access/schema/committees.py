"""What is kept of the steering committee on screen, beside what the workbook says of it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data_access.schema.base import Base, Identifier, Moment


class Meeting(Base):
    """A committee kept on screen, one a day; no import ever writes here.

    `attendance` lists functions by presence, never a person's name.
    """

    __tablename__ = "meeting"

    id: Mapped[int] = mapped_column(primary_key=True)
    held_on: Mapped[date] = mapped_column(unique=True)
    title: Mapped[str | None] = mapped_column(String(300))
    venue: Mapped[str | None] = mapped_column(String(300))
    agenda: Mapped[list[Any]] = mapped_column(JSON)
    attendance: Mapped[dict[str, Any]] = mapped_column(JSON)
    updated_at: Mapped[datetime] = mapped_column(Moment)


class DecisionEntry(Base):
    """What the register said of a decision from a moment on; triggers refuse that one be changed or removed.

    `source` and `key` name the decision: those of a workbook's row, or of one made on screen.
    """

    __tablename__ = "decision_entry"

    id: Mapped[int] = mapped_column(Identifier, primary_key=True)
    source: Mapped[str] = mapped_column(String(100))
    key: Mapped[str] = mapped_column(String(200), index=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    owner: Mapped[str | None] = mapped_column(String(200))
    due_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(20))
    indicator: Mapped[str | None] = mapped_column(String(50))
    written_at: Mapped[datetime] = mapped_column(Moment)
    written_by: Mapped[str] = mapped_column(String(50))


class CommitteeSnapshot(Base):
    """The figures frozen for a committee: canonical JSON and its signature; triggers refuse any change."""

    __tablename__ = "committee_snapshot"
    __table_args__ = (UniqueConstraint("meeting_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    version: Mapped[int]
    taken_at: Mapped[datetime] = mapped_column(Moment)
    revision: Mapped[int]
    content: Mapped[str] = mapped_column(Text)
    signature: Mapped[str] = mapped_column(String(64))
