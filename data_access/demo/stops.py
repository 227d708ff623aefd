"""The « passages » sheet: the weekly round of the mobile third place."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal

from data_access.demo.locations import HALTS, NEW_HALT, Halt
from data_access.demo.period import Period, Row, days
from data_access.demo.working_days import activity, is_working
from data_access.vocabulary import CANCELLED, HELD, PLANNED

FIRST_DAY = 182
BREAKDOWN_AFTER = 400
BUSY_DAYS = 10
WINTER = (12, 1, 2)
HOURS = {True: (time(9, 30), time(12)), False: (time(14), time(16, 30))}


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of the round on one day."""

    key: str
    halt: Halt
    day: date
    status: str

    @property
    def hours(self) -> tuple[time, time]:
        """When it begins and ends."""
        return HOURS[self.halt.morning]


def held(period: Period) -> list[Stop]:
    """Return every stop, past and planned, in the order of days."""
    chance = period.chance("stops")
    cancelled = _cancelled_days(period, chance)
    return [
        Stop(f"P-{day:%Y%m%d}-{halt.spot.key}", halt, day, _status(day, period, cancelled))
        for day, halt in _round(period)
    ]


def rows(stops: list[Stop], period: Period) -> list[Row]:
    """Return the sheet's rows; the vehicle never parks at exactly the same point."""
    chance = period.chance("parking")
    return [_row(stop, chance) for stop in stops]


def _round(period: Period) -> Iterator[tuple[date, Halt]]:
    first = period.start + timedelta(days=FIRST_DAY)
    for day in days(first, period.horizon):
        halts = (*HALTS, NEW_HALT) if day > period.today else HALTS
        yield from (
            (day, halt) for halt in halts if is_working(day) and activity(day) > 0.3 and _due(halt, day)
        )


def _due(halt: Halt, day: date) -> bool:
    week = (day.toordinal() - 1) // 7
    return day.weekday() == halt.weekday and week % halt.every == halt.phase


def _cancelled_days(period: Period, chance: random.Random) -> frozenset[date]:
    """Days of bad weather, and the fortnight when the vehicle was at the garage."""
    weather = {day for day in days(period.start, period.today) if chance.random() < _risk(day)}
    breakdown = period.busy_on(BREAKDOWN_AFTER)
    while sum(map(activity, _fortnight(breakdown))) < BUSY_DAYS:
        breakdown += timedelta(days=1)
    return frozenset(weather.union(_fortnight(breakdown)))


def _fortnight(first: date) -> Iterator[date]:
    return days(first, first + timedelta(days=13))


def _risk(day: date) -> float:
    return 0.09 if day.month in WINTER else 0.012


def _status(day: date, period: Period, cancelled: frozenset[date]) -> str:
    if day > period.today:
        return PLANNED
    return CANCELLED if day in cancelled else HELD


def _row(stop: Stop, chance: random.Random) -> Row:
    spot, (begins, ends) = stop.halt.spot, stop.hours
    return {
        "id_passage": stop.key,
        "date": stop.day,
        "heure_debut": begins,
        "heure_fin": ends,
        "nom": spot.name,
        "latitude": Decimal(spot.latitude) + _few_metres(chance),
        "longitude": Decimal(spot.longitude) + _few_metres(chance),
        "commune_insee": spot.commune,
        "statut": stop.status,
    }


def _few_metres(chance: random.Random) -> Decimal:
    return Decimal(chance.randint(-6, 6)) / 100_000
