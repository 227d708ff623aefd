"""Equipped households: most of them are known from workshops, some never came."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from data_access.demo.attendance import Visit
from data_access.demo.people import Person
from data_access.demo.period import Period
from data_access.demo.residences import BASINS, Residence, residence
from data_access.vocabulary import PRESENT

FOLLOWED_WITHIN = timedelta(days=90)
FOLLOWED, KNOWN = 0.72, 0.5


@dataclass(frozen=True, slots=True)
class Household:
    """A household that receives a device."""

    key: str
    home: Residence


def equipped(handovers: list[date], visits: list[Visit], period: Period) -> list[Household]:
    """Return one household per first handover, and mark its member on the people who attended."""
    chance = period.chance("households")
    presences = _presences(visits)
    return [
        _household(f"F-{rank:03d}", day, presences, chance) for rank, day in enumerate(handovers, start=1)
    ]


def _presences(visits: Iterable[Visit]) -> list[tuple[Person, list[date]]]:
    days: dict[str, tuple[Person, list[date]]] = {}
    for visit in visits:
        if visit.presence == PRESENT and visit.person.home.commune:
            days.setdefault(visit.person.key, (visit.person, []))[1].append(visit.workshop.day)
    return list(days.values())


def _household(
    key: str, day: date, presences: list[tuple[Person, list[date]]], chance: random.Random
) -> Household:
    followed = chance.random() < FOLLOWED
    candidates = [
        person
        for person, days in presences
        if person.household is None and min(days) <= day and _came_back(day, days) is followed
    ]
    if not candidates or not (followed or chance.random() < KNOWN):
        return Household(key, residence(chance.choice(list(BASINS)), chance))
    member = chance.choice(candidates)
    member.household = key
    return Household(key, member.home)


def _came_back(day: date, days: list[date]) -> bool:
    return any(day <= visit <= day + FOLLOWED_WITHIN for visit in days)
