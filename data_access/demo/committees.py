"""The « comites » and « decisions » sheets: three committees held, one to come."""

from datetime import timedelta
from typing import NamedTuple

from data_access.demo.period import Period, Row
from data_access.demo.working_days import busy_day_from

# Days from today (about 17, 10 and 3.5 months ago, in three weeks), put off when it is a holiday.
COMMITTEES = (
    ("C-1", -515, "Comité de pilotage d'installation", "Siège de l'agglomération"),
    ("C-2", -303, "Comité de pilotage annuel", "Siège de l'agglomération"),
    ("C-3", -106, "Comité de pilotage de mi-parcours", "Sous-préfecture"),
    ("C-4", 21, "Comité de pilotage", "Siège de l'agglomération"),
)

VICE_PRESIDENCY = "Vice-présidence à la cohésion"
PROJECT_MANAGER = "Chef de projet inclusion numérique"
MOBILE_TEAM = "Équipe du tiers-lieu mobile"
FINANCE = "Direction des finances"
STATE_DELEGATE = "Délégué du préfet"


class Decision(NamedTuple):
    """A decision; `due` counts days from today, a negative one is past."""

    committee: str
    text: str
    owner: str
    due: int | None
    state: str
    indicator: str | None = None


DECISIONS = (
    Decision(
        "C-1",
        "Signer la convention de financement à parité avec l'État.",
        FINANCE,
        -400,
        "fait",
        "part_agglomeration",
    ),
    Decision(
        "C-1",
        "Mettre en service le tiers-lieu mobile dans les communes rurales.",
        MOBILE_TEAM,
        -480,
        "fait",
        "communes_desservies",
    ),
    Decision("C-1", "Ouvrir un guichet unique téléphonique.", PROJECT_MANAGER, -330, "abandonné"),
    Decision(
        "C-2",
        "Raccourcir le délai entre la réception d'un ordinateur et sa remise.",
        PROJECT_MANAGER,
        -150,
        "fait",
        "delai_remise",
    ),
    Decision(
        "C-2",
        "Proposer un accompagnement à chaque foyer équipé dans les trois mois.",
        PROJECT_MANAGER,
        60,
        "en cours",
        "foyers_accompagnes",
    ),
    Decision(
        "C-2",
        "Renforcer la présence au Centre Lambreçon, à Jeumont.",
        VICE_PRESIDENCY,
        -75,
        "à faire",
        "beneficiaires",
    ),
    Decision(
        "C-3",
        "Étudier un arrêt du tiers-lieu mobile à Louvroil centre.",
        MOBILE_TEAM,
        -20,
        "en cours",
        "qpv_desservis",
    ),
    Decision(
        "C-3",
        "Transmettre le bilan intermédiaire pour solder la subvention de l'État.",
        STATE_DELEGATE,
        45,
        "en cours",
        "budget_notifie",
    ),
    Decision(
        "C-3",
        "Accélérer le paiement des factures des opérateurs.",
        FINANCE,
        30,
        "à faire",
        "taux_consommation",
    ),
)


def committee_rows(period: Period) -> list[Row]:
    """Return the committees."""
    return [
        {
            "id_comite": key,
            "date": busy_day_from(period.today + timedelta(days=days)),
            "intitule": title,
            "lieu": venue,
        }
        for key, days, title, venue in COMMITTEES
    ]


def decision_rows(period: Period) -> list[Row]:
    """Return the decisions, two of them overdue."""
    return [
        {
            "id_decision": f"D-{number}",
            "id_comite": decision.committee,
            "texte": decision.text,
            "responsable": decision.owner,
            "echeance": None if decision.due is None else period.today + timedelta(days=decision.due),
            "etat": decision.state,
            "indicateur": decision.indicator,
        }
        for number, decision in enumerate(DECISIONS, start=1)
    ]
