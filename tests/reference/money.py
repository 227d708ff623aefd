"""Indicators of the budget, to the cent."""

from decimal import Decimal

from tests.reference.equipment import foyers_equipes
from tests.reference.events import money
from tests.reference.model import Answer, Question, rate, total
from tests.reference.workshops import participations


def prevu(question: Question) -> Answer:
    return _of_nature(question, "prévu")


def notifie(question: Question) -> Answer:
    return _of_nature(question, "notifié")


def verse(question: Question) -> Answer:
    return _of_nature(question, "versé")


def engage(question: Question) -> Answer:
    return _of_nature(question, "engagé")


def mandate(question: Question) -> Answer:
    return _of_nature(question, "mandaté")


def paye(question: Question) -> Answer:
    return _of_nature(question, "payé")


def taux_engagement(question: Question) -> Answer:
    return _ratio(engage(question), notifie(question), 100)


def taux_consommation(question: Question) -> Answer:
    return _ratio(paye(question), notifie(question), 100)


def reste_a_engager(question: Question) -> Answer:
    return _difference(notifie(question), engage(question))


def reste_a_payer(question: Question) -> Answer:
    return _difference(engage(question), paye(question))


def part_agglomeration(question: Question) -> Answer:
    agglomeration = _of_nature(question, "notifié", financeur="Agglomération")
    state = _of_nature(question, "notifié", financeur="État")
    both = (agglomeration.valeur or 0) + (state.valeur or 0)
    return rate(agglomeration.valeur or Decimal(0), both, agglomeration.lignes)


def cout_par_participation(question: Question) -> Answer:
    return _ratio(_of_nature(question, "payé", action="Ateliers"), participations(question), 1)


def cout_par_foyer(question: Question) -> Answer:
    return _ratio(_of_nature(question, "payé", action="Équipement"), foyers_equipes(question), 1)


def _of_nature(question: Question, nature: str, **wanted: str) -> Answer:
    wanted["nature"] = nature
    lines = [
        event.row
        for event in question.selected(money(question))
        if all(event.row.get(column) == value for column, value in wanted.items())
    ]
    return total(sum((row["montant"] for row in lines), Decimal(0)), lines)


def _ratio(above: Answer, below: Answer, scale: int) -> Answer:
    return rate(above.valeur or Decimal(0), below.valeur, above.lignes, scale)


def _difference(plus: Answer, minus: Answer) -> Answer:
    if plus.valeur is None and minus.valeur is None:
        return Answer(None)
    valeur = (plus.valeur or Decimal(0)) - (minus.valeur or Decimal(0))
    return Answer(valeur, valeur, None, plus.lignes + minus.lignes)
