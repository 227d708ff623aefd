"""The calm screen of a database that does not answer."""

from dashboard.ui.rendering import show as show_template
from data_access.errors import InclusionError


def show(error: InclusionError) -> None:
    """Say what happens and what to do; the page comes back by itself."""
    show_template("outage.html", sentence=str(error))
