"""The periods that a shared view may ask about: whole months, within its lock."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from dashboard.selection import Selection

DAY = timedelta(days=1)
JANUARY, QUARTERS = 1, (4, 7, 10)


@dataclass(frozen=True, slots=True)
class Window:
    """First days of consecutive months, then the day after the last: a period starts and ends on them.

    With a single bound no period can be asked about. An open one gains a bound as each month ends: what was
    answered before stays known.
    """

    bounds: tuple[date, ...]
    is_open: bool = False

    def __post_init__(self) -> None:
        if not self.bounds or any(before >= after for before, after in pairwise(self.bounds)):
            raise ValueError("les bornes d'une fenêtre se suivent")

    @property
    def steps(self) -> int:
        """Return how many months it holds."""
        return len(self.bounds) - 1

    @property
    def priority(self) -> list[int]:
        """Return its bounds, those that matter most to readers first: ends, years, quarters, months.

        Those of an open window come as time goes.
        """

        def rank(index: int) -> tuple[int, int]:
            month = self.bounds[index].month
            if index in (0, self.steps):
                return 0, index
            return 1 if month == JANUARY else 2 if month in QUARTERS else 3, index

        places = range(len(self.bounds))
        return list(places) if self.is_open else sorted(places, key=rank)

    def span(self, selection: Selection) -> tuple[int, int] | None:
        """Return the places of the selection's ends among the bounds; None when one is not a bound."""
        ends = selection.start, selection.end + DAY
        if not set(ends) <= set(self.bounds):
            return None
        return self.bounds.index(ends[0]), self.bounds.index(ends[1])

    def period(self, first: int, last: int) -> tuple[date, date]:
        """Return the first and last day between two bounds."""
        return self.bounds[first], self.bounds[last] - DAY

    def opening(self, day: date) -> date:
        """Return the last bound that is not after a day; the first one before it."""
        return self.bounds[max(bisect_right(self.bounds, day) - 1, 0)]

    def floor(self, day: date) -> date | None:
        """Return the last day of a month of the window that is not after a day; None before the first."""
        place = bisect_right(self.bounds, day + DAY) - 1
        return self.bounds[place] - DAY if place > 0 else None


def window(
    start: date | None, end: date | None, first: date, today: date, made_on: date | None = None
) -> Window:
    """Return the months of a lock.

    Without a start it begins with the month of the first data; it stops with the last whole month, so that
    two visits a day apart never tell what happened in between. One that had not ended when it was made is
    open, and stays so.
    """
    opens = start or first.replace(day=1)
    closes = end + DAY if end and end < today else today.replace(day=1)
    months, month = [opens], opens
    while (month := (month.replace(day=1) + timedelta(days=32)).replace(day=1)) < closes:
        months.append(month)
    is_open = end is None or end >= (made_on or today)
    return Window((*months, closes) if closes > opens else (opens,), is_open)


def allowed_selection(
    selection: Selection, window: Window, perimeter: Collection[str] = frozenset()
) -> Selection:
    """Return the nearest selection that a shared view answers: whole months that hold the period asked for.

    Area codes outside the perimeter are dropped; without any left, the whole perimeter is meant.
    """
    territories = selection.territories.intersection(perimeter) if perimeter else selection.territories
    if not window.steps:
        return replace(selection, territories=territories)
    first = min(max(bisect_right(window.bounds, selection.start) - 1, 0), window.steps - 1)
    last = min(max(bisect_left(window.bounds, selection.end + DAY), first + 1), window.steps)
    start, end = window.period(first, last)
    return replace(selection, start=start, end=end, territories=territories)
