"""The look: design tokens and blocks, in one style sheet."""

from pathlib import Path

import streamlit as st

STYLE = Path(__file__).with_name("style.css")


def apply() -> None:
    """Put the style sheet on the page."""
    st.html(STYLE)
