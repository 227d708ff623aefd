"""The bar under the band of every page: filters, files, saved views, the link of what is shown."""

from datetime import date

import streamlit as st

from dashboard.access import Reader, Right, may
from dashboard.screens import Screen
from dashboard.ui import files, filters, meeting, views
from dashboard.ui.rendering import show as show_template
from data_access.facts import Facts


def show(screen: Screen, reader: Reader, facts: Facts, today: date) -> None:
    """Show the bar, and what the address asks for in vain; files and saved views are the team's."""
    with st.container(key="filtres", horizontal=True, vertical_alignment="center", gap="small"):
        filters.show(facts, today)
        with st.container(key="partage", horizontal=True, vertical_alignment="center", gap="small"):
            if reader.scope is None:
                files.menu()
                views.menu(screen)
            show_template("link.html")
            if may(reader, Right.STEERING):
                href = meeting.address(screen.name)
                show_template("seance_link.html", href=href, label="Mode séance", strong=False)
    lost = filters.lost_areas(facts)
    if lost:
        show_template("lost.html", lost=lost)
