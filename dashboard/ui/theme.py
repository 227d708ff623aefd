"""The look: design tokens, then one style sheet per block."""

from functools import cache
from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent
SHEETS = (HERE / "style.css", *sorted((HERE / "styles").glob("*.css")))


def apply() -> None:
    """Put the style sheets on the page."""
    st.html(_sheet())


@cache
def _sheet() -> str:
    return f"<style>{''.join(sheet.read_text('utf-8') for sheet in SHEETS)}</style>"
