"""The « objectifs » sheet: what the invented plan promised for its last day."""

from typing import NamedTuple

from data_access.demo.period import Period, Row
from data_access.demo.residences import LAGGING, STRONG

PLAN = "Plan d'inclusion numérique (démonstration)"
AGREEMENT = "Convention de financement (démonstration)"
WHOLE = "*"


class Target(NamedTuple):
    """A value to reach from another at the plan's start."""

    indicator: str
    territory: str
    value: int
    departure: int = 0
    document: str = PLAN


TARGETS = (
    Target("beneficiaires", WHOLE, 1600),
    Target("participations", WHOLE, 8200),
    Target("ateliers", WHOLE, 540),
    Target("foyers_equipes", WHOLE, 100),
    Target("part_qpv", WHOLE, 58, 38),
    Target("qpv_desservis", WHOLE, 11, 7),
    Target("population_qpv_couverte", WHOLE, 98, 70),
    Target("taux_consommation", WHOLE, 95, 0, AGREEMENT),
    Target("part_agglomeration", WHOLE, 50, 50, AGREEMENT),
    Target("beneficiaires", STRONG, 80),
    Target("beneficiaires", LAGGING, 110),
)


def rows(period: Period) -> list[Row]:
    """Return the sheet's rows."""
    return [
        {
            "indicateur": target.indicator,
            "territoire": target.territory,
            "echeance": period.end,
            "valeur": target.value,
            "date_depart": period.start,
            "valeur_depart": target.departure,
            "source": target.document,
        }
        for target in TARGETS
    ]
