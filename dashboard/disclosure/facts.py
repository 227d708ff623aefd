"""Facts that know whom they are for: what is measured over them is held to a rule."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from dashboard.disclosure.rule import Rule
from dashboard.disclosure.window import Window
from data_access.facts import Facts


@dataclass(frozen=True, eq=False)
class SharedFacts(Facts):
    """Facts whose figures are held to a rule, whoever measures them.

    Outside the team, `perimeter` (area codes) and `window` are all that can be asked about.
    """

    rule: Rule
    perimeter: frozenset[str] = frozenset()
    window: Window | None = None

    def plain(self) -> Facts:
        """Return the same facts as the team has them."""
        return Facts(**{each.name: getattr(self, each.name) for each in fields(Facts)})


def shared(
    facts: Facts, rule: Rule, perimeter: Iterable[str] = (), window: Window | None = None
) -> SharedFacts:
    """Return the same facts, held to a rule; raises ValueError outside the team without a window.

    A plan that starts inside the window's first months starts with the window: targets are judged on whole months.
    """
    if not rule.crossings_only and window is None:
        raise ValueError("hors de l'équipe, une fenêtre de mois entiers est nécessaire")
    plan, start = facts.plan, facts.plan.started_on
    if window and start:
        first = max((bound for bound in window.bounds if bound <= start), default=window.bounds[0])
        plan = replace(plan, started_on=first)
    kept = {each.name: getattr(facts, each.name) for each in fields(Facts)} | {"plan": plan}
    return SharedFacts(**kept, rule=rule, perimeter=frozenset(perimeter), window=window)
