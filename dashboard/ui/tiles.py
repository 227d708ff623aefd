"""The four pillars of the overview."""

from dashboard.access import allowed
from dashboard.indicators import Pillar
from dashboard.key_figures import KeyFigure
from dashboard.overview import Overview
from dashboard.targets import Assessment
from dashboard.ui import filters, identity
from dashboard.ui.rendering import show
from dashboard.wording import as_of, count, day, number, quantity

ADDRESSES = {
    Pillar.WORKSHOPS: "ateliers",
    Pillar.DEVICES: "equipement",
    Pillar.BUDGET: "budget",
    Pillar.COVERAGE: "couverture",
}
PAID_OF = "{}\u00a0€ payés sur\u00a0{}\u00a0€ notifiés"
PEOPLE_OF = "{}\u00a0habitants sur\u00a0{}, à\u00a0moins de\u00a0{}\u00a0m"


def pillars(view: Overview) -> None:
    """Show the four pillars in one block."""
    show(
        "pillars.html", view=view, beside=beside, outlook=outlook, since_start=since_start, page=_page_address
    )


def _page_address(pillar: Pillar) -> str:
    """Return the address of a pillar's page, empty when it does not open for who is looking."""
    name = ADDRESSES[pillar]
    return f"{name}{filters.query_string()}" if allowed(identity.known(), name) else ""


def beside(key_figure: KeyFigure, view: Overview) -> str | None:
    """Return what must be read beside a main figure."""
    figure = key_figure.figure
    above, below = figure.numerator, figure.denominator
    match figure.indicator.key:
        case "beneficiaires" if view.anonymous.value:
            anonymous = count(round(view.anonymous.value), "participation anonyme", "participations anonymes")
            return f"et {anonymous}"
        case "taux_consommation" if above is not None and below is not None:
            return PAID_OF.format(number(above), number(below))
        case "population_qpv_couverte" if above is not None and below is not None:
            return PEOPLE_OF.format(number(above), number(below), number(view.reach_m))
    return None


def outlook(key_figure: KeyFigure) -> str | None:
    """Say where the recent pace leads."""
    assessment, indicator = key_figure.assessment, key_figure.indicator
    if assessment is None or assessment.projection is None:
        return None
    due, projection = assessment.target.due, assessment.projection
    if projection.reached_on and projection.reached_on <= due:
        return f"Au rythme actuel, objectif atteint le {day(projection.reached_on)}."
    value = quantity(indicator, round(projection.value))
    return f"Au rythme actuel, {value} au {day(due)}."


def since_start(key_figure: KeyFigure) -> str | None:
    """Return the value a target is judged on, when the period shown is shorter."""
    assessment: Assessment | None = key_figure.assessment
    if assessment is None or assessment.value in (None, key_figure.figure.value):
        return None
    said = quantity(key_figure.indicator, assessment.value)
    return f"Depuis le début du plan\u00a0: {said}{as_of(assessment.as_of)}"
