"""A workbook of real numbers, dates and shares; no word of it is ever read as a formula."""

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from math import ceil
from typing import Any

import xlsxwriter

from dashboard.disclosure.figure import Mask
from dashboard.exports import palette, standing
from dashboard.exports.document import Cell, Document, Grid, Quote, Raw, Section, Share, Split
from dashboard.exports.formats import pattern, percent_pattern, symbol_of
from dashboard.wording import NO_DATA, untold

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
NOT_IN_NAMES = str.maketrans("", "", "[]:*?/\\'")
LONGEST_TEXT, LONGEST_SUBJECT = 32_767, 250
DAY, MONTH, CLOCK = "dd/mm/yyyy", "mmmm yyyy", "hh:mm"
LINE, WIDER = 15.5, 1.1
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
FIGURES = (
    "Indicateur", "Valeur", "Unité", "Depuis le comité", "Objectif", "Échéance", "Trajectoire à ce jour",
    "Atteint depuis le début du plan", "État", "Compté",
)  # fmt: skip
SPLITS = ("Pilier", "Indicateur", "Ventilation", "Code", "Groupe", "Valeur", "Unité")
DEFINITIONS = ("Pilier", "Indicateur", "Unité", "Définition", "Calcul", "Limites", "Source")
ON_LEFT = {"align": "left", "indent": 1, "valign": "top"}
HEADER = {"bold": True, "bg_color": f"#{palette.BAND}", "font_color": "#FFFFFF", "text_wrap": True}
INVENTED = {
    "bold": True,
    "bg_color": f"#{palette.DEMONSTRATION}",
    "font_color": f"#{palette.ON_DEMONSTRATION}",
}
BASES = {"residence": "à la résidence", "lieu": "au lieu de l'atelier"}


