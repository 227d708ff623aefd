"""Entry script, run for every reader and every change: the shell shared by all pages."""

from pathlib import Path

import streamlit as st

from dashboard import clock, source
from dashboard.screens import BY_NAME, SCREENS
from dashboard.ui import bar, filters, header, live, outage, theme, welcome
from data_access.errors import InclusionError

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    st.Page(ROOT / "pages" / f"{screen.name}.py", title=screen.title, default=screen is SCREENS[0])
    for screen in SCREENS
    if (ROOT / "pages" / f"{screen.name}.py").exists()
]


def main() -> None:
    """Show the page asked for, the first screen of an empty installation, or why there is none."""
    page = st.navigation(PAGES, position="top")
    st.set_page_config(
        page_title=f"{page.title} · Plan d'inclusion numérique",
        page_icon=str(ROOT / "dashboard" / "static" / "icon.svg"),
        layout="wide",
    )
    theme.apply()
    shown: int | None = None
    try:
        facts = source.store().current()
        shown = facts.revision
        if facts.is_empty:
            welcome.show(facts)
        else:
            screen = BY_NAME.get(page.url_path, SCREENS[0])
            filters.keep_across_pages(screen)
            header.band(facts, clock.today())
            bar.show(screen, facts, clock.today())
            page.run()
    except InclusionError as error:
        outage.show(error)
    live.watch(shown)


main()
