"""The sentences of a committee, each number counted a second time by hand."""

from datetime import date, timedelta

import pytest

from dashboard.committee.gathering import gather
from dashboard.committee.since import change_sentence, next_committee, since
from dashboard.committee.words import aloud
from dashboard.indicators import BY_KEY
from dashboard.measuring import measure
from dashboard.selection import Selection
from tests.dashboard.committee.conftest import AUTUMN, HELD, LATE, NEXT, SPRING, START, TODAY, workshop

SELECTION = Selection(START, TODAY)
DECISIONS = [
    {
        "id_decision": "D1",
        "id_comite": "C1",
        "texte": "Agir vite.",
        "echeance": date(2026, 9, 1),
        "etat": "à faire",
    },
    {"id_decision": "D2", "id_comite": "C1", "texte": "Finir", "echeance": date(2026, 10, 1), "etat": "fait"},
    {
        "id_decision": "D3",
        "id_comite": "C1",
        "texte": "Voir",
        "echeance": date(2026, 12, 1),
        "etat": "en cours",
    },
]


def plainly(sentence):
    return sentence.replace("\u202f", " ").replace("\u00a0", " ")


def test_what_is_new_is_told_since_the_committee_alone(plan):
    told = since(plan(SPRING, AUTUMN), SELECTION, TODAY)
    sheet, people = AUTUMN
    known = {row["id_personne"] for row in SPRING[1]}
    newcomers = {row["id_personne"] for row in people} - known
    assert sheet["date"] > HELD
    assert told.committee == HELD
    assert told.news[0] == (
        f"1 atelier s'est tenu, avec {len(people)} participations ; {len(newcomers)} personnes sont venues "
        "pour la première fois."
    )
    assert told.news[1:] == ("Aucun appareil n'a été remis.", "Aucune dépense n'a été engagée ni payée.")


def test_devices_and_money_are_told(plan):
    handed = {"id_appareil": "X1", "type": "tablette", "date_reception": START, "id_foyer": "F1"}
    handed |= {"date_remise": TODAY, "modalite": "don"}
    line = {"id_ligne": "B1", "date": TODAY, "nature": "engagé", "financeur": "État", "montant": "1 250,00"}
    told = since(plan(SPRING, appareils=[handed], budget=[line]), SELECTION, TODAY)
    assert "1 appareil a été remis, à 1 foyer." in told.news
    assert "Budget : 1 250 € engagés." in map(plainly, told.news)


def test_each_change_is_the_value_now_less_the_value_at_the_committee(plan):
    facts = plan(SPRING, LATE, AUTUMN)
    told = since(facts, SELECTION, TODAY)
    before, now = len(SPRING[1]) + len(LATE[1]), len(SPRING[1]) + len(LATE[1]) + len(AUTUMN[1])
    assert f"Participations : {now}, soit {now - before} de plus." in told.changes
    frozen = measure(BY_KEY["participations"], facts, Selection(START, HELD)).value
    assert frozen == before


def test_a_period_after_the_committee_has_no_change_of_its_own(plan):
    told = since(plan(SPRING, AUTUMN), Selection(HELD + timedelta(days=1), TODAY), TODAY)
    assert told.changes == ()
    assert told.news[0].startswith("1 atelier")


def test_late_entries_are_told_as_corrections(plan):
    frozen = gather(plan(SPRING), Selection(START, HELD), HELD)
    told = since(plan(SPRING, LATE, AUTUMN), SELECTION, TODAY, frozen)
    before, late = len(SPRING[1]), len(LATE[1])
    assert (
        f"Participations : {before} au moment du comité ; à présent, {before + late}, soit {late} de plus."
        in told.corrections
    )
    assert since(plan(SPRING, AUTUMN), SELECTION, TODAY, frozen).corrections == ()
    assert since(plan(SPRING, LATE), SELECTION, TODAY).corrections is None


def test_what_was_seen_corrected_and_added_makes_what_is_seen_today(plan):
    frozen = gather(plan(SPRING), Selection(START, HELD), HELD).figure("participations").value
    facts = plan(SPRING, LATE, AUTUMN)
    at_committee = measure(BY_KEY["participations"], facts, Selection(START, HELD)).value
    now = measure(BY_KEY["participations"], facts, SELECTION).value
    assert frozen + (at_committee - frozen) + (now - at_committee) == now
    assert (at_committee - frozen, now - at_committee) == (2, 3)


def test_decisions_due_late_and_coming_are_told(plan):
    told = since(plan(SPRING, decisions=DECISIONS), SELECTION, TODAY)
    assert list(map(plainly, told.due)) == [
        "2 décisions sont arrivées à échéance : 1 est faite.",
        "1 décision en retard, dont « Agir vite ».",
        "1 décision arrive à échéance d'ici au comité du 16 décembre 2026.",
    ]


def test_before_any_committee_everything_is_new(facts_from):
    sheet, people = SPRING
    told = since(facts_from(ateliers=[sheet], presences=people), SELECTION, TODAY)
    assert (told.committee, told.news, told.due, told.corrections) == (None, (), (), None)


def test_the_next_committee_may_be_today(plan):
    facts = plan(SPRING)
    assert next_committee(facts, TODAY) == NEXT
    assert next_committee(facts, NEXT) == NEXT
    assert next_committee(facts, NEXT + timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("key", "value", "change", "said"),
    [
        ("participations", 1221, 149, "Participations : 1 221, soit 149 de plus."),
        ("delai_remise", 82, -6, "Délai médian de remise : 82 jours, soit 6 jours de moins."),
        ("taux_presence", 54.9, 1.3, "Taux de présence : 54,9 %, soit 1,3 point de plus."),
        ("taux_presence", 54.9, -2.3, "Taux de présence : 54,9 %, soit 2,3 points de moins."),
        ("taux_presence", 54.9, 0.04, "Taux de présence : 54,9 %, inchangé."),
        ("reste_a_engager", 14953.0, -1140.5, "Reste à engager : 14 953 €, soit 1 140 € de moins."),
    ],
)
def test_changes_are_read_aloud(key, value, change, said):
    assert plainly(change_sentence(BY_KEY[key], value, change)) == said


def test_nothing_new_is_said_too(plan):
    told = since(plan(SPRING), SELECTION, TODAY)
    assert told.news[0] == "Aucun atelier ne s'est tenu."
    assert aloud(BY_KEY["ateliers"], 0) == "inchangé"


def test_one_person_is_not_several(plan):
    told = since(plan(SPRING, workshop("A9", date(2026, 9, 8), (), ("P9",))), SELECTION, TODAY)
    assert (
        told.news[0]
        == "1 atelier s'est tenu, avec 1 participation ; 1 personne est venue pour la première fois."
    )
