"""Forgets what a demonstration kept of committees; the database refuses it of a real plan."""

from dataclasses import dataclass

from sqlalchemy import Engine, delete

from data_access.database import writing
from data_access.schema import CommitteeSnapshot, DecisionEntry, Meeting


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many of each were forgotten."""

    meetings: int
    snapshots: int
    entries: int


def forget(engine: Engine) -> Forgotten:
    """Forget meetings, frozen figures and what the register says; raises StorageError for a real plan."""
    with writing(engine) as connection:
        snapshots, entries, meetings = (
            connection.execute(delete(table)).rowcount
            for table in (CommitteeSnapshot, DecisionEntry, Meeting)
        )
    return Forgotten(meetings, snapshots, entries)
