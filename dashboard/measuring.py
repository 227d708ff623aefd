"""Works indicators out from facts: pure, no database, no Streamlit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import isnan
from typing import Any
from weakref import WeakKeyDictionary

import narwhals as nw
import polars as pl
from narwhals.typing import FrameT

from dashboard.coverage import CoverageMap
from dashboard.disclosure import guard_of
from dashboard.disclosure.figure import Figure as Figure
from dashboard.disclosure.figure import Group as Group
from dashboard.disclosure.masking import people
from dashboard.indicators.declaration import (
    Aggregate,
    Coverage,
    Filter,
    Indicator,
    Link,
    Part,
    Population,
    Sum,
)
from dashboard.indicators.facts import COMMUNE, MONTH, QPV
from dashboard.perimeter import inside as inside
from dashboard.selection import Basis, Selection
from data_access.errors import UsageError
from data_access.facts import Facts
from data_access.vocabulary import UNKNOWN

Frame = nw.DataFrame[pl.DataFrame]
Lazy = nw.LazyFrame[pl.LazyFrame]
REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Tally:
    """What a part of an indicator adds up to; `total` is None without any evidence; `rows` were counted."""

    total: float | None
    rows: int


class Measurer:
    """Measures indicators over one set of facts and one selection, filtering each fact and part once.

    Shared facts say whom they are for: what their reader may not be told never leaves the measurer.
    """

    def __init__(self, facts: Facts, selection: Selection) -> None:
        self.facts = facts
        self._guard = guard_of(facts)
        self._measured = self._guard.facts if self._guard else facts
        self.selection = self._guard.selection(selection) if self._guard else selection
        self._frames: dict[tuple[object, ...], Frame] = {}
        self._filtered: dict[tuple[Aggregate, Basis, bool], Frame] = {}
        self._coverage: CoverageMap | None = None

    def figure(self, indicator: Indicator) -> Figure:
        """Return the indicator over the whole selection."""
        if self._guard is None:
            return self._figure(indicator)
        return self._guard.figure(indicator, self.selection, lambda: self._figure(indicator))

    def split(self, indicator: Indicator, dimension: str) -> list[Group]:
        """Return one figure per group that has rows; raises UsageError when it cannot be split so."""
        if dimension not in indicator.dimensions:
            raise UsageError(f"« {indicator.label} » ne se ventile pas par {dimension}.")
        if self._guard is None:
            return self._groups(indicator, dimension)
        return self._guard.groups(
            indicator,
            self.selection,
            dimension,
            lambda: self._groups(indicator, dimension),
            lambda: self._figure(indicator),
        )

    def counted(self, indicator: Indicator, part: Aggregate) -> Frame:
        """Return the rows that a part of the indicator counts; none outside the team."""
        rows, name = self._rows(indicator, part), part.fact.frame
        return rows if self.facts.frame(name) is self._measured.frame(name) else rows.head(0)

    def _figure(self, indicator: Indicator) -> Figure:
        above = self._tally(indicator, indicator.numerator)
        below = self._tally(indicator, indicator.denominator) if indicator.denominator else None
        return _figure(indicator, above, below)

    def _groups(self, indicator: Indicator, dimension: str) -> list[Group]:
        above = self._tallies(indicator, indicator.numerator, dimension)
        if indicator.denominator is None:
            return [Group(code, _figure(indicator, tally, None)) for code, tally in sorted(above.items())]
        if isinstance(indicator.denominator, Population):
            below = {code: self._population(indicator.denominator, dimension, code) for code in above}
        else:
            below = self._tallies(indicator, indicator.denominator, dimension)
        return [
            Group(code, _figure(indicator, above.get(code, NOTHING), below.get(code, NOTHING)))
            for code in sorted(above.keys() | below.keys())
        ]

    def _tally(self, indicator: Indicator, part: Part) -> Tally:
        match part:
            case Population():
                return self._population(part)
            case Coverage():
                return Tally(*self._map().total(part.name))
            case Sum():
                return _add([self._tally(indicator, each) for each in part.parts])
        evidence, counted = self._rows(indicator, part, evidence=True), self._rows(indicator, part)
        if not len(evidence):
            return NOTHING
        if part.per:
            kept = _kept(counted, [], part)
            total = kept.select(part.total.alias("total")).item()
            return Tally(_number(total) or 0, int(kept.get_column("rows").sum() or 0))
        total = counted.select(part.total.alias("total")).item() if len(counted) else 0
        return Tally(_number(total, part.divisor), len(counted))

    def _tallies(self, indicator: Indicator, part: Part, dimension: str) -> dict[str, Tally]:
        match part:
            case Coverage():
                by_area = self._map().by_area(part.name, dimension)
                return {code: Tally(*tally) for code, tally in by_area.items()}
            case Sum():
                each = [self._tallies(indicator, one, dimension) for one in part.parts]
                codes = {code for tallies in each for code in tallies}
                return {code: _add([tallies.get(code, NOTHING) for tallies in each]) for code in codes}
            case Population():
                raise UsageError("La population seule ne se ventile pas.")
        evidence = self._in_groups(indicator, part, dimension, evidence=True)
        known = evidence.select("group").unique().collect().get_column("group")
        counted = self._in_groups(indicator, part, dimension)
        return {code: Tally(0, 0) for code in known.to_list()} | _grouped(counted, part)

    def _in_groups(
        self, indicator: Indicator, part: Aggregate, dimension: str, *, evidence: bool = False
    ) -> Lazy:
        """Return the rows with their group; a row that belongs to several comes once in each."""
        rows = self._rows(indicator, part, evidence=evidence).lazy()
        column = self._column(indicator, part, dimension)
        if isinstance(column, Link):
            links = nw.from_native(self._measured.frame(column.frame), eager_only=True).lazy()
            rows = rows.join(links.select(column.key, column.column), on=column.key, how="left")
            column = nw.col(column.column)
        return rows.with_columns(column.cast(nw.String).fill_null(UNKNOWN).alias("group"))

    def _column(self, indicator: Indicator, part: Aggregate, dimension: str) -> nw.Expr | Link:
        if dimension == MONTH:
            return nw.col(part.fact.date).dt.to_string("%Y-%m")
        if dimension in (COMMUNE, QPV):
            return nw.col(f"{part.fact.areas[self._basis(indicator)]}_{dimension}")
        column = part.fact.dimensions[dimension]
        return column if isinstance(column, Link) else nw.col(column)

    def _basis(self, indicator: Indicator) -> Basis:
        return indicator.basis(self.selection.basis)

    def _rows(self, indicator: Indicator, part: Aggregate, *, evidence: bool = False) -> Frame:
        basis = self._basis(indicator)
        key = (part, basis, evidence)
        if key not in self._filtered:
            self._filtered[key] = self._filter(part, basis, evidence=evidence)
        return self._filtered[key]

    def _filter(self, part: Aggregate, basis: Basis, *, evidence: bool) -> Frame:
        fact = part.evidence_fact or part.fact if evidence else part.fact
        frame = self._selected(
            fact.frame, None if part.stock else fact.date, None if part.everywhere else fact.areas[basis]
        )
        where = part.evidence if evidence else part.where
        return frame if where is None else frame.filter(_resolve(where, self.selection))

    def _selected(self, name: str, dated: str | None, prefix: str | None) -> Frame:
        """Return the fact's rows in the period and the perimeter."""
        key = (name, dated, prefix)
        if key not in self._frames:
            frame = nw.from_native(self._measured.frame(name), eager_only=True)
            if dated:
                frame = frame.filter(nw.col(dated).is_between(self.selection.start, self.selection.end))
            if prefix and self.selection.territories:
                frame = frame.filter(inside(self.selection.territories, self._measured.territory, prefix))
            self._frames[key] = frame
        return self._frames[key]

    def _population(self, part: Population, dimension: str = "", code: str = "") -> Tally:
        if dimension in (COMMUNE, QPV):
            area = self._measured.territory.area(code)
            people = area.population if area else None
        else:
            people = self._measured.territory.population(self.selection.territories)
        share = self._measured.plan.exclusion_rate if part.excluded_only else 1
        return NOTHING if people is None else Tally(people * share, 0)

    def _map(self) -> CoverageMap:
        if self._coverage is None:
            self._coverage = CoverageMap(self._measured, self.selection)
        return self._coverage


