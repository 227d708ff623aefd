"""Turns a grid of cells into numbered rows under a header."""

from collections.abc import Iterable, Sequence

from data_access.errors import DataError
from data_access.importing import sheets
from data_access.importing.cells import is_blank
from data_access.importing.raw import NumberedRow, RawSheet
from data_access.importing.wording import fold_name, letters

Grid = Iterable[tuple[int, Sequence[object]]]


def to_sheet(name: str, grid: Grid) -> RawSheet:
    """Return the sheet under the first row that is not blank; blank rows are left out. Raises DataError."""
    lines = ((number, cells) for number, cells in grid if not all(map(is_blank, cells)))
    _, header = next(lines, (1, ()))
    width = len(header)
    columns = [_title(cell, position) for position, cell in enumerate(header)]
    rows: list[NumberedRow] = []
    for number, cells in lines:
        _refuse_overflow(name, number, cells, width)
        rows.append((number, dict(zip(columns, cells, strict=False))))
    positions = {column: position for position, column in reversed(list(enumerate(columns)))}
    columns = _used(columns, rows)
    _refuse_twice(name, columns)
    return RawSheet(name, tuple(dict.fromkeys(columns)), rows, positions)


def _title(cell: object, position: int) -> str:
    return f"sans titre, colonne {letters(position)}" if is_blank(cell) else str(cell).strip()


def _used(columns: Sequence[str], rows: Sequence[NumberedRow]) -> list[str]:
    """Leave out the columns without title that hold nothing."""
    untitled = {column for column in columns if column.startswith("sans titre, colonne ")}
    filled = {column for _, row in rows for column in untitled if not is_blank(row.get(column))}
    return [column for column in columns if column not in untitled - filled]


def _refuse_overflow(name: str, number: int, cells: Sequence[object], width: int) -> None:
    if len(cells) > width and not all(map(is_blank, cells[width:])):
        raise DataError(
            f"Feuille « {name} », ligne {number} : {len(cells)} cellules pour {width} colonnes. "
            "Un séparateur est sans doute dans un texte ou un nombre : entourez cette cellule de guillemets."
        )


def _refuse_twice(name: str, columns: Sequence[str]) -> None:
    sheet, seen = sheets.named(name), set[str]()
    known = set(sheet.by_name) if sheet else set()
    for column in columns:
        if fold_name(column) in seen & known:
            raise DataError(
                f"Feuille « {name} » : la colonne « {column} » est présente deux fois. Gardez-en une."
            )
        seen.add(fold_name(column))
