"""The table behind a chart, a map or a list: shown in French, exported as French Excel reads it."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from dashboard import wording
from dashboard.disclosure.figure import Mask
from dashboard.indicators.declaration import Indicator
from dashboard.wording import NO_DATA

Cell = str | float | Decimal | date | time | bool | Mask | None
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _plain(value: Any) -> str:
    return str(value)


@dataclass(frozen=True, slots=True)
class Column:
    """A column's header and how its cells are said; numbers stand on the right."""

    label: str
    said: Callable[[Any], str] = _plain
    is_number: bool = False
    absent: str = NO_DATA


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of raw cells under their columns; `caption` says what the table holds."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def shown(self) -> list[list[str]]:
        """Return the cells as readers see them."""
        return [
            [_said(column, cell) for column, cell in zip(self.columns, row, strict=True)] for row in self.rows
        ]

    def csv(self) -> bytes:
        """Return a CSV file that French Excel opens well: BOM, semicolons, decimal commas, no formula."""
        text = io.StringIO()
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerow([_exported(column.label) for column in self.columns])
        writer.writerows([_exported(cell) for cell in row] for row in self.rows)
        return text.getvalue().encode("utf-8-sig")


def _said(column: Column, cell: Cell) -> str:
    if cell is None:
        return column.absent
    return wording.untold(cell) if isinstance(cell, Mask) else column.said(cell)


def text(label: str, absent: str = "non renseigné") -> Column:
    """Return a column of words."""
    return Column(label, absent=absent)


def day(label: str, absent: str = "") -> Column:
    """Return a column of dates."""
    return Column(label, wording.short_day, absent=absent)


def number(label: str, decimals: int = 0, absent: str = NO_DATA) -> Column:
    """Return a column of numbers."""
    return Column(label, lambda value: wording.number(value, decimals), is_number=True, absent=absent)


def euros(label: str, absent: str = "aucune ligne") -> Column:
    """Return a column of exact amounts."""
    return Column(label, wording.euros, is_number=True, absent=absent)


def values(indicator: Indicator, label: str | None = None) -> Column:
    """Return a column of an indicator's values, their unit beside them."""
    return Column(label or indicator.label, lambda value: wording.quantity(indicator, value), is_number=True)


def _exported(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case Mask():
            return wording.untold(cell)
        case bool():
            return "oui" if cell else "non"
        case Decimal():
            return f"{cell:.2f}".replace(".", ",")
        case int() | float():
            return f"{round(cell, 6):.15g}".replace(".", ",")
        case date():
            return wording.short_day(cell)
        case time():
            return f"{cell:%H:%M}"
    return f"'{cell}" if cell.startswith(FORMULA) else cell
