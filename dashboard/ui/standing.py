"""Where the plan stands: the verdict, and over what."""

from dashboard.overview import Overview
from dashboard.ui.rendering import show
from dashboard.verdict import verdict as words
from dashboard.wording import selection_sentence
from data_access.territory import Territory


def verdict(view: Overview, territory: Territory) -> None:
    """Show the verdict sentence and the sentence of the selection."""
    opening, pieces = words(view.statuses)
    sentence = selection_sentence(view.selection, territory)
    show(
        "standing.html",
        opening=opening,
        pieces=pieces,
        selection=sentence,
        committee=view.committee,
        has_changes=view.has_changes,
        points=len(view.attention),
    )
