"""What an indicator is made of: aggregates of facts, written as Narwhals expressions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import narwhals as nw

from dashboard.selection import Basis, Selection


class Unit(StrEnum):
    """What a value counts, as French readers see it after the number."""

    WORKSHOPS = "ateliers"
    HOURS = "h"
    ATTENDANCES = "participations"
    PEOPLE = "personnes"
    PERCENT = "%"
    PER_THOUSAND = "‰"
    DEVICES = "appareils"
    HOUSEHOLDS = "foyers"
    DAYS = "jours"
    EUROS = "€"
    QPV = "QPV"
    COMMUNES = "communes"
    METRES = "m"


class Direction(StrEnum):
    """Which way is good news."""

    MORE = "plus"
    LESS = "moins"
    PARITY = "parité"


class Pillar(StrEnum):
    """The plan's four pillars."""

    WORKSHOPS = "Ateliers"
    DEVICES = "Équipement"
    BUDGET = "Budget"
    COVERAGE = "Couverture"


@dataclass(frozen=True, slots=True)
class Link:
    """A split of which a row may have several values, or none: they lie in another frame, by a shared key."""

    frame: str
    key: str
    column: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A frame of facts: its date column, its columns of area codes per basis, its splits.

    `personal`: each row is about somebody, or a household.
    """

    frame: str
    date: str
    areas: Mapping[Basis, str]
    dimensions: Mapping[str, str | Link] = field(default_factory=dict)
    personal: bool = False


Filter = nw.Expr | Callable[[Selection], nw.Expr]


@dataclass(frozen=True, slots=True)
class Distinct:
    """What a total counts once: the values of `column` seen with at least `times` different `of`."""

    column: str
    times: int = 1
    of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Aggregate:
    """An aggregate of the rows of a fact that pass `where`.

    `evidence` (default: every dated row of the fact) tells 0 from « aucune donnée »: without any such row
    there is no value. `per` first groups rows by that column and keeps the groups that pass `having`. A
    `stock` ignores the period's dates (its filter does the dating); `everywhere` ignores the perimeter. Whole
    cents and minutes are added up as such, then divided once by `divisor`. `distinct` says what the total
    counts once; without it, the totals of rows add up. A `summary` of rows, such as their median, counts
    nothing. Both serve to keep small counts of people untold.
    """

    fact: Fact
    total: nw.Expr
    where: Filter | None = None
    evidence: Filter | None = None
    evidence_fact: Fact | None = None
    per: str | None = None
    having: nw.Expr | None = None
    stock: bool = False
    everywhere: bool = False
    divisor: int = 1
    distinct: Distinct | None = None
    summary: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of aggregates of different facts."""

    parts: tuple[Aggregate, ...]


@dataclass(frozen=True, slots=True)
class Population:
    """Inhabitants of the perimeter, or the share of them that the plan calls excluded."""

    excluded_only: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """A geometric measure computed by `dashboard.coverage`, named after its function."""

    name: str


Part = Aggregate | Sum | Population | Coverage


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Indicator:
    """A figure the committee follows: numerator ÷ denominator × scale, recomputed for every group.

    `definition` says what it counts, `formula` how, in the words of the tracking workbook's columns, `limits`
    what it does not say.
    """

    key: str
    label: str
    unit: Unit
    pillar: Pillar
    definition: str
    formula: str
    limits: str
    source: str
    numerator: Part
    denominator: Part | None = None
    scale: float = 1
    direction: Direction = Direction.MORE
    cumulative: bool = False
    personal: bool = False
    bases: frozenset[Basis] = frozenset(Basis)
    dimensions: tuple[str, ...] = ()
    decimals: int = 0

    @property
    def is_rate(self) -> bool:
        """Say whether a change is told in points rather than in units."""
        return self.unit in {Unit.PERCENT, Unit.PER_THOUSAND}

    @property
    def adds_up(self) -> bool:
        """Say whether groups can be added: counts and amounts can, rates and medians cannot."""
        return self.denominator is None and self.unit not in {Unit.DAYS, Unit.METRES}

    def basis(self, asked: Basis) -> Basis:
        """Return the basis in use: the one asked for when supported, else the only one that is."""
        return asked if asked in self.bases else min(self.bases)
