"""Areas side by side: what is compared, how sure it is, where it stands against their mean, its rank."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from dashboard.disclosure import Mask, is_outside
from dashboard.indicators.declaration import Direction, Indicator, Population, Unit
from dashboard.measuring import Figure, measure, split
from dashboard.neighbourhoods.intervals import Interval
from dashboard.neighbourhoods.methods import METHODS, Method, Sizes, cluster_sizes, interval, usual_size
from dashboard.neighbourhoods.scales import Scale, alphabetical, areas
from dashboard.selection import Selection
from data_access.facts import Facts
from data_access.territory import Area

MEDIANS = frozenset({Unit.DAYS, Unit.METRES})
PER_INHABITANTS = 1000


class Standing(Enum):
    """Where an area stands against the mean, as a French word; within chance of it, it is like it."""

    ABOVE = "au-dessus"
    ALIKE = "comme la moyenne"
    BELOW = "en dessous"


@dataclass(frozen=True, slots=True)
class Ratio:
    """What is compared: `above` ÷ `below` × `scale`; without `below` the area cannot be compared."""

    above: float
    below: float | None
    scale: float

    @property
    def value(self) -> float | None:
        """Return the ratio in its unit."""
        return self.above * self.scale / self.below if self.below else None


@dataclass(frozen=True, slots=True)
class AreaStanding:
    """One area: its figure (None: nothing recorded), what is compared, how sure, where it stands, its ranks.

    `ranks` are the first and last that the intervals leave possible; all are None for an area that cannot be
    compared.
    """

    area: Area
    figure: Figure | None
    value: float | None
    interval: Interval | None = None
    standing: Standing | None = None
    ranks: tuple[int, int] | None = None

    @property
    def masked(self) -> Mask | None:
        """Return the marker that stands for what is not told."""
        return self.figure.masked if self.figure else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """An indicator over every area of a scale, the first ranked first, those without a rank last.

    `mean` is computed over all areas as one: numerators over denominators, or a median over everything; over
    those that are told, when some are not. `is_blunt`: its intervals ask for rows that the reader never has.
    """

    indicator: Indicator
    scale: Scale
    mean: float | None
    areas: tuple[AreaStanding, ...]
    is_blunt: bool = False

    @property
    def is_per_inhabitant(self) -> bool:
        """Say whether counts are compared per 1,000 inhabitants."""
        return is_per_inhabitant(self.indicator)

    @property
    def method(self) -> Method | None:
        """Return the interval in use."""
        return None if self.is_blunt else METHODS.get(self.indicator.key)

    @property
    def untold(self) -> bool:
        """Say whether an area at least is not told."""
        return any(each.masked for each in self.areas)

    @property
    def ranked(self) -> tuple[AreaStanding, ...]:
        """Return the areas that can be compared."""
        return tuple(each for each in self.areas if each.value is not None)

    def of(self, code: str) -> AreaStanding:
        """Return one area; raises KeyError."""
        for each in self.areas:
            if each.area.code == code:
                return each
        raise KeyError(code)


def is_per_inhabitant(indicator: Indicator) -> bool:
    """Say whether an indicator is a plain number, only comparable per inhabitant."""
    return indicator.denominator is None and indicator.unit not in MEDIANS


def compare(facts: Facts, indicator: Indicator, selection: Selection, scale: Scale) -> Comparison:
    """Return every area's standing, the selection's perimeter set aside."""
    everywhere = replace(selection, territories=frozenset())
    cut = areas(facts.territory, scale)
    groups = {group.code: group.figure for group in split(indicator, facts, everywhere, scale.value)}
    figures = {code: figure for code, figure in groups.items() if code in cut}
    ratios = _ratios(facts, indicator, cut, figures)
    spans = _intervals(facts, indicator, everywhere, scale, ratios)
    if indicator.unit in MEDIANS:
        mean = measure(indicator, facts, replace(everywhere, territories=frozenset(cut))).value
    else:
        mean = pooled(ratios.values())
    found = [
        AreaStanding(area, figures.get(code), ratios[code].value if code in ratios else None, spans.get(code))
        for code, area in cut.items()
    ]
    placed = tuple(_placed(indicator, mean, found))
    return Comparison(indicator, scale, mean, placed, _is_blunt(facts, indicator))


def ratio_of(facts: Facts, indicator: Indicator, area: Area, figure: Figure | None) -> Ratio | None:
    """Return what an area is compared by.

    Nothing recorded among known inhabitants is 0; a cost without any euro earmarked to the area is no cost.
    """
    if figure and figure.masked:
        return None
    if indicator.unit in MEDIANS:
        return None if figure is None or figure.value is None else Ratio(figure.value, 1, 1)
    above = (figure.numerator if figure else None) or 0
    if isinstance(indicator.denominator, Population):
        share = facts.plan.exclusion_rate if indicator.denominator.excluded_only else 1
        people = None if area.population is None else area.population * share
        return Ratio(above, people, indicator.scale)
    if indicator.denominator is None:
        return Ratio(above, area.population, PER_INHABITANTS * indicator.scale)
    is_free = indicator.unit is Unit.EUROS and not above
    return Ratio(above, figure.denominator, indicator.scale) if figure and not is_free else None


def pooled(ratios: Iterable[Ratio]) -> float | None:
    """Return the ratio over all areas that have one: never the mean of their ratios."""
    known = [ratio for ratio in ratios if ratio.below]
    whole = sum(ratio.below or 0 for ratio in known)
    return sum(ratio.above * ratio.scale for ratio in known) / whole if whole else None


def rank_ranges(spans: Sequence[Interval], *, descending: bool = True) -> list[tuple[int, int]]:
    """Return the first and last rank of each: only what is wholly apart goes surely before or after."""
    ranges = []
    for span in spans:
        higher = sum(other.low > span.high for other in spans)
        lower = sum(other.high < span.low for other in spans)
        before, after = (higher, lower) if descending else (lower, higher)
        ranges.append((1 + before, len(spans) - after))
    return ranges


def standing_of(indicator: Indicator, value: float, span: Interval | None, mean: float) -> Standing:
    """Return where a value stands: an interval that holds the mean cannot be told from it."""
    if span is None:
        low = high = value if round(value - mean, decimals(indicator)) else mean
    else:
        low, high = span.low, span.high
    return Standing.ABOVE if low > mean else Standing.BELOW if high < mean else Standing.ALIKE


def decimals(indicator: Indicator) -> int:
    """Return how many decimals a compared value is told with."""
    return 1 if is_per_inhabitant(indicator) else indicator.decimals


def _ratios(
    facts: Facts, indicator: Indicator, cut: Mapping[str, Area], figures: Mapping[str, Figure]
) -> dict[str, Ratio]:
    """Return the ratio of each area that has one; none at all when nothing is recorded in any of them."""
    if all(figure.numerator is None for figure in figures.values()):
        return {}
    found = {code: ratio_of(facts, indicator, area, figures.get(code)) for code, area in cut.items()}
    return {code: ratio for code, ratio in found.items() if ratio is not None}


def _intervals(
    facts: Facts, indicator: Indicator, everywhere: Selection, scale: Scale, ratios: Mapping[str, Ratio]
) -> dict[str, Interval]:
    method = METHODS.get(indicator.key)
    if method is None or _is_blunt(facts, indicator):
        return {}
    sizes: Sizes = {}
    if method is Method.CLUSTERS:
        sizes = cluster_sizes(facts, indicator, everywhere, scale)
    usual = usual_size(sizes)
    return {
        code: interval(method, ratio.above, ratio.below, sizes.get(code, []), usual).times(ratio.scale)
        for code, ratio in ratios.items()
        if ratio.below
    }


def _is_blunt(facts: Facts, indicator: Indicator) -> bool:
    return METHODS.get(indicator.key) is Method.CLUSTERS and is_outside(facts)


def _placed(indicator: Indicator, mean: float | None, found: Sequence[AreaStanding]) -> list[AreaStanding]:
    """Return the areas in order, those that can be compared with their standing and ranks."""
    more_first = indicator.direction is not Direction.LESS

    def shown(each: AreaStanding) -> float:
        """Return the value as it is told: what reads the same ranks the same."""
        return round(each.value or 0, decimals(indicator))

    def order(each: AreaStanding) -> tuple[bool, float, tuple[str, str]]:
        return each.value is None, -shown(each) if more_first else shown(each), alphabetical(each.area)

    known = [each for each in sorted(found, key=order) if each.value is not None]
    spans = [each.interval or Interval(shown(each), shown(each)) for each in known]
    ranges = rank_ranges(spans, descending=more_first)
    return [
        replace(
            each,
            ranks=ranks,
            standing=None
            if mean is None or each.value is None
            else standing_of(indicator, each.value, each.interval, mean),
        )
        for each, ranks in zip(known, ranges, strict=True)
    ] + [each for each in sorted(found, key=order) if each.value is None]
