"""A question asked before what cannot be undone."""

from collections.abc import Callable

import streamlit as st

from dashboard.ui.rendering import show as show_template

UNCHANGED = "Ne rien changer"
Answer = tuple[str, Callable[[], None]]


def show(question: str, yes: Answer, no: Answer, key: str) -> None:
    """Show a question and its answers, the one that acts first."""
    show_template("question.html", question=question)
    with st.container(horizontal=True, gap="small"):
        st.button(yes[0], key=f"{key}-oui", on_click=yes[1], type="primary")
        st.button(no[0], key=f"{key}-non", on_click=no[1])
