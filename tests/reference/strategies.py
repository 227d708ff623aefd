"""Small random workbooks, valid by the contract and full of edges, and random selections."""

from collections.abc import Callable
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.reference.indicators import KEYS
from tests.reference.model import Rows, Squares
from tests.reference.places import position

Row = dict[str, Any]
Draw = Callable[[st.SearchStrategy[Any]], Any]

FIRST, LAST = date(2024, 1, 1), date(2025, 12, 31)
EDGES = [FIRST, date(2024, 2, 29), date(2024, 12, 31), date(2025, 1, 1), LAST]
NEAR = [date(2025, 1, 10), date(2025, 1, 24), date(2025, 4, 10), date(2025, 4, 11), date(2025, 5, 5)]
"""10 April is 90 days after 10 January."""
DAYS = st.one_of(st.sampled_from(EDGES), st.sampled_from(NEAR), st.sampled_from(NEAR), st.dates(FIRST, LAST))
FEW, SOME, MANY = (st.sampled_from(counts) for counts in ([0, 1, 3], [0, 2, 4, 6], [0, 4, 8, 12]))
DELAYS = st.one_of(st.sampled_from([0, 1, 30, 89, 90, 91]), st.integers(0, 400))
RESIDENCES = [
    (None, None),
    ("59392", None),
    ("59392", "QN05915M"),
    ("59392", "QN05918M"),
    ("59392", "QP059016"),
    ("59291", None),
    ("59291", "QN05918M"),
    ("59291", "QN05912M"),
    ("59324", "QN05913M"),
    ("59157", None),
    ("59350", None),
    (None, "QN05915M"),
]
PERIMETER = ["59392", "59291", "59324", "59157", "QN05915M", "QN05913M", "QN05918M", "QN05919M", "QN05993N"]
LANDMARKS = [
    ("59392", 50.282316, 3.952028),
    ("59392", 50.270446, 3.947532),
    ("59291", 50.247, 3.91708),
    ("59324", 50.297298, 4.09993),
    ("59157", 50.237479, 4.152395),
    ("59350", 50.632, 3.058),
]
METRES_NORTH = [0, 30, 65, 140, 700]
DEGREE_M = 111_200
PEOPLE = {"P1": "F1", "P2": "F1", "P3": "F2", "P4": "F3", "P5": None}
HOUSEHOLDS = ["F1", "F1", "F2", "F3", "F4"]
STATUSES = ["tenu", "tenu", "tenu", "prévu", "annulé"]
PRESENCES = ["présent", "présent", "présent", "absent", "excusé"]
GENDERS = [None, "féminin", "féminin", "masculin", "autre"]
AGE_BANDS = [None, "Moins de 12 ans", "18 - 24 ans", "70 ans et plus"]
SOCIAL_STATUSES = [None, "Retraité", "Sans emploi", "Scolarisé"]
WORKSHOP_TYPES = ["initiation", "permanence", "évènement"]
THEMES = [
    None,
    None,
    "E-mail",
    "Santé|E-mail",
    "E-mail\nBureautique",
    "Bureautique | Atelier du lundi|E-mail",
]
DEVICE_TYPES = ["ordinateur portable", "tablette", "autre"]
ORIGINS = [None, "don", "neuf"]
TERMS = ["don", "prêt", "vente solidaire"]
NATURES = ["prévu", "notifié", "notifié", "versé", "engagé", "mandaté", "payé", "payé", "payé"]
FUNDERS = ["Agglomération", "Agglomération", "État", "État", "CAF"]
ACTIONS = [None, "Équipement", "Équipement", "Ateliers", "Ateliers", "Tiers-lieu mobile"]


@st.composite
def workbooks(draw: Draw) -> Rows:
    """Return the rows of a workbook, by sheet."""
    places = [_place(draw, f"L{number}") for number in range(draw(FEW))]
    stops = [_stop(draw, f"T{number}") for number in range(draw(SOME))]
    workshops = [_workshop(draw, f"A{number}", places, stops) for number in range(draw(SOME))]
    homes = {household: draw(st.sampled_from(RESIDENCES)) for household in HOUSEHOLDS}
    return {
        "lieux": places,
        "passages": stops,
        "ateliers": workshops,
        "presences": [row for workshop in workshops for row in _attendance(draw, workshop)],
        "appareils": [_device(draw, f"D{number}", homes) for number in range(draw(SOME))],
        "budget": [_amount(draw, f"B{number}") for number in range(draw(MANY))],
        "comites": [_committee(draw, f"C{number}") for number in range(draw(st.integers(0, 2)))],
        "objectifs": [_target(draw, key) for key in draw(st.sets(st.sampled_from(KEYS), max_size=2))],
    }


