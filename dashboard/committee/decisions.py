"""The register of decisions as a committee reads it: overdue first, then what is due, then what is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dashboard.indicators import BY_KEY
from dashboard.wording import count, day
from data_access.facts import Facts
from data_access.vocabulary import DECISION_STATES

TO_DO, UNDER_WAY, DONE, GIVEN_UP = DECISION_STATES
OPEN = (TO_DO, UNDER_WAY)


class Standing(StrEnum):
    """Where a decision stands on a day, as a French word."""

    OVERDUE = "en retard"
    OPEN = "à suivre"
    CLOSED = "close"


@dataclass(frozen=True, slots=True)
class Resolution:
    """A decision of a committee; `owner` is a function, `entry` the screen's last entry about it.

    `label` names the indicator that it acts on.
    """

    source: str
    key: str
    committee: date | None
    text: str
    owner: str | None
    due: date | None
    state: str
    indicator: str | None
    entry: int | None
    imported: bool
    standing: Standing

    @property
    def label(self) -> str:
        """Return the indicator's label, empty without one."""
        return BY_KEY[self.indicator].label if self.indicator in BY_KEY else ""


def register(facts: Facts, today: date) -> tuple[Resolution, ...]:
    """Return every decision: overdue ones, open ones by due date, closed ones the latest first."""
    found = [_resolution(row, today) for row in facts.decisions.iter_rows(named=True)]
    closed = sorted(
        (each for each in found if each.standing is Standing.CLOSED), key=_committee_then_key, reverse=True
    )
    still = sorted((each for each in found if each.standing is not Standing.CLOSED), key=_pressing)
    return (*still, *closed)


def overdue(facts: Facts, today: date) -> tuple[Resolution, ...]:
    """Return the decisions whose day has passed and that are not closed, the oldest first."""
    return tuple(each for each in register(facts, today) if each.standing is Standing.OVERDUE)


def due_between(facts: Facts, start: date, end: date, today: date) -> tuple[Resolution, ...]:
    """Return the decisions due after a day and until another one."""
    return tuple(each for each in register(facts, today) if each.due and start < each.due <= end)


def tally(found: Sequence[Resolution]) -> str:
    """Return « 2 décisions en retard, 3 à suivre, 4 closes »."""
    if not found:
        return "Aucune décision n'est enregistrée."
    late, still, closed = (sum(each.standing is one for each in found) for one in Standing)
    pieces = [f"{count(late, 'décision')} en retard"] if late else []
    pieces += [f"{still} à suivre"] if still else []
    pieces += [count(closed, "close")] if closed else []
    said = ", ".join(pieces)
    return said if late else f"Aucune décision en retard ; {said}" if said else said


def deadline(found: Resolution, today: date) -> str:
    """Return « échéance le 4 mars 2026, dépassée de 12 jours »."""
    if found.due is None:
        return "sans échéance"
    said = f"échéance le {day(found.due)}"
    if found.standing is Standing.OVERDUE:
        return f"{said}, dépassée de {count((today - found.due).days, 'jour')}"
    return said


def _resolution(row: dict[str, object], today: date) -> Resolution:
    state, due = row["state"] or TO_DO, row["due"]
    closed = state not in OPEN
    late = isinstance(due, date) and due < today
    standing = Standing.CLOSED if closed else Standing.OVERDUE if late else Standing.OPEN
    return Resolution(**row | {"state": state}, standing=standing)  # type: ignore[arg-type]


def _pressing(found: Resolution) -> tuple[bool, date, str]:
    return (found.standing is not Standing.OVERDUE, found.due or date.max, found.key)


def _committee_then_key(found: Resolution) -> tuple[date, date, str]:
    return (found.committee or date.min, found.due or date.min, found.key)
