"""What can be told of one indicator's counts: over which periods, for which areas and groups.

The perimeter's count is split into communes, each commune into its parts by QPV, and, apart, the whole
perimeter into the groups of each dimension. Within each, the children are taken from the largest to the
smallest; one is told between bounds such that neither it nor what is left (all the next ones together) is
ever small, bounds that are among its parent's and among those of the child before it. What never passes is
told together only, inside what is left. So all answers together amount to a few blocks (an area or a group,
or a remainder, between two consecutive bounds), each 0 or at least the threshold, nested one in another:
nothing tells how a block is distributed inside. Areas crossed with a dimension are never told, unless the
area is the whole perimeter.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from dashboard.disclosure.bounds import Bounds, Watched, steady_bounds, told, told_bounds
from dashboard.disclosure.counts import PAIRS, Cells, Ground, Label, Matrix
from dashboard.disclosure.window import Window


@dataclass(frozen=True, slots=True)
class Series:
    """A count, or what is left of it without another.

    `twin` is the same count at the other basis: of everywhere it is the same, cut into other areas.
    """

    cells: Cells
    without: Cells | None = None
    twin: "Series | None" = None

    @property
    def adds_up(self) -> bool:
        """Say whether it adds up over consecutive periods."""
        return self.cells.adds_up and (self.without is None or self.without.adds_up)

    def matrix(self, ground: Ground) -> Matrix:
        """Return it over every period, for a part of the ground."""
        whole = self.cells.matrix(ground)
        return whole if self.without is None else whole - self.without.matrix(ground)

    def parts_at_the_other_basis(self) -> list[Matrix]:
        """Return the counts of the pairs of areas of the other basis."""
        if self.twin is None:
            return []
        grounds = (Ground(PAIRS, frozenset({label})) for label in self.twin.cells.labels(PAIRS))
        return [self.twin.matrix(ground) for ground in grounds]


@dataclass(frozen=True, slots=True)
class Base:
    """What a count has to agree with: the one it is a part of, if any, and bounds for the whole perimeter."""

    universe: "Universe | None"
    whole: Bounds


class Universe:
    """The counts of one indicator: disjoint series, all to be safe wherever the indicator is told.

    It is told only where its `base` lets it be.
    """

    def __init__(
        self,
        window: Window,
        threshold: int,
        series: Sequence[Series],
        dimensions: Sequence[str] = (),
        base: "Base | None" = None,
    ) -> None:
        self._window, self._threshold, self._series = window, threshold, tuple(series)
        self._dimensions, self._base = tuple(dimensions), base
        self._priority = window.priority
        self._chains: dict[object, dict[Ground, Bounds]] = {}
        self._joined: dict[Ground, Bounds] = {}

    @cached_property
    def pairs(self) -> frozenset[Label]:
        """Return every pair of areas with rows."""
        return self._labels(PAIRS)

    def labels(self, dimension: str) -> frozenset[str]:
        """Return the groups of a split that have rows."""
        return frozenset(label for (label,) in self._labels(dimension))

    @cached_property
    def whole(self) -> Bounds:
        """Return the bounds told for the whole perimeter."""
        everything = Ground(PAIRS, self.pairs)
        candidates = set(self._priority)
        if self._base:
            candidates &= set(self._base.whole)
        cuts = [[everything], *(self._split(dimension) for dimension in self._dimensions)]
        watched = [watched for cut in cuts for watched in self._watch(everything, self._atoms(cut))]
        watched += [self._leaving(each, everything, each.parts_at_the_other_basis()) for each in self._series]
        return self._between(candidates, watched)

    @cached_property
    def is_small(self) -> bool:
        """Say whether nothing is told only because the one count is small, everywhere and always.

        Of an open window it is not known yet.
        """
        if self._window.is_open or len(self._series) > 1 or (self._base and self._base.universe):
            return False
        return 0 < int(self._series[0].matrix(Ground(PAIRS, self.pairs)).max(initial=0)) < self._threshold

    @cached_property
    def from_start(self) -> bool:
        """Say whether only periods that start with the window are told: it is open, and nothing adds up."""
        return self._window.is_open and not all(each.adds_up for each in self._series)

    def area(self, pairs: frozenset[Label], *, named: bool = True) -> Bounds:
        """Return the bounds told for some pairs of areas; `named`: they make up an area, or everything.

        Sums of told areas are told; people seen in several areas do not add up: only named areas tell them.
        """
        cover = self._cover(pairs & self.pairs)
        if len(cover) < 2:
            return cover[0][1] if cover else tuple(range(self._window.steps + 1))
        common = set.intersection(*(self._answered(node, bounds) for node, bounds in cover))
        if all(each.adds_up for each in self._series):
            return tuple(sorted(common)) if common else ()
        ground = Ground(PAIRS, pairs & self.pairs)
        if named and ground not in self._joined:
            watched = self._watch(ground) + self._apart(Ground(PAIRS, self.pairs), [ground])
            watched += self._apart(ground, [node for node, _ in cover])
            self._joined[ground] = self._between(common, watched)
        return self._joined.get(ground, ())

    def group(self, dimension: str, label: str) -> Bounds:
        """Return the bounds told for a group of the whole perimeter."""
        ground = Ground(dimension, frozenset({(label,)}))
        if label not in self.labels(dimension):
            return tuple(range(self._window.steps + 1))
        if dimension not in self._chains:
            children = self._split(dimension)
            self._chains[dimension] = self._chain(Ground(PAIRS, self.pairs), self.whole, children)
        return self._chains[dimension].get(ground, ())

    def _between(self, candidates: Collection[int], watched: Sequence[Watched]) -> Bounds:
        if self._window.is_open:
            return steady_bounds(candidates, watched)
        return told_bounds(candidates, self._priority, watched)

    def _answered(self, ground: Ground, bounds: Bounds) -> set[int]:
        """Return the bounds that a part is told between, those before anybody is there among them."""
        if not self._window.is_open:
            return set(bounds)
        return {*bounds, *(bound for bound in self._priority if not self._size(ground, bound))}

    def _labels(self, dimension: str) -> frozenset[Label]:
        return frozenset(
            label
            for each in self._series
            for cells in filter(None, (each.cells, each.without))
            for label in cells.labels(dimension)
        )

    def _cover(self, pairs: frozenset[Label]) -> list[tuple[Ground, Bounds]]:
        """Return the fewest nodes that make up some pairs: everything, whole communes, else pairs."""
        if pairs == self.pairs:
            return [(Ground(PAIRS, pairs), self.whole)] if pairs else []
        found: list[tuple[Ground, Bounds]] = []
        for commune, ground in self._communes.items():
            asked = ground.labels & pairs
            if asked == ground.labels:
                found.append((ground, self._commune_bounds.get(ground, ())))
            elif asked:
                parts = self._parts(commune)
                nodes = [Ground(PAIRS, frozenset({pair})) for pair in sorted(asked)]
                found += [(node, parts.get(node, ())) for node in nodes]
        return found

    @cached_property
    def _communes(self) -> dict[str, Ground]:
        communes = sorted({commune for commune, _ in self.pairs})
        return {
            commune: Ground(PAIRS, frozenset(pair for pair in self.pairs if pair[0] == commune))
            for commune in communes
        }

    @cached_property
    def _commune_bounds(self) -> dict[Ground, Bounds]:
        return self._chain(Ground(PAIRS, self.pairs), self.whole, list(self._communes.values()))

    def _parts(self, commune: str) -> dict[Ground, Bounds]:
        key = PAIRS, commune
        if key not in self._chains:
            ground = self._communes[commune]
            children = [Ground(PAIRS, frozenset({pair})) for pair in sorted(ground.labels)]
            self._chains[key] = self._chain(ground, self._commune_bounds.get(ground, ()), children)
        return self._chains[key]

    def _chain(self, parent: Ground, bounds: Bounds, children: Iterable[Ground]) -> dict[Ground, Bounds]:
        """Return the children told, each with its bounds, from the largest to the smallest."""
        if self._window.is_open:
            return self._steady_chain(parent, bounds, list(children))
        rest = sorted((each for each in children if self._size(each)), key=lambda each: -self._size(each))
        found: dict[Ground, Bounds] = {}
        for child in tuple(rest):
            others = [other for other in rest if other != child]
            candidates = set(bounds) & set(self._base_bounds(child))
            watched = self._watch(child, self._atoms([child]))
            if others:
                watched += self._watch(_together(others), self._atoms(others))
            if others or found:
                watched += self._apart(parent, [child])
            own = told_bounds(candidates, self._priority, watched)
            if own:
                found[child], bounds, rest = own, own, others
        return found

    def _steady_chain(self, parent: Ground, bounds: Bounds, children: list[Ground]) -> dict[Ground, Bounds]:
        """Return the children told as months go by: once one is told, it keeps its place and its bounds."""
        kept: dict[Ground, list[int]] = {}
        for bound in bounds[1:]:
            self._grow(kept, parent, children, bound)
        return {child: told(own) for child, own in kept.items()}

    def _grow(
        self, kept: dict[Ground, list[int]], parent: Ground, children: list[Ground], bound: int
    ) -> None:
        """Tell up to one more bound the children that can be; those told before come first, in order."""
        sizes = {child: size for child in children if (size := self._size(child, bound))}
        waiting = sorted(sizes.keys() - kept.keys(), key=lambda each: (-sizes[each], sorted(each.labels)))
        rest = list(sizes)
        for child in (*tuple(kept), *waiting):
            others = [other for other in rest if other != child]
            own = kept.get(child, [0])
            if bound in self._base_bounds(child) and self._goes_on(parent, child, others, own, bound):
                kept[child], rest = [*own, bound], others
            elif child in kept:
                return

    def _goes_on(
        self, parent: Ground, child: Ground, others: list[Ground], kept: list[int], bound: int
    ) -> bool:
        """Say whether a child, and what is left without it, can be told up to one more bound."""
        watched = self._watch(child, self._atoms([child])) + self._apart(parent, [child])
        if others:
            watched += self._watch(_together(others), self._atoms(others))
        return all(each.goes_on(kept, bound) for each in watched)

    def _size(self, ground: Ground, bound: int = -1) -> int:
        """Return how much is counted somewhere up to a bound; nothing at all when nobody is there."""
        end = self._window.steps if bound < 0 else bound
        return sum(int(abs(each.matrix(ground)[:, : end + 1]).max(initial=0)) for each in self._series)

    def _base_bounds(self, ground: Ground) -> Bounds:
        """Return the bounds that the count this one is part of is told between."""
        if self._base is None or self._base.universe is None:
            return tuple(self._priority)
        if ground.dimension == PAIRS:
            return self._base.universe.area(ground.labels)
        (label,) = next(iter(ground.labels))
        return self._base.universe.group(ground.dimension, label)

    def _split(self, dimension: str) -> list[Ground]:
        return [Ground(dimension, frozenset({label})) for label in sorted(self._labels(dimension))]

    def _atoms(self, grounds: Iterable[Ground]) -> list[Ground]:
        """Return the smallest parts of some grounds that readers may know not to be empty."""
        return [Ground(ground.dimension, frozenset({label})) for ground in grounds for label in ground.labels]

    def _watch(self, ground: Ground, atoms: Sequence[Ground] = ()) -> list[Watched]:
        """Watch what is counted somewhere; over the whole window, it has to leave room to its atoms."""
        if self._window.is_open:
            return [self._leaving(each, ground, self._seen[place]) for place, each in enumerate(self._series)]
        return [self._leaving(each, ground, [each.matrix(atom) for atom in atoms]) for each in self._series]

    @cached_property
    def _seen(self) -> list[list[Matrix]]:
        """Return the counts of every pair and group, by series: readers see in which month each appears.

        Groups that nobody else is in yet tie pairs to them: what is new of any kind has to leave room.
        """
        cuts = [self._atoms([Ground(PAIRS, self.pairs)]), *map(self._split, self._dimensions)]
        return [[each.matrix(atom) for cut in cuts for atom in cut] for each in self._series]

    def _leaving(self, series: Series, ground: Ground, parts: Sequence[Matrix]) -> Watched:
        """Watch a count that has to leave room to its parts, as many as are not empty."""
        known = sum(bool(part[0, -1]) for part in parts)
        least = self._threshold + known if known > 1 else 0
        matrix = series.matrix(ground)
        return Watched(matrix, series.adds_up, self._threshold, least=least, parts=tuple(parts))

    def _apart(self, parent: Ground, children: Iterable[Ground]) -> list[Watched]:
        """Watch the people of the whole who are not in a child, when people may be in several."""
        return [
            Watched(each.matrix(parent) - each.matrix(child), False, self._threshold, differences=False)
            for child in children
            for each in self._series
            if not each.adds_up
        ]


def _together(grounds: Collection[Ground]) -> Ground:
    first = next(iter(grounds))
    return Ground(first.dimension, frozenset[Label]().union(*(each.labels for each in grounds)))
