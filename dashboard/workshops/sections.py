"""The page's sections, each worked out once per revision and selection for every reader."""

from collections.abc import Sequence
from datetime import date

from dashboard.exhibits import Exhibit, Listing, by_area, by_dimension, monthly, over_time, per_inhabitant
from dashboard.indicators import BY_KEY
from dashboard.key_figures import KeyFigure, key_figures
from dashboard.measuring import measure
from dashboard.selection import Selection
from dashboard.sharing import per_revision
from dashboard.wording import count
from dashboard.workshops.catalogue import catalogue
from dashboard.workshops.coming import Meeting, coming, overdue
from dashboard.workshops.states import by_state
from dashboard.workshops.visits import frequency
from data_access.facts import Facts

KEYS = (
    "participations",
    "beneficiaires",
    "nouveaux_beneficiaires",
    "ateliers",
    "heures_ateliers",
    "taux_presence",
    "taux_fidelite",
    "taux_remplissage",
    "part_qpv",
    "part_femmes",
    "taux_penetration",
    "part_exclus_touches",
)
COUNTED = {"participations": "Participations", "beneficiaires": "Bénéficiaires", "ateliers": "Ateliers"}
RATES = {"taux_presence": "Présence", "taux_fidelite": "Retours", "taux_remplissage": "Remplissage"}
PARTS = {
    "temps": "Dans le temps",
    "quartiers": "Quartiers",
    "sujets": "Types et thématiques",
    "public": "Public",
    "taux": "Présence et retours",
    "frequence": "Fréquence et annulations",
    "a-venir": "Ce qui vient",
    "liste": "Liste des ateliers",
}
AREAS_LEAD = (
    "Cliquer sur un quartier, ou le choisir dans « Territoire », filtre tout le tableau de bord ; "
    "cliquer de nouveau l'enlève."
)
COMING_LEAD = "Ateliers et passages prévus à partir d'aujourd'hui, quelle que soit la période choisie."
LIST_LEAD = "Choisir une date ouvre le détail de l'atelier ; personne n'y est nommé."
RATES_LEAD = (
    "Par mois, « revenus » veut dire venus au moins deux fois dans le mois. "
    "Un atelier tenu dont les présences ne sont pas encore saisies compte comme vide dans le remplissage."
)
TRAITS = ("genre", "tranche_age", "statut_social")

Exhibits = Sequence[Exhibit]


@per_revision
def figures(facts: Facts, selection: Selection, today: date) -> tuple[KeyFigure, ...]:
    """Return the page's figures."""
    return key_figures(facts, KEYS, selection, today)


def beside(facts: Facts, selection: Selection) -> str:
    """Return what must be read beside the number of people."""
    anonymous = measure(BY_KEY["participations_anonymes"], facts, selection).value
    if not anonymous:
        return ""
    said = count(round(anonymous), "participation anonyme", "participations anonymes")
    return f"Dont {said} : ces personnes ne sont pas parmi les bénéficiaires."


@per_revision
def in_time(facts: Facts, selection: Selection, today: date, counted: str) -> Exhibits:
    """Return the value since the period began, with its target and the committees, and month by month."""
    indicator = BY_KEY[counted]
    return over_time(facts, indicator, selection, today), monthly(facts, indicator, selection, today)


@per_revision
def by_neighbourhood(facts: Facts, selection: Selection, counted: str) -> Exhibits:
    """Return the value of each neighbourhood, in number and per 1,000 inhabitants."""
    indicator = BY_KEY[counted]
    return by_area(facts, indicator, selection), per_inhabitant(facts, indicator, selection)


@per_revision
def by_subject(facts: Facts, selection: Selection, counted: str) -> Exhibits:
    """Return the value by type of workshop and by theme."""
    return tuple(by_dimension(facts, BY_KEY[counted], selection, each) for each in ("type", "thematique"))


@per_revision
def by_trait(facts: Facts, selection: Selection, counted: str) -> Exhibits:
    """Return who came, by gender, age band and social status; workshops have none: participations do."""
    indicator = BY_KEY[counted if BY_KEY[counted].personal else "participations"]
    return tuple(by_dimension(facts, indicator, selection, each) for each in TRAITS)


@per_revision
def rates_in_time(facts: Facts, selection: Selection, today: date) -> Exhibits:
    """Return each rate month by month."""
    return tuple(monthly(facts, BY_KEY[key], selection, today) for key in RATES)


@per_revision
def rate_by_group(facts: Facts, selection: Selection, rate: str) -> Exhibits:
    """Return a rate by neighbourhood and by type of workshop."""
    indicator = BY_KEY[rate]
    return by_area(facts, indicator, selection), by_dimension(facts, indicator, selection, "type")


@per_revision
def constancy(facts: Facts, selection: Selection, today: date) -> Exhibits:
    """Return how often people came, and what became of the workshops announced."""
    return frequency(facts, selection), by_state(facts, selection, today)


@per_revision
def ahead(facts: Facts, territories: frozenset[str], today: date) -> tuple[Meeting, ...]:
    """Return everything planned from today on."""
    return coming(facts, territories, today)


@per_revision
def left_unsaid(facts: Facts, territories: frozenset[str], today: date) -> tuple[Meeting, ...]:
    """Return the workshops still planned whose day has passed."""
    return overdue(facts, territories, today)


@per_revision
def listed(facts: Facts, selection: Selection) -> Listing:
    """Return the list of workshops."""
    return catalogue(facts, selection)
