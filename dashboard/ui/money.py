"""The drawer of a budget line."""

from collections.abc import Callable

import streamlit as st

from dashboard.money import lines
from dashboard.ui.rendering import show
from data_access.facts import Facts


def drawer(facts: Facts) -> Callable[[str], None]:
    """Return what opens a line of those facts beside the list."""

    @st.dialog("Ligne de budget", position="right", width="medium")
    def opened(number: str) -> None:
        show("budget_line.html", line=lines.line(facts, number))

    return opened
