"""Which figures are small counts of people, for which reader, under which threshold."""

from dataclasses import dataclass

from dashboard.indicators.declaration import Indicator

FLOOR = 3
PERSONAL_DIMENSIONS = frozenset({"genre", "tranche_age", "statut_social"})
PERSONAL_BY_NATURE = {"part_femmes": "genre"}
"""Indicators that are themselves a cut by a personal dimension."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Counts of people under the threshold are not told.

    `crossings_only` (inside the team) keeps it to a personal dimension inside a priority neighbourhood.
    Raises ValueError under 3.
    """

    threshold: int = 11
    crossings_only: bool = False

    def __post_init__(self) -> None:
        if self.threshold < FLOOR:
            raise ValueError(f"le seuil du secret statistique est d'au moins {FLOOR}, pas {self.threshold}")

    def is_told(self, count: float) -> bool:
        """Say whether a count, or a difference of counts, may be told: a true 0 may."""
        return not count or abs(count) >= self.threshold


OUTSIDE = Rule()
INSIDE = Rule(5, crossings_only=True)


def threshold_for(
    rule: Rule | None, indicator: Indicator, dimension: str | None = None, *, in_qpv: bool = False
) -> int | None:
    """Return the threshold that a figure is held to; None when it is told as it is.

    `in_qpv`: the perimeter is made of priority neighbourhoods. Money, stock, places and stops are never held.
    """
    if rule is None or not indicator.personal:
        return None
    crosses = in_qpv and (dimension in PERSONAL_DIMENSIONS or indicator.key in PERSONAL_BY_NATURE)
    return rule.threshold if crosses or not rule.crossings_only else None
