"""Invented people: who they are, where they live, how many times they will come."""

import random
from dataclasses import dataclass, field
from datetime import date

from data_access.demo.residences import Residence, residence

GENDERS = ("féminin", "masculin", "autre", None)
GENDER_WEIGHTS = (58, 38.5, 0.5, 3)

# Age band, share, birth years before the workshop's year that surely fall in it.
BANDS = (
    ("12 - 17 ans", 2, (14, 16)),
    ("18 - 24 ans", 5, (20, 23)),
    ("25 - 39 ans", 15, (27, 38)),
    ("40 - 59 ans", 29, (42, 58)),
    ("60 - 69 ans", 24, (62, 68)),
    ("70 ans et plus", 21, (72, 88)),
    (None, 4, None),
)
YOUNG, RETIRED_AGES = ("12 - 17 ans",), ("60 - 69 ans", "70 ans et plus")
BIRTH_YEAR_SHARE = 0.06
COMES_BACK, MEAN_RETURNS = 0.48, 9.0


@dataclass(slots=True)
class Person:
    """Somebody followed by an organiser; `visits` are the days of presence or absence."""

    key: str
    gender: str | None
    band: str | None
    birth_year: int | None
    status: str | None
    home: Residence
    returns: int
    visits: list[date] = field(default_factory=list)
    household: str | None = None


def newcomer(number: int, basin: str, day: date, chance: random.Random) -> Person:
    """Return somebody who comes for the first time that day."""
    band, _, ages = chance.choices(BANDS, [share for _, share, _ in BANDS])[0]
    age = chance.randint(*ages) if ages and chance.random() < BIRTH_YEAR_SHARE else None
    return Person(
        key=f"D-{number:04d}",
        gender=chance.choices(GENDERS, GENDER_WEIGHTS)[0],
        band=None if age else band,
        birth_year=day.year - age if age else None,
        status=_status(band, chance),
        home=residence(basin, chance),
        returns=_returns(chance),
    )


def _status(band: str | None, chance: random.Random) -> str | None:
    if chance.random() < 0.09 or band is None:
        return chance.choice((None, "Non communiqué ou hétérogène"))
    if band in YOUNG:
        return "Scolarisé"
    if band in RETIRED_AGES:
        return chance.choices(("Retraité", "Sans emploi"), (88 if band == "60 - 69 ans" else 100, 12))[0]
    if band == "18 - 24 ans":
        return chance.choices(("Scolarisé", "Sans emploi", "En emploi"), (3, 5, 2))[0]
    return chance.choices(("Sans emploi", "En emploi"), (64, 36))[0]


def _returns(chance: random.Random) -> int:
    if chance.random() >= COMES_BACK:
        return 0
    return 1 + min(30, int(chance.expovariate(1 / (MEAN_RETURNS - 1))))
