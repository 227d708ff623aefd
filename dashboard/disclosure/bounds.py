"""Between which bounds of a window counts may be told, so that no two answers differ by a small count."""

from bisect import insort
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.disclosure.counts import Matrix

Bounds = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Watched:
    """A count that readers could work out for every period between told bounds.

    `adds_up`: over two consecutive periods it is the sum of theirs, so that only shortest periods need
    looking at. With `differences`, that of two periods one of which holds the other counts people too.
    `least` is the smallest count that may be known over the whole window, where readers know that more than
    one cell hides in it. `parts` are the cells that hide in it, by the month when they were first seen.
    """

    matrix: Matrix
    adds_up: bool
    threshold: int
    differences: bool = True
    least: int = 0
    parts: tuple[Matrix, ...] = ()

    def goes_on(self, kept: Sequence[int], bound: int) -> bool:
        """Say whether a bound after all those kept tells no small count, whatever comes next.

        What does not add up is then told from the first bound on only. Readers who come back know in which
        month each part was first seen.
        """
        before = kept[-1]
        coming = sum(bool(part[0, bound]) and not part[0, before] for part in self.parts)
        gained = abs(self.matrix[0, bound] - self.matrix[0, before])
        if coming and 0 < gained < self.threshold + coming:
            return False
        if self.adds_up:
            return self._is_told(self.matrix[before, bound])
        reached = self.matrix[0, bound]
        return all(self._is_told(reached - self.matrix[0, each]) for each in kept)

    def whole(self) -> bool:
        """Say whether the count over the whole window may be known."""
        count = abs(int(self.matrix[0, -1]))
        return not count or count >= max(self.threshold, self.least)

    def allows(self, kept: Sequence[int], bound: int) -> bool:
        """Say whether one more bound still tells no small count."""
        place = next(index for index, each in enumerate(kept) if each > bound)
        before, after = kept[place - 1], kept[place]
        if not (self._is_told(self.matrix[before, bound]) and self._is_told(self.matrix[bound, after])):
            return False
        return self.adds_up or self._all_told(sorted([*kept, bound]))

    def _is_told(self, count: int) -> bool:
        return not count or abs(count) >= self.threshold

    def _all_told(self, kept: list[int]) -> bool:
        counts = self.matrix[np.ix_(kept, kept)]
        first, last = np.triu_indices(len(kept), 1)
        if not self._are_told(counts[first, last]):
            return False
        return not self.differences or (self._are_told(_in_both(counts)) and self._are_told(_gained(counts)))

    def _are_told(self, counts: Matrix) -> bool:
        sizes = np.abs(counts)
        return not ((sizes > 0) & (sizes < self.threshold)).any()


def _in_both(counts: Matrix) -> Matrix:
    """Return how many were seen in one shortest period, then, after none in between, in a later one."""
    last = len(counts) - 1
    before, after = np.triu_indices(last, 1)
    return (
        counts[before, after]
        + counts[before + 1, after + 1]
        - counts[before, after + 1]
        - counts[before + 1, after]
    )


def _gained(counts: Matrix) -> Matrix:
    """Return the differences between the counts of two periods that start, or end, together."""
    size = len(counts)
    lines = [counts[place, place + 1 :] for place in range(size)] + [
        counts[:place, place] for place in range(size)
    ]
    return np.concatenate([np.subtract.outer(line, line).ravel() for line in lines])


def told_bounds(candidates: Collection[int], priority: Sequence[int], watched: Sequence[Watched]) -> Bounds:
    """Return the bounds between which every watched count may be told; none when the whole window may not.

    Those that matter most to readers are tried first.
    """
    first, last = min(priority), max(priority)
    if not {first, last} <= set(candidates) or not all(each.whole() for each in watched):
        return ()
    kept = [first, last]
    for bound in priority:
        if bound in candidates and bound not in kept and all(each.allows(kept, bound) for each in watched):
            insort(kept, bound)
    return tuple(kept)


def steady_bounds(candidates: Collection[int], watched: Sequence[Watched]) -> Bounds:
    """Return the bounds told as months go by: each is decided on what came before it, and stays."""
    kept = [0]
    for bound in sorted(set(candidates) - {0}):
        if all(each.goes_on(kept, bound) for each in watched):
            kept.append(bound)
    return told(kept)


def told(kept: Sequence[int]) -> Bounds:
    """Return bounds kept as those told: one alone tells nothing."""
    return tuple(kept) if len(kept) > 1 else ()
