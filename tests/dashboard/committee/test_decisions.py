from datetime import date

from dashboard.attention import attention
from dashboard.committee.decisions import Standing, deadline, overdue, register, tally
from dashboard.selection import Selection
from tests.dashboard.committee.conftest import HELD, SPRING, START, TODAY


def decision(key, **cells):
    return {"id_decision": key, "id_comite": "C1", "texte": f"Décision {key}"} | cells


ROWS = [
    decision("A", etat="fait", echeance=date(2026, 2, 1)),
    decision("B", etat="en cours", echeance=date(2026, 12, 24)),
    decision("C", etat="à faire", echeance=date(2026, 11, 24)),
    decision("D", echeance=date(2026, 7, 1)),
    decision("E", etat="abandonné"),
    decision("F", etat="à faire"),
    decision("G", etat="à faire", echeance=TODAY),
]


def test_late_decisions_come_first_and_closed_ones_last(plan):
    found = register(plan(SPRING, decisions=ROWS), TODAY)
    assert [(each.key, each.standing) for each in found] == [
        ("D", Standing.OVERDUE), ("C", Standing.OVERDUE), ("G", Standing.OPEN), ("B", Standing.OPEN),
        ("F", Standing.OPEN), ("A", Standing.CLOSED), ("E", Standing.CLOSED),
    ]  # fmt: skip
    assert {each.committee for each in found} == {HELD}
    assert tally(found) == "2 décisions en retard, 3 à suivre, 2 closes"


def test_a_decision_is_late_the_day_after_its_day(plan):
    facts = plan(SPRING, decisions=[decision("A", echeance=TODAY)])
    assert overdue(facts, TODAY) == ()
    (late,) = overdue(facts, date(2026, 11, 26))
    assert deadline(late, date(2026, 11, 26)).endswith("dépassée de 1 jour")


def test_the_overview_tells_the_same_late_decisions(plan):
    facts = plan(SPRING, decisions=ROWS)
    said = [point.sentence for point in attention(facts, Selection(START, TODAY), TODAY)]
    (sentence,) = [each for each in said if "décisions du comité en retard" in each]
    assert sentence.startswith(
        f"{len(overdue(facts, TODAY))} décisions du comité en retard, dont « Décision D »"
    )


def test_nothing_late_is_said(plan):
    assert tally(register(plan(SPRING), TODAY)) == "Aucune décision n'est enregistrée."
    facts = plan(SPRING, decisions=[ROWS[1]])
    assert tally(register(facts, TODAY)) == "Aucune décision en retard ; 1 à suivre"
