"""What the data do not say about an area, counted."""

from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from dashboard.disclosure import is_outside
from dashboard.indicators import BY_KEY
from dashboard.measuring import measure, split
from dashboard.neighbourhoods.scales import Scale
from dashboard.quality import WITHOUT_ATTENDANCE
from dashboard.quality.declaration import in_period
from dashboard.selection import Basis, Selection
from data_access.facts import Facts
from data_access.territory import Area
from data_access.vocabulary import HELD, UNKNOWN


@dataclass(frozen=True, slots=True)
class Part:
    """How many out of how many."""

    missing: float
    whole: float


@dataclass(frozen=True, slots=True)
class Gaps:
    """Unknowns of the period; `here` counts workshops held in the area, the rest concerns its inhabitants.

    `nowhere` are the plan's attendances without a known residence, some of which may be from here;
    `not_earmarked` are euros committed that are tied to no territory.
    """

    has_population: bool
    is_approximate: bool
    without_attendance: Part
    without_hours: Part
    strangers_here: Part
    without_gender: Part
    without_age: Part
    nowhere: Part
    not_earmarked: Part


def gaps(facts: Facts, area: Area, own: Selection, scale: Scale, today: date) -> Gaps:
    """Return what is missing about an area; `own` is the period with the area as its perimeter.

    How good the data are is the team's business.
    """
    if is_outside(facts):
        return _of_the_area(area)
    at_place = replace(own, basis=Basis.PLACE)
    everywhere = replace(own, territories=frozenset())
    here = pl.col(f"place_{scale.value}").cast(pl.String) == area.code
    held = in_period(facts.workshops, own).filter(pl.col("status") == HELD, here)
    entered = WITHOUT_ATTENDANCE.among(facts, own, today).filter(here)
    return Gaps(
        has_population=area.population is not None,
        is_approximate=area.approximate,
        without_attendance=Part(len(entered.filter(WITHOUT_ATTENDANCE.flaw)), len(entered)),
        without_hours=Part(held["minutes"].null_count(), len(held)),
        strangers_here=_strangers(facts, at_place),
        without_gender=_unknown(facts, "beneficiaires", own, "genre"),
        without_age=_unknown(facts, "beneficiaires", own, "tranche_age"),
        nowhere=_unknown(facts, "participations", replace(everywhere, basis=Basis.RESIDENCE), scale.value),
        not_earmarked=_unknown(facts, "budget_engage", everywhere, scale.value),
    )


def _of_the_area(area: Area) -> Gaps:
    nothing = Part(0, 0)
    return Gaps(area.population is not None, area.approximate, *[nothing] * 7)


def _unknown(facts: Facts, key: str, selection: Selection, dimension: str) -> Part:
    groups = split(BY_KEY[key], facts, selection, dimension)
    missing = sum(group.figure.value or 0 for group in groups if group.code == UNKNOWN)
    return Part(missing, measure(BY_KEY[key], facts, selection).value or 0)


def _strangers(facts: Facts, at_place: Selection) -> Part:
    """Return the attendances at workshops held here whose residence nobody knows."""
    share = measure(BY_KEY["part_qpv"], facts, at_place)
    whole = measure(BY_KEY["participations"], facts, at_place).value or 0
    return Part(whole - (share.denominator or 0), whole)