NOTHING = Tally(None, 0)


_measured: WeakKeyDictionary[Facts, dict[tuple[Indicator, Selection], Figure]] = WeakKeyDictionary()


def measure(indicator: Indicator, facts: Facts, selection: Selection) -> Figure:
    """Return the indicator over the whole selection; remembered as long as the facts are in use."""
    known, key = _measured.setdefault(facts, {}), (indicator, selection)
    figure = known.get(key)
    if figure is None:
        if len(known) >= REMEMBERED:
            known.clear()
        figure = known[key] = Measurer(facts, selection).figure(indicator)
    return figure


def latest(indicator: Indicator, facts: Facts, selection: Selection) -> Figure:
    """Return the indicator over the selection, or up to the last day it is told: `as_of` then says which.

    « 0 » up to the eve of the first visits would only mislead.
    """
    guard = guard_of(facts)
    if guard is None:
        return measure(indicator, facts, selection)
    held = guard.selection(selection)
    reached = guard.reached(indicator, held)
    figure = measure(indicator, facts, reached)
    if reached == held or figure.masked:
        return figure
    return replace(figure, as_of=reached.end) if any(people(figure)) else measure(indicator, facts, held)


def split(indicator: Indicator, facts: Facts, selection: Selection, dimension: str) -> list[Group]:
    """Return one figure per group that has rows; raises UsageError when it cannot be split so."""
    return Measurer(facts, selection).split(indicator, dimension)


