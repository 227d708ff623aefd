"""What the page of workshops counts beside indicators, in plain Python from the workbook's rows."""

from collections import Counter, defaultdict
from datetime import date

from tests.reference.events import PRESENT, attendance, workshops
from tests.reference.model import Question, Row
from tests.reference.places import stop_codes, workshop_codes


def visits(question: Question) -> dict[str, int]:
    """Return the number of identified people by how many different workshops they came to."""
    came = defaultdict(set)
    for event in question.selected(attendance(question)):
        if event.row["present"] == PRESENT and event.row.get("id_personne"):
            came[event.row["id_personne"]].add(event.row["id_atelier"])
    counts = dict.fromkeys(("1 fois", "2 fois", "3 à 5 fois", "6 fois ou plus"), 0)
    for keys in came.values():
        times = len(keys)
        band = "1 fois" if times == 1 else "2 fois" if times == 2 else None
        counts[band or ("3 à 5 fois" if times <= 5 else "6 fois ou plus")] += 1
    return counts


def states(question: Question, today: date) -> dict[str, int]:
    """Return the number of workshops of the period, by their place, in each state."""
    rows = [row for row in _inside(question) if question.du <= row["date"] <= question.au]
    counts = Counter(row["statut"] for row in rows)
    late = sum(row["statut"] == "prévu" and row["date"] < today for row in rows)
    return {
        "tenu": counts["tenu"],
        "annulé": counts["annulé"],
        "à venir": counts["prévu"] - late,
        "date passée": late,
    }


def planned(question: Question, today: date) -> list[tuple[date, str, str | None]]:
    """Return (day, key, room left or None) of what is planned from a day on, whatever the period."""
    meetings = [row for row in _inside(question) if row["statut"] == "prévu" and row["date"] >= today]
    taken = {(row.get("id_passage"), row.get("heure_debut"), row.get("heure_fin")) for row in meetings}
    stops = [
        row
        for row in question.sheet("passages")
        if row["statut"] == "prévu"
        and row["date"] >= today
        and _is_inside(question, stop_codes(question, row))
        and (row["id_passage"], row["heure_debut"], row["heure_fin"]) not in taken
    ]
    return sorted(
        [(row["date"], row["id_atelier"], _room(question, row)) for row in meetings]
        + [(row["date"], row["id_passage"], None) for row in stops],
        key=str,
    )


def overdue(question: Question, today: date) -> list[date]:
    """Return the days of the workshops still planned before a day."""
    return sorted(
        row["date"] for row in _inside(question) if row["statut"] == "prévu" and row["date"] < today
    )


def headcounts(question: Question, workshop: str) -> dict[str, int]:
    """Return the people of a workshop by presence, and those present whom nobody identified."""
    counts = Counter()
    for row in question.sheet("presences"):
        if row["id_atelier"] == workshop:
            counts[row["present"]] += row.get("nombre") or 1
            if row["present"] == PRESENT and not row.get("id_personne"):
                counts["anonyme"] += row.get("nombre") or 1
    return dict(counts)


def held(question: Question) -> list[str]:
    """Return the keys of the workshops held."""
    return [event.row["id_atelier"] for event in workshops(question)]


def _room(question: Question, workshop: Row) -> str | None:
    rows = [row for row in question.sheet("presences") if row["id_atelier"] == workshop["id_atelier"]]
    coming = sum(row.get("nombre") or 1 for row in rows if row["present"] != "excusé")
    capacity = workshop.get("places")
    if not capacity:
        return f"{coming} inscrits" if coming else None
    return f"{capacity} places" if not coming else f"{max(capacity - coming, 0)} sur {capacity}"


def _inside(question: Question) -> list[Row]:
    return [row for row in question.sheet("ateliers") if _is_inside(question, workshop_codes(question, row))]


def _is_inside(question: Question, codes: tuple[str | None, str | None]) -> bool:
    return not question.territoires or bool(set(codes) & question.territoires)
