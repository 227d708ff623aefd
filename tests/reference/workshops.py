"""Indicators of the workshops and of those who attend them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import time

from tests.reference.events import PRESENT, attendance, hours, workshops
from tests.reference.model import Answer, Event, Question, rate, total


def ateliers(question: Question) -> Answer:
    held = question.selected(workshops(question))
    return total(len(held), held)


def heures_ateliers(question: Question) -> Answer:
    known = [hours(event.row) for event in question.selected(workshops(question))]
    known = [duration for duration in known if duration is not None]
    return total(sum(known), known)


def participations(question: Question) -> Answer:
    rows = question.selected(attendance(question))
    came = _present(rows)
    return total(_heads(came), rows, len(came))


def beneficiaires(question: Question) -> Answer:
    rows = question.selected(attendance(question))
    came = _identified(_present(rows))
    return total(len(_persons(came)), rows, len(came))


def participations_anonymes(question: Question) -> Answer:
    rows = question.selected(attendance(question))
    came = [event for event in _present(rows) if event.row.get("id_personne") is None]
    return total(_heads(came), rows, len(came))


def nouveaux_beneficiaires(question: Question) -> Answer:
    everything = attendance(question)
    first: dict[str, Event] = {}
    for event in sorted(_identified(_present(everything)), key=_chronology):
        first.setdefault(event.row["id_personne"], event)
    newcomers = question.selected(first.values())
    return total(len(newcomers), question.selected(everything), len(newcomers))


def _chronology(event: Event) -> tuple[object, ...]:
    starts = event.row["atelier"].get("heure_debut")
    return event.day, starts is not None, starts or time.min, event.row["id_atelier"]


def taux_presence(question: Question) -> Answer:
    rows = [
        event for event in question.selected(attendance(question)) if event.row["atelier"].get("inscription")
    ]
    came = _present(rows)
    return rate(_heads(came), _heads(rows), len(came))


def taux_remplissage(question: Question) -> Answer:
    question = replace(question, base="lieu")
    sized = [event for event in question.selected(workshops(question)) if event.row.get("places")]
    keys = {event.row["id_atelier"] for event in sized}
    came = [row for row in question.sheet("presences") if row["id_atelier"] in keys]
    came = [row for row in came if row["present"] == PRESENT]
    heads = sum(row.get("nombre") or 1 for row in came)
    return rate(heads, sum(event.row["places"] for event in sized), len(came))


def taux_fidelite(question: Question) -> Answer:
    came = _identified(_present(question.selected(attendance(question))))
    attended = defaultdict(set)
    for event in came:
        attended[event.row["id_personne"]].add(event.row["id_atelier"])
    back = {person for person, keys in attended.items() if len(keys) >= 2}
    return rate(len(back), len(attended), sum(event.row["id_personne"] in back for event in came))


def part_qpv(question: Question) -> Answer:
    came = _present(question.selected(attendance(question)))
    known = [event for event in came if event.row.get("commune_insee") or event.row.get("qpv_code")]
    in_qpv = [event for event in known if event.row.get("qpv_code")]
    return rate(_heads(in_qpv), _heads(known), len(in_qpv))


def part_femmes(question: Question) -> Answer:
    came = _identified(_present(question.selected(attendance(question))))
    known = [event for event in came if event.row.get("genre")]
    women = [event for event in known if event.row["genre"] == "féminin"]
    return rate(len(_persons(women)), len(_persons(known)), len(women))


def taux_penetration(question: Question) -> Answer:
    at_home = replace(question, base="residence")
    rows = at_home.selected(attendance(at_home))
    ours = {*question.territory.communes, *question.territory.qpv_codes}
    came = [event for event in _identified(_present(rows)) if {event.commune, event.qpv} & ours]
    return rate(len(_persons(came)) if rows else None, question.population(), len(came), 1000)


def part_exclus_touches(question: Question) -> Answer:
    reached = beneficiaires(question)
    excluded = (question.population() or 0) * question.plan.taux_exclusion
    return rate(reached.valeur, excluded, reached.lignes)


def _present(events: Iterable[Event]) -> list[Event]:
    return [event for event in events if event.row["present"] == PRESENT]


def _identified(events: Iterable[Event]) -> list[Event]:
    return [event for event in events if event.row.get("id_personne") is not None]


def _persons(events: Iterable[Event]) -> set[str]:
    return {event.row["id_personne"] for event in events}


def _heads(events: Iterable[Event]) -> int:
    return sum(event.row.get("nombre") or 1 for event in events)
