"""Undoes an import, as long as nothing later rests on it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, bindparam, delete, insert, select, update

from data_access.access import journal
from data_access.access.journal import ADMINISTRATION, Event, Kind
from data_access.database import revision, writing
from data_access.errors import DataError
from data_access.importing.report import Action, Report, SheetReport
from data_access.importing.rows import load
from data_access.importing.sheets import SHEETS, Sheet, Values
from data_access.importing.stored import chunks
from data_access.importing.wording import count, listing
from data_access.schema import ImportChange, ImportRun

IDENTITY = {
    "attendance": ("workshop_id", "person_id", "rank"),
    "target": ("indicator", "territory", "due_on", "source_id"),
}
BY_KEY = ("key", "source_id")

_changes: Table = ImportChange.__table__  # type: ignore[assignment]


@dataclass(slots=True)
class _Past:
    """What an import did to one table: rows added, and earlier states of those changed or removed."""

    sheet: Sheet
    added: list[int]
    changed: list[Values]
    removed: list[Values]

    @property
    def table(self) -> Table:
        return self.sheet.table

    def report(self) -> SheetReport:
        """Return the counts of the way back."""
        return SheetReport(added=len(self.removed), changed=len(self.changed), removed=len(self.added))


def undo(engine: Engine, import_id: int, author: str) -> Report:
    """Put back what an import changed, in one transaction; raises DataError when later imports rest on it."""
    with writing(engine) as connection:
        counts = _undoable(connection, import_id)
        pasts = [_past(connection, import_id, sheet) for sheet in SHEETS]
        _refuse_purged(import_id, counts, pasts)
        _refuse_touched_since(connection, import_id)
        _put_back(connection, import_id, pasts)
        done = {"undone_at": datetime.now(UTC), "undone_by": author[:200]}
        connection.execute(update(ImportRun).where(ImportRun.id == import_id).values(done))
        event = Event(datetime.now(UTC), Kind.UNDO, role=ADMINISTRATION, detail=f"import n° {import_id}")
        journal.write(connection, event)
        reports = {past.sheet.name: past.report() for past in pasts if past.report().written}
        return Report(
            import_id, revision(connection) + 1, dry_run=False, sheets=reports, title="Annulation de l'import"
        )


def _undoable(connection: Connection, import_id: int) -> Mapping[str, Mapping[str, int]]:
    run = connection.execute(
        select(ImportRun.counts, ImportRun.undone_at).where(ImportRun.id == import_id)
    ).one_or_none()
    if run is None:
        raise DataError(f"Il n'y a pas d'import n° {import_id}.")
    if run.undone_at is not None:
        raise DataError(f"L'import n° {import_id} est déjà annulé.")
    counts: Mapping[str, Mapping[str, int]] = run.counts
    return counts


def _past(connection: Connection, import_id: int, sheet: Sheet) -> _Past:
    past = _Past(sheet, [], [], [])
    query = select(_changes.c.row_id, _changes.c.action, _changes.c.before).where(
        _changes.c.import_id == import_id, _changes.c.table_name == sheet.table.name
    )
    for row_id, action, before in connection.execute(query.order_by(_changes.c.id)):
        if action == Action.ADDED:
            past.added.append(row_id)
        else:
            (past.changed if action == Action.CHANGED else past.removed).append(load(sheet.table, before))
    return past


def _refuse_purged(import_id: int, counts: Mapping[str, Mapping[str, int]], pasts: Iterable[_Past]) -> None:
    written = sum(each[name] for each in counts.values() for name in ("added", "changed", "removed"))
    if written != sum(past.report().written for past in pasts):
        raise DataError(
            f"L'import n° {import_id} ne peut plus être annulé : une purge a effacé depuis une partie de ce "
            "qu'il faudrait remettre."
        )


def _refuse_touched_since(connection: Connection, import_id: int) -> None:
    later = _changes.alias("later")
    query = (
        select(later.c.import_id)
        .join(_changes, (later.c.table_name == _changes.c.table_name) & (later.c.row_id == _changes.c.row_id))
        .join(ImportRun, ImportRun.id == later.c.import_id)
        .where(
            _changes.c.import_id == import_id, later.c.import_id > import_id, ImportRun.undone_at.is_(None)
        )
    )
    found = sorted(set(connection.scalars(query)))
    if found:
        raise DataError(_refusal(import_id, "des lignes ont été touchées depuis", found))


def _refusal(import_id: int, reason: str, imports: Iterable[int]) -> str:
    names = listing(f"n° {number}" for number in sorted(set(imports)))
    by = f" (import {names}). Annulez d'abord {names}." if names else "."
    return f"L'import n° {import_id} ne peut pas être annulé : {reason}{by}"


def _put_back(connection: Connection, import_id: int, pasts: list[_Past]) -> None:
    for past in pasts:
        _refuse_taken(connection, import_id, past)
        _refuse_missing_parents(connection, import_id, past)
        for batch in chunks(past.removed):
            connection.execute(insert(past.table), list(batch))
        _restore(connection, past)
    for past in reversed(pasts):
        for ids in chunks(past.added):
            _refuse_referred(connection, import_id, past.sheet, ids)
            connection.execute(delete(past.table).where(past.table.c.id.in_(ids)))


def _restore(connection: Connection, past: _Past) -> None:
    if past.changed:
        names = [column.name for column in past.table.columns if column.name != "id"]
        statement = update(past.table).where(past.table.c.id == bindparam("row_id"))
        rows = [
            {"row_id" if name == "id" else name: value for name, value in row.items()} for row in past.changed
        ]
        connection.execute(statement.values({name: bindparam(name) for name in names}), rows)


def _refuse_taken(connection: Connection, import_id: int, past: _Past) -> None:
    """Refuse to put back a row whose key was given again to another one."""
    table = past.table
    identity = IDENTITY.get(table.name, BY_KEY)
    wanted = {tuple(row[name] for name in identity): row for row in past.removed}
    anchors = sorted({row[identity[0]] for row in past.removed})
    columns = [table.c[name] for name in identity]
    for part in chunks(anchors):
        for row_id, *key in connection.execute(select(table.c.id, *columns).where(columns[0].in_(part))):
            if tuple(key) in wanted:
                by = _imports_since(connection, import_id, table, [row_id])
                raise DataError(
                    _refusal(import_id, "une ligne qu'il a supprimée a été ajoutée de nouveau", by)
                )


def _refuse_missing_parents(connection: Connection, import_id: int, past: _Past) -> None:
    for column, parent in _parents(past.table):
        wanted = {row[column] for row in (*past.removed, *past.changed)} - {None}
        for part in chunks(sorted(wanted)):
            missing = set(part) - set(connection.scalars(select(parent.c.id).where(parent.c.id.in_(part))))
            if missing:
                by = _imports_since(connection, import_id, parent, missing)
                raise DataError(
                    _refusal(import_id, "des lignes à remettre se réfèrent à d'autres, supprimées depuis", by)
                )


def _parents(table: Table) -> Iterator[tuple[str, Table]]:
    for column in table.columns:
        for key in column.foreign_keys:
            if key.column.table.name != "source":
                yield column.name, key.column.table


def _refuse_referred(connection: Connection, import_id: int, sheet: Sheet, ids: Iterable[int]) -> None:
    for other in SHEETS:
        for column in other.references:
            if column.refers_to == sheet.name:
                foreign_key = other.table.c[f"{column.field}_id"]
                found = connection.scalars(select(other.table.c.id).where(foreign_key.in_(ids))).all()
                if found:
                    reason = f"{count(len(found), 'ligne')} de « {other.name} » s'y réfèrent à présent"
                    by = _imports_since(connection, import_id, other.table, found)
                    raise DataError(_refusal(import_id, reason, by))


def _imports_since(connection: Connection, import_id: int, table: Table, ids: Iterable[Any]) -> set[int]:
    """Return the later imports, not undone, that touched these rows."""
    query = (
        select(_changes.c.import_id)
        .join(ImportRun, ImportRun.id == _changes.c.import_id)
        .where(
            _changes.c.import_id > import_id,
            _changes.c.table_name == table.name,
            _changes.c.row_id.in_(sorted(ids)[:500]),
            ImportRun.undone_at.is_(None),
        )
    )
    return set(connection.scalars(query))
