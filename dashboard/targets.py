"""Targets: the straight line to them, where a value stands on it, where the recent pace leads."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from math import ceil

from dashboard.disclosure.figure import Mask
from dashboard.indicators.declaration import Direction, Indicator
from dashboard.measuring import latest, measure
from dashboard.selection import Selection
from data_access.facts import Facts

WHOLE_PLAN = "*"
PARITY = 50
WATCH_FROM = 0.9
PACE_DAYS = 90
PACE_DAYS_MINIMUM = 30


class Status(Enum):
    """Where a value stands against its target, as a French word."""

    REACHED = "atteint"
    ON_COURSE = "à l'heure"
    WATCH = "à surveiller"
    LATE = "en retard"


@dataclass(frozen=True, slots=True)
class Target:
    """A straight line from (`started`, `start_value`) to (`due`, `value`)."""

    indicator: str
    territory: str
    due: date
    value: float
    started: date
    start_value: float
    document: str | None

    def expected(self, day: date) -> float:
        """Return the line's value at a day, clamped to its ends."""
        length = (self.due - self.started).days
        elapsed = min(max((day - self.started).days, 0), length)
        share = elapsed / length if length else 1.0
        return self.start_value + (self.value - self.start_value) * share


@dataclass(frozen=True, slots=True)
class Projection:
    """Where the pace of the last 90 days leads: the value at the due date, the day the target is reached."""

    value: float
    reached_on: date | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """A value, judged since the plan's start, against its target; `masked` when it is not told.

    `as_of` is the day it is judged on, when it is not the one asked for.
    """

    target: Target
    value: float | None
    expected: float
    status: Status | None
    projection: Projection | None
    masked: Mask | None = None
    as_of: date | None = None

    @property
    def told(self) -> float | Mask | None:
        """Return what readers are told: the value, or the marker in its place."""
        return self.masked or self.value


def target_for(facts: Facts, indicator: Indicator, selection: Selection) -> Target | None:
    """Return the next target due (else the last one) for the whole plan or for the one chosen area."""
    chosen = selection.territories or facts.territory.perimeter
    if len(chosen) > 1:
        return None
    territory = next(iter(chosen), WHOLE_PLAN)
    rows = facts.targets.filter(indicator=indicator.key, territory=territory).iter_rows(named=True)
    targets = [_target(facts, row) for row in rows]
    coming = [target for target in targets if target.due >= selection.end]
    return min(coming, key=_due, default=None) or max(targets, key=_due, default=None)


def assess(facts: Facts, indicator: Indicator, selection: Selection) -> Assessment | None:
    """Return where the indicator stands at the end of the selection; None without a target."""
    target = target_for(facts, indicator, selection)
    if target is None:
        return None
    judged = judged_selection(facts, selection)
    figure = latest(indicator, facts, judged)
    judged = replace(judged, end=figure.as_of or judged.end)
    value, expected = figure.value, target.expected(judged.end)
    return Assessment(
        target=target,
        value=value,
        expected=expected,
        status=None if value is None else status(indicator.direction, value, expected, target.value),
        projection=project(facts, indicator, judged, target),
        masked=figure.masked,
        as_of=figure.as_of,
    )


def judged_selection(facts: Facts, selection: Selection) -> Selection:
    """Return the selection a target is judged on: since the plan's start, where its line starts."""
    start = facts.plan.started_on
    if start and start <= selection.end:
        return replace(selection, start=start)
    return selection


def status(direction: Direction, value: float, expected: float, target: float) -> Status:
    """Return the status of a value against its target and the line's value today."""
    if direction is Direction.PARITY:
        value, expected, target = (PARITY - abs(each - PARITY) for each in (value, expected, target))
    less = direction is Direction.LESS
    if value <= target if less else value >= target:
        return Status.REACHED
    best, worst = (expected, value) if less else (value, expected)
    if worst <= 0:
        return Status.ON_COURSE if best >= worst else Status.LATE
    ratio = best / worst
    if ratio >= 1:
        return Status.ON_COURSE
    return Status.WATCH if ratio >= WATCH_FROM else Status.LATE


def project(facts: Facts, indicator: Indicator, judged: Selection, target: Target) -> Projection | None:
    """Extend the mean daily gain of the last 90 days to the due date; None with less than 30 days of data."""
    known_days = (judged.end - max(judged.start, facts.plan.started_on or judged.start)).days
    value = measure(indicator, facts, judged).value
    if not indicator.cumulative or value is None or known_days < PACE_DAYS_MINIMUM:
        return None
    window = min(PACE_DAYS, known_days)
    before = _value_at(facts, indicator, judged, judged.end - timedelta(days=window))
    if before is None:
        return None
    daily = (value - before) / window
    remaining = max((target.due - judged.end).days, 0)
    return Projection(value + daily * remaining, _reached_on(value, daily, target.value, judged.end))


def change_since(facts: Facts, indicator: Indicator, selection: Selection, day: date) -> float | None:
    """Return value(start, end) − value(start, day): what a committee of that day has not seen yet.

    A period that starts after the committee tells only news: it has no change of its own.
    """
    if day < selection.start:
        return None
    now, before = (measure(indicator, facts, each) for each in (selection, replace(selection, end=day)))
    if now.value is None or before.masked or (before.value is None and not indicator.cumulative):
        return None
    return now.value - (before.value or 0)


def last_committee(facts: Facts, before: date) -> date | None:
    """Return the day of the last committee held before a day."""
    return max((day for day in facts.committees["date"] if day < before), default=None)


def _value_at(facts: Facts, indicator: Indicator, judged: Selection, day: date) -> float | None:
    """Return the value reached at a day, 0 before anything; None when it is not told."""
    if day < judged.start:
        return 0
    figure = measure(indicator, facts, replace(judged, end=day))
    return None if figure.masked else figure.value or 0


def _reached_on(value: float, daily: float, target: float, today: date) -> date | None:
    if value >= target or daily <= 0:
        return None
    days = ceil((target - value) / daily)
    return today + timedelta(days=days) if days < (date.max - today).days else None


def _target(facts: Facts, row: dict[str, object]) -> Target:
    fields = {
        name: row[name] for name in ("indicator", "territory", "due", "value", "start_value", "document")
    }
    started = row["started"] or facts.plan.started_on or row["due"]
    return Target(started=started, **fields)  # type: ignore[arg-type]


def _due(target: Target) -> date:
    return target.due
