"""Values and changes as they are read aloud after their label."""

from dashboard import wording
from dashboard.indicators import Indicator, Unit
from dashboard.wording import Told, amount, brief, quantity


def plain(indicator: Indicator, value: Told) -> str:
    """Return what follows a label: « 1 221 », « 82 jours », « 54,9 % »."""
    return quantity(indicator, value) if indicator.unit is Unit.DAYS else brief(indicator, value)


def aloud(indicator: Indicator, value: float) -> str:
    """Return a change as it is read aloud after its label: « 120 de plus », « 1,3 point de moins »."""
    if not round(value, indicator.decimals):
        return "inchangé"
    way = "de plus" if value > 0 else "de moins"
    if indicator.unit is Unit.PERCENT:
        points = "point" if abs(value) < 2 else "points"
        return f"{amount(indicator, abs(value), 1)}{wording.HARD}{points} {way}"
    return f"{plain(indicator, abs(value))} {way}"
