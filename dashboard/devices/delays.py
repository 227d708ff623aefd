"""How many days something took, and how long what has not come yet has been awaited."""

from dataclasses import dataclass

import polars as pl

from dashboard.indicators import BY_KEY
from dashboard.wording import quantity

IN_DAYS = BY_KEY["delai_remise"]


@dataclass(frozen=True, slots=True)
class Delay:
    """Days over `count` devices: half of them took from `low` to `high`."""

    count: int
    median: float
    low: float
    high: float
    shortest: int
    longest: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many devices wait, and for how many days the first of them has been waiting."""

    count: int
    oldest: int | None


def delay(days: pl.Series) -> Delay | None:
    """Return the median, the quartiles and the extremes; None without any device."""
    days = days.drop_nulls()
    if days.is_empty():
        return None
    low, median, high = (float(days.quantile(share, "linear") or 0) for share in (0.25, 0.5, 0.75))
    return Delay(len(days), median, low, high, int(days.min() or 0), int(days.max() or 0))  # type: ignore[arg-type]


def waiting(days: pl.Series) -> Waiting:
    """Return how many wait and since when."""
    oldest = days.max()
    return Waiting(len(days), None if oldest is None else int(oldest))  # type: ignore[arg-type]


def in_days(value: float) -> str:
    """Return « 12 jours »."""
    return quantity(IN_DAYS, value)
