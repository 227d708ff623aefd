"""An attacker who adds up all that a shared view answers, and bounds what it does not tell, in integers."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

FAR = 10_000
Some = frozenset[Hashable]


@dataclass
class Attacker:
    """Unknown whole numbers, 0 or more, and what is known of their sums."""

    unknowns: list[Hashable]
    known: dict[Some, int] = field(default_factory=dict)
    at_least: dict[Some, int] = field(default_factory=dict)

    def learns(self, some: Iterable[Hashable], value: int) -> None:
        """Remember the sum of some unknowns; two answers to one question agree."""
        assert self.known.setdefault(frozenset(some), value) == value

    def learns_at_least(self, some: Iterable[Hashable], value: int) -> None:
        some = frozenset(some)
        self.at_least[some] = max(value, self.at_least.get(some, 0))

    def interval(self, some: Iterable[Hashable]) -> tuple[int, int]:
        """Return the smallest and the largest value that a sum may have."""
        some = frozenset(some)
        sums = [*self.known, *self.at_least]
        unknowns = self._told_apart([*sums, some])
        low = np.array([*self.known.values(), *self.at_least.values()], float)
        high = np.array([*self.known.values(), *([np.inf] * len(self.at_least))], float)
        lines = np.array([[float(each in line) for each in unknowns] for line in sums])
        aim = np.array([float(each in some) for each in unknowns])
        constraints = [LinearConstraint(lines, low, high)] if sums else []
        return _least(aim, constraints), -_least(-aim, constraints)

    def _told_apart(self, sums: list[Some]) -> list[Hashable]:
        """Return one unknown for all those that no sum tells apart."""
        return list({tuple(each in some for some in sums): each for each in self.unknowns}.values())


def _least(aim: np.ndarray, constraints: list[LinearConstraint]) -> int:
    found = milp(aim, integrality=np.ones(len(aim)), bounds=Bounds(0, FAR), constraints=constraints)
    assert found.status == 0, found.message
    return round(found.fun)
