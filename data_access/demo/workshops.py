"""The « ateliers » sheet: workshops held in places, on stops of the mobile third place, or elsewhere."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from data_access.demo.locations import PLACES, Site, Spot
from data_access.demo.period import Period, Row, days
from data_access.demo.places import open_on
from data_access.demo.stops import Stop
from data_access.demo.working_days import activity
from data_access.demo.workshop_types import (
    EVENT,
    INITIATION,
    KINDS,
    PERFECTIONNEMENT,
    PERMANENCE,
    Kind,
    Slot,
)
from data_access.vocabulary import CANCELLED, HELD, PLANNED

IN_PLACES, ON_STOPS = 275, 115
PLANNED_IN_PLACES, PLANNED_ON_STOPS = 11, 4
CANCELLED_SHARE, WITHOUT_HOURS = 0.045, 0.02
OVERBOOKED_CAPACITY = 8
MOBILE_TEAM = "Équipe du tiers-lieu mobile"
ORGANISERS = {
    "CSC": "Centre social (démonstration)",
    "CS": "Centre social (démonstration)",
    "BIB": "Médiathèque (démonstration)",
    "CCAS": "Action sociale (démonstration)",
    "MUNI": "Mairie (démonstration)",
    "RFS": "France services (démonstration)",
    "RESSOURCERIE": "Ressourcerie (démonstration)",
}
ASSOCIATION = "Association de médiation numérique (démonstration)"
ELSEWHERE = (
    Spot("", "", "59021", "", "", "epinette", 1),
    Spot("", "", "59190", "", "", "epinette", 1),
    Spot("", "", "59385", "", "", "jeumont", 0.5),
    Spot("", "", "59424", "", "", "sous_le_bois", 1),
)


@dataclass(frozen=True, slots=True)
class Workshop:
    """A workshop; `stop` when held on one, a spot without key when it has a commune only."""

    key: str
    day: date
    hours: Slot | None
    kind: Kind
    title: str
    themes: tuple[str, ...]
    spot: Spot
    organiser: str
    capacity: int | None
    registration: bool
    status: str
    stop: Stop | None = None
    forgotten: bool = False

    @property
    def order(self) -> tuple[object, ...]:
        """Chronological order."""
        return (self.day, self.hours or (), self.spot.key, self.title)


def planned_and_held(stops: list[Stop], period: Period) -> list[Workshop]:
    """Return every workshop in chronological order, numbered."""
    chance = period.chance("workshops")
    drawn = [
        *_in_places(period, chance),
        *_on_stops(stops, period, chance),
        *_elsewhere(period, chance),
        *_oddities(period, chance),
    ]
    ordered = sorted(drawn, key=lambda workshop: workshop.order)
    return [replace(workshop, key=f"A-{number:04d}") for number, workshop in enumerate(ordered, start=1)]


def rows(workshops: list[Workshop]) -> list[Row]:
    """Return the sheet's rows."""
    return [_row(workshop) for workshop in workshops]


def _in_places(period: Period, chance: random.Random) -> Iterator[Workshop]:
    past = [day for day in days(period.start, period.today) if activity(day)]
    pace = [activity(day) * (0.5 + period.progress(day)) for day in past]
    future = [day for day in days(period.today, period.horizon) if day > period.today and activity(day) > 0.3]
    drawn = chance.choices(past, pace, k=IN_PLACES)
    planned = chance.choices(future, k=PLANNED_IN_PLACES) if future else []
    for day in drawn + planned:
        yield _at(_site(day, period, chance), day, period, chance)


def _site(day: date, period: Period, chance: random.Random) -> Site:
    sites = [site for site in PLACES if open_on(site, day, period)]
    return chance.choices(sites, [site.spot.pull for site in sites])[0]


def _at(site: Site, day: date, period: Period, chance: random.Random, kind: Kind | None = None) -> Workshop:
    organiser = ORGANISERS.get(site.typology, ASSOCIATION)
    return _draw(site.spot, organiser, day, period, chance, kind)


def _draw(  # noqa: PLR0913 - a workshop is where, by whom, when and what
    spot: Spot, organiser: str, day: date, period: Period, chance: random.Random, kind: Kind | None = None
) -> Workshop:
    kind = kind or chance.choices(KINDS, [kind.weight for kind in KINDS])[0]
    title, themes = chance.choice(kind.titles)
    return Workshop(
        key="",
        day=day,
        hours=None if chance.random() < WITHOUT_HOURS else chance.choice(kind.slots),
        kind=kind,
        title=title,
        themes=themes,
        spot=spot,
        organiser=organiser,
        capacity=chance.choice(kind.capacities),
        registration=chance.random() < kind.registered,
        status=_status(day, period, chance),
    )


def _status(day: date, period: Period, chance: random.Random) -> str:
    if day > period.today:
        return PLANNED
    return CANCELLED if chance.random() < CANCELLED_SHARE else HELD


def _on_stops(stops: list[Stop], period: Period, chance: random.Random) -> Iterator[Workshop]:
    past = [stop for stop in stops if stop.day <= period.today]
    planned = [stop for stop in stops if stop.day > period.today]
    drawn = chance.sample(past, min(ON_STOPS, len(past)))
    for stop in drawn + chance.sample(planned, min(PLANNED_ON_STOPS, len(planned))):
        kind = chance.choices((PERMANENCE, INITIATION), (6, 4))[0]
        workshop = _draw(stop.halt.spot, MOBILE_TEAM, stop.day, period, chance, kind)
        yield replace(workshop, hours=stop.hours, status=stop.status, stop=stop)


def _elsewhere(period: Period, chance: random.Random) -> Iterator[Workshop]:
    for number, spot in enumerate(ELSEWHERE * 2):
        day = period.busy_on(60 + 80 * number)
        yield replace(_draw(spot, ASSOCIATION, day, period, chance, EVENT), status=HELD)


def _oddities(period: Period, chance: random.Random) -> Iterator[Workshop]:
    """What a careful reader finds in real data: late entries, a forgotten workshop, one too full, a clash."""
    centre, library, district = PLACES[0], PLACES[4], PLACES[9]
    for days_ago in (2, 5, 8):
        yield replace(_at(centre, period.ago(days_ago), period, chance, INITIATION), status=HELD)
    never_entered = _at(library, period.ago(110), period, chance, PERFECTIONNEMENT)
    yield replace(never_entered, status=HELD, forgotten=True)
    yield replace(_at(district, period.ago(16), period, chance, INITIATION), status=PLANNED)
    overbooked = _at(centre, period.busy_on(600), period, chance, INITIATION)
    yield replace(overbooked, status=HELD, capacity=OVERBOOKED_CAPACITY, registration=False)
    for site in (centre, library):
        clash = _at(site, period.busy_on(505), period, chance, INITIATION)
        yield replace(clash, status=HELD, hours=INITIATION.slots[-1])


def _row(workshop: Workshop) -> Row:
    begins, ends = workshop.hours or (None, None)
    fixed = workshop.spot.key and workshop.stop is None
    return {
        "id_atelier": workshop.key,
        "date": workshop.day,
        "heure_debut": begins,
        "heure_fin": ends,
        "intitule": workshop.title,
        "type": workshop.kind.type,
        "thematiques": "|".join(workshop.themes),
        "id_lieu": workshop.spot.key if fixed else None,
        "id_passage": workshop.stop.key if workshop.stop else None,
        "commune_insee": None if workshop.spot.key else workshop.spot.commune,
        "places": workshop.capacity,
        "inscription": workshop.registration,
        "statut": workshop.status,
        "animateur": workshop.organiser,
    }
