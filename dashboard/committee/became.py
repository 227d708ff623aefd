"""What a frozen figure has become: over the same selection, where only late entries change it, and today."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from dashboard import wording
from dashboard.committee.frozen import Frozen, FrozenFigure
from dashboard.indicators import BY_KEY, Indicator
from dashboard.measuring import Figure, measure, split
from dashboard.selection import Selection, up_to
from dashboard.wording import quantity
from data_access.facts import Facts


@dataclass(frozen=True, slots=True)
class Became:
    """A frozen figure beside what is now known.

    `same` is the value for the same selection: its `difference` is what was corrected since; `today` is the
    value from the same start until today. None is « aucune donnée », or not told. `redefined` says that the
    indicator is no longer counted in the same way, or not at all.
    """

    frozen: FrozenFigure
    same: float | None
    same_said: str
    difference: float | None
    difference_said: str
    today: float | None
    today_said: str
    redefined: bool = False

    @property
    def is_corrected(self) -> bool:
        """Say whether readers would see another figure for the same selection."""
        return self.same_said not in ("", self.frozen.said)


def became(facts: Facts, frozen: Frozen, figure: FrozenFigure, today: date, code: str = "") -> Became:
    """Return what a figure has become; `code` is the area that it is about, when it is about one."""
    indicator = BY_KEY.get(figure.key)
    if indicator is None:
        return Became(figure, None, "", None, "", None, "", redefined=True)
    now = _measured(facts, indicator, frozen.selection, code)
    later = _measured(facts, indicator, _until(frozen.selection, today), code)
    redefined = (figure.formula, figure.unit) != (indicator.formula, indicator.unit.value)
    difference = None if now.value is None or figure.value is None else now.value - figure.value
    return Became(
        frozen=figure,
        same=now.value,
        same_said=_said(indicator, now),
        difference=difference,
        difference_said="" if difference is None else wording.change(indicator, difference),
        today=later.value,
        today_said=_said(indicator, later),
        redefined=redefined,
    )


def all_became(facts: Facts, frozen: Frozen, today: date) -> tuple[Became, ...]:
    """Return what every figure has become."""
    return tuple(became(facts, frozen, figure, today) for figure in frozen.figures)


def corrected(facts: Facts, frozen: Frozen, today: date) -> Iterator[Became]:
    """Yield the figures that are no longer the same for the same selection."""
    for each in all_became(facts, frozen, today):
        if each.is_corrected and not each.redefined:
            yield each


def _until(selection: Selection, today: date) -> Selection:
    return up_to(replace(selection, end=max(today, selection.end)), today)


def _measured(facts: Facts, indicator: Indicator, selection: Selection, code: str) -> Figure:
    if not code:
        return measure(indicator, facts, selection)
    dimension = "qpv" if code in facts.territory.qpv_codes else "commune"
    groups = split(indicator, facts, selection, dimension) if dimension in indicator.dimensions else []
    absent = Figure(indicator, None, None, None, 0)
    return next((group.figure for group in groups if group.code == code), absent)


def _said(indicator: Indicator, figure: Figure) -> str:
    return quantity(indicator, figure.told)
