"""Workshops by state, and visits, on a hand-made plan where every edge is met."""

from datetime import date, timedelta

import pytest

from dashboard.selection import Selection
from dashboard.workshops.states import by_state, states
from dashboard.workshops.visits import frequency, visits
from tests.dashboard.workshops.plans import installed, planned

TODAY = date(2026, 3, 10)
MARCH = Selection(date(2026, 3, 1), date(2026, 3, 31))


def workshop(key, day, status):
    return planned(key, day, statut=status)


def test_a_workshop_planned_today_is_still_to_come(tmp_path):
    facts = installed(
        tmp_path,
        ateliers=[
            workshop("A1", TODAY, "prévu"),
            workshop("A2", TODAY - timedelta(1), "prévu"),
            workshop("A3", TODAY + timedelta(1), "prévu"),
            workshop("A4", date(2026, 4, 1), "prévu"),
            workshop("A5", TODAY, "tenu"),
            workshop("A6", TODAY, "tenu"),
            workshop("A7", TODAY, "tenu"),
            workshop("A8", TODAY, "annulé"),
        ],
    )
    found = states(facts, MARCH, TODAY)
    assert (found.held, found.cancelled, found.coming, found.overdue) == (3, 1, 2, 1)
    assert found.cancelled_percent == 25
    shown = by_state(facts, MARCH, TODAY)
    assert shown.title == "3 ateliers tenus, 1 annulé : 25,0\u00a0% d'annulations"
    assert shown.sentence == (
        "Ateliers de la période : 3 tenus, 1 annulé, 2 à venir et 1 prévu dont la date est passée."
    )


@pytest.mark.parametrize(
    ("kinds", "title"),
    [
        (["tenu"], "1 atelier tenu, aucune annulation"),
        (["prévu", "prévu"], "2 ateliers prévus, aucun tenu"),
        (["annulé"], "0 atelier tenu, 1 annulé : 100,0\u00a0% d'annulations"),
    ],
)
def test_states_are_told_whatever_they_are(tmp_path, kinds, title):
    rows = [workshop(f"A{rank}", TODAY, kind) for rank, kind in enumerate(kinds)]
    assert by_state(installed(tmp_path, ateliers=rows), MARCH, TODAY).title == title


def test_people_are_counted_by_how_often_they_came(tmp_path):
    times = {"P1": 1, "P2": 2, "P3": 3, "P5": 5, "P6": 6, "P7": 7}
    facts = installed(
        tmp_path,
        ateliers=[workshop(f"A{rank}", date(2026, 3, 1 + rank), "tenu") for rank in range(8)],
        presences=[
            {"id_atelier": f"A{rank}", "id_personne": person, "present": "présent"}
            for person, number in times.items()
            for rank in range(number)
        ]
        + [{"id_atelier": "A7", "id_personne": "P1", "present": "absent"}]
        + [{"id_atelier": "A0", "present": "présent", "nombre": 9}],
    )
    assert visits(facts, MARCH) == {"1 fois": 1, "2 fois": 1, "3 à 5 fois": 2, "6 fois ou plus": 2}
    shown = frequency(facts, MARCH)
    assert shown.title == "83\u00a0% des bénéficiaires sont revenus, 33\u00a0% sont venus 6 fois ou plus"
    assert shown.sentence == (
        "Combien de fois sont venus 6 bénéficiaires : 1 fois 1, 2 fois 1, 3 à 5 fois 2, 6 fois ou plus 2."
    )
