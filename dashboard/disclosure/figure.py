"""A figure, or the marker that stands where a figure is not told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dashboard.indicators.declaration import Indicator


@dataclass(frozen=True, slots=True)
class Mask:
    """Says that a figure is not told; `below` is the threshold it is under, when that much may be told.

    One that is not `shared` is no secret: it is the whole plan's, of which the reader sees a part.
    """

    below: int | None = None
    shared: bool = True


SECRET = Mask()
"""One marker for a small figure and for one that would give it away: telling them apart would do so too."""

NOT_SHARED = Mask(shared=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """The value of an indicator; None means « aucune donnée », or not told when `masked` says so.

    A masked figure holds no number at all. `rows` are those counted; None when they are not told. `as_of` is
    the last day counted, when it is not the one asked for.
    """

    indicator: Indicator
    value: float | None
    numerator: float | None
    denominator: float | None
    rows: int | None
    masked: Mask | None = None
    as_of: date | None = None

    @property
    def told(self) -> float | Mask | None:
        """Return what readers are told: the value, or the marker in its place."""
        return self.masked or self.value


@dataclass(frozen=True, slots=True)
class Group:
    """A figure for one group of a split; `code` is an area code, a month « 2025-03 » or a French label."""

    code: str
    figure: Figure


Measure = Callable[[], Figure]
Split = Callable[[], list[Group]]


def hidden(indicator: Indicator, mask: Mask = SECRET) -> Figure:
    """Return the figure that tells nothing."""
    return Figure(indicator, None, None, None, None, mask)
