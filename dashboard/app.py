"""Entry script, run for every reader and every change: the shell shared by all pages."""

from pathlib import Path

import streamlit as st

from dashboard import clock, screens
from dashboard.access import RESERVED, Denied, Reader, Right, allowed
from dashboard.access.reader import PAGE_RIGHTS
from dashboard.screens import BY_NAME, OTHERS, SCREENS, UNLISTED
from dashboard.ui import bar, denied, filters, header, identity, live, outage, theme, visits, welcome
from data_access.errors import InclusionError

ROOT = Path(__file__).resolve().parent.parent
FILES = {
    screen: path for screen in (*SCREENS, *OTHERS) if (path := ROOT / "pages" / f"{screen.name}.py").exists()
}


def main() -> None:
    """Show the page asked for, the first screen of an empty installation, or why there is none."""
    reader, refusal = _who()
    page = st.navigation(_pages(reader), position="top")
    st.set_page_config(
        page_title=f"{page.title} · Plan d'inclusion numérique",
        page_icon=str(ROOT / "dashboard" / "static" / "icon.svg"),
        layout="wide",
    )
    theme.apply()
    try:
        if reader is None:
            raise refusal or Denied(identity.OVER)
        live.watch(_show(reader, page), reader)
    except Denied as denial:
        denied.show(denial, screens.home(reader.scope.pages if reader and reader.scope else None))
    except InclusionError as error:
        outage.show(error)
        live.watch_failure(error, reader)


def _who() -> tuple[Reader | None, InclusionError | None]:
    """Return who is looking, or why nobody is known."""
    try:
        return identity.current(), None
    except InclusionError as error:
        return None, error


def _pages(reader: Reader | None) -> list[st.Page]:
    """Return every page; the menu lists those that open for the reader."""
    return [
        st.Page(
            path,
            title=screen.title,
            default=screen is SCREENS[0],
            visibility="visible" if _is_listed(reader, screen.name) else "hidden",
        )
        for screen, path in FILES.items()
    ]


def _is_listed(reader: Reader | None, name: str) -> bool:
    return reader is not None and allowed(reader, name) and name not in UNLISTED


def _show(reader: Reader, page: st.Page) -> int:
    """Draw the page for a reader; return the revision of what it shows. Raises Denied, StorageError."""
    name = page.url_path or SCREENS[0].name
    if not allowed(reader, name):
        visits.refused(reader, name)
        header.account(reader, page.url_path)
        raise Denied(RESERVED[PAGE_RIGHTS.get(name, Right.VIEW)], signed_in=True)
    facts, screen = identity.facts(), BY_NAME.get(name)
    if facts.is_empty and screen and reader.scope is None:
        header.account(reader, page.url_path)
        welcome.show(facts)
        return facts.revision
    if screen:
        filters.keep_across_pages(screen)
    header.account(reader, page.url_path)
    header.band(facts, clock.today())
    if reader.scope:
        header.shared(reader, reader.scope, facts)
    if screen:
        bar.show(screen, reader, facts, clock.today())
    visits.opened(reader, name)
    page.run()
    header.foot()
    return facts.revision


main()
