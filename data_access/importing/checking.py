"""From raw cells to typed rows, sheet by sheet, without the database."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from data_access.importing import sheets
from data_access.importing.cells import UnreadableError, is_blank, refuse_fault
from data_access.importing.masking import column_title, shown
from data_access.importing.raw import RawSheet, RawWorkbook
from data_access.importing.report import Problem
from data_access.importing.sheets import DROPPED, EXAMPLE, Column, Key, Row, Sheet
from data_access.importing.wording import fold, fold_name, letters, quote
from data_access.pseudonyms import pseudonym

EVERY = 1_000
ENOUGH = 2
"""Known column names that make a header: a cell of data may happen to be one."""
UNQUOTED = (
    "une cellule par colonne : un séparateur est sans doute dans un texte ou un nombre, "
    "entourez cette cellule de guillemets"
)

Hash = Callable[[str, str], str]
Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Checked:
    """A sheet's typed rows, refused ones included, with the problems and warnings found so far.

    `keyless` holds the numbers of refused rows whose key cannot be read.
    """

    sheet: Sheet
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    keyless: set[int] = field(default_factory=set)

    def refuse(self, row: Row, column: str, read: str, expected: str) -> None:
        """Refuse a row for one of its columns."""
        row.refused = True
        self.problems.append(Problem(self.sheet.name, row.number, column, read, expected))


def hasher(secret: bytes, source: str) -> Hash:
    """Return what turns (kind, identifier) into a pseudonym of that source."""

    def hashed(kind: str, identifier: str) -> str:
        return pseudonym(secret, source, kind, identifier)

    return hashed


def check(raw: RawWorkbook, hashed: Hash, progress: Progress) -> tuple[dict[str, Checked], list[str]]:
    """Return the checked sheets in declaration order, and warnings about the others."""
    found: dict[str, RawSheet] = {}
    warnings: list[str] = []
    for name, raw_sheet in raw.sheets.items():
        sheet = sheets.named(name)
        if sheet:
            found[sheet.name] = raw_sheet
        elif fold_name(name) != fold_name(sheets.READ_ME):
            warnings.append(f"La feuille {quote(name)} n'est pas attendue : ignorée.")
    total = sum(len(raw_sheet.rows) for raw_sheet in found.values())
    steps = _Steps(progress, total)
    checked = {
        sheet.name: _check_sheet(sheet, found[sheet.name], hashed, steps)
        for sheet in sheets.SHEETS
        if sheet.name in found
    }
    return checked, warnings


class _Steps:
    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def advance(self) -> None:
        self._done += 1
        if self._done % EVERY == 0 or self._done == self._total:
            self._progress("Vérification", self._done, self._total)


def _check_sheet(sheet: Sheet, raw: RawSheet, hashed: Hash, steps: _Steps) -> Checked:
    checked = Checked(sheet, warnings=list(raw.warnings))
    columns = _match_columns(checked, raw)
    if checked.problems:
        numbers = sorted([*(number for number, _ in raw.rows), *raw.overflowing])
        checked.rows = [Row(number, {}, refused=True) for number in numbers]
        return checked
    for number, read in raw.overflowing.items():
        checked.rows.append(Row(number, {}))
        checked.refuse(checked.rows[-1], "", read, UNQUOTED)
        checked.keyless.add(number)
    for number, cells in raw.rows:
        steps.advance()
        if not _is_example(sheet, columns, cells) and not all(is_blank(cells.get(name)) for name in columns):
            checked.rows.append(_read_row(checked, columns, number, cells, hashed))
    if sheet.number:
        sheet.number(checked.rows)
    _refuse_duplicates(checked, {column.field for column in columns.values()})
    return checked


def _match_columns(checked: Checked, raw: RawSheet) -> dict[str, Column]:
    """Return the declared columns by their name in the file; a missing required one is a problem."""
    sheet = checked.sheet
    by_name = {name: sheet.by_name.get(fold_name(name)) for name in raw.columns}
    columns = {name: column for name, column in by_name.items() if column}
    if len(columns) < min(ENOUGH, len(raw.columns)):
        checked.problems.append(_no_header(sheet))
        return {}
    checked.warnings += [
        _unknown(sheet, raw, name)
        for name, column in by_name.items()
        if not column and (fold_name(name) not in DROPPED or sheet.name != "lieux")
    ]
    if raw.rows or raw.overflowing:
        missing = [c for c in sheet.columns if c.required and c not in columns.values()]
        checked.problems += [
            Problem(sheet.name, None, column.name, "aucune colonne de ce nom", "cette colonne, obligatoire")
            for column in missing
        ]
    return columns


def _no_header(sheet: Sheet) -> Problem:
    names = ", ".join(column.name for column in sheet.columns if column.required)
    expected = f"{names}… : la première ligne doit porter les noms des colonnes"
    return Problem(sheet.name, None, "", "moins de deux noms de colonnes connus", expected)


def _unknown(sheet: Sheet, raw: RawSheet, name: str) -> str:
    position = raw.position(name)
    title = column_title(sheet, name, position, letters(position))
    return f"Feuille « {sheet.name} » : colonne inconnue {title}, ignorée."


def _is_example(sheet: Sheet, columns: Mapping[str, Column], cells: Mapping[str, object]) -> bool:
    """Say whether a row is the template's example, recognised by its key whatever else it holds."""
    marks = (cells.get(name) for name, column in columns.items() if column.field == sheet.key[0])
    return any(isinstance(mark, str) and fold(mark) == fold(EXAMPLE) for mark in marks)


def _read_row(
    checked: Checked, columns: Mapping[str, Column], number: int, cells: Mapping[str, object], hashed: Hash
) -> Row:
    row = Row(number, {})
    for name, column in columns.items():
        cell = cells.get(name)
        try:
            row.values[column.field] = _read_cell(column, cell, hashed)
        except UnreadableError as refusal:
            checked.keyless |= {number} if column.field in checked.sheet.key else set()
            read = shown(checked.sheet, column, cell)
            checked.refuse(row, column.name, read, refusal.expected or column.kind.expected)
    return row


def _read_cell(column: Column, cell: object, hashed: Hash) -> Any:
    if is_blank(cell):
        if column.required:
            raise UnreadableError(f"{column.kind.expected} : obligatoire")
        return column.default
    refuse_fault(cell)
    value = column.kind.parse(cell)
    return hashed(column.hashed, value) if column.hashed else value


def _refuse_duplicates(checked: Checked, present: Collection[str]) -> None:
    """Refuse both rows of a key given twice: nothing says which one is right."""
    needed = [name for name in checked.sheet.key if name in present]
    first: dict[Key, Row] = {}
    for row in checked.rows:
        if not all(name in row.values for name in needed):
            continue
        other = first.setdefault(checked.sheet.key_of(row.values), row)
        if other is not row:
            column = checked.sheet.by_field[checked.sheet.key[0]]
            expected = f"une seule ligne par {checked.sheet.noun} : déjà en ligne {other.number}"
            checked.refuse(row, column.name, shown(checked.sheet, column, row.values[column.field]), expected)
            other.refused = True
