"""A figure as readers meet it: its value, its change since the last committee, its target, its course."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from dashboard.indicators import BY_KEY, Indicator
from dashboard.measuring import Figure, course, even_days, latest
from dashboard.selection import Selection, up_to
from dashboard.targets import Assessment, assess, change_since, last_committee
from data_access.facts import Facts

COURSE_POINTS = 13


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure, its change since the last committee, its target, and its course for a small line."""

    figure: Figure
    change: float | None
    assessment: Assessment | None
    course: tuple[tuple[date, float | None], ...] = ()

    @property
    def indicator(self) -> Indicator:
        """Return what is measured."""
        return self.figure.indicator


def key_figure(facts: Facts, indicator: Indicator, selection: Selection, today: date) -> KeyFigure:
    """Return a figure with its change and its target; what has not happened yet is not judged."""
    so_far = up_to(selection, today)
    committee = last_committee(facts, so_far.end)
    return KeyFigure(
        figure=latest(indicator, facts, selection),
        change=change_since(facts, indicator, selection, committee) if committee else None,
        assessment=assess(facts, indicator, so_far),
    )


def with_course(facts: Facts, indicator: Indicator, selection: Selection, today: date) -> KeyFigure:
    """Return a figure with its course at evenly spaced days of the selection."""
    days = even_days(selection.start, selection.end, COURSE_POINTS)
    return replace(
        key_figure(facts, indicator, selection, today), course=course(indicator, facts, selection, days)
    )


def key_figures(
    facts: Facts, keys: Iterable[str], selection: Selection, today: date
) -> tuple[KeyFigure, ...]:
    """Return the figures of those keys."""
    return tuple(key_figure(facts, BY_KEY[key], selection, today) for key in keys)
