"""What a target expects, how a value stands to it, where it is heading, what changed since the committee."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from tests.reference.model import Number, Row

REACHED = "atteint"
ON_TIME = "en avance ou à l'heure"
WATCHED = "à surveiller"
LATE = "en retard"
PARITY = 50
TREND = timedelta(days=90)
LEAST = timedelta(days=30)


@dataclass(frozen=True)
class Projection:
    """The value at the due date if the trend goes on, and the day when the target would be reached."""

    valeur: float
    atteint_le: date | None


def expected(target: Row, au: date, debut: date | None = None) -> float:
    """Return the straight line's value, clamped to its ends; `debut` is the start of the plan."""
    depart, echeance = target.get("date_depart") or debut, target["echeance"]
    first, last = float(target.get("valeur_depart") or 0), float(target["valeur"])
    if au >= echeance:
        return last
    if depart is None or au <= depart:
        return first
    return first + (last - first) * ((au - depart).days / (echeance - depart).days)


def status(
    valeur: Number | None, target: Row, au: date, debut: date | None = None, sens: str = "plus"
) -> str | None:
    """Return the word for a value: more is better (`plus`), less (`moins`), or nearest to 50 % (`parite`)."""
    if valeur is None:
        return None
    value, goal, line = float(valeur), float(target["valeur"]), expected(target, au, debut)
    if sens == "parite":
        value, goal, line = abs(value - PARITY), abs(goal - PARITY), abs(line - PARITY)
    if value >= goal if sens == "plus" else value <= goal:
        return REACHED
    above, below = (value, line) if sens == "plus" else (line, value)
    return ON_TIME if below == 0 else _word(above / below)


def _word(ratio: float) -> str:
    if ratio >= 1:
        return ON_TIME
    return WATCHED if ratio >= 0.9 else LATE


def projection(
    value_at: Callable[[date], Number | None], target: Row, au: date, first: date
) -> Projection | None:
    """Return the projection of a cumulative indicator; `first` is the first day of data."""
    window = min(TREND, au - first)
    if window < LEAST or value_at(au) is None:
        return None
    value = float(value_at(au))
    gain = (value - float(value_at(au - window) or 0)) / window.days
    at_due_date = value + gain * max((target["echeance"] - au).days, 0)
    return Projection(at_due_date, _reached_on(value, gain, float(target["valeur"]), au))


def _reached_on(value: float, gain: float, goal: float, au: date) -> date | None:
    if value >= goal:
        return au
    return au + timedelta(days=ceil((goal - value) / gain)) if gain > 0 else None


def change_since_committee(
    value_at: Callable[[date], Number | None], committees: Iterable[Row], au: date
) -> Number | None:
    """Return value(du, au) − value(du, day of the last committee before au)."""
    days = [row["date"] for row in committees if row["date"] < au]
    if not days:
        return None
    now, then = value_at(au), value_at(max(days))
    return None if now is None or then is None else now - then
