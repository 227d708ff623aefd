"""Rules and completions that several sheets share."""

import re
from collections.abc import Iterator
from typing import Any

from data_access.importing.sheets.declaring import Fault, Line, Rule, Values
from data_access.territory.france import commune_names, is_near_a_commune

QPV_CODE = re.compile(r"QP\d{6}|QN[0-9AB]{3}[0-9A-Z]{2}[IMN]")
METROPOLE = (41.2, 51.2, -5.3, 9.7)
"""South, north, west, east."""
OVERSEAS = (
    (14.3, 18.2, -63.3, -60.7),  # Guadeloupe, Martinique, Saint-Martin, Saint-Barthélemy
    (2.0, 5.9, -54.7, -51.5),  # Guyane
    (-21.5, -20.7, 55.1, 56.0),  # La Réunion
    (-13.1, -12.5, 44.9, 45.4),  # Mayotte
    (46.6, 47.3, -56.6, -56.0),  # Saint-Pierre-et-Miquelon
    (-28.0, -7.5, -155.0, -134.0),  # Polynésie française
    (-23.0, -17.0, 157.0, 173.0),  # Nouvelle-Calédonie
    (-14.5, -13.1, -178.3, -176.0),  # Wallis-et-Futuna
)


def residence(line: Line, values: Values) -> Iterator[Fault]:
    """Refuse an unknown QPV; note a commune outside the territory, a QPV outside the commune."""
    territory = line.context.territory
    commune, qpv = values.get("commune_insee"), values.get("qpv_code")
    if commune and commune not in territory.communes:
        line.note(f"{_elsewhere(commune)} : compté « Hors territoire » (est-ce un code postal ?)")
    if qpv and qpv not in territory.qpv_codes:
        if commune and commune not in territory.communes and QPV_CODE.fullmatch(qpv):
            return
        yield Fault("qpv_code", "un code QPV du territoire (code QPV inconnu)")
        return
    area = territory.area(qpv) if qpv else None
    if area and commune and commune not in area.communes:
        line.note(f"le QPV {qpv} n'est pas dans la commune {commune}")


def _elsewhere(commune: str) -> str:
    name = commune_names().get(commune)
    if name:
        return f"le code INSEE {commune} désigne {name}, hors du territoire"
    return f"le code {commune} n'est celui d'aucune commune connue"


def hours(line: Line, values: Values) -> Iterator[Fault]:
    """Refuse one hour without the other, an end before the start."""
    start, end = values["starts_at"], values["ends_at"]
    if (start is None) != (end is None):
        column = "heure_fin" if end is None else "heure_debut"
        yield Fault(column, "une heure : heure_debut et heure_fin vont ensemble")
    elif start is not None and end <= start:
        yield Fault("heure_fin", f"une heure après {start:%H:%M} (heure_debut)")


def in_france(line: Line, values: Values) -> Iterator[Fault]:
    """Refuse a position of 0,0 or outside France."""
    latitude, longitude = values["latitude"], values["longitude"]
    at_home = line.context.territory.commune_at(latitude, longitude)
    if at_home or _is_in_france(latitude, longitude):
        return
    swapped = " : latitude et longitude semblent inversées" if _is_in_france(longitude, latitude) else ""
    read = f"latitude {latitude:g}, longitude {longitude:g}".replace(".", ",")
    yield Fault("latitude", f"une position en France{swapped}", f"« {read} »")


def _is_in_france(latitude: float, longitude: float) -> bool:
    if _is_in(METROPOLE, latitude, longitude):
        return is_near_a_commune(latitude, longitude)
    return any(_is_in(box, latitude, longitude) for box in OVERSEAS)


def _is_in(box: tuple[float, float, float, float], latitude: float, longitude: float) -> bool:
    south, north, west, east = box
    return south <= latitude <= north and west <= longitude <= east


def not_before(later: str, earlier: str) -> Rule:
    """Return the rule that a date is not before another."""

    def check(line: Line, values: Values) -> Iterator[Fault]:
        if values[later] and values[earlier] and values[later] < values[earlier]:
            names = line.sheet.by_field
            yield Fault(
                names[later].name,
                f"une date égale ou postérieure au {values[earlier]:%d/%m/%Y} ({names[earlier].name})",
            )

    return check


def together(needed: str, with_field: str) -> Rule:
    """Return the rule that a field is required with another."""

    def check(line: Line, values: Values) -> Iterator[Fault]:
        if values[with_field] is not None and values[needed] is None:
            names = line.sheet.by_field
            column = names[needed]
            yield Fault(column.name, f"{column.kind.expected} : obligatoire avec {names[with_field].name}")

    return check


def known_indicator(line: Line, values: Values) -> Iterator[Fault]:
    """Refuse the key of an indicator that does not exist."""
    known = line.context.known_indicators
    if values["indicator"] and known is not None and values["indicator"] not in known:
        yield Fault("indicateur", f"la clé d'un indicateur : {', '.join(sorted(known))}")


def deduce(line: Line, field: str, value: Any) -> None:
    """Complete a code from the position when its cell is empty, or when nothing older contradicts it."""
    given, stored = line.row.values, line.stored
    if field in given:
        given[field] = value if given[field] is None else given[field]
    elif stored is None or any(stored[axis] != given[axis] for axis in ("latitude", "longitude")):
        given[field] = value
