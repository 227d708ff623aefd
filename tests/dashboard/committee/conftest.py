"""A small plan whose figures can be counted by hand."""

from datetime import date

import pytest

HELD, NEXT, TODAY = date(2026, 6, 2), date(2026, 12, 16), date(2026, 11, 25)
START = date(2026, 1, 1)


def workshop(key, day, present, newcomers=()):
    """Return a workshop's row and those of who came."""
    sheet = {"id_atelier": key, "date": day, "type": "initiation", "statut": "tenu", "commune_insee": "59392"}
    people = [
        {"id_atelier": key, "id_personne": each, "present": "présent"} for each in (*present, *newcomers)
    ]
    return sheet, people


def sheets(*workshops, **others):
    """Return a workbook of workshops and of a committee held, one to come."""
    return {
        "ateliers": [sheet for sheet, _ in workshops],
        "presences": [row for _, people in workshops for row in people],
        "comites": [
            {"id_comite": "C1", "date": HELD, "intitule": "Comité de printemps"},
            {"id_comite": "C2", "date": NEXT},
        ],
        **others,
    }


SPRING = workshop("A1", date(2026, 3, 4), ("P1", "P2", "P3"))
AUTUMN = workshop("A2", date(2026, 9, 8), ("P1",), ("P4", "P5"))
LATE = workshop("A3", date(2026, 5, 12), ("P1", "P6"))
"""Held before the committee, written down after it."""


@pytest.fixture
def plan(facts_from):
    """Return facts of workshops, whose other sheets may be given."""
    return lambda *workshops, **others: facts_from(**sheets(*workshops, **others))
