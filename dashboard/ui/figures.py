"""A strip of figures: each with its change, its target, and the way to its definition."""

from collections.abc import Sequence

from dashboard.key_figures import KeyFigure
from dashboard.ui import filters
from dashboard.ui.rendering import show


def strip(figures: Sequence[KeyFigure], title: str, note: str = "") -> None:
    """Show figures side by side under a title that only assistive technologies read."""
    show("figures.html", figures=figures, title=title, note=note, method=method_link)


def method_link(key: str) -> str:
    """Return the address of an indicator's definition, filters kept."""
    return f"methode{filters.query_string()}#indicateur-{key}"
