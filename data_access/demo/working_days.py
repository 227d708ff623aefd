"""When people work: public holidays, and how much school holidays slow workshops down."""

from datetime import date, timedelta
from functools import cache

SATURDAY, SUNDAY = 5, 6
FIXED_HOLIDAYS = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
DAYS_AFTER_EASTER = (1, 39, 50)

# (first month and day, last month and day, share of the ordinary activity): about zone B's holidays.
SLOW_WINDOWS = (
    ((1, 1), (1, 4), 0.0),
    ((2, 15), (3, 1), 0.55),
    ((4, 12), (4, 27), 0.6),
    ((7, 8), (7, 31), 0.45),
    ((8, 1), (8, 22), 0.02),
    ((8, 23), (8, 31), 0.1),
    ((10, 19), (11, 2), 0.6),
    ((12, 20), (12, 31), 0.0),
)


def easter(year: int) -> date:
    """Return Easter Sunday (Gauss's rule as given by Butcher)."""
    century, rest = divmod(year, 100)
    epact = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (year % 19 + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


@cache
def public_holidays(year: int) -> frozenset[date]:
    """Return the year's public holidays in metropolitan France."""
    fixed = {date(year, month, day) for month, day in FIXED_HOLIDAYS}
    return frozenset(fixed | {easter(year) + timedelta(days=days) for days in DAYS_AFTER_EASTER})


def is_working(day: date) -> bool:
    """Say whether offices are open: Monday to Friday, public holidays excepted."""
    return day.weekday() < SATURDAY and day not in public_holidays(day.year)


def working_day_from(day: date) -> date:
    """Return the day itself when worked, else the next one that is."""
    return day if is_working(day) else working_day_from(day + timedelta(days=1))


def working_day_until(day: date) -> date:
    """Return the day itself when worked, else the one before that is."""
    return day if is_working(day) else working_day_until(day - timedelta(days=1))


def busy_day_from(day: date) -> date:
    """Return the day itself when neither a holiday nor a week-end, else the next such day."""
    return day if activity(day) == 1 else busy_day_from(day + timedelta(days=1))


def activity(day: date) -> float:
    """Return the share of ordinary activity, from 0 (closed) to 1."""
    if day.weekday() == SUNDAY or day in public_holidays(day.year):
        return 0.0
    slow = [share for first, last, share in SLOW_WINDOWS if first <= (day.month, day.day) <= last]
    return min(slow, default=1.0) * (0.15 if day.weekday() == SATURDAY else 1.0)
