"""Statistical disclosure control: what may be told of small counts of people, and to whom; pure."""

from dashboard.disclosure.facts import SharedFacts, is_outside, shared
from dashboard.disclosure.figure import NOT_SHARED, SECRET, Figure, Group, Mask, hidden
from dashboard.disclosure.guard import Guard, guard_of
from dashboard.disclosure.masking import (
    protect,
    protect_course,
    protect_groups,
    protect_series,
    protect_table,
)
from dashboard.disclosure.rule import INSIDE, OUTSIDE, Rule, threshold_for
from dashboard.disclosure.window import Window, allowed_selection, window

__all__ = [
    "INSIDE",
    "NOT_SHARED",
    "OUTSIDE",
    "SECRET",
    "Figure",
    "Group",
    "Guard",
    "Mask",
    "Rule",
    "SharedFacts",
    "Window",
    "allowed_selection",
    "guard_of",
    "hidden",
    "is_outside",
    "protect",
    "protect_course",
    "protect_groups",
    "protect_series",
    "protect_table",
    "shared",
    "threshold_for",
    "window",
]
