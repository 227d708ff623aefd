"""Where things are: positions in Lambert-93, codes of places, of stops and of workshops."""

from functools import cache
from math import hypot

from pyproj import Transformer

from data_access.territory import Territory
from data_access.territory.france import commune_of_france_at
from tests.reference.model import Question, Row

Position = tuple[float, float]
Codes = tuple[str | None, str | None]

_to_lambert = Transformer.from_crs("EPSG:4326", "EPSG:2154", always_xy=True)
_found: dict[tuple[int, str, float, float], tuple[Territory, str | None]] = {}


@cache
def position(latitude: float, longitude: float) -> Position:
    """Return metres in Lambert-93."""
    return _to_lambert.transform(longitude, latitude)


def distance(one: Position, other: Position) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def place_codes(question: Question, place: Row) -> Codes:
    return place["code_insee"], place.get("qpv_code") or _code_at(question.territory, "qpv_at", place)


def stop_codes(question: Question, stop: Row) -> Codes:
    commune = (
        stop.get("commune_insee") or _code_at(question.territory, "commune_at", stop) or _elsewhere(stop)
    )
    return commune, stop.get("qpv_code") or _code_at(question.territory, "qpv_at", stop)


def _elsewhere(stop: Row) -> str | None:
    """Return the commune of France, outside the territory, where a stop is."""
    return commune_of_france_at(stop["latitude"], stop["longitude"])


def workshop_codes(question: Question, workshop: Row) -> Codes:
    """Return the workshop's commune and QPV, each its own, else the stop's, else the place's."""
    known = [(workshop.get("commune_insee"), workshop.get("qpv_code"))]
    known += [
        stop_codes(question, row)
        for row in question.sheet("passages")
        if row["id_passage"] == workshop.get("id_passage")
    ]
    known += [
        place_codes(question, row) for row in question.sheet("lieux") if row["id"] == workshop.get("id_lieu")
    ]
    commune = next((commune for commune, _ in known if commune), None)
    return commune, next((qpv for _, qpv in known if qpv), None)


def _code_at(territory: Territory, what: str, row: Row) -> str | None:
    key = (id(territory), what, row["latitude"], row["longitude"])
    if key not in _found:
        _found[key] = (territory, getattr(territory, what)(row["latitude"], row["longitude"]))
    return _found[key][1]
