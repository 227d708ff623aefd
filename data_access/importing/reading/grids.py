"""Turns a grid of cells into numbered rows under a header."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from data_access.errors import DataError
from data_access.importing import sheets
from data_access.importing.cells import is_blank
from data_access.importing.raw import NumberedRow, RawSheet
from data_access.importing.wording import count, fold_name, letters, listing

SEARCHED = 20
"""Rows among which the header is looked for: reports put titles above it."""
ENOUGH = 2

Line = tuple[int, Sequence[object]]


def to_sheet(
    name: str, grid: Iterable[Line], warnings: Iterable[str] = (), *, refuse_overflow: bool = False
) -> RawSheet:
    """Return the sheet under its header; blank rows are left out. Raises DataError.

    A cell under no title is left out with a warning; with `refuse_overflow`, one beyond the last title
    refuses its row: there, a separator inside a text shifts what follows.
    """
    lines = ((number, cells) for number, cells in grid if not all(map(is_blank, cells)))
    first = list(islice(lines, SEARCHED))
    start = _header(name, [cells for _, cells in first])
    titles = [_title(cell) for cell in (first[start][1] if first else ())]
    _refuse_twice(name, titles)
    body = _Body(titles, refuse_overflow)
    body.read(chain(first[start + 1 :], lines))
    positions = {title: position for position, title in reversed(list(enumerate(titles))) if title}
    return RawSheet(
        name,
        tuple(dict.fromkeys(filter(None, titles))),
        body.rows,
        positions,
        (*warnings, *_warnings(name, [number for number, _ in first[:start]], body.stray)),
        body.overflowing,
    )


def known_titles(name: str, cells: Iterable[object]) -> int:
    """Return how many cells are the title of a column of that sheet."""
    sheet = sheets.named(name)
    known = set(sheet.by_name) if sheet else set()
    return len({fold_name(_title(cell)) for cell in cells if isinstance(cell, str)} & known)


class _Body:
    """The rows under the header, the addresses of cells under no title, the rows that overflow."""

    def __init__(self, titles: Sequence[str], refuse_overflow: bool) -> None:
        self.rows: list[NumberedRow] = []
        self.stray: list[str] = []
        self.overflowing: dict[int, str] = {}
        self._titles, self._refuse_overflow = titles, refuse_overflow
        self._width = max((position + 1 for position, title in enumerate(titles) if title), default=0)

    def read(self, lines: Iterable[Line]) -> None:
        for number, cells in lines:
            if self._refuse_overflow and not all(map(is_blank, cells[self._width :])):
                filled = max(position + 1 for position, cell in enumerate(cells) if not is_blank(cell))
                self.overflowing[number] = f"{filled} cellules pour {count(self._width, 'colonne')}"
                continue
            self.stray += self._outside(number, cells)
            row = {title: cell for title, cell in zip(self._titles, cells, strict=False) if title}
            if not all(map(is_blank, row.values())):
                self.rows.append((number, row))

    def _outside(self, number: int, cells: Sequence[object]) -> Iterator[str]:
        for position, cell in enumerate(cells):
            if not is_blank(cell) and not (position < len(self._titles) and self._titles[position]):
                yield f"{letters(position)}{number}"


def _header(name: str, lines: Sequence[Sequence[object]]) -> int:
    """Return the first line that holds names of columns, else the first one."""
    found = (position for position, cells in enumerate(lines) if known_titles(name, cells) >= ENOUGH)
    return next(found, 0)


def _title(cell: object) -> str:
    return "" if is_blank(cell) else str(cell).strip()


def _warnings(name: str, above: Sequence[int], stray: Sequence[str]) -> Iterator[str]:
    if above:
        lines = count(len(above), "ligne ignorée", "lignes ignorées")
        yield f"Feuille « {name} » : {lines} au-dessus des noms des colonnes ({listing(above)})."
    if stray:
        yield f"Feuille « {name} » : cellules hors du tableau ignorées : {listing(stray)}."


def _refuse_twice(name: str, titles: Sequence[str]) -> None:
    sheet, seen = sheets.named(name), set[str]()
    known = set(sheet.by_name) if sheet else set()
    for title in filter(None, titles):
        if fold_name(title) in seen & known:
            raise DataError(
                f"Feuille « {name} » : la colonne « {title} » est présente deux fois. Gardez-en une."
            )
        seen.add(fold_name(title))
