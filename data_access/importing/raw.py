"""A workbook as read, before any check: sheets of numbered rows of raw cells."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

NumberedRow = tuple[int, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Faulty:
    """A cell that holds no value: what it shows, and what the reader should do."""

    read: str
    expected: str


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet; rows carry the number that the reader sees in their spreadsheet.

    `overflowing` says what was read of rows with more cells than columns, which `rows` leaves out.
    Rows hold identifiers as given, and columns too without a header: they stay out of `repr`, hence of logs.
    """

    name: str
    columns: tuple[str, ...] = field(repr=False)
    rows: Sequence[NumberedRow] = field(repr=False)
    positions: Mapping[str, int] = field(default_factory=dict, repr=False)
    warnings: tuple[str, ...] = ()
    overflowing: Mapping[int, str] = field(default_factory=dict)

    def position(self, column: str) -> int:
        """Return a column's place in the file, from 0."""
        return self.positions.get(column, self.columns.index(column))


@dataclass(frozen=True, slots=True)
class RawWorkbook:
    """A file's sheets by name, and the file's fingerprint."""

    file_name: str
    sha256: str
    sheets: Mapping[str, RawSheet]

    @classmethod
    def of(cls, file_name: str, sheets: Mapping[str, Sequence[Mapping[str, object]]]) -> "RawWorkbook":
        """Return a workbook made of plain rows, numbered from 2 as under a header."""
        content = repr(
            [(name, [sorted(row.items()) for row in rows]) for name, rows in sorted(sheets.items())]
        )
        return cls(
            file_name,
            hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest(),
            {name: _sheet(name, rows) for name, rows in sheets.items()},
        )


def _sheet(name: str, rows: Sequence[Mapping[str, object]]) -> RawSheet:
    columns = tuple(dict.fromkeys(column for row in rows for column in row))
    return RawSheet(name, columns, list(enumerate(rows, start=2)))
