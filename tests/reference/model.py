"""A question put to the workbook's rows, the events that it selects, the answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from data_access.territory import Territory

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]
Squares = tuple[tuple[float, float, float], ...]
Number = int | float | Decimal

UNKNOWN = "Non renseigné"
OUTSIDE_TERRITORY = "Hors territoire"
OUTSIDE_QPV = "Hors QPV"


@dataclass(frozen=True)
class Plan:
    """Parameters of the plan that indicators use."""

    taux_exclusion: float = 0.18
    rayon: int = 800
    passages_min: int = 1


@dataclass(frozen=True)
class Answer:
    """A figure in its unit (75 % is 75); everything but `lignes` is None when there is no data.

    Without a denominator the numerator is the value itself; `lignes` counts the numerator's rows.
    """

    valeur: Number | None
    numerateur: Number | None = None
    denominateur: Number | None = None
    lignes: int = 0


@dataclass(frozen=True)
class Event:
    """A row that happened on a day, the codes that place it, the traits that split it."""

    row: Row
    day: date
    commune: str | None
    qpv: str | None
    traits: Row


@dataclass(frozen=True)
class Question:
    """Rows, period, perimeter and basis; `dimension` and `group` keep one group of a split.

    `squares` are population points: x, y (Lambert-93), people.
    """

    rows: Rows
    territory: Territory
    du: date
    au: date
    territoires: frozenset[str] = frozenset()
    base: str = "residence"
    plan: Plan = Plan()
    dimension: str | None = None
    group: str | None = None
    squares: Squares = ()

    def sheet(self, name: str) -> Sequence[Row]:
        return self.rows.get(name, ())

    def of_group(self, dimension: str, group: str) -> "Question":
        return replace(self, dimension=dimension, group=group)

    def selected(self, events: Iterable[Event]) -> list[Event]:
        """Return the events dated in the period, inside the perimeter and the group."""
        return [event for event in events if self.du <= event.day <= self.au and self.inside(event)]

    def inside(self, event: Event) -> bool:
        perimeter = not self.territoires or bool({event.commune, event.qpv} & self.territoires)
        return perimeter and (self.dimension is None or self.group in labels(self, event, self.dimension))

    def population(self) -> int | None:
        """Return the inhabitants that the selection is compared with, the group's when it is an area."""
        if self.dimension not in {"commune", "qpv"}:
            return self.territory.population(self.territoires)
        area = self.territory.area(self.group or "")
        return area.population if area else None


def labels(question: Question, event: Event, dimension: str) -> set[str]:
    """Return the groups that an event belongs to: one, save for themes."""
    if dimension == "thematique":
        return set(event.traits["thematique"]) or {UNKNOWN}
    return {_label(question, event, dimension)}


def _label(question: Question, event: Event, dimension: str) -> str:
    if dimension == "mois":
        return f"{event.day:%Y-%m}"
    if dimension == "qpv":
        return event.qpv or _without_qpv(question, event)
    if dimension == "commune":
        return _commune(question, event)
    return event.traits.get(dimension) or UNKNOWN


def _commune(question: Question, event: Event) -> str:
    if event.commune is None:
        return UNKNOWN
    return event.commune if event.commune in question.territory.communes else OUTSIDE_TERRITORY


def _without_qpv(question: Question, event: Event) -> str:
    commune = _commune(question, event)
    return commune if commune in {UNKNOWN, OUTSIDE_TERRITORY} else OUTSIDE_QPV


def total(valeur: Number, events: Sequence[object], lignes: int | None = None) -> Answer:
    """Return a count or a sum: no event at all means no data."""
    if not events:
        return Answer(None)
    return Answer(valeur, valeur, None, len(events) if lignes is None else lignes)


def rate(numerateur: Number | None, denominateur: Number | None, lignes: int, scale: int = 100) -> Answer:
    """Return a ratio times its scale: nothing to divide, or to divide by, means no data."""
    if numerateur is None or not denominateur:
        return Answer(None, lignes=lignes)
    return Answer(numerateur / denominateur * scale, numerateur, denominateur, lignes)
