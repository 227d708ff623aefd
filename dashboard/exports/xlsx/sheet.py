"""A sheet written from top to bottom, which says what it is about and prints as it reads."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from math import ceil
from typing import Any

import xlsxwriter

from dashboard.disclosure.figure import Mask
from dashboard.exports import palette, standing
from dashboard.exports.document import Cell, Document, Grid, Raw
from dashboard.exports.formats import pattern, percent_pattern, symbol_of

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
NOT_IN_NAMES = str.maketrans("", "", "[]:*?/\\'")
LONGEST_TEXT = 32_767
DAY, MONTH, CLOCK = "dd/mm/yyyy", "mmmm yyyy", "hh:mm"
LINE, WIDER = 15.5, 1.1
ON_LEFT = {"align": "left", "indent": 1, "valign": "top"}
HEADER = {"bold": True, "bg_color": f"#{palette.BAND}", "font_color": "#FFFFFF", "text_wrap": True}
INVENTED = {
    "bold": True,
    "bg_color": f"#{palette.DEMONSTRATION}",
    "font_color": f"#{palette.ON_DEMONSTRATION}",
}


class Sheet:
    """A sheet written from top to bottom; every sheet says what it is about and prints as it reads."""

    def __init__(
        self, book: xlsxwriter.Workbook, document: Document, name: str, widths: Sequence[int]
    ) -> None:
        self.document = document
        self.row = 0
        self._book = book
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._widths = widths
        self._sheet = book.add_worksheet(name.translate(NOT_IN_NAMES)[:31])
        for place, width in enumerate(widths):
            self._sheet.set_column(place, place, width)
        self._print(name, len(widths))
        self.words(
            f"{document.plan}, {document.territory} : {name}",
            bold=True,
            font_size=16,
            font_color=f"#{palette.BAND}",
        )
        self._sheet.freeze_panes(1, 1)
        self.words(document.selection)
        self.words(f"{standing.signed(document)} {document.disclosure.said}", font_color=f"#{palette.QUIET}")
        if document.demonstration:
            self.words(f"{standing.DEMONSTRATION}, entièrement inventées", **INVENTED)
        self.row += 1

    def words(self, text: str, **look: Any) -> None:
        """Write a line of words."""
        self._text(0, text, look)
        self.row += 1

    def headers(self, names: Iterable[str], *, freeze: bool = False, numeric: Sequence[bool] = ()) -> None:
        """Write the names of columns; `freeze` keeps them in sight when they are those of the whole sheet."""
        for place, name in enumerate(names):
            is_number = place < len(numeric) and numeric[place]
            look = HEADER | ({"align": "right"} if is_number else ON_LEFT) | {"valign": "vcenter"}
            self._text(place, name, look)
        self._sheet.set_row(self.row, 32)
        self.row += 1
        if freeze:
            self._sheet.freeze_panes(self.row, 1)
            self._sheet.repeat_rows(self.row - 1)

    def line(self, cells: Iterable[tuple[Raw, str]]) -> None:
        """Write a row of (value, number format), as high as its longest words."""
        lines = 1
        for place, (raw, shown_as) in enumerate(cells):
            self._value(place, raw, shown_as)
            if isinstance(raw, str):
                lines = max(lines, ceil(len(raw) * WIDER / self._widths[place]))
        if lines > 1:
            self._sheet.set_row(self.row, LINE * lines)
        self.row += 1

    def filter(self, first: int, columns: int) -> None:
        """Let readers filter the rows written since `first`, the row of names."""
        if self.row > first + 1:
            self._sheet.autofilter(first, 0, self.row - 1, columns - 1)

    def grid(self, grid: Grid) -> None:
        """Write a table under its caption."""
        self.words(grid.caption, bold=True, font_size=12, font_color=f"#{palette.MAIN}")
        self.headers(grid.headers, numeric=grid.numeric)
        columns = [_column(grid, place) for place in range(len(grid.headers))]
        for row in grid.rows:
            self.line(write(cell) for write, cell in zip(columns, row, strict=True))
        self.row += 1

    def _print(self, name: str, columns: int) -> None:
        document = self.document
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_margins(0.5, 0.5, 0.75, 0.75)
        mark = f" · {standing.DEMONSTRATION}" if document.demonstration else ""
        self._sheet.set_footer(
            f"&L&8{_printed(standing.state(document) + mark)}&C&8{_printed(name)}&R&8&P / &N"
        )
        self._sheet.hide_gridlines(2)

    def _value(self, place: int, raw: Raw, shown_as: str) -> None:
        if isinstance(raw, datetime | date | time):
            look = self._look(ON_LEFT | {"num_format": shown_as or DAY})
            self._sheet.write_datetime(self.row, place, raw, look)
        elif isinstance(raw, int | float | Decimal) and not isinstance(raw, bool):
            look = self._look({"valign": "top", "num_format": shown_as})
            self._sheet.write_number(self.row, place, float(raw), look)
        else:
            look = {"valign": "top", "align": "right"} if shown_as else ON_LEFT | {"text_wrap": True}
            self._text(place, str(raw), look)

    def _text(self, place: int, text: str, look: dict[str, Any]) -> None:
        if not text:
            return
        if text.startswith(FORMULA):
            look = look | {"quote_prefix": True}
        self._sheet.write_string(self.row, place, text[:LONGEST_TEXT], self._look(look))

    def _look(self, look: dict[str, Any]) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({"font_name": "Calibri", "font_size": 11} | look)
        return self._formats[key]


def _column(grid: Grid, place: int) -> Callable[[Cell], tuple[Raw, str]]:
    """Return how a column's cells are written, from how all of them are said."""
    words = [row[place].said for row in grid.rows]
    numeric = grid.numeric[place]
    is_share = numeric and symbol_of(words) == "%"
    shown = (percent_pattern(words) if is_share else pattern(words)) if numeric else ""

    def write(cell: Cell) -> tuple[Raw, str]:
        match cell.raw:
            case bool() | str() | Mask() | None:
                return cell.said, shown
            case date():
                return cell.raw, DAY if cell.said[:1].isdigit() else MONTH
            case time():
                return cell.raw, CLOCK
        return (float(cell.raw) / 100, shown) if is_share else (cell.raw, shown or "General")

    return write


def _printed(words: str) -> str:
    """Return words of a printed footer, where an ampersand alone gives orders."""
    return words.replace("&", "&&")