def measure_all(facts: Facts, selection: Selection, indicators: Iterable[Indicator]) -> Mapping[str, Figure]:
    """Return the figure of each indicator by key."""
    measurer = Measurer(facts, selection)
    return {indicator.key: measurer.figure(indicator) for indicator in indicators}


def course(
    indicator: Indicator, facts: Facts, selection: Selection, days: Iterable[date]
) -> tuple[tuple[date, float | None], ...]:
    """Return the value reached at each of the days since the period began.

    Over shared facts, at the ends of months that the days have reached.
    """
    guard = guard_of(facts)
    told = guard.days(list(days)) if guard else days
    return tuple(
        (day, measure(indicator, facts, replace(selection, end=day)).value)
        for day in told
        if day >= selection.start
    )


def even_days(start: date, end: date, points: int) -> list[date]:
    """Return evenly spaced days, both ends included; none for a period of one day."""
    length = (end - start).days
    points = min(points, length + 1)
    return [start + timedelta(days=round(length * i / (points - 1))) for i in range(points)] if length else []


def month_ends(start: date, end: date) -> list[date]:
    """Return the last day of each month of the period, the last one cut at its end."""
    days, day = [], start.replace(day=1)
    while day <= end:
        day = (day + timedelta(days=32)).replace(day=1)
        days.append(min(day - timedelta(days=1), end))
    return days


def _resolve(condition: Filter, selection: Selection) -> nw.Expr:
    return condition if isinstance(condition, nw.Expr) else condition(selection)


def _kept(frame: FrameT, by: list[str], part: Aggregate) -> FrameT:
    """Return one row per kept group, with how many fact rows it held."""
    assert part.per is not None
    assert part.having is not None
    counted = frame.group_by([*by, part.per]).agg(part.having.alias("kept"), nw.len().alias("rows"))
    return counted.filter(nw.col("kept"))


def _grouped(frame: Lazy, part: Aggregate) -> dict[str, Tally]:
    rows = nw.len().alias("rows")
    if part.per:
        frame = _kept(frame, ["group"], part)
        rows = nw.col("rows").sum().alias("rows")
    table = frame.group_by("group").agg(part.total.alias("total"), rows).collect()
    return {
        row["group"]: Tally(_number(row["total"], part.divisor), row["rows"])
        for row in table.iter_rows(named=True)
    }


def _add(tallies: list[Tally]) -> Tally:
    known = [tally.total for tally in tallies if tally.total is not None]
    return Tally(sum(known) if known else None, sum(tally.rows for tally in tallies))


def _figure(indicator: Indicator, above: Tally, below: Tally | None) -> Figure:
    if below is None:
        value = None if above.total is None else above.total * indicator.scale
        return Figure(indicator, value, above.total, None, above.rows)
    unmeasured = above.total is None and isinstance(indicator.denominator, Population)
    if not below.total or unmeasured:
        return Figure(indicator, None, above.total, below.total, above.rows)
    value = (above.total or 0) * indicator.scale / below.total
    return Figure(indicator, value, above.total or 0, below.total, above.rows)


def _number(value: Any, divisor: int = 1) -> float | None:
    """Return a plain number, whole when it is; None when there is nothing to add up."""
    if value is None or (isinstance(value, float) and isnan(value)):
        return None
    quotient = value / divisor
    return int(quotient) if float(quotient).is_integer() else float(quotient)
