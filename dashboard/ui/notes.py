"""What deserves attention, and what was known before the plan."""

from dashboard.overview import Overview
from dashboard.ui.rendering import show
from data_access.facts import Facts


def notes(view: Overview, facts: Facts) -> None:
    """Show the points that deserve attention and the context figures with their source."""
    show("notes.html", points=view.attention, context=facts.context)
