"""Statistical disclosure control: what may be told of small counts of people, and to whom; pure."""

from dashboard.disclosure.facts import SharedFacts, shared
from dashboard.disclosure.figure import SECRET, Figure, Group, Mask, hidden
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
    "protect",
    "protect_course",
    "protect_groups",
    "protect_series",
    "protect_table",
    "shared",
    "threshold_for",
    "window",
]
