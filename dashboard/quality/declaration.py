"""What a check of the data is made of, and what it finds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import polars as pl

from dashboard.indicators.declaration import Pillar
from dashboard.selection import Selection
from data_access.facts import Facts

WATCH_FROM_PERCENT = 5.0

Rows = Callable[[Facts, Selection, date], pl.DataFrame]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Check:
    """Rows looked at (`among`), those that `flaw` them, and what it does to the figures.

    Rows count for one, or for the sum of `weight`; `in_cents` says that the weight is money. From a share of
    `watch_from` percent the finding is worth acting on; None: it is usual, and only told.
    """

    key: str
    pillar: Pillar
    label: str
    counted: tuple[str, str]
    effect: str
    among: Rows
    flaw: pl.Expr
    weight: pl.Expr | None = None
    in_cents: bool = False
    watch_from: float | None = WATCH_FROM_PERCENT


@dataclass(frozen=True, slots=True)
class Finding:
    """How many of how many, in rows, people or cents; `rows` were looked at."""

    check: Check
    count: int
    total: int
    rows: int

    @property
    def share(self) -> float | None:
        """Return the share in percent; None when there is nothing to share."""
        return 100 * self.count / self.total if self.total > 0 else None

    @property
    def deserves_attention(self) -> bool:
        """Say whether the share reaches the level from which it is worth acting on."""
        level, share = self.check.watch_from, self.share
        return bool(self.count) and level is not None and share is not None and share > level


def flawed(check: Check, facts: Facts, selection: Selection, today: date) -> pl.DataFrame:
    """Return the rows at fault in the period, wherever they are."""
    return check.among(facts, selection, today).filter(check.flaw)


def find(check: Check, facts: Facts, selection: Selection, today: date) -> Finding:
    """Return how many rows of the period are at fault, wherever they are."""
    rows = check.among(facts, selection, today)
    return Finding(check, _weigh(check, rows.filter(check.flaw)), _weigh(check, rows), len(rows))


def in_period(rows: pl.DataFrame, selection: Selection, column: str = "date") -> pl.DataFrame:
    """Return the rows dated in the period."""
    return rows.filter(pl.col(column).is_between(selection.start, selection.end))


def nowhere(prefix: str = "home") -> pl.Expr:
    """Say that neither commune nor QPV is known."""
    return pl.col(f"{prefix}_commune").is_null() & pl.col(f"{prefix}_qpv").is_null()


def _weigh(check: Check, rows: pl.DataFrame) -> int:
    return len(rows) if check.weight is None else int(rows.select(check.weight.sum()).item() or 0)
