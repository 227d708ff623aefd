"""Checks of the budget's amounts."""

from datetime import date

import polars as pl

from dashboard.indicators.declaration import Pillar
from dashboard.quality.declaration import Check, Rows, in_period, nowhere
from dashboard.selection import Selection
from data_access.facts import Facts
from data_access.vocabulary import GRANTED, PAID


def _entries(facts: Facts, selection: Selection, today: date) -> pl.DataFrame:
    return in_period(facts.budget, selection)


def _of(nature: str) -> Rows:
    return lambda facts, selection, today: _entries(facts, selection, today).filter(
        pl.col("nature") == nature
    )


def _not_earmarked(key: str, nature: str, label: str) -> Check:
    return Check(
        key=key,
        pillar=Pillar.BUDGET,
        label=label,
        counted=(f"€ {nature}", f"€ {nature}s"),
        effect="Absent dès qu'un territoire est choisi : seul l'argent fléché vers lui compte alors.",
        among=_of(nature),
        flaw=nowhere(),
        weight=pl.col("cents"),
        in_cents=True,
        watch_from=None,
    )


BUDGET_CHECKS = (
    Check(
        key="sans_action",
        pillar=Pillar.BUDGET,
        label="Écritures sans action",
        counted=("écriture", "écritures"),
        effect="Comptées dans les totaux ; payées, elles n'entrent ni dans le coût par participation ni dans "
        "le coût par foyer.",
        among=_entries,
        flaw=pl.col("action").is_null(),
    ),
    _not_earmarked("notifie_non_fleche", GRANTED, "Notifié qui n'est pas fléché vers un territoire"),
    _not_earmarked("paye_non_fleche", PAID, "Payé qui n'est pas fléché vers un territoire"),
)
