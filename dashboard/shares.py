"""Shared links as the screen, the export and the command line say them."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from dashboard import clock
from dashboard.exhibits import Table, table
from dashboard.exhibits.table import Column
from dashboard.screens import BY_NAME, SHAREABLE
from dashboard.wording import area_name, count, day, listing, short_day
from data_access.access.shared_view import SharedView
from data_access.access.shares import Link, State
from data_access.territory import Territory

NAMED = 4
"""Names told before the rest is counted."""
STATES = {
    State.ACTIVE: ("reached", "Actif"),
    State.PAUSED: ("watch", "Suspendu"),
    State.EXPIRED: ("data", "Expiré"),
    State.REVOKED: ("late", "Révoqué"),
}
"""The mark and the word of each state."""
COLUMNS = (
    table.number("Lien n°"),
    table.text("Nom"),
    table.text("État"),
    table.text("Périmètre"),
    table.text("Pages"),
    table.text("Période"),
    table.day("Ouvert jusqu'au"),
    Column("Phrase de passe"),
    table.text("Créé par"),
    table.day("Créé le"),
    table.day("Dernier accès", absent="jamais ouvert"),
    table.number("Accès"),
)


def opens_until(last: date) -> datetime:
    """Return the moment when a link whose last day this is stops opening: the midnight that ends it."""
    return datetime.combine(last + timedelta(days=1), time.min, clock.PARIS)


def last_day(expires_at: datetime) -> date:
    """Return the last day when a link opens."""
    return clock.local(expires_at - timedelta(seconds=1)).date()


def where(codes: Iterable[str], territory: Territory) -> str:
    """Return the names of a perimeter's areas; beyond four, how many more there are."""
    names = sorted((area_name(code, territory) for code in codes), key=str.casefold)
    if len(names) <= NAMED:
        return listing(names)
    others = count(len(names) - NAMED + 1, "autre territoire", "autres territoires")
    return f"{', '.join(names[: NAMED - 1])} et {others}"


def pages(view: SharedView) -> str:
    """Return the titles of the pages that a link opens, in the order of the menu."""
    names = [BY_NAME[name].title for name in SHAREABLE if name in view.pages]
    return "Toutes les pages de chiffres" if len(names) == len(SHAREABLE) else listing(names)


def period(start: date | None, end: date | None) -> str:
    """Return « Du … au … », « Depuis le … », or that the view follows the present."""
    if end is None:
        return f"Depuis le {day(start)}" if start else "À jour en continu"
    return f"Du {day(start)} au {day(end)}" if start else f"Jusqu'au {day(end)}"


def export(links: Iterable[Link], territory: Territory) -> Table:
    """Return the list of links as a file holds it: never a secret."""
    rows = tuple(
        (
            link.id,
            link.view.label,
            STATES[link.state][1],
            listing(sorted(area_name(code, territory) for code in link.view.territories)),
            pages(link.view),
            period(link.view.start, link.view.end),
            last_day(link.view.expires_at),
            "oui" if link.has_phrase else "non",
            link.maker,
            clock.local(link.created_at).date(),
            clock.local(link.last_access_at).date() if link.last_access_at else None,
            link.accesses,
        )
        for link in links
    )
    return Table("Liens de partage", COLUMNS, rows)


def accesses(link: Link) -> str:
    """Return « 3 accès, le dernier le 24/11/2026 », or that nobody came yet."""
    if link.last_access_at is None:
        return "Jamais ouvert"
    last = clock.local(link.last_access_at)
    return f"{count(link.accesses, 'accès', 'accès')}, le dernier le {short_day(last)}"
