"""A strip of figures: each with its change, its target, and the way to its definition."""

from collections.abc import Mapping, Sequence

from dashboard.access import allowed
from dashboard.key_figures import KeyFigure
from dashboard.ui import filters, identity
from dashboard.ui.rendering import show

NOTHING_BESIDE: Mapping[str, Sequence[str]] = {}


def strip(
    figures: Sequence[KeyFigure],
    title: str,
    note: str = "",
    beside: Mapping[str, Sequence[str]] = NOTHING_BESIDE,
    *,
    exact: bool = False,
) -> None:
    """Show figures side by side under a title that only assistive technologies read.

    `beside` says what must be read with a figure, by indicator; `exact` keeps the cents of large amounts.
    """
    show(
        "figures.html",
        figures=figures,
        title=title,
        note=note,
        beside=beside,
        exact=exact,
        method=method_link,
    )


def method_link(key: str) -> str:
    """Return the address of an indicator's definition, filters kept; empty when it does not open."""
    is_open = allowed(identity.known(), "methode")
    return f"methode{filters.query_string()}#indicateur-{key}" if is_open else ""
