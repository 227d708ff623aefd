"""The access journal on screen."""

from datetime import UTC, datetime, timedelta

import polars as pl
import streamlit as st

from dashboard import clock, source
from dashboard.access import ROLE_NAMES, Right, Role
from dashboard.exhibits import table
from dashboard.exhibits.listing import Listing
from dashboard.exhibits.table import Column
from dashboard.screens import OTHERS, SCREENS
from dashboard.ui import identity, listing
from dashboard.ui.rendering import show as show_template
from dashboard.wording import hour, short_day
from data_access.access import journal
from data_access.access.journal import ADMINISTRATION, Entry

DAYS = {30: "30 derniers jours", 90: "3 derniers mois", 365: "12 derniers mois"}
MOST = 20_000
TITLES = {screen.name: screen.title for screen in (*SCREENS, *OTHERS)}
COLUMNS = {
    "at": Column("Date et heure", lambda text: _said(datetime.fromisoformat(text))),
    "event": table.text("Événement"),
    "who": table.text("Qui"),
    "role": table.text("Accès", absent="—"),
    "page": table.text("Page ou fichier", absent="—"),
    "detail": table.text("Précision", absent="—"),
    "network": table.text("Réseau", absent="—"),
}


def show() -> None:
    """Show who did what, newest first; each line opens."""
    identity.needing(Right.JOURNAL)
    with st.container(key="journal-periode"):
        days = st.selectbox("Période du journal", list(DAYS), format_func=DAYS.__getitem__, width=260)
    entries = journal.entries(source.engine(), datetime.now(UTC) - timedelta(days=days or 30), MOST)
    listing.show(
        Listing("journal", "Journal des accès", frame(entries), COLUMNS), "at", ("ligne", "lignes"), _drawer
    )


def frame(entries: list[Entry]) -> pl.DataFrame:
    """Return the journal's lines as the screen lists them."""
    rows = [
        {
            "id": str(entry.id),
            "at": f"{clock.local(entry.at):%Y-%m-%d %H:%M:%S}",
            "event": entry.kind,
            "who": _who(entry),
            "role": ROLE_NAMES[Role(entry.role)] if entry.role in set(Role) else None,
            "page": _titled(entry.page),
            "detail": entry.detail,
            "network": entry.address_prefix,
        }
        for entry in entries
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(("id", *COLUMNS), pl.String))


def _said(moment: datetime) -> str:
    return f"{short_day(moment)} à {hour(moment)}"


def _titled(page: str | None) -> str | None:
    """Return a page's title, or the file's name as it is."""
    return TITLES.get(page, page) if page else None


def _who(entry: Entry) -> str:
    if entry.share_link_id is not None:
        return f"Partage n° {entry.share_link_id}"
    if entry.role == ADMINISTRATION:
        return "Administration"
    return entry.name or ("Démonstration" if entry.role else "Inconnu")


@st.dialog("Ligne du journal", position="right", width="medium")
def _drawer(identifier: str) -> None:
    identity.needing(Right.JOURNAL)
    found = journal.entry(source.engine(), int(identifier))
    if found:
        told = {"who": _who(found), "page": _titled(found.page), "at": clock.local(found.at)}
        show_template("journal_entry.html", entry=found, **told)
