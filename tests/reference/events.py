"""The events behind the indicators, whatever the selection."""

from datetime import date, timedelta

from tests.reference.model import Event, Question, Row
from tests.reference.places import stop_codes, workshop_codes

HELD = "tenu"
PRESENT = "présent"
AGE_LIMITS = (
    (12, "Moins de 12 ans"),
    (18, "12 - 17 ans"),
    (25, "18 - 24 ans"),
    (40, "25 - 39 ans"),
    (60, "40 - 59 ans"),
    (70, "60 - 69 ans"),
)


def workshops(question: Question) -> list[Event]:
    """Return the workshops held."""
    return [
        Event(row, row["date"], *workshop_codes(question, row), _kind(row))
        for row in question.sheet("ateliers")
        if row["statut"] == HELD
    ]


def _kind(workshop: Row) -> Row:
    themes = (workshop.get("thematiques") or "").replace("\n", "|").split("|")
    return {"type": workshop["type"], "thematique": [theme.strip() for theme in themes if theme.strip()]}


def attendance(question: Question) -> list[Event]:
    """Return the attendance rows of the workshops held, placed by the question's basis."""
    held = {event.row["id_atelier"]: event for event in workshops(question)}
    rows = [row for row in question.sheet("presences") if row["id_atelier"] in held]
    return [_attendance(question.base, row, held[row["id_atelier"]]) for row in rows]


def _attendance(base: str, row: Row, workshop: Event) -> Event:
    traits = {
        "genre": row.get("genre"),
        "tranche_age": row.get("tranche_age") or _age_band(row.get("annee_naissance"), workshop.day),
        "statut_social": row.get("statut_social"),
        **_kind(workshop.row),
    }
    home = (row.get("commune_insee"), row.get("qpv_code"))
    place = (workshop.commune, workshop.qpv)
    return Event({**row, "atelier": workshop.row}, workshop.day, *(place if base == "lieu" else home), traits)


def _age_band(year: int | None, day: date) -> str | None:
    if year is None:
        return None
    return next((band for limit, band in AGE_LIMITS if day.year - year < limit), "70 ans et plus")


def handovers(question: Question) -> list[Event]:
    """Return the devices handed over, placed by the household's residence."""
    return [
        Event(row, row["date_remise"], row.get("commune_insee"), row.get("qpv_code"), row)
        for row in question.sheet("appareils")
        if row.get("date_remise")
    ]


def received(question: Question) -> list[Event]:
    """Return the devices received by `au`: the stock is that of the day, inside any perimeter."""
    anywhere = min(question.territoires, default=None)
    return [
        Event(row, question.au, anywhere, None, row)
        for row in question.sheet("appareils")
        if row["date_reception"] <= question.au
    ]


def money(question: Question) -> list[Event]:
    return [
        Event(row, row["date"], row.get("commune_insee"), row.get("qpv_code"), row)
        for row in question.sheet("budget")
    ]


def stops(question: Question) -> list[Event]:
    """Return the stops made."""
    return [
        Event(row, row["date"], *stop_codes(question, row), {})
        for row in question.sheet("passages")
        if row["statut"] == HELD
    ]


def hours(row: Row) -> float | None:
    """Return the duration in hours, None when the row does not give it."""
    if row.get("heure_debut") is None or row.get("heure_fin") is None:
        return None
    start, end = (
        timedelta(hours=at.hour, minutes=at.minute) for at in (row["heure_debut"], row["heure_fin"])
    )
    return (end - start).total_seconds() / 3600
