"""Keeps an open screen up to date: looks at the revision and at the reader, redraws only when one changed."""

import streamlit as st

from dashboard import source
from dashboard.access import Reader
from dashboard.ui import identity
from data_access.errors import InclusionError

EVERY_S = 1.5
PATIENCE_S = 0.8


def watch(shown: int | None, reader: Reader | None) -> None:
    """Redraw the page as soon as the revision at hand, or the reader known, is not the one shown."""
    with st.container(key="veille"):
        _look(shown, reader)


@st.fragment(run_every=EVERY_S)
def _look(shown: int | None, reader: Reader | None) -> None:
    if (_at_hand(), _present()) != (shown, reader):
        st.rerun()


def _at_hand() -> int | None:
    """Return the revision that can be drawn; None while the database does not answer."""
    try:
        return source.store().revision_at_hand(PATIENCE_S)
    except InclusionError:
        return None


def _present() -> Reader | None:
    """Return who is looking; None for nobody, and while the database does not answer."""
    try:
        return identity.current()
    except InclusionError:
        return None