@st.composite
def selections(draw: Draw) -> dict[str, Any]:
    """Return a period, a perimeter and a basis, by the names of the reference's arguments."""
    period = st.one_of(st.just((FIRST, LAST)), st.just((date(2025, 1, 1), LAST)), st.tuples(DAYS, DAYS))
    du, au = sorted(draw(period))
    territoires = st.one_of(st.just(frozenset()), st.frozensets(st.sampled_from(PERIMETER), max_size=4))
    return {
        "du": du,
        "au": au,
        "territoires": draw(territoires),
        "base": draw(st.sampled_from(["residence", "lieu"])),
    }


@st.composite
def populated_squares(draw: Draw) -> Squares:
    """Return population points round the landmarks, some of them beyond the territory."""
    offsets = st.integers(-1500, 1500)
    found = []
    for _ in range(draw(st.integers(1, 12))):
        _, latitude, longitude = draw(st.sampled_from(LANDMARKS))
        x, y = position(latitude, longitude)
        found.append((x + draw(offsets), y + draw(offsets), draw(st.sampled_from([0.5, 1, 3, 40, 900]))))
    return tuple(found)


def _position(draw: Draw) -> tuple[str, Row]:
    commune, latitude, longitude = draw(st.sampled_from(LANDMARKS))
    north = draw(st.sampled_from(METRES_NORTH))
    return commune, {"latitude": round(latitude + north / DEGREE_M, 6), "longitude": longitude}


def _place(draw: Draw, key: str) -> Row:
    commune, where = _position(draw)
    opened = draw(st.one_of(st.none(), DAYS))
    closed = draw(st.one_of(st.none(), DAYS.filter(lambda day: opened is None or day >= opened)))
    return {
        "id": key,
        "nom": f"Lieu {key}",
        "commune": "Commune",
        "code_insee": commune,
        **where,
        "date_ouverture": opened,
        "date_fermeture": closed,
        "horaires": draw(st.sampled_from([None, "Mo-Fr 09:00-12:00"])),
    }


def _stop(draw: Draw, key: str) -> Row:
    commune, where = _position(draw)
    start, end = _hours(draw)
    return {
        "id_passage": key,
        "date": draw(DAYS),
        "heure_debut": start,
        "heure_fin": end,
        **where,
        "commune_insee": draw(st.sampled_from([None, commune])),
        "qpv_code": draw(st.sampled_from([None, None, None, "QN05918M"])),
        "statut": draw(st.sampled_from(STATUSES)),
    }


def _hours(draw: Draw) -> tuple[time, time]:
    start, minutes = draw(st.integers(8 * 60, 18 * 60)), draw(st.sampled_from([1, 20, 60, 90, 150]))
    return tuple(time(*divmod(minute, 60)) for minute in (start, start + minutes))


def _workshop(draw: Draw, key: str, places: list[Row], stops: list[Row]) -> Row:
    place = _one_or_none(draw, [row["id"] for row in places])
    stop = _one_or_none(draw, [row["id_passage"] for row in stops])
    placed = bool(place or stop)
    commune, qpv = draw(st.sampled_from([home for home in RESIDENCES if home[0] or placed]))
    start, end = _hours(draw) if draw(st.sampled_from([True, True, False])) else (None, None)
    return {
        "id_atelier": key,
        "date": draw(DAYS),
        "heure_debut": start,
        "heure_fin": end,
        "type": draw(st.sampled_from(WORKSHOP_TYPES)),
        "thematiques": draw(st.sampled_from(THEMES)),
        "id_lieu": place,
        "id_passage": stop,
        "commune_insee": commune,
        "qpv_code": qpv,
        "places": draw(st.one_of(st.none(), st.integers(1, 12))),
        "inscription": draw(st.sampled_from([None, True, False])),
        "statut": draw(st.sampled_from(STATUSES)),
    }


def _one_or_none(draw: Draw, keys: list[str]) -> str | None:
    return draw(st.sampled_from(keys)) if keys and draw(st.booleans()) else None


