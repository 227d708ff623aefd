"""The plan's calendar: when the money should be spent by, and how much of that time has gone."""

from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from dashboard.indicators import BY_KEY
from dashboard.selection import Selection
from dashboard.targets import target_for
from data_access.facts import Facts
from data_access.vocabulary import PLANNED_MONEY

ON_SPENDING = (BY_KEY["taux_consommation"], BY_KEY["taux_engagement"])


@dataclass(frozen=True, slots=True)
class Calendar:
    """From the plan's start to the horizon of its budget; `source` says where the horizon comes from."""

    start: date
    horizon: date
    source: str

    def elapsed(self, day: date) -> float:
        """Return the share of the time gone by at a day, in percent, from 0 to 100."""
        gone = (min(max(day, self.start), self.horizon) - self.start).days
        return 100 * gone / (self.horizon - self.start).days


def calendar(facts: Facts, selection: Selection) -> Calendar | None:
    """Return the plan's calendar; None when nothing says by when the money should be spent.

    The horizon is the due date of the target on consumption, else on commitment, else the last due date of
    any target, else the day of the last planned amount: the first of them that is after the plan's start.
    """
    start = facts.plan.started_on
    if start is None:
        return None
    horizons = ((day, source) for day, source in _horizons(facts, selection) if day and day > start)
    return next((Calendar(start, day, source) for day, source in horizons), None)


def _horizons(facts: Facts, selection: Selection) -> list[tuple[date | None, str]]:
    everywhere = replace(selection, territories=frozenset())
    targets = [(target_for(facts, each, everywhere), each.label) for each in ON_SPENDING]
    planned = facts.budget.filter(pl.col("nature") == PLANNED_MONEY)["date"]
    return [
        *((target.due, f"échéance de l'objectif « {label} »") for target, label in targets if target),
        (_last(facts.targets["due"]), "dernière échéance des objectifs"),
        (_last(planned), "date du dernier montant prévu"),
    ]


def _last(days: pl.Series) -> date | None:
    return max(days.drop_nulls(), default=None)