def xlsx(document: Document) -> bytes:
    """Return the workbook: where the plan stands, a sheet per pillar, every split, every definition."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        book.set_properties(_properties(document))
        _summary(_Sheet(book, document, "Synthèse", (40, 18, 16, 18, 16, 13, 20, 22, 15, 20)))
        for section in document.sections:
            _pillar(_Sheet(book, document, section.name, (44, 18, 16, 18, 16, 13, 20, 22, 15, 20)), section)
        _splits(_Sheet(book, document, "Ventilations", (14, 34, 20, 16, 52, 16, 16)))
        _definitions(_Sheet(book, document, "Définitions", (14, 32, 14, 60, 60, 60, 44)))
    return file.getvalue()


def _properties(document: Document) -> dict[str, Any]:
    return {
        "title": f"{document.plan}, {document.territory} : {document.title}",
        "subject": standing.foot(document, LONGEST_SUBJECT),
        "author": document.plan,
        "company": document.territory,
        "category": standing.DEMONSTRATION if document.demonstration else "",
        "comments": standing.signed(document),
        "created": document.updated.replace(tzinfo=None),
    }


class _Sheet:
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


def _summary(sheet: _Sheet) -> None:
    document = sheet.document
    sheet.words(document.verdict, bold=True, font_size=13)
    sheet.row += 1
    first = sheet.row
    sheet.headers(FIGURES, numeric=(False, True, False, True, True, False, True, True))
    for section in document.sections:
        for quote in section.quotes:
            sheet.line(_figure(document, quote))
    sheet.filter(first, len(FIGURES))
    sheet.row += 1
    _points(sheet)
    _decisions(sheet)
    sheet.words("Sources", bold=True, font_size=12, font_color=f"#{palette.MAIN}")
    for source in document.sources:
        sheet.words(source)


def _points(sheet: _Sheet) -> None:
    sheet.words("Ce qui demande attention", bold=True, font_size=12, font_color=f"#{palette.MAIN}")
    for point in sheet.document.points:
        sheet.words(f"{point.severity} : {point.sentence}")
    if not sheet.document.points:
        sheet.words("Rien à signaler.")
    sheet.row += 1


def _decisions(sheet: _Sheet) -> None:
    sheet.words("Décisions du comité", bold=True, font_size=12, font_color=f"#{palette.MAIN}")
    sheet.headers(("Décision", "Responsable", "Échéance", "État"))
    for each in sheet.document.decisions:
        due: Raw = each.due or "sans échéance"
        state = "en retard" if each.overdue else each.state
        sheet.line(((each.text, ""), (each.owner, ""), (due, ""), (state, "")))
    sheet.row += 1


def _pillar(sheet: _Sheet, section: Section) -> None:
    sheet.words(section.message, bold=True, font_size=13)
    sheet.row += 1
    sheet.headers(FIGURES, numeric=(False, True, False, True, True, False, True, True))
    for quote in section.figures:
        sheet.line(_figure(sheet.document, quote))
    sheet.row += 1
    for piece in section.pieces:
        sheet.grid(piece.grid)


def _figure(document: Document, quote: Quote) -> list[tuple[Raw, str]]:
    aim, written = quote.aim, _written(quote)
    change: tuple[Raw, str] = ("", "")
    if quote.change is not None and document.committee:
        change = (quote.change, f"+{pattern([quote.said])};-{pattern([quote.said])};0")
        if quote.unit == "%":
            points = pattern([quote.amount]) + '" points"'
            change = (quote.change, f"+{points};-{points};0")
    return [
        (quote.label, ""),
        written(quote.value, quote.masked),
        ("" if quote.value is None or quote.unit == "%" else quote.unit, ""),
        change,
        written(aim.value, None) if aim else ("", ""),
        (aim.due if aim else "", ""),
        written(aim.expected, None) if aim else ("", ""),
        written(aim.reached, aim.masked) if aim else ("", ""),
        (standing.status(quote), ""),
        (BASES[quote.basis.value], ""),
    ]


Written = Callable[[Any, Any], tuple[Raw, str]]


def _written(quote: Quote) -> Written:
    """Return how values of a figure are written: shares as shares, words in the place of what is not told."""
    return _as(quote.unit, [quote.said])


def _as(unit: str, words: Sequence[str]) -> Written:
    is_share = unit == "%"
    shown = percent_pattern(words) if is_share else pattern(words)
    shown = "0.0%" if is_share and not any(each[:1].isdigit() for each in words) else shown

    def written(value: float | None, masked: Any) -> tuple[Raw, str]:
        if masked is not None:
            return untold(masked), "0"
        if value is None:
            return NO_DATA, "0"
        return (value / 100, shown) if is_share else (value, shown)

    return written


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


def _splits(sheet: _Sheet) -> None:
    first = sheet.row
    sheet.headers(SPLITS, freeze=True, numeric=(False, False, False, False, False, True))
    for section in sheet.document.sections:
        for split in section.splits:
            written = _as(split.unit, [share.said for share in split.shares])
            for share in split.shares:
                sheet.line(_share(section, split, share, written))
    sheet.filter(first, len(SPLITS))


def _share(section: Section, split: Split, share: Share, written: Written) -> list[tuple[Raw, str]]:
    is_coded = share.code != share.name
    return [
        (section.name, ""),
        (split.label, ""),
        (split.dimension_name, ""),
        (share.code if is_coded or split.dimension == "mois" else "", ""),
        (share.name, ""),
        written(share.value, share.masked),
        ("" if share.value is None or split.unit == "%" else split.unit, ""),
    ]


def _definitions(sheet: _Sheet) -> None:
    first = sheet.row
    sheet.headers(DEFINITIONS, freeze=True)
    for each in sheet.document.definitions:
        words = (each.pillar, each.label, each.unit, each.definition, each.formula, each.limits, each.source)
        sheet.line((word, "") for word in words)
    sheet.filter(first, len(DEFINITIONS))


def _printed(words: str) -> str:
    """Return words of a printed footer, where an ampersand alone gives orders."""
    return words.replace("&", "&&")
