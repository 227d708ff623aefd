"""Facts that know whom they are for: what is measured over them is held to a rule."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace

import polars as pl

from dashboard.disclosure.rule import Rule
from dashboard.disclosure.window import Window
from data_access.facts import Facts

PERSONAL_FRAMES = ("attendance", "first_attendance", "devices", "first_equipment")
HEADCOUNTS = ("registered", "expected")


@dataclass(frozen=True, eq=False)
class SharedFacts(Facts):
    """Facts whose figures are held to a rule, whoever measures them.

    Outside the team, `perimeter` (area codes) and `window` are all that can be asked about, and the frames of
    people are empty: what reads rows instead of measuring shows nothing. `held` keeps them for the measurer
    alone.
    """

    rule: Rule
    perimeter: frozenset[str] = frozenset()
    window: Window | None = None
    held: dict[str, pl.DataFrame] = field(default_factory=dict, repr=False)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was ever recorded; of a part of a plan that is not for its readers to know."""
        return super().is_empty and self.window is None

    def plain(self) -> Facts:
        """Return the same facts as the team has them."""
        own = {each.name: getattr(self, each.name) for each in fields(Facts)}
        return Facts(**(own | self.held))


def is_outside(facts: Facts) -> bool:
    """Say whether facts are for somebody outside the team, who never sees rows about people."""
    return isinstance(facts, SharedFacts) and facts.window is not None


def shared(
    facts: Facts, rule: Rule, perimeter: Iterable[str] = (), window: Window | None = None
) -> SharedFacts:
    """Return the same facts, held to a rule; raises ValueError outside the team without a window.

    Outside the team, a plan starts with the first month of the window that it was in: targets are judged on
    whole months.
    """
    own = {each.name: getattr(facts, each.name) for each in fields(Facts)}
    if rule.crossings_only:
        return SharedFacts(**own, rule=rule)
    if window is None:
        raise ValueError("hors de l'équipe, une fenêtre de mois entiers est nécessaire")
    if facts.plan.started_on:
        own["plan"] = replace(facts.plan, started_on=window.opening(facts.plan.started_on))
    held = {name: facts.frame(name) for name in (*PERSONAL_FRAMES, "workshops", "themes")}
    emptied = {name: held[name].clear() for name in PERSONAL_FRAMES}
    known = [name for name in HEADCOUNTS if name in facts.workshops.columns]
    emptied["themes"] = facts.themes.filter(pl.col("workshop").is_in(facts.workshops["workshop"].implode()))
    emptied["workshops"] = facts.workshops.with_columns(
        pl.lit(None, facts.workshops.schema[name]).alias(name) for name in known
    )
    return SharedFacts(**(own | emptied), rule=rule, perimeter=frozenset(perimeter), window=window, held=held)
