"""What the plan's results cost: per participation, per equipped household, and what the cost leaves out."""

from dataclasses import replace
from datetime import date

from dashboard.exhibits import Exhibit, Table, over_time, table
from dashboard.exhibits.table import Cell
from dashboard.indicators import BY_KEY, Indicator
from dashboard.measuring import Figure, measure, month_ends
from dashboard.money.amounts import PAID, by_group, exact
from dashboard.selection import Selection
from dashboard.wording import euros, number, quantity
from data_access.facts import Facts
from data_access.vocabulary import ACTIONS, UNKNOWN

DESIGN, DEVICES, WORKSHOPS, MOBILE = ACTIONS
COSTS = {
    "cout_par_participation": (WORKSHOPS, "Participations"),
    "cout_par_foyer": (DEVICES, "Foyers équipés"),
}
LEFT_OUT = {
    "cout_par_participation": "Comprend tout ce qui est payé sur l'action « Ateliers ». Ne comprend ni le "
    "tiers-lieu mobile, ni les factures pas encore payées, ni le temps des agents et les salles prêtées.",
    "cout_par_foyer": "Comprend tout ce qui est payé sur l'action « Équipement », appareils encore en stock "
    "compris. Ne comprend ni les dons en nature, ni les factures pas encore payées, ni l'accompagnement.",
}
NOTHING = "aucun paiement fléché"
PERIMETER = (
    "Avec un périmètre, seuls les paiements fléchés vers lui comptent, face à tous ses résultats : "
    "ce coût est un minimum."
)


def exhibits(facts: Facts, so_far: Selection, today: date) -> tuple[Exhibit, ...]:
    """Return each cost since the plan's start, at the end of each month."""
    return tuple(_exhibit(facts, BY_KEY[key], so_far, today) for key in COSTS)


def _exhibit(facts: Facts, indicator: Indicator, so_far: Selection, today: date) -> Exhibit:
    known = over_time(facts, indicator, so_far, today)
    figure = measure(indicator, facts, so_far)
    if figure.value == 0 and (so_far.territories or facts.territory.perimeter):
        action, _ = COSTS[indicator.key]
        return Exhibit(
            known.key,
            f"{indicator.label} : {NOTHING}",
            f"Rien n'est payé sur « {action} » pour ce périmètre : son coût ne peut pas se dire.",
            _table(facts, indicator, so_far),
            note=_note(facts, indicator, so_far),
        )
    return replace(
        known,
        title=f"{indicator.label} depuis le début du plan : {quantity(indicator, figure.told)}",
        sentence=known.sentence
        if figure.value is None
        else f"{_division(indicator, figure)} {known.sentence}",
        table=_table(facts, indicator, so_far),
        note=_note(facts, indicator, so_far),
    )


def _division(indicator: Indicator, figure: Figure) -> str:
    """Return « 5 404,00 € payés sur « Ateliers » ÷ 5 864 participations. »."""
    action, counted = COSTS[indicator.key]
    paid = euros(figure.numerator or 0)
    return f"{paid} payés sur « {action} » ÷ {number(figure.denominator or 0)} {counted.lower()}."


def _note(facts: Facts, indicator: Indicator, so_far: Selection) -> str:
    elsewhere = by_group(facts, so_far, "action").get(UNKNOWN)
    untold = elsewhere.amounts.get(PAID) if elsewhere else None
    return " ".join(
        [
            LEFT_OUT[indicator.key],
            *([f"Payé sans action renseignée, donc compté nulle part : {euros(untold)}."] if untold else []),
            *([PERIMETER] if so_far.territories or facts.territory.perimeter else []),
        ]
    )


def _table(facts: Facts, indicator: Indicator, so_far: Selection) -> Table:
    """Return the course with what is divided and by what, so that each cost can be worked out again."""
    action, counted = COSTS[indicator.key]
    ends = month_ends(so_far.start, so_far.end)
    figures = [(end, measure(indicator, facts, replace(so_far, end=end))) for end in ends]
    return Table(
        f"{indicator.label}, cumulé depuis le début du plan, à la fin de chaque mois.",
        (
            table.day("Au"),
            table.euros(f"Payé sur « {action} »"),
            table.number(counted),
            table.values(indicator),
        ),
        tuple((end, *_told(figure)) for end, figure in figures),
    )


def _told(figure: Figure) -> tuple[Cell, Cell, Cell]:
    """Return what is divided, by what, and the cost; what is not told stands in each place."""
    if figure.masked:
        return figure.masked, figure.masked, figure.masked
    paid = None if figure.numerator is None else exact(figure.numerator)
    return paid, figure.denominator, figure.value
