"""Spending against the calendar: what is committed, approved and paid, and where the recent pace leads."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dashboard.indicators import BY_KEY, Indicator
from dashboard.money.amounts import APPROVED, COMMITTED, GRANTED, NOTHING, PAID, exact, whole
from dashboard.money.calendar import Calendar, calendar
from dashboard.selection import Selection
from dashboard.targets import WHOLE_PLAN, Projection, Target, project
from data_access.facts import Facts

SPENDING = (COMMITTED, APPROVED, PAID)


@dataclass(frozen=True, slots=True)
class Pace:
    """An amount if there is any, its share of the money granted in percent, where the recent pace leads."""

    indicator: Indicator
    amount: Decimal | None
    share: float
    projected_share: float | None
    all_on: date | None


@dataclass(frozen=True, slots=True)
class Consumption:
    """What is granted at a day, the share of the time gone by, and the pace of each nature of spending."""

    calendar: Calendar
    day: date
    granted: Decimal
    elapsed: float
    paces: tuple[Pace, ...]

    @property
    def paid(self) -> Pace:
        """Return the pace of payments."""
        return self.paces[-1]

    @property
    def gap(self) -> float:
        """Return the share paid less the share of time gone by, in points."""
        return self.paid.share - self.elapsed

    def steady(self, day: date) -> Decimal:
        """Return what spending the money granted evenly over the calendar would have reached at a day."""
        return exact(float(self.granted) * self.calendar.elapsed(day) / 100)

    @property
    def is_over(self) -> bool:
        """Say whether the horizon has come."""
        return self.day >= self.calendar.horizon


def consumption(facts: Facts, so_far: Selection) -> Consumption | None:
    """Return spending since the plan's start; None without a calendar or without money granted."""
    times, total = calendar(facts, so_far), whole(facts, so_far)
    granted = total.or_zero(GRANTED)
    if times is None or granted <= 0:
        return None
    target = Target(PAID, WHOLE_PLAN, times.horizon, float(granted), times.start, 0, None)
    paces = tuple(
        _pace(BY_KEY[key], total.amounts.get(key), granted, project(facts, BY_KEY[key], so_far, target))
        for key in SPENDING
    )
    return Consumption(times, so_far.end, granted, times.elapsed(so_far.end), paces)


def _pace(indicator: Indicator, amount: Decimal | None, granted: Decimal, ahead: Projection | None) -> Pace:
    return Pace(
        indicator,
        amount,
        share=float(100 * (amount or NOTHING) / granted),
        projected_share=100 * ahead.value / float(granted) if ahead else None,
        all_on=ahead.reached_on if ahead else None,
    )
