"""What a careful reader should find, and the import should accept."""

from collections import Counter
from datetime import timedelta

from data_access import vocabulary
from tests.data_access.demo.reading import by_key


def held(plan):
    return [row for row in plan["ateliers"] if row["statut"] == vocabulary.HELD]


def entered(plan):
    return {row["id_atelier"] for row in plan["presences"]}


def test_recent_workshops_wait_for_their_attendance(dated_plan):
    today, plan = dated_plan
    recent = {row["id_atelier"] for row in held(plan) if row["date"] > today - timedelta(days=10)}
    assert len(recent) >= 2
    assert entered(plan).isdisjoint(recent)


def test_one_old_workshop_was_never_entered(dated_plan):
    today, plan = dated_plan
    old = {row["id_atelier"] for row in held(plan) if row["date"] < today - timedelta(days=60)}
    assert len(old - entered(plan)) == 1


def test_one_past_workshop_is_still_planned(dated_plan):
    today, plan = dated_plan
    past = [row["statut"] for row in plan["ateliers"] if row["date"] < today]
    assert past.count(vocabulary.PLANNED) == 1


def test_one_workshop_is_too_full(dated_plan):
    _, plan = dated_plan
    present = Counter()
    for row in plan["presences"]:
        present[row["id_atelier"]] += row["nombre"] * (row["present"] == vocabulary.PRESENT)
    initiations = [row for row in held(plan) if row["type"] == "initiation"]
    assert sum(present[row["id_atelier"]] > row["places"] for row in initiations) >= 1


def test_one_person_is_at_two_workshops_at_once(dated_plan):
    _, plan = dated_plan
    workshops = by_key(plan["ateliers"], "id_atelier")
    people = [row for row in plan["presences"] if row["id_personne"]]
    met = Counter((row["id_personne"], workshops[row["id_atelier"]]["date"]) for row in people)
    (person, day), _ = met.most_common(1)[0]
    hours = {
        workshops[row["id_atelier"]]["heure_debut"]
        for row in people
        if row["id_personne"] == person and workshops[row["id_atelier"]]["date"] == day
    }
    assert sorted(met.values())[-2:] == [1, 2]
    assert len(hours) == 1


def test_one_device_was_ready_after_its_handover(dated_plan):
    handed = [row for row in dated_plan[1]["appareils"] if row["date_remise"]]
    assert sum(row["date_pret"] > row["date_remise"] for row in handed) == 1


def test_one_device_waits_for_more_than_a_year(dated_plan):
    today, plan = dated_plan
    stock = [row for row in plan["appareils"] if not row["date_remise"] and not row["date_sortie"]]
    assert any(row["date_pret"] and today - row["date_pret"] > timedelta(days=365) for row in stock)
