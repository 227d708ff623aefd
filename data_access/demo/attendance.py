"""The « presences » sheet: who came to each workshop, and the groups that nobody identified."""

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from data_access.demo.people import Person, newcomer
from data_access.demo.period import Period, Row
from data_access.demo.residences import BASINS, Residence
from data_access.demo.workshop_types import EVENT, PERMANENCE
from data_access.demo.workshops import OVERBOOKED_CAPACITY, Workshop
from data_access.vocabulary import HELD, PRESENCES, PRESENT

RETURNING, FROM_THE_BASIN = 0.84, 0.85
TRIES = 5
OVERBOOKED_BY = 3
PRESENCE_WEIGHTS = (82, 11, 7)


@dataclass(slots=True)
class Visit:
    """A person registered to a workshop."""

    workshop: Workshop
    person: Person
    presence: str


@dataclass(slots=True)
class Public:
    """Everybody met so far; `regulars` are those of each basin who will come again."""

    people: list[Person] = field(default_factory=list)
    regulars: defaultdict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))


def identified(workshops: list[Workshop], period: Period) -> list[Visit]:
    """Return the visits of identified people, in the order of workshops."""
    chance, public = period.chance("attendance"), Public()
    attended = [workshop for workshop in workshops if _is_entered(workshop, period)]
    visits = [visit for workshop in attended for visit in _visits(workshop, public, chance)]
    return visits + _clashing(visits)


def rows(visits: list[Visit], workshops: list[Workshop], period: Period) -> list[Row]:
    """Return the sheet's rows, anonymous groups after the people of each workshop."""
    chance = period.chance("groups")
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for visit in visits:
        found[visit.workshop.key].append(_identified_row(visit))
    for workshop in workshops:
        if _is_entered(workshop, period):
            found[workshop.key] += _groups(workshop, chance)
    return [row for workshop in workshops for row in found[workshop.key]]


def _is_entered(workshop: Workshop, period: Period) -> bool:
    recorded = workshop.status == HELD and not workshop.forgotten
    return recorded and not period.awaits_attendance(workshop.day)


def _visits(workshop: Workshop, public: Public, chance: random.Random) -> Iterator[Visit]:
    for _ in range(_expected(workshop, chance)):
        person = _regular(workshop, public, chance) or _newcomer(workshop, public, chance)
        person.visits.append(workshop.day)
        registered = workshop.registration
        yield Visit(
            workshop, person, chance.choices(PRESENCES, PRESENCE_WEIGHTS)[0] if registered else PRESENT
        )


def _expected(workshop: Workshop, chance: random.Random) -> int:
    """How many people are registered or come, groups excepted: fewer where the plan is little known."""
    if workshop.capacity == OVERBOOKED_CAPACITY:
        return OVERBOOKED_CAPACITY + OVERBOOKED_BY
    if workshop.kind is PERMANENCE:
        number = chance.randint(9, 17)
    elif workshop.kind is EVENT:
        number = chance.randint(16, 30)
    else:
        capacity = workshop.capacity or 0
        number = chance.randint(capacity * 3 // 4, capacity)
    return max(2, round(number * min(1, 0.55 + workshop.spot.pull / 2)))


def _regular(workshop: Workshop, public: Public, chance: random.Random) -> Person | None:
    if chance.random() >= RETURNING:
        return None
    nearby = chance.random() < FROM_THE_BASIN
    basin = workshop.spot.basin if nearby else chance.choice(list(BASINS))
    pool = public.regulars[basin]
    for _ in range(TRIES if pool else 0):
        place = chance.randrange(len(pool))
        person = pool[place]
        if person.visits[-1] < workshop.day:
            _count_return(pool, place)
            return person
    return None


def _count_return(pool: list[Person], place: int) -> None:
    pool[place].returns -= 1
    if not pool[place].returns:
        pool[place] = pool[-1]
        pool.pop()


def _newcomer(workshop: Workshop, public: Public, chance: random.Random) -> Person:
    person = newcomer(len(public.people) + 1, workshop.spot.basin, workshop.day, chance)
    public.people.append(person)
    if person.returns:
        public.regulars[workshop.spot.basin].append(person)
    return person


def _clashing(visits: list[Visit]) -> list[Visit]:
    """Enter somebody at two workshops of the same hour, as a slip of the keyboard does."""
    for one, other in pairwise(_first_visits(visits)):
        here, there = one.workshop, other.workshop
        if here.spot != there.spot and here.hours and (here.day, here.hours) == (there.day, there.hours):
            return [Visit(there, one.person, PRESENT)]
    return []


def _first_visits(visits: list[Visit]) -> list[Visit]:
    return list({visit.workshop.key: visit for visit in reversed(visits)}.values())


def _groups(workshop: Workshop, chance: random.Random) -> Iterator[Row]:
    if workshop.kind is EVENT:
        sizes = [chance.randint(4, 15) for _ in range(chance.randint(2, 4))]
    elif workshop.kind is PERMANENCE and chance.random() < 0.6:
        sizes = [chance.randint(2, 7) for _ in range(chance.randint(1, 2))]
    else:
        sizes = []
    for rank, size in enumerate(sizes, start=1):
        home = Residence(workshop.spot.commune) if chance.random() < 0.2 else Residence(None)
        yield _row(workshop, home) | {"rang": rank, "present": PRESENT, "nombre": size}


def _identified_row(visit: Visit) -> Row:
    person = visit.person
    return _row(visit.workshop, person.home) | {
        "id_personne": person.key,
        "present": visit.presence,
        "nombre": 1,
        "genre": person.gender,
        "tranche_age": person.band,
        "annee_naissance": person.birth_year,
        "statut_social": person.status,
        "id_foyer": person.household,
    }


def _row(workshop: Workshop, home: Residence) -> Row:
    return {
        "id_atelier": workshop.key,
        "id_personne": None,
        "rang": None,
        "present": None,
        "nombre": None,
        "genre": None,
        "tranche_age": None,
        "annee_naissance": None,
        "statut_social": None,
        "commune_insee": home.commune,
        "qpv_code": home.qpv,
        "id_foyer": None,
    }
