"""Comparisons and courses, worked out once per revision and shared by every session."""

from dataclasses import replace
from datetime import date

from dashboard.indicators.declaration import Indicator
from dashboard.neighbourhoods.comparing import Comparison, compare
from dashboard.neighbourhoods.courses import Courses, courses
from dashboard.neighbourhoods.scales import Scale
from dashboard.selection import Selection
from dashboard.sharing import PerRevision
from data_access.facts import Facts

KEPT = 2_000
_comparisons = PerRevision[Comparison](KEPT)
_courses = PerRevision[Courses](KEPT)


def comparison(facts: Facts, indicator: Indicator, selection: Selection, scale: Scale) -> Comparison:
    """Return every area's standing, the perimeter set aside."""
    everywhere = replace(selection, territories=frozenset())
    key = indicator.key, everywhere, scale
    return _comparisons.get(facts, key, lambda: compare(facts, indicator, everywhere, scale))


def monthly_courses(
    facts: Facts, indicator: Indicator, selection: Selection, scale: Scale, today: date
) -> Courses:
    """Return every area's course by month, the perimeter set aside."""
    everywhere = replace(selection, territories=frozenset())
    key = indicator.key, everywhere, scale, today
    return _courses.get(facts, key, lambda: courses(facts, indicator, everywhere, scale, today))
