"""Intervals at 95 %: how far chance alone could have moved what was counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from scipy.special import gammaincinv, ndtri

LEVEL_PERCENT = 95
TAIL = (100 - LEVEL_PERCENT) / 200


@dataclass(frozen=True, slots=True)
class Interval:
    """From the lowest to the highest value that the data leave possible."""

    low: float
    high: float

    def times(self, factor: float) -> "Interval":
        """Return the interval in another unit."""
        return Interval(self.low * factor, self.high * factor)


def poisson(count: float, size: float = 1) -> Interval:
    """Return the exact interval of a count of independent arrivals (Garwood, 1936), each worth `size`."""
    low = float(gammaincinv(count, TAIL)) if count else 0.0
    return Interval(low, float(gammaincinv(count + 1, 1 - TAIL))).times(size)


def clustered(sizes: Sequence[float], usual: float = 1) -> Interval:
    """Return the interval of a sum whose terms come together (Fay and Feuer, 1997).

    A person who came eight times is one arrival worth eight: eight attendances are not eight chances. When
    all sizes are 1 this is `poisson`; without any arrival, the next one would be worth the `usual` size.
    """
    if not sizes:
        return poisson(0, usual)
    total, squares, largest = sum(sizes), sum(size * size for size in sizes), max(sizes)
    beyond, more = squares + largest * largest, total + largest
    return Interval(
        squares / total * float(gammaincinv(total * total / squares, TAIL)),
        beyond / more * float(gammaincinv(more * more / beyond, 1 - TAIL)),
    )


def wilson(part: float, whole: float) -> Interval:
    """Return the interval of a proportion (Wilson, 1927), between 0 and 1; `whole` is more than 0."""
    z = float(ndtri(1 - TAIL))
    share, spread = part / whole, z * z / whole
    middle = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / whole + spread / whole / 4) / (1 + spread)
    return Interval(min(max(middle - half, 0.0), share), max(min(middle + half, 1.0), share))
