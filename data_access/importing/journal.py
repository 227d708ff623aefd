"""The list of imports."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from data_access.schema import ImportRun, Source


@dataclass(frozen=True, slots=True)
class Entry:
    """A committed import; `counts` is {sheet: {added, changed, unchanged, removed, refused}}."""

    id: int
    source: str
    kind: str
    mode: str
    author: str
    file_name: str
    sha256: str
    counts: dict[str, dict[str, int]]
    warnings: list[str]
    committed_at: datetime
    revision: int
    undone_at: datetime | None
    undone_by: str | None


def journal(connection: Connection) -> list[Entry]:
    """Return the imports, newest first; times in UTC."""
    runs = ImportRun.__table__
    query = select(*(column for column in runs.c if column.name != "source_id"), Source.name.label("source"))
    query = query.join(Source, Source.id == runs.c.source_id).order_by(runs.c.id.desc())
    return [_entry(dict(row._mapping)) for row in connection.execute(query)]


def _entry(row: dict[str, Any]) -> Entry:
    return Entry(**row | {"committed_at": _utc(row["committed_at"]), "undone_at": _utc(row["undone_at"])})


def _utc(moment: datetime | None) -> datetime | None:
    """SQLite forgets the time zone; everything is written in UTC."""
    if moment is None:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def source_id(connection: Connection, name: str) -> int:
    """Return the id of a source, creating it when new."""
    found = connection.execute(select(Source.id).where(Source.name == name)).scalar()
    if found is None:
        found = connection.execute(insert(Source).values(name=name).returning(Source.id)).scalar_one()
    return found
