"""What became of the workshops that were announced: held, cancelled, still to come, or never said."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from dashboard.charts import Bar, bars
from dashboard.exhibits import Exhibit, Table, table
from dashboard.selection import Selection
from dashboard.wording import HARD, count, listing, number
from dashboard.workshops.located import within
from data_access.facts import Facts
from data_access.vocabulary import CANCELLED, HELD, PLANNED

DEFINITION = (
    "Taux d'annulation : ateliers annulés ÷ (tenus + annulés), au lieu de l'atelier ; "
    "ceux qui sont encore prévus n'y entrent pas. "
)
OVERDUE = "Prévus, date passée"


@dataclass(frozen=True, slots=True)
class States:
    """Workshops of a period by state; those `overdue` are past and still said to be planned."""

    held: int
    cancelled: int
    coming: int
    overdue: int

    @property
    def cancelled_percent(self) -> float | None:
        """Return cancelled ÷ (held + cancelled) in percent; None when nothing was decided yet."""
        decided = self.held + self.cancelled
        return 100 * self.cancelled / decided if decided else None


def states(facts: Facts, selection: Selection, today: date) -> States:
    """Return how many workshops of the period and perimeter, by their place, are in each state."""
    rows = within(facts.workshops, facts, selection.territories, "place").filter(
        pl.col("date").is_between(selection.start, selection.end)
    )
    planned = rows.filter(status=PLANNED)
    late = planned.filter(pl.col("date") < today)
    return States(
        held=len(rows.filter(status=HELD)),
        cancelled=len(rows.filter(status=CANCELLED)),
        coming=len(planned) - len(late),
        overdue=len(late),
    )


def by_state(facts: Facts, selection: Selection, today: date) -> Exhibit:
    """Return workshops by state, with the rate of cancellation."""
    found = states(facts, selection, today)
    rows = _named(found)
    data = Table("Ateliers par état", (table.text("État"), table.number("Ateliers")), tuple(rows.items()))
    if not any(rows.values()):
        title = "Ateliers par état"
        return Exhibit("ateliers-etat", title, f"{title} : aucune donnée sur cette période.", data)
    return Exhibit(
        "ateliers-etat",
        title=_title(found),
        sentence=_sentence(found),
        table=data,
        figure=bars([Bar(name, value, number(value)) for name, value in rows.items() if value]),
        note=DEFINITION + _overdue(found.overdue),
    )


def _title(found: States) -> str:
    percent = found.cancelled_percent
    if percent is None:
        return f"{count(found.coming + found.overdue, 'atelier prévu', 'ateliers prévus')}, aucun tenu"
    held = count(found.held, "atelier tenu", "ateliers tenus")
    if not found.cancelled:
        return f"{held}, aucune annulation"
    return f"{held}, {count(found.cancelled, 'annulé')} : {number(percent, 1)}{HARD}% d'annulations"


def _named(found: States) -> dict[str, int]:
    return {"Tenus": found.held, "Annulés": found.cancelled, "À venir": found.coming, OVERDUE: found.overdue}


def _sentence(found: States) -> str:
    said = {
        ("tenu", "tenus"): found.held,
        ("annulé", "annulés"): found.cancelled,
        ("à venir", "à venir"): found.coming,
        ("prévu dont la date est passée", "prévus dont la date est passée"): found.overdue,
    }
    words = [count(value, *forms) for forms, value in said.items() if value]
    return f"Ateliers de la période : {listing(words)}."


def _overdue(number_of: int) -> str:
    if not number_of:
        return ""
    return (
        f"{count(number_of, 'atelier passé reste', 'ateliers passés restent')} à déclarer "
        f"{'tenu ou annulé' if number_of == 1 else 'tenus ou annulés'}. "
    )
