"""An import from end to end: check, compare, write in one transaction."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, insert

from data_access.access import journal as access_journal
from data_access.access.journal import ADMINISTRATION, Event, Kind
from data_access.database import reading, revision, writing
from data_access.importing import differences, sheets
from data_access.importing.checking import Checked, Progress, check, hasher
from data_access.importing.differences import Changes
from data_access.importing.journal import source_id
from data_access.importing.linking import link
from data_access.importing.options import Mode, Options
from data_access.importing.raw import RawWorkbook
from data_access.importing.removals import remove
from data_access.importing.report import Refused, Report, SheetReport
from data_access.importing.stored import Stored
from data_access.importing.writing import Writer
from data_access.pseudonyms import verify_key
from data_access.schema import ImportRun

KIND = "classeur"


class _NothingToWriteError(Exception):
    """Leaves the write transaction without a new revision."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report


def import_workbook(
    engine: Engine, secret: bytes, raw: RawWorkbook, options: Options, progress: Progress | None = None
) -> Report:
    """Import a workbook in one transaction and return what changed; a file already imported changes nothing.

    Raises Refused when rows are refused and not `valid_rows_only`, StorageError when it cannot be written.
    """
    progress = progress or _silent
    checked, warnings = check(raw, hasher(secret, options.source), progress)
    if options.dry_run:
        with reading(engine) as connection:
            _, _, outcome = _compare(connection, checked, warnings, options)
            return outcome
    try:
        with writing(engine) as connection:
            return _write(connection, secret, raw, checked, warnings, options, progress)
    except _NothingToWriteError as nothing:
        return nothing.report


def _silent(step: str, done: int, total: int) -> None:
    """Show nothing."""


def _write(  # noqa: PLR0913 -- the steps of one transaction
    connection: Connection,
    secret: bytes,
    raw: RawWorkbook,
    checked: Mapping[str, Checked],
    warnings: list[str],
    options: Options,
    progress: Progress,
) -> Report:
    stored, changes, outcome = _compare(connection, checked, warnings, options)
    if outcome.problems and not options.valid_rows_only:
        raise Refused(outcome)
    if not outcome.written:
        raise _NothingToWriteError(outcome)
    verify_key(connection, secret)
    owner = source_id(connection, options.source)
    outcome = replace(outcome, revision=outcome.revision + 1)
    import_id = _record(connection, owner, raw, options, outcome)
    Writer(connection, stored, owner, import_id).write(changes, progress)
    _note(connection, import_id, raw, options)
    return replace(outcome, import_id=import_id)


def _note(connection: Connection, import_id: int, raw: RawWorkbook, options: Options) -> None:
    detail = f"n° {import_id}, {options.source} : {raw.file_name}"
    event = Event(datetime.now(UTC), Kind.IMPORT, role=ADMINISTRATION, detail=detail)
    access_journal.write(connection, event)


def _compare(
    connection: Connection, checked: Mapping[str, Checked], warnings: list[str], options: Options
) -> tuple[Stored, dict[str, Changes], Report]:
    stored = Stored(connection, options.source)
    accepted = link(connection, checked, stored, options)
    changes = differences.compare(accepted, stored)
    kept = remove(checked, accepted, stored, changes) if options.mode is Mode.REPLACE else []
    changes = differences.parents_first(changes)
    outcome = Report(
        import_id=None,
        revision=revision(connection),
        dry_run=options.dry_run,
        all_or_nothing=not options.valid_rows_only,
        sheets=_sheet_reports(checked, changes),
        problems=tuple(problem for each in checked.values() for problem in each.problems),
        warnings=(*warnings, *(warning for each in checked.values() for warning in each.warnings), *kept),
    )
    return stored, changes, outcome


def _sheet_reports(checked: Mapping[str, Checked], changes: Mapping[str, Changes]) -> dict[str, SheetReport]:
    refused = {name: sum(row.refused for row in each.rows) for name, each in checked.items()}
    return {
        sheet.name: differences.report(changes[sheet.name], refused.get(sheet.name, 0))
        for sheet in sheets.SHEETS
        if sheet.name in changes
    }


def _record(connection: Connection, owner: int, raw: RawWorkbook, options: Options, outcome: Report) -> int:
    statement = insert(ImportRun).values(
        source_id=owner,
        kind=KIND,
        mode=options.mode.value,
        author=options.author[:200],
        file_name=raw.file_name[:300],
        sha256=raw.sha256,
        counts={name: sheet.counts for name, sheet in outcome.sheets.items()},
        warnings=list(outcome.warnings),
        committed_at=datetime.now(UTC),
        revision=outcome.revision,
    )
    return connection.execute(statement.returning(ImportRun.id)).scalar_one()
