"""Indicators of the devices handed over to households."""

from datetime import date, timedelta
from statistics import median

from tests.reference.events import PRESENT, attendance, handovers, received
from tests.reference.model import Answer, Event, Question, rate, total

FOLLOWED = timedelta(days=90)


def appareils_remis(question: Question) -> Answer:
    handed = question.selected(handovers(question))
    return total(len(handed), handed)


def foyers_equipes(question: Question) -> Answer:
    handed = question.selected(handovers(question))
    kept = [event for event in handed if not _by(event.row.get("date_retour"), question.au)]
    return total(len({event.row["id_foyer"] for event in kept}), handed, len(kept))


def appareils_disponibles(question: Question) -> Answer:
    stock = question.selected(received(question))
    ready = [
        event
        for event in stock
        if _by(event.row.get("date_pret"), question.au)
        and not _by(event.row.get("date_remise"), question.au)
        and not _by(event.row.get("date_sortie"), question.au)
    ]
    return total(len(ready), stock, len(ready))


def delai_remise(question: Question) -> Answer:
    handed = question.selected(handovers(question))
    if not handed:
        return Answer(None)
    waits = [(event.day - event.row["date_reception"]).days for event in handed]
    return total(median(waits), handed)


def taux_retour(question: Question) -> Answer:
    handed = question.selected(handovers(question))
    back = [event for event in handed if _by(event.row.get("date_retour"), question.au)]
    return rate(len(back), len(handed), len(back))


def foyers_accompagnes(question: Question) -> Answer:
    first: dict[str, Event] = {}
    for event in sorted(handovers(question), key=lambda event: (event.day, event.row["id_appareil"])):
        first.setdefault(event.row["id_foyer"], event)
    equipped = [event for event in question.selected(first.values()) if event.day <= question.au - FOLLOWED]
    followed = [event for event in equipped if _followed(question, event)]
    return rate(len(followed), len(equipped), len(followed))


def _followed(question: Question, handover: Event) -> bool:
    return any(
        event.row.get("id_foyer") == handover.row["id_foyer"]
        and event.row["present"] == PRESENT
        and handover.day <= event.day <= handover.day + FOLLOWED
        for event in attendance(question)
    )


def _by(day: date | None, limit: date) -> bool:
    return day is not None and day <= limit
