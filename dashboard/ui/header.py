"""The band at the top of every page: whose plan, how fresh, demonstration or not."""

from datetime import date

from dashboard import clock
from dashboard.overview import latest
from dashboard.ui.rendering import show
from data_access.facts import Facts


def band(facts: Facts, today: date) -> None:
    """Show the title band and, for demonstration data, the mark that never leaves the screen."""
    show("band.html", facts=facts, freshest=latest(facts, today), committed=clock.local(facts.committed_at))
