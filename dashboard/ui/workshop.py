"""A workshop in its drawer."""

import streamlit as st

from dashboard.ui.listing import Opened
from dashboard.ui.rendering import show
from dashboard.workshops.sheet import sheet
from data_access.facts import Facts
from data_access.vocabulary import CANCELLED, HELD

MARKS = {HELD: "reached", CANCELLED: "unknown"}


def drawer(facts: Facts) -> Opened:
    """Return what opens a workshop by its rank."""

    @st.dialog("Atelier", position="right", width="medium")
    def opened(rank: str) -> None:
        found = sheet(facts, int(rank))
        show("workshop.html", sheet=found, mark=MARKS.get(found.state, "on-course"))

    return opened