def _attendance(draw: Draw, workshop: Row) -> list[Row]:
    named = draw(st.permutations(sorted(PEOPLE)))[: draw(SOME)]
    anonymous = range(1, draw(st.integers(1, 3)))
    return [
        {
            **_registration(draw, workshop),
            "id_personne": person,
            "rang": None,
            "nombre": None,
            "id_foyer": PEOPLE[person],
        }
        for person in named
    ] + [
        {
            **_registration(draw, workshop),
            "id_personne": None,
            "rang": rank,
            "nombre": draw(st.integers(1, 8)),
            "id_foyer": draw(st.sampled_from([None, None, "F4"])),
        }
        for rank in anonymous
    ]


def _registration(draw: Draw, workshop: Row) -> Row:
    commune, qpv = draw(st.sampled_from(RESIDENCES))
    band = draw(st.sampled_from(AGE_BANDS))
    age = (
        draw(st.sampled_from([None, 11, 12, 17, 18, 24, 25, 39, 40, 59, 60, 69, 70, 95]))
        if not band
        else None
    )
    return {
        "id_atelier": workshop["id_atelier"],
        "present": draw(st.sampled_from(PRESENCES)),
        "genre": draw(st.sampled_from(GENDERS)),
        "tranche_age": band,
        "annee_naissance": None if age is None else workshop["date"].year - age,
        "statut_social": draw(st.sampled_from(SOCIAL_STATUSES)),
        "commune_insee": commune,
        "qpv_code": qpv,
    }


def _device(draw: Draw, key: str, homes: dict[str, tuple[str | None, str | None]]) -> Row:
    reception = draw(st.sampled_from([FIRST, date(2024, 12, 2), draw(DAYS)]))
    row = {
        "id_appareil": key,
        "type": draw(st.sampled_from(DEVICE_TYPES)),
        "origine": draw(st.sampled_from(ORIGINS)),
        "date_reception": reception,
        "date_pret": _later(draw, reception),
        "date_sortie": draw(
            st.one_of(st.none(), st.none(), DELAYS.map(lambda days: _after(reception, days)))
        ),
    }
    handed = _later(draw, reception) if draw(st.sampled_from([True, True, False])) else None
    return row if handed is None else {**row, **_handover(draw, handed, homes)}


def _handover(draw: Draw, handed: date, homes: dict[str, tuple[str | None, str | None]]) -> Row:
    household = draw(st.sampled_from(HOUSEHOLDS))
    commune, qpv = homes[household]
    returned = _later(draw, handed) if draw(st.sampled_from([True, False, False])) else None
    return {
        "date_remise": handed,
        "modalite": draw(st.sampled_from(TERMS)),
        "id_foyer": household,
        "commune_insee": commune,
        "qpv_code": qpv,
        "date_retour": returned,
        "motif_retour": None if returned is None else draw(st.sampled_from([None, "autre"])),
    }


def _later(draw: Draw, day: date) -> date | None:
    after = DAYS.map(lambda other: max(day, other))
    return draw(st.one_of(st.none(), DELAYS.map(lambda days: _after(day, days)), after))


def _after(day: date, days: int) -> date:
    return day + timedelta(days=days)


def _amount(draw: Draw, key: str) -> Row:
    commune, qpv = draw(st.sampled_from([(None, None)] * 12 + RESIDENCES))
    return {
        "id_ligne": key,
        "date": draw(DAYS),
        "nature": draw(st.sampled_from(NATURES)),
        "financeur": draw(st.sampled_from(FUNDERS)),
        "action": draw(st.sampled_from(ACTIONS)),
        "montant": Decimal(draw(st.integers(-300_000, 3_000_000))) / 100,
        "commune_insee": commune,
        "qpv_code": qpv,
    }


def _committee(draw: Draw, key: str) -> Row:
    return {"id_comite": key, "date": draw(DAYS), "intitule": "Comité de pilotage"}


def _target(draw: Draw, key: str) -> Row:
    due = draw(DAYS)
    return {
        "indicateur": key,
        "territoire": draw(st.sampled_from(["*", "59392", "QN05915M"])),
        "echeance": due,
        "valeur": draw(st.integers(1, 500)),
        "date_depart": draw(st.sampled_from([None, FIRST])),
        "valeur_depart": draw(st.sampled_from([None, 10])),
    }
