"""What the target of equipped households still asks for, against the devices at hand."""

from dataclasses import dataclass
from datetime import date
from math import ceil

import polars as pl

from dashboard.charts import Bar, bars
from dashboard.devices.states import State
from dashboard.exhibits import Exhibit, Table, table
from dashboard.indicators import BY_KEY
from dashboard.selection import Selection, up_to
from dashboard.targets import Projection, Target, assess
from dashboard.wording import count, day, number
from data_access.facts import Facts

INDICATOR = BY_KEY["foyers_equipes"]
KEY, CAPTION = "foyers-restants", "Ce qu'il reste à faire pour atteindre l'objectif"


@dataclass(frozen=True, slots=True)
class Need:
    """Households equipped since the plan began, against their target and the devices of the whole plan."""

    target: Target
    equipped: int
    projection: Projection | None
    ready: int
    preparing: int

    @property
    def missing(self) -> int:
        """Return how many households are still to be equipped."""
        return max(ceil(self.target.value) - self.equipped, 0)

    @property
    def short(self) -> int:
        """Return how many devices are missing, one per household, once those in preparation are ready."""
        return max(self.missing - self.ready - self.preparing, 0)


def need(facts: Facts, devices: pl.DataFrame, selection: Selection, today: date) -> Need | None:
    """Return what the target asks for at the end of the period; None without a target."""
    judged = assess(facts, INDICATOR, up_to(selection, today))
    if judged is None:
        return None
    ready, preparing = (
        int((devices["state"] == state.value).sum()) for state in (State.READY, State.PREPARING)
    )
    return Need(judged.target, round(judged.value or 0), judged.projection, ready, preparing)


def need_exhibit(found: Need | None) -> Exhibit:
    """Return the households still to be equipped beside the devices at hand."""
    if found is None:
        sentence = "Pas d'objectif de foyers équipés fixé pour ce périmètre."
        return Exhibit(
            KEY, CAPTION, sentence, Table(CAPTION, (table.text("Quoi"), table.number("Nombre")), ())
        )
    goal = count(round(found.target.value), "foyer")
    if not found.missing:
        sentence = f"{count(found.equipped, 'foyer équipé', 'foyers équipés')} depuis le début du plan."
        return Exhibit(KEY, f"Objectif de {goal} atteint", sentence, _table(found))
    return Exhibit(
        KEY,
        title=_title(found),
        sentence=f"{_supply(found)} {_outlook(found)}".strip(),
        table=_table(found),
        figure=bars([Bar(name, value, number(value)) for name, value in _rows(found)[2:5]]),
        note="Foyers comptés depuis le début du plan, un appareil chacun ; un second n'y ajoute rien. "
        "Le stock et la préparation sont communs à tout le plan.",
    )


def _title(found: Need) -> str:
    rest = f"{count(found.missing, 'foyer')} à équiper"
    ready = count(found.ready, "appareil prêt", "appareils prêts")
    return f"Encore {rest} : {ready}, {number(found.preparing)} en préparation"


def _supply(found: Need) -> str:
    if found.ready >= found.missing:
        return "Les appareils prêts y suffisent."
    if not found.short:
        return "Les appareils prêts n'y suffisent pas ; avec ceux en préparation, oui."
    return f"Même avec ceux en préparation, il manque {count(found.short, 'appareil')}."


def _outlook(found: Need) -> str:
    due = f"échéance le {day(found.target.due)}"
    if found.projection is None:
        return f"{due.capitalize()}."
    if found.projection.reached_on is None:
        return f"Au rythme des 90 derniers jours, l'objectif ne serait pas atteint ; {due}."
    return f"Au rythme des 90 derniers jours, objectif atteint le {day(found.projection.reached_on)} ; {due}."


def _table(found: Need) -> Table:
    return Table(CAPTION, (table.text("Quoi"), table.number("Nombre")), _rows(found))


def _rows(found: Need) -> tuple[tuple[str, int], ...]:
    return (
        (f"Objectif au {day(found.target.due)}", ceil(found.target.value)),
        ("Foyers équipés depuis le début du plan", found.equipped),
        ("Foyers encore à équiper", found.missing),
        ("Appareils prêts", found.ready),
        ("Appareils en préparation", found.preparing),
        ("Appareils manquants", found.short),
    )
