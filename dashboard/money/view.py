"""What the budget's page shows, worked out once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from dashboard.exhibits import Exhibit, Listing
from dashboard.indicators import Indicator
from dashboard.key_figures import KeyFigure, key_figures
from dashboard.measuring import measure
from dashboard.money import chains, consumption, costs, earmarks, funders, lines, remaining
from dashboard.money.amounts import plan_to_date, whole
from dashboard.selection import Selection
from dashboard.wording import count, day, quantity
from data_access.facts import Facts

KEY_FIGURES = (
    "budget_notifie",
    "budget_engage",
    "budget_paye",
    "reste_a_engager",
    "reste_a_payer",
    "taux_engagement",
    "taux_consommation",
    "part_agglomeration",
    "cout_par_participation",
    "cout_par_foyer",
)

SINCE = "Depuis le début du plan"
NEGATIVE = {
    "reste_a_engager": "Engagé au-delà de ce qui est notifié ici",
    "reste_a_payer": "Payé au-delà de ce qui est engagé ici",
}
UNPAID = "Aucun paiement fléché ici : ce zéro n'est pas un coût"
MINIMUM = "Un minimum : seuls les paiements fléchés comptent"


@dataclass(frozen=True, slots=True)
class BudgetView:
    """What is told over the period, then what is told since the plan's start.

    `beside` says what must be read with a figure; `period` and `until` what each half of the page covers.
    """

    figures: tuple[KeyFigure, ...]
    beside: Mapping[str, Sequence[str]]
    note: str
    period: str
    until: str
    by_funder: Exhibit
    by_action: Exhibit
    parity: Exhibit
    remaining: Exhibit
    shares: Exhibit
    course: Exhibit
    earmarks: tuple[Exhibit, ...]
    costs: tuple[Exhibit, ...]
    lines: Listing


def view(facts: Facts, selection: Selection, today: date) -> BudgetView:
    """Work out everything the page shows."""
    so_far = plan_to_date(facts, selection, today)
    figures = key_figures(facts, KEY_FIGURES, selection, today)
    shares, course = consumption.exhibits(facts, so_far)
    return BudgetView(
        figures=figures,
        beside=beside(facts, figures, selection, so_far),
        note=" ".join(filter(None, (earmarks.not_counted(facts, selection), _elsewhen(facts, so_far)))),
        period=_period(facts, selection, so_far),
        until=_until(facts, selection, so_far),
        by_funder=chains.by_funder(facts, selection),
        by_action=chains.by_action(facts, selection),
        parity=funders.exhibit(facts, so_far),
        remaining=remaining.exhibit(facts, so_far),
        shares=shares,
        course=course,
        earmarks=earmarks.exhibits(facts, selection),
        costs=costs.exhibits(facts, so_far, today),
        lines=lines.lines(facts, selection),
    )


def beside(
    facts: Facts, figures: Sequence[KeyFigure], selection: Selection, so_far: Selection
) -> dict[str, list[str]]:
    """Return, by indicator, the value since the plan's start where it is another, and what may mislead."""
    found: dict[str, list[str]] = {}
    for each in figures:
        key, value = each.indicator.key, measure(each.indicator, facts, so_far).value
        said = [] if value in (None, each.figure.value) else [f"{SINCE} : {_said(each.indicator, value)}"]
        if key in NEGATIVE and min(each.figure.value or 0, value or 0) < 0:
            said.append(NEGATIVE[key])
        if (
            key in costs.COSTS
            and (selection.territories or facts.territory.perimeter)
            and each.figure.value is not None
        ):
            said.append(MINIMUM if each.figure.value else UNPAID)
        if said:
            found[key] = said
    return found


def _said(indicator: Indicator, value: float | None) -> str:
    return quantity(indicator, value, indicator.decimals)


def _period(facts: Facts, selection: Selection, so_far: Selection) -> str:
    """Say what the plan has reached, when the period shown is only a part of it."""
    total = whole(facts, so_far)
    if (selection.start, selection.end) == (so_far.start, so_far.end) or total.is_empty:
        return ""
    return f"Montants datés de la période. {SINCE}, au {day(so_far.end)} : {total.words()}."


def _until(facts: Facts, selection: Selection, so_far: Selection) -> str:
    """Say which days the second half of the page covers."""
    start, until = facts.plan.started_on, day(so_far.end)
    if start is None or so_far.end < start:
        return f"Rien n'était commencé le {until}."
    if (selection.start, selection.end) == (so_far.start, so_far.end):
        return f"{SINCE}, au {until}."
    return f"{SINCE}, au {until}, quelle que soit la période choisie."


def _elsewhen(facts: Facts, so_far: Selection) -> str:
    """Say that lines are dated before the plan's start: no period that starts with it counts them."""
    if so_far.start != facts.plan.started_on:
        return ""
    early = lines.all_lines(facts).filter(pl.col("date") < so_far.start)
    if early.is_empty():
        return ""
    verb = "ne compte pas" if len(early) == 1 else "ne comptent pas"
    return (
        f"{count(len(early), 'ligne')} d'avant le {day(so_far.start)}, début du plan, {verb} : "
        f"{lines.sums(early)}."
    )
