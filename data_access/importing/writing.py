"""Writes changes: parents first, removals last and children first, each with its undo record."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from data_access.importing.checking import Progress
from data_access.importing.differences import Change, Changes
from data_access.importing.report import Action
from data_access.importing.rows import dump
from data_access.importing.sheets import Sheet, Values
from data_access.importing.stored import DETAIL, PSEUDONYMS, Stored, chunks
from data_access.schema import ImportChange

BATCH = 2_000

_records: Table = ImportChange.__table__  # type: ignore[assignment]

Ids = dict[str, dict[str, int]]


class Writer:
    """Writes one import's changes inside the caller's transaction."""

    def __init__(self, connection: Connection, stored: Stored, source_id: int, import_id: int) -> None:
        self._connection = connection
        self._source_id = source_id
        self._import_id = import_id
        self._stored = stored
        self._ids: Ids = {}

    def write(self, changes: Mapping[str, Changes], progress: Progress) -> None:
        """Write every change, calling `progress` after each batch."""
        total, done = sum(len(each.rows) for each in changes.values()), 0
        for action, ordered in (
            (Action.ADDED, list(changes.values())),
            (Action.CHANGED, list(changes.values())),
            (Action.REMOVED, list(changes.values())[::-1]),
        ):
            for each in ordered:
                for batch in chunks(each.of(action), BATCH):
                    self._write_batch(each.sheet, action, batch)
                    done += len(batch)
                    progress("Écriture", done, total)

    def _write_batch(self, sheet: Sheet, action: Action, batch: Sequence[Change]) -> None:
        if action is Action.REMOVED:
            self._remove(sheet.table, batch)
            return
        rows = self._resolve(sheet, batch)
        if action is Action.ADDED:
            self._add(sheet, batch, rows)
        else:
            self._update(sheet.table, batch, rows)

    def _add(self, sheet: Sheet, batch: Sequence[Change], rows: list[Values]) -> None:
        statement = insert(sheet.table).returning(sheet.table.c.id, sort_by_parameter_order=True)
        added = self._connection.execute(statement, rows).scalars().all()
        self._record(sheet.table, Action.ADDED, ((row_id, None) for row_id in added))
        names = self._ids.setdefault(sheet.name, {})
        names.update({change.key[0]: row_id for change, row_id in zip(batch, added, strict=True)})

    def _update(self, table: Table, batch: Sequence[Change], rows: list[Values]) -> None:
        ids = [change.stored.id for change in batch if change.stored]
        values: dict[str, Any] = {name: bindparam(name) for name in rows[0]}
        statement = update(table).where(table.c.id == bindparam("row_id")).values(values)
        self._connection.execute(
            statement, [row | {"row_id": row_id} for row, row_id in zip(rows, ids, strict=True)]
        )
        self._record_before(table, Action.CHANGED, batch)

    def _remove(self, table: Table, batch: Sequence[Change]) -> None:
        for part in chunks([change.stored.id for change in batch if change.stored]):
            self._connection.execute(delete(table).where(table.c.id.in_(part)))
        self._record_before(table, Action.REMOVED, batch)

    def _resolve(self, sheet: Sheet, batch: Sequence[Change]) -> list[Values]:
        """Return table rows: references become ids, people and households are created when new."""
        ids = {column.field: self._ids_of(column.refers_to or "") for column in sheet.references}
        for column in sheet.hashed:
            wanted = {change.values[column.field] for change in batch} - {None}
            ids[column.field] = identify(self._connection, PSEUDONYMS[column.hashed or ""], wanted)
        return [self._row(sheet, change.values, ids) for change in batch]

    def _row(self, sheet: Sheet, values: Values, ids: Ids) -> Values:
        row: Values = {"source_id": self._source_id} if "source_id" in sheet.table.c else {}
        details: Values = {}
        for field, value in values.items():
            if field in ids:
                row[f"{field}_id"] = None if value is None else ids[field][value]
            elif not field.startswith(DETAIL):
                row[field] = value
            elif value is not None:
                details[field.removeprefix(DETAIL)] = value
        return row | ({"details": details} if "details" in sheet.table.c else {})

    def _ids_of(self, name: str) -> dict[str, int]:
        if name not in self._ids:
            self._ids[name] = {}
        in_place = {key[0]: row.id for key, row in self._stored.sheet(name).items()}
        return in_place | self._ids[name]

    def _record_before(self, table: Table, action: Action, batch: Iterable[Change]) -> None:
        rows = [change.stored for change in batch if change.stored]
        self._record(table, action, ((row.id, dump(row.raw)) for row in rows))

    def _record(self, table: Table, action: Action, rows: Iterable[tuple[int, str | None]]) -> None:
        self._connection.execute(
            insert(_records),
            [
                {
                    "import_id": self._import_id,
                    "table_name": table.name,
                    "row_id": row_id,
                    "action": action.value,
                    "before": before,
                }
                for row_id, before in rows
            ],
        )


def identify(connection: Connection, table: Table, pseudonyms: Iterable[str]) -> dict[str, int]:
    """Return the id of each pseudonym, creating those that are new."""
    wanted: Sequence[str] = sorted(pseudonyms)
    known = _known(connection, table, wanted)
    missing: list[dict[str, Any]] = [{"pseudonym": each} for each in wanted if each not in known]
    if missing:
        connection.execute(insert(table), missing)
        known |= _known(connection, table, [row["pseudonym"] for row in missing])
    return known


def _known(connection: Connection, table: Table, wanted: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in chunks(wanted):
        query = select(table.c.pseudonym, table.c.id).where(table.c.pseudonym.in_(part))
        found.update((row.pseudonym, row.id) for row in connection.execute(query))
    return found
