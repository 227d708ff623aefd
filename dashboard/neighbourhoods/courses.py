"""An indicator month by month in each area, against their mean, on one scale."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dashboard.indicators.declaration import Indicator
from dashboard.measuring import Figure, month_ends, split
from dashboard.neighbourhoods.comparing import MEDIANS, pooled, ratio_of
from dashboard.neighbourhoods.scales import Scale, areas
from dashboard.selection import Selection, up_to
from data_access.facts import Facts
from data_access.territory import Area

MONTH = "mois"
Values = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """One area's compared value in each month; None is « aucune donnée »."""

    area: Area
    values: Values


@dataclass(frozen=True, slots=True)
class Courses:
    """Every area's course over the same months (their last days), and that of their mean.

    `is_secret`: some months at least are not told.
    """

    indicator: Indicator
    scale: Scale
    months: tuple[date, ...]
    areas: tuple[Course, ...]
    mean: Values
    is_secret: bool = False

    @property
    def lowest(self) -> float:
        """Return the common scale's start: 0, or lower when a value is."""
        return min([0, *self._values])

    @property
    def highest(self) -> float:
        """Return the common scale's end, the highest value of all."""
        return max([0, *self._values])

    @property
    def _values(self) -> list[float]:
        return [value for each in self.areas for value in each.values if value is not None]


def courses(facts: Facts, indicator: Indicator, selection: Selection, scale: Scale, today: date) -> Courses:
    """Return the courses over whole months that are over, from the first with anything recorded."""
    cut, so_far = areas(facts.territory, scale), up_to(selection, today)
    nothing = Courses(indicator, scale, (), (), ())
    if MONTH not in indicator.dimensions:
        return nothing
    every = {code: _by_month(facts, indicator, so_far, frozenset({code})) for code in cut}
    found = {code: _recorded(by_month) for code, by_month in every.items()}
    months = _months(so_far, found.values())
    is_secret = any(figure.masked for by_month in every.values() for figure in by_month.values())
    if not months:
        return replace(nothing, is_secret=is_secret)
    ratios = {
        code: [ratio_of(facts, indicator, area, found[code].get(f"{month:%Y-%m}")) for month in months]
        for code, area in cut.items()
    }
    if indicator.unit in MEDIANS:
        whole = _recorded(_by_month(facts, indicator, so_far, frozenset(cut)))
        mean = tuple(_median(whole.get(f"{month:%Y-%m}")) for month in months)
    else:
        mean = tuple(pooled(filter(None, each)) for each in zip(*ratios.values(), strict=True))
    lines = tuple(
        Course(area, tuple(ratio.value if ratio else None for ratio in ratios[code]))
        for code, area in cut.items()
    )
    return Courses(indicator, scale, months, lines, mean, is_secret)


def _by_month(
    facts: Facts, indicator: Indicator, selection: Selection, codes: frozenset[str]
) -> Mapping[str, Figure]:
    groups = split(indicator, facts, replace(selection, territories=codes), MONTH)
    return {group.code: group.figure for group in groups}


def _recorded(by_month: Mapping[str, Figure]) -> Mapping[str, Figure]:
    return {month: figure for month, figure in by_month.items() if figure.numerator is not None}


def _months(so_far: Selection, found: Iterable[Mapping[str, Figure]]) -> tuple[date, ...]:
    """Return the last days of the whole months of the period, from the first with anything recorded."""
    first = min((month for by_month in found for month in by_month), default=None)
    if first is None:
        return ()
    return tuple(
        end
        for end in month_ends(so_far.start, so_far.end)
        if end.replace(day=1) >= so_far.start
        and (end + timedelta(days=1)).day == 1
        and f"{end:%Y-%m}" >= first
    )


def _median(figure: Figure | None) -> float | None:
    return figure.value if figure else None
