"""Where things happen: fixed places, and positions where the mobile third place stops.

Positions are real landmarks of the territory (town halls: annuaire de l'administration, DILA; community
centres and branch town halls that share a neighbourhood's name: OpenStreetMap) or invented points near them.
"""

from typing import NamedTuple

from data_access.demo import tables


class Spot(NamedTuple):
    """A position, the basin that its public comes from, and how often workshops choose it."""

    key: str
    name: str
    commune: str
    latitude: str
    longitude: str
    basin: str
    pull: float


class Site(NamedTuple):
    """A fixed place; days are counted from the plan's start, None while it stays open."""

    spot: Spot
    typology: str
    opened: int
    closed: int | None


class Halt(NamedTuple):
    """A stop of the weekly round: its weekday (0 = Monday), morning or not, every n weeks from a phase."""

    spot: Spot
    weekday: int
    morning: bool
    every: int
    phase: int


COMMUNES = {
    "59033": ("Aulnoye-Aymeries", "59620"),
    "59068": ("Berlaimont", "59145"),
    "59104": ("Boussois", "59168"),
    "59225": ("Feignies", "59750"),
    "59230": ("Ferrière-la-Grande", "59680"),
    "59291": ("Hautmont", "59330"),
    "59324": ("Jeumont", "59460"),
    "59365": ("Louvroil", "59720"),
    "59392": ("Maubeuge", "59600"),
    "59467": ("Pont-sur-Sambre", "59138"),
    "59495": ("Recquignies", "59245"),
    "59514": ("Rousies", "59131"),
}


def _spot(row: dict[str, str]) -> Spot:
    return Spot(
        row["key"],
        row["name"],
        row["commune"],
        row["latitude"],
        row["longitude"],
        row["basin"],
        float(row["pull"]),
    )


def _site(row: dict[str, str]) -> Site:
    closed = int(row["closed"]) if row["closed"] else None
    return Site(_spot(row), row["typology"], int(row["opened"]), closed)


def _halt(row: dict[str, str]) -> Halt:
    morning = row["morning"] == "1"
    return Halt(_spot(row), int(row["weekday"]), morning, int(row["every"]), int(row["phase"]))


PLACES = tuple(_site(row) for row in tables.read("places"))

# The last one was decided by a committee for a neighbourhood of the 2024 zoning that no place reaches:
# it is only planned.
*HALTS, NEW_HALT = (_halt(row) for row in tables.read("halts"))
