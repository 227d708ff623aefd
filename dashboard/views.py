"""What a saved view holds, and how it is said."""

from datetime import date

from dashboard import address
from dashboard.address import Choice, Query
from dashboard.screens import BY_NAME, SCREENS, Screen
from dashboard.selection import Preset
from dashboard.wording import PRESETS, area_name, basis, dates, listing, perimeter
from data_access.facts import Facts
from data_access.views import View


def kept(screen: Screen, query: Query, facts: Facts, today: date) -> dict[str, list[str]]:
    """Return the parameters of an address that a view of this page keeps: the filters and the page's own."""
    own = {name: list(query[name]) for name in screen.parameters if query.get(name)}
    return address.read(query, facts, today).to_query() | own


def screen_of(view: View) -> Screen:
    """Return the page that a view opens: the first one when its own is gone."""
    return BY_NAME.get(view.page, SCREENS[0])


def summary(screen: Screen, query: Query, facts: Facts, today: date) -> str:
    """Return « Ateliers, mois dernier, Maubeuge, selon la résidence »."""
    choice = address.read(query, facts, today)
    pieces = [
        screen.title,
        period(choice),
        perimeter(choice.selection.territories, facts.territory),
        basis(choice.selection),
    ]
    if any(name in query for name in screen.parameters):
        pieces.append("avec les réglages de la page")
    lost = [area_name(code, facts.territory) for code in address.lost_areas(query, facts)]
    if lost:
        pieces.append(f"sans {listing(lost)}, qui n'existe{'nt' if len(lost) > 1 else ''} plus")
    return ", ".join(pieces)


def period(choice: Choice) -> str:
    """Return « mois dernier », or the dates when they are free."""
    said = dates(choice.selection) if choice.preset is Preset.FREE else PRESETS[choice.preset]
    return said[0].lower() + said[1:]
