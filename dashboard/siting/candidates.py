"""Where the mobile third place could stop: places, centres of neighbourhoods and communes, chosen points."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import shapely

from dashboard.coverage import ServicePoint
from dashboard.selection import Selection
from data_access.facts import Facts
from data_access.territory import Area
from data_access.territory.projection import metres

TOWN_HALL_TYPOLOGY = "MUNI"

Degrees = tuple[float, float]
"""Longitude, latitude."""


class Kind(StrEnum):
    """What a candidate is, in the order of preference between two that reach the same inhabitants."""

    PLACE = "lieu connu"
    TOWN_HALL = "mairie"
    QPV = "centre d'un QPV"
    COMMUNE = "centre d'une commune"
    CHOSEN = "point choisi sur la carte"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A position where a stop could be made, in metres (Lambert-93)."""

    kind: Kind
    name: str
    x: float
    y: float

    def as_stop(self) -> ServicePoint:
        """Return the service point that it would make."""
        return ServicePoint(self.x, self.y, self.name, frozenset(), 0)


def candidates(facts: Facts, selection: Selection, chosen: Iterable[Degrees] = ()) -> list[Candidate]:
    """Return the candidates in the perimeter or within reach of it, always in the same order.

    Places count even when closed. A commune's centre is its town hall when a place is one, else a point of
    its ground. `chosen` are (longitude, latitude).
    """
    pieces = facts.territory.pieces(selection.territories)
    ground = shapely.union_all([piece.outline for piece in pieces if piece.outline is not None])
    found = sorted(
        {*_places(facts), *_centres(facts), *_chosen(chosen)},
        key=lambda each: (list(Kind).index(each.kind), each.name, each.x, each.y),
    )
    shapely.prepare(ground)
    return [each for each in found if ground.dwithin(shapely.Point(each.x, each.y), facts.plan.reach_m)]


def _places(facts: Facts) -> Iterator[Candidate]:
    for row in facts.places.iter_rows(named=True):
        kind = Kind.TOWN_HALL if _is_town_hall(row["name"], row["typology"]) else Kind.PLACE
        yield Candidate(kind, row["name"], row["x"], row["y"])


def _centres(facts: Facts) -> Iterator[Candidate]:
    for qpv in facts.territory.qpvs.values():
        yield from _centre(Kind.QPV, qpv)
    with_town_hall = {
        row["commune_insee"]
        for row in facts.places.iter_rows(named=True)
        if _is_town_hall(row["name"], row["typology"])
    }
    for commune in facts.territory.communes.values():
        if commune.code not in with_town_hall:
            yield from _centre(Kind.COMMUNE, commune)


def _centre(kind: Kind, area: Area) -> Iterator[Candidate]:
    if area.outline is not None:
        point = area.outline.representative_point()
        yield Candidate(kind, area.name, point.x, point.y)


def _chosen(points: Iterable[Degrees]) -> Iterator[Candidate]:
    for rank, (longitude, latitude) in enumerate(points, start=1):
        point = metres(longitude, latitude)
        yield Candidate(Kind.CHOSEN, f"Point {rank}", point.x, point.y)


def _is_town_hall(name: str, typology: str | None) -> bool:
    """Say whether a place is a town hall by its name or the national typology; a branch is not."""
    words = name.casefold()
    return "annexe" not in words and ("mairie" in words or TOWN_HALL_TYPOLOGY in (typology or "").split("|"))
