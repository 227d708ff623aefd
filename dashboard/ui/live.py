"""Keeps an open screen up to date: looks at the revision, redraws only when it changed."""

import streamlit as st

from dashboard import source
from data_access.errors import InclusionError

EVERY_S = 1.5
PATIENCE_S = 0.8


def watch(shown: int | None) -> None:
    """Redraw the page as soon as another revision than the one shown is at hand."""
    with st.container(key="veille"):
        _look(shown)


@st.fragment(run_every=EVERY_S)
def _look(shown: int | None) -> None:
    if _at_hand() != shown:
        st.rerun()


def _at_hand() -> int | None:
    """Return the revision that can be drawn; None while the database does not answer."""
    try:
        return source.store().revision_at_hand(PATIENCE_S)
    except InclusionError:
        return None
