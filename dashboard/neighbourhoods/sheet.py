"""Everything about one area, against the mean of all: figures only, words come when it is shown."""

from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from dashboard.exhibits import Table, by_dimension, monthly
from dashboard.indicators import BY_KEY, Indicator
from dashboard.measuring import Figure, measure
from dashboard.neighbourhoods import shared
from dashboard.neighbourhoods.comparing import AreaStanding, Comparison, Standing
from dashboard.neighbourhoods.gaps import Gaps, gaps
from dashboard.neighbourhoods.offer import Coming, NearPoint, coming_stops, coming_workshops, near_points
from dashboard.neighbourhoods.scales import MAIN, Scale, areas, comparable, scale_of
from dashboard.selection import Selection, up_to
from dashboard.sharing import PerRevision
from dashboard.targets import Assessment, assess, last_committee
from data_access.errors import UsageError
from data_access.facts import Facts
from data_access.territory import Area


@dataclass(frozen=True, slots=True)
class Line:
    """One measure of the area, against the others; `change` is since the last committee."""

    comparison: Comparison
    here: AreaStanding
    change: float | None

    @property
    def indicator(self) -> Indicator:
        """Return what is measured."""
        return self.comparison.indicator


@dataclass(frozen=True, slots=True)
class Goal:
    """A target set for this area alone, and where it stands."""

    indicator: Indicator
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """An amount earmarked to the area, in whole cents."""

    day: date
    nature: str
    label: str | None
    funder: str | None
    cents: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One area's page: `own` is the reader's period with the area as its perimeter."""

    area: Area
    scale: Scale
    own: Selection
    committee: date | None
    lines: tuple[Line, ...]
    goals: tuple[Goal, ...]
    months: Table
    genders: Table
    ages: Table
    anonymous: Figure
    device_types: Table
    terms: Table
    money: tuple[MoneyLine, ...]
    points: tuple[NearPoint, ...]
    workshops: Coming
    stops: Coming
    gaps: Gaps

    @property
    def main(self) -> tuple[Line, ...]:
        """Return the lines that the verdict reads."""
        by_key = {line.indicator.key: line for line in self.lines}
        return tuple(by_key[key] for key in MAIN if key in by_key)

    def standing(self, standing: Standing) -> tuple[Line, ...]:
        """Return the main lines that stand so."""
        return tuple(line for line in self.main if line.here.standing is standing)


_sheets = PerRevision[Sheet]()


def sheet(facts: Facts, code: str, selection: Selection, today: date) -> Sheet:
    """Return an area's page, worked out once per revision and day; raises UsageError for another code."""
    own = replace(selection, territories=frozenset({code}))
    return _sheets.get(facts, (own, today), lambda: work_out(facts, code, own, today))


def work_out(facts: Facts, code: str, own: Selection, today: date) -> Sheet:
    """Return an area's page; `own` is a period with the area as its perimeter."""
    scale = scale_of(facts.territory, code)
    if scale is None:
        raise UsageError(f"« {code} » n'est pas un territoire du plan.")
    area = areas(facts.territory, scale)[code]
    so_far = up_to(own, today)
    committee = last_committee(facts, so_far.end)
    return Sheet(
        area=area,
        scale=scale,
        own=own,
        committee=committee if committee and committee >= own.start else None,
        lines=tuple(_line(facts, each, own, so_far, scale) for each in comparable(scale)),
        goals=tuple(_goals(facts, so_far)),
        months=monthly(facts, BY_KEY["participations"], own, today).table,
        genders=by_dimension(facts, BY_KEY["beneficiaires"], own, "genre").table,
        ages=by_dimension(facts, BY_KEY["beneficiaires"], own, "tranche_age").table,
        anonymous=measure(BY_KEY["participations_anonymes"], facts, own),
        device_types=by_dimension(facts, BY_KEY["appareils_remis"], own, "type").table,
        terms=by_dimension(facts, BY_KEY["appareils_remis"], own, "modalite").table,
        money=_money(facts, own, scale),
        points=near_points(facts, own, area),
        workshops=coming_workshops(facts, code, scale, today),
        stops=coming_stops(facts, code, scale, today),
        gaps=gaps(facts, area, own, scale, today),
    )


def _line(facts: Facts, indicator: Indicator, own: Selection, so_far: Selection, scale: Scale) -> Line:
    (code,) = own.territories
    comparison = shared.comparison(facts, indicator, own, scale)
    return Line(comparison, comparison.of(code), _change(facts, indicator, so_far, scale))


def _change(facts: Facts, indicator: Indicator, so_far: Selection, scale: Scale) -> float | None:
    """Return value(start, end) − value(start, last committee), as `targets.change_since` defines it.

    Every area's values at the committee are worked out together, and serve every area's page.
    """
    (code,) = so_far.territories
    committee = last_committee(facts, so_far.end)
    if committee is None or committee < so_far.start:
        return None
    here = [
        shared.comparison(facts, indicator, each, scale).of(code)
        for each in (so_far, replace(so_far, end=committee))
    ]
    now, before = map(_value, here)
    if any(each.masked for each in here) or now is None or (before is None and not indicator.cumulative):
        return None
    return now - (before or 0)


def _value(each: AreaStanding) -> float | None:
    return each.figure.value if each.figure else None


def _goals(facts: Facts, so_far: Selection) -> list[Goal]:
    (code,) = so_far.territories
    targeted = facts.targets.filter(pl.col("territory") == code)["indicator"].unique(maintain_order=True)
    found = ((BY_KEY[key], assess(facts, BY_KEY[key], so_far)) for key in targeted if key in BY_KEY)
    return [Goal(indicator, assessment) for indicator, assessment in found if assessment]


def _money(facts: Facts, own: Selection, scale: Scale) -> tuple[MoneyLine, ...]:
    """Return the amounts earmarked to the area in the period, the latest first."""
    (code,) = own.territories
    rows = facts.budget.filter(
        pl.col("date").is_between(own.start, own.end), pl.col(f"home_{scale.value}").cast(pl.String) == code
    ).sort("date", "key", descending=True)
    return tuple(
        MoneyLine(row["date"], row["nature"], row["label"], row["funder"], row["cents"])
        for row in rows.iter_rows(named=True)
    )
