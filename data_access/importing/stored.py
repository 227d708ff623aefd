"""What the database already holds of a source, with references as the keys that the workbook uses."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, Table, select
from sqlalchemy.orm import InstrumentedAttribute

from data_access.importing.sheets import ATTENDANCE, BY_NAME, Key, Sheet, Values
from data_access.schema import Attendance, Device, Household, Person, Source, Workshop

CHUNK = 500
PSEUDONYMS: dict[str, Table] = {"personne": Person.__table__, "foyer": Household.__table__}  # type: ignore[dict-item]
DETAIL = "details."

Item = TypeVar("Item")


@dataclass(slots=True)
class StoredRow:
    """A row in place: as the table has it (`raw`), and as the workbook says it (`values`)."""

    id: int
    raw: Values
    values: Values


class Stored:
    """A source's rows by key, read once per sheet."""

    def __init__(self, connection: Connection, source: str) -> None:
        self._connection = connection
        self.source_id = connection.execute(select(Source.id).where(Source.name == source)).scalar()
        self._sheets: dict[str, dict[Key, StoredRow]] = {}

    def sheet(self, name: str) -> dict[Key, StoredRow]:
        """Return every row of a sheet; attendance is read by workshop, see `attend`."""
        if name not in self._sheets:
            sheet = BY_NAME[name]
            self._sheets[name] = (
                {} if sheet is ATTENDANCE else self._index(sheet, self._rows_of_source(sheet))
            )
        return self._sheets[name]

    def attend(self, workshops: Collection[str]) -> None:
        """Read the attendance of these workshops."""
        held = self.sheet("ateliers")
        ids = sorted(held[(key,)].id for key in workshops if (key,) in held)
        column = ATTENDANCE.table.c.workshop_id
        rows: list[Values] = []
        for chunk in chunks(ids):
            rows += _fetch(self._connection, _with_pseudonyms(ATTENDANCE).where(column.in_(chunk)))
        self.sheet(ATTENDANCE.name).update(self._index(ATTENDANCE, rows))

    def met_before(self, pseudonyms: Iterable[str], day: date) -> frozenset[str]:
        """Return those, people and households, whom the database has met before a day."""
        wanted = sorted(set(pseudonyms))
        return frozenset(
            found
            for pseudonym, query in _meetings(day)
            for chunk in chunks(wanted)
            for found in self._connection.scalars(query.where(pseudonym.in_(chunk)))
        )

    def _rows_of_source(self, sheet: Sheet) -> list[Values]:
        if self.source_id is None:
            return []
        query = _with_pseudonyms(sheet).where(sheet.table.c.source_id == self.source_id)
        return _fetch(self._connection, query.order_by(sheet.table.c.id))

    def _index(self, sheet: Sheet, rows: Iterable[Values]) -> dict[Key, StoredRow]:
        names = {column.field: self._keys_by_id(column.refers_to or "") for column in sheet.references}
        index = {}
        for row in rows:
            stored = _stored(sheet, row, names)
            index[sheet.key_of(stored.values)] = stored
        return index

    def _keys_by_id(self, name: str) -> dict[int, str]:
        return {row.id: key[0] for key, row in self.sheet(name).items()}


def _meetings(day: date) -> Iterator[tuple[InstrumentedAttribute[str], Select[Any]]]:
    """Yield the queries that find who was met before a day, with the column to filter."""
    attended = (Workshop.id == Attendance.workshop_id) & (Workshop.held_on < day)
    yield Person.pseudonym, select(Person.pseudonym).join(Attendance).join(Workshop, attended)
    yield Household.pseudonym, select(Household.pseudonym).join(Attendance).join(Workshop, attended)
    yield (
        Household.pseudonym,
        select(Household.pseudonym).join(
            Device, (Device.household_id == Household.id) & (Device.handed_on < day)
        ),
    )


def _stored(sheet: Sheet, row: Values, names: dict[str, dict[int, str]]) -> StoredRow:
    values = {field: row.get(field) for field in sheet.defaults}
    for field, keys in names.items():
        values[field] = keys.get(row[f"{field}_id"])
    for column in sheet.hashed:
        values[column.field] = row.pop(f"{column.field}_pseudonym")
    details = row.get("details") or {}
    for field in values:
        if field.startswith(DETAIL):
            values[field] = details.get(field.removeprefix(DETAIL))
    return StoredRow(row["id"], row, values)


def _with_pseudonyms(sheet: Sheet) -> Select[Any]:
    query = select(sheet.table)
    for column in sheet.hashed:
        table = PSEUDONYMS[column.hashed or ""]
        query = query.add_columns(table.c.pseudonym.label(f"{column.field}_pseudonym")).outerjoin(
            table, table.c.id == sheet.table.c[f"{column.field}_id"]
        )
    return query


def _fetch(connection: Connection, query: Select[Any]) -> list[Values]:
    result = connection.execute(query)
    names = list(result.keys())
    return [dict(zip(names, row, strict=True)) for row in result]


def chunks(items: Sequence[Item], size: int = CHUNK) -> Iterator[Sequence[Item]]:
    """Yield slices small enough for one query."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
