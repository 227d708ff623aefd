"""What a sheet's declaration is made of; reading, checks, template and reports all walk it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Table

from data_access.importing import wording
from data_access.importing.wording import fold_name
from data_access.territory import Territory

EXAMPLE = "EXEMPLE (ligne ignorée)"

Values = dict[str, Any]
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of cell: what is expected of it, how it is read, shown and formatted."""

    expected: str
    parse: Callable[[object], Any]
    show: Callable[[Any], str] = wording.show
    number_format: str = "@"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet and the field that it feeds.

    `refers_to` names the sheet whose key it holds; `hashed` says that it identifies a person or a household.
    """

    name: str
    kind: Kind
    field: str
    help: str
    required: bool = False
    default: Any = None
    example: object = None
    refers_to: str | None = None
    hashed: str | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """A broken rule, reported on one column."""

    column: str
    expected: str
    read: str | None = None


@dataclass(slots=True)
class Row:
    """A row of the file, read: only the fields whose column is present."""

    number: int
    values: Values
    refused: bool = False
    ignored: bool = False


@dataclass(slots=True)
class Context:
    """What rules know beyond the row, and the notes that they leave: {(sheet, sentence): row numbers}."""

    territory: Territory
    known_indicators: frozenset[str] | None = None
    purged_before: date | None = None
    workshop_dates: Mapping[str, date] = field(default_factory=dict)
    met_before_purge: frozenset[str] = frozenset()
    spellings: dict[tuple[str, str], str] = field(default_factory=dict)
    notes: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def note(self, sheet: str, sentence: str, row: int) -> None:
        """Remember that a row deserves a warning; rows of one sentence are counted together."""
        self.notes.setdefault((sheet, sentence), []).append(row)

    def canonical(self, name: str, given: str) -> str:
        """Return the first spelling seen of a free label, whatever its case and accents."""
        return self.spellings.setdefault((name, wording.fold(given)), given)


@dataclass(slots=True)
class Line:
    """A row being checked against what is stored under its key, if anything."""

    sheet: "Sheet"
    row: Row
    stored: Values | None
    context: Context

    def merged(self) -> Values:
        """Return the row as it would be stored."""
        return {**self.sheet.defaults, **(self.stored or {}), **self.row.values}

    def note(self, sentence: str) -> None:
        """Leave a warning on this row."""
        self.context.note(self.sheet.name, sentence, self.row.number)


Rule = Callable[[Line, Values], Iterator[Fault]]


@dataclass(frozen=True)
class Sheet:
    """A sheet: its table, columns, key, and what is checked or completed row by row."""

    name: str
    table: Table
    noun: str
    help: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("key",)
    dated: str | None = None
    number: Callable[[Sequence[Row]], None] | None = None
    complete: Callable[[Line], None] | None = None
    rules: tuple[Rule, ...] = ()
    describe: Callable[[Key, int | None], str] | None = None

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """Columns by folded name."""
        return {fold_name(column.name): column for column in self.columns}

    @cached_property
    def by_field(self) -> dict[str, Column]:
        """Columns by the field that they feed."""
        return {column.field: column for column in reversed(self.columns)}

    @cached_property
    def defaults(self) -> Values:
        """Every field of a row that says nothing."""
        return {column.field: column.default for column in self.columns if column.field != TRANSIENT}

    @cached_property
    def references(self) -> tuple[Column, ...]:
        """Columns that hold another sheet's key."""
        return tuple(column for column in self.columns if column.refers_to)

    @cached_property
    def hashed(self) -> tuple[Column, ...]:
        """Columns that identify a person or a household."""
        return tuple(column for column in self.columns if column.hashed)

    def key_of(self, values: Mapping[str, Any]) -> Key:
        """Return what identifies a row inside its source."""
        return tuple(values.get(name) for name in self.key)

    def title(self, key: Key, row: int | None) -> str:
        """Return the name of a row for a reader."""
        if self.describe:
            return self.describe(key, row)
        return f"{self.noun} {' · '.join(wording.show(part) for part in key)}"


TRANSIENT = "birth_year"
"""The only field that is read and never stored."""
