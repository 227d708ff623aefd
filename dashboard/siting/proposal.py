"""The stops that would bring the most uncovered inhabitants within reach, and what each of them brings."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from dashboard.coverage import CoverageMap, service_points
from dashboard.selection import Selection
from dashboard.siting.candidates import Candidate, Degrees, candidates
from dashboard.siting.solver import Mask, Numbers, best_sites
from data_access.facts import Facts

STOPS = range(1, 11)
QPV_WEIGHTS = range(1, 11)
MOST_CHOSEN = 20
NOBODY = 0.5
GAIN_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Request:
    """How many stops to place, how much an inhabitant of a QPV weighs, points of the map to consider too."""

    stops: int
    qpv_weight: float = 1
    chosen: tuple[Degrees, ...] = ()

    def __post_init__(self) -> None:
        weight = QPV_WEIGHTS[0] <= self.qpv_weight <= QPV_WEIGHTS[-1]
        if self.stops not in STOPS or not weight or len(self.chosen) > MOST_CHOSEN:
            raise ValueError(f"demande hors limites : {self}")


@dataclass(frozen=True, slots=True)
class Reached:
    """Inhabitants of the perimeter and of its QPV within reach, as the coverage indicators count them."""

    within: float
    population: float
    qpv_within: float
    qpv_population: float

    @property
    def share(self) -> float | None:
        """Return the percentage of inhabitants within reach."""
        return 100 * self.within / self.population if self.population else None

    @property
    def qpv_share(self) -> float | None:
        """Return the same for the QPV."""
        return 100 * self.qpv_within / self.qpv_population if self.qpv_population else None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A stop and the inhabitants that it brings within reach once those before it are made."""

    candidate: Candidate
    gain: float
    qpv_gain: float


@dataclass(frozen=True, slots=True)
class Siting:
    """The stops proposed, the one that brings most first; fewer than asked when nobody is left to reach."""

    stops: tuple[Proposal, ...]
    before: Reached
    after: Reached
    candidates: int

    @property
    def gain(self) -> float:
        """Return the inhabitants that all the stops bring."""
        return self.after.within - self.before.within


def propose(facts: Facts, selection: Selection, request: Request) -> Siting:
    """Return the best stops for the perimeter's inhabitants who are out of reach in the period.

    What is maximised is the inhabitants brought within reach plus, when QPV weigh more, (weight - 1) times
    the QPV inhabitants brought within reach. Both are numerators of coverage indicators: the first spreads
    the population of the communes (nobody twice), the second the official population of the QPV over their
    own ground. So somebody in a QPV counts once as everybody does, then (weight - 1) times more as one of its
    official inhabitants; a QPV of unknown population weighs as its commune does. The choice is exact on the
    population squares, or on a lattice of points where only the surface is known; what each stop brings is
    then computed as the indicators are. Raises UsageError when there is too much to compare.
    """
    known = candidates(facts, selection, request.chosen)
    coverage = CoverageMap(facts, selection)
    positions, weights = _demand(coverage, request.qpv_weight)
    sites = best_sites(_reaches(positions, known, coverage.reach_m), weights, request.stops)
    gains = _Gains(facts, selection, request.qpv_weight)
    return _ordered(gains, [known[site] for site in sites], len(known))


def _demand(coverage: CoverageMap, qpv_weight: float) -> tuple[Numbers, Numbers]:
    """Return where those out of reach are, and how much they weigh."""
    positions, people = coverage.out_of_reach(coverage.pieces)
    in_qpv, more = coverage.out_of_reach(coverage.qpvs if qpv_weight > 1 else [])
    return np.concatenate([positions, in_qpv]), np.concatenate([people, (qpv_weight - 1) * more])


def _reaches(positions: Numbers, known: Sequence[Candidate], reach_m: float) -> Mask:
    """Return whether each candidate (column) reaches each position (row)."""
    columns = [np.hypot(*(positions - (each.x, each.y)).T) <= reach_m for each in known]
    return np.column_stack(columns) if columns else np.zeros((len(positions), 0), dtype=bool)


class _Gains:
    """Works out what stops bring, through the measures of the coverage indicators."""

    def __init__(self, facts: Facts, selection: Selection, qpv_weight: float) -> None:
        self._facts, self._selection, self._qpv_weight = facts, selection, qpv_weight
        self._active = service_points(facts, selection)

    def reached(self, stops: Sequence[Candidate]) -> Reached:
        """Return the inhabitants within reach once these stops are made."""
        points = [*self._active, *(stop.as_stop() for stop in stops)]
        coverage = CoverageMap(self._facts, self._selection, points)
        return Reached(
            (coverage.within_reach() or 0) if coverage.points else 0,
            coverage.population() or 0,
            (coverage.qpv_within_reach() or 0) if coverage.points else 0,
            coverage.qpv_population() or 0,
        )

    def gain(self, before: Reached, after: Reached) -> float:
        """Return what is maximised, rounded so that equal gains stay equal."""
        in_qpv = after.qpv_within - before.qpv_within
        return round(after.within - before.within + (self._qpv_weight - 1) * in_qpv, GAIN_DECIMALS)

    def next_stop(
        self, made: Sequence[Candidate], before: Reached, most: dict[Candidate, float]
    ) -> tuple[Candidate, Reached]:
        """Return the candidate that brings most now; `most` bounds each one's gain, which only shrinks."""
        best: tuple[Candidate, Reached] | None = None
        for each in sorted(most, key=lambda candidate: -most[candidate]):
            if best and most[each] <= most[best[0]]:
                break
            after = self.reached([*made, each])
            most[each] = self.gain(before, after)
            if best is None or most[each] > most[best[0]]:
                best = each, after
        assert best is not None
        return best


def _ordered(gains: _Gains, chosen: Sequence[Candidate], among: int) -> Siting:
    """Return the stops, the one that brings most first; one that would bring nobody is left out."""
    first = before = gains.reached([])
    made: list[Proposal] = []
    most = dict.fromkeys(chosen, inf)
    while most:
        stop, after = gains.next_stop([each.candidate for each in made], before, most)
        if most.pop(stop) < NOBODY:
            break
        people, in_qpv = after.within - before.within, after.qpv_within - before.qpv_within
        made.append(Proposal(stop, round(people, GAIN_DECIMALS), round(in_qpv, GAIN_DECIMALS)))
        before = after
    return Siting(tuple(made), first, before, among)
