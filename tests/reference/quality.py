"""Checks of the data, row by row: how many of how many are at fault; money in euros."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal

from tests.reference.events import HELD, PRESENT, attendance, hours, workshops
from tests.reference.model import Number, Question, Row

Found = tuple[Number, Number]
Seen = Callable[[Question, date], Iterable[Row]]


def rows_of(question: Question, sheet: str, column: str = "date") -> list[Row]:
    """Return the rows of a sheet dated in the period."""
    return [
        row for row in question.sheet(sheet) if row.get(column) and question.du <= row[column] <= question.au
    ]


def present(question: Question, today: date) -> list[Row]:
    registered = [event for event in attendance(question) if question.du <= event.day <= question.au]
    return [event.row | event.traits for event in registered if event.row["present"] == PRESENT]


def identified(question: Question, today: date) -> list[Row]:
    return [row for row in present(question, today) if row["id_personne"]]


def held(question: Question, today: date) -> list[Row]:
    return [event.row for event in workshops(question) if question.du <= event.day <= question.au]


def entered_late(question: Question, today: date) -> list[Row]:
    sheets = {row["id_atelier"] for row in question.sheet("presences")}
    return [
        {**row, "saisi": row["id_atelier"] in sheets}
        for row in held(question, today)
        if (today - row["date"]) >= timedelta(days=7)
    ]


def gone_by(sheet: str) -> Seen:
    return lambda question, today: [
        row for row in rows_of(question, sheet) if row["date"] < today and row["statut"] != "annulé"
    ]


def handed(question: Question, today: date) -> list[Row]:
    return rows_of(question, "appareils", "date_remise")


def returned(question: Question, today: date) -> list[Row]:
    return rows_of(question, "appareils", "date_retour")


def money(*natures: str) -> Seen:
    return lambda question, today: [
        row for row in rows_of(question, "budget") if not natures or row["nature"] in natures
    ]


def open_places(question: Question, today: date) -> list[Row]:
    return [
        row
        for row in question.sheet("lieux")
        if (row.get("date_ouverture") or date.min) <= question.au
        and (row.get("date_fermeture") or date.max) >= question.du
    ]


def qpvs(question: Question, today: date) -> list[Row]:
    found = question.territory.qpvs.values()
    return [{"approximatif": qpv.approximate, "population": qpv.population} for qpv in found]


def nowhere(row: Row) -> bool:
    return not row.get("commune_insee") and not row.get("qpv_code")


def one(row: Row) -> int:
    return 1


def heads(row: Row) -> int:
    return row.get("nombre") or 1


def euros(row: Row) -> Decimal:
    return row["montant"]


CHECKS = {
    "residence_inconnue": (identified, nowhere, one),
    "anonymes": (present, lambda row: not row["id_personne"], heads),
    "genre_inconnu": (identified, lambda row: not row["genre"], one),
    "age_inconnu": (identified, lambda row: not row["tranche_age"], one),
    "statut_social_inconnu": (identified, lambda row: not row["statut_social"], one),
    "sans_foyer": (identified, lambda row: not row["id_foyer"], one),
    "sans_presence": (entered_late, lambda row: not row["saisi"], one),
    "encore_prevus": (gone_by("ateliers"), lambda row: row["statut"] != HELD, one),
    "sans_horaires": (held, lambda row: hours(row) is None, one),
    "sans_capacite": (held, lambda row: not row["places"], one),
    "remis_sans_residence": (handed, nowhere, one),
    "remis_sans_etre_prets": (
        handed,
        lambda row: not row["date_pret"] or row["date_pret"] > row["date_remise"],
        one,
    ),
    "sortis_avant_remise": (
        handed,
        lambda row: bool(row["date_sortie"]) and row["date_sortie"] < row["date_remise"],
        one,
    ),
    "retours_sans_motif": (returned, lambda row: not row["motif_retour"], one),
    "sans_action": (money(), lambda row: not row["action"], one),
    "notifie_non_fleche": (money("notifié"), nowhere, euros),
    "paye_non_fleche": (money("payé"), nowhere, euros),
    "passages_encore_prevus": (gone_by("passages"), lambda row: row["statut"] != HELD, one),
    "lieux_sans_ouverture": (open_places, lambda row: not row["date_ouverture"], one),
    "lieux_sans_horaires": (open_places, lambda row: not row["horaires"], one),
    "qpv_approximatifs": (qpvs, lambda row: row["approximatif"], one),
    "qpv_sans_population": (qpvs, lambda row: row["population"] is None, one),
}


def found(question: Question, key: str, today: date) -> Found:
    """Return how many, or how much, of how many, or how much, is at fault."""
    looked_at, is_flawed, weight = CHECKS[key]
    rows = list(looked_at(question, today))
    return sum(weight(row) for row in rows if is_flawed(row)), sum(map(weight, rows))
