"""What is exported: values and words only, whole without the facts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from dashboard.disclosure.figure import Mask
from dashboard.exhibits import Column, Exhibit, Table
from dashboard.exhibits.table import Cell as RawCell
from dashboard.selection import Basis, Selection

BESIDE = re.compile(r"À droite : [^.]*\. ?")

Raw = str | float | Decimal | date | time | bool | Mask | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A value and what readers are told of it."""

    raw: Raw
    said: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its caption, its headers, which columns hold numbers, its rows."""

    caption: str
    headers: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @classmethod
    def of(cls, table: Table) -> "Grid":
        """Return a table with the words of each of its cells."""
        return cls(
            table.caption,
            tuple(column.label for column in table.columns),
            tuple(column.is_number for column in table.columns),
            tuple(
                tuple(Cell(raw, said) for raw, said in zip(row, words, strict=True))
                for row, words in zip(table.rows, table.shown(), strict=True)
            ),
        )

    def table(self) -> Table:
        """Return the table as pages show it, with the words it was kept with."""
        columns = tuple(
            _column(label, is_number, [row[place] for row in self.rows])
            for place, (label, is_number) in enumerate(zip(self.headers, self.numeric, strict=True))
        )
        return Table(self.caption, columns, tuple(tuple(cell.raw for cell in row) for row in self.rows))


@dataclass(frozen=True, slots=True)
class Piece:
    """An exhibit whose table says its own words; `figure` is a plain Plotly dictionary."""

    key: str
    title: str
    sentence: str
    grid: Grid
    figure: dict[str, Any] | None = field(default=None, hash=False)
    note: str = ""

    @property
    def said_anywhere(self) -> str:
        """Return the note without what it says of the drawing's own places."""
        return BESIDE.sub("", self.note)

    @property
    def alternative(self) -> str:
        """Return what stands for the chart for whoever does not see it."""
        return f"{self.title}. {self.sentence}"

    def exhibit(self) -> Exhibit:
        """Return the exhibit as pages show it."""
        return Exhibit(self.key, self.title, self.sentence, self.grid.table(), self.figure, self.note)


@dataclass(frozen=True, slots=True)
class Aim:
    """A figure's target: what is aimed at and when, what its line asks for today, where the value stands.

    `brief` and `expected_brief` leave out a unit that is a word; `status` says why when it cannot be told.
    """

    value: float
    said: str
    brief: str
    due: date
    expected: float
    expected_said: str
    expected_brief: str
    reached: float | None
    masked: Mask | None
    reached_said: str
    status: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A figure that can be quoted: its value, its words, its change since the last committee, its target.

    `value` is None for « aucune donnée » and, with `masked`, for a figure that is not told; `amount` is the
    value without its unit.
    """

    key: str
    label: str
    unit: str
    value: float | None
    masked: Mask | None
    said: str
    amount: str
    basis: Basis
    change: float | None = None
    change_said: str = ""
    aim: Aim | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """A figure's part in one group of a split; `code` is the group's own, `name` how readers call it."""

    code: str
    name: str
    value: float | None
    masked: Mask | None
    said: str


@dataclass(frozen=True, slots=True)
class Split:
    """A figure by one dimension."""

    key: str
    label: str
    unit: str
    dimension: str
    dimension_name: str
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A pillar: its main figures, its other ones, its exhibits; `freshest` is its last day with data."""

    name: str
    message: str
    quotes: tuple[Quote, ...]
    others: tuple[Quote, ...]
    pieces: tuple[Piece, ...]
    splits: tuple[Split, ...]
    freshest: date | None

    @property
    def figures(self) -> tuple[Quote, ...]:
        """Return every figure of the pillar."""
        return self.quotes + self.others


@dataclass(frozen=True, slots=True)
class Point:
    """What deserves attention, and how much."""

    severity: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision of a committee; `owner` is a function."""

    text: str
    owner: str
    due: date | None
    state: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure counts, how, from what, and what it does not say."""

    key: str
    label: str
    pillar: str
    unit: str
    definition: str
    formula: str
    limits: str
    source: str


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What may be read: by everyone or by the team alone; counts of people under `below` are not told."""

    public: bool
    below: int | None
    said: str


@dataclass(frozen=True, slots=True)
class Frozen:
    """When the figures were frozen, and the digest that signs them."""

    at: datetime
    digest: str


@dataclass(frozen=True, slots=True)
class Document:
    """Everything an export says, from whatever facts it was made."""

    title: str
    plan: str
    territory: str
    names: Mapping[str, str] = field(hash=False)
    start: date
    end: date
    areas: tuple[str, ...]
    basis: Basis
    selection: str
    today: date
    updated: datetime
    revision: int
    demonstration: bool
    disclosure: Disclosure
    committee: date | None
    verdict: str
    sections: tuple[Section, ...]
    points: tuple[Point, ...]
    decisions: tuple[Decision, ...]
    definitions: tuple[Definition, ...]
    sources: tuple[str, ...]
    frozen: Frozen | None = None

    @property
    def is_empty(self) -> bool:
        """Say whether no figure has anything to tell."""
        return all(quote.value is None and quote.masked is None for quote in self.figures)

    @property
    def figures(self) -> tuple[Quote, ...]:
        """Return every figure."""
        return tuple(quote for section in self.sections for quote in section.figures)

    @property
    def asked(self) -> Selection:
        """Return the selection the figures are about."""
        return Selection(self.start, self.end, frozenset(self.areas), self.basis)

    def define(self, key: str) -> Definition | None:
        """Return the definition of a figure."""
        return next((each for each in self.definitions if each.key == key), None)


CLASSES = (
    Cell, Grid, Piece, Aim, Quote, Share, Split, Section, Point, Decision, Definition, Disclosure, Frozen,
    Document,
)  # fmt: skip


def _column(label: str, is_number: bool, cells: list[Cell]) -> Column:
    words: dict[RawCell, str] = {cell.raw: cell.said for cell in cells}
    return Column(label, lambda value: words[value], is_number=is_number, absent=words.get(None, ""))
