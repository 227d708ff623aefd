"""Keeps an open screen up to date: looks at the revision and at the reader, redraws only when one changed."""

from time import monotonic

import streamlit as st

from dashboard import source
from dashboard.access import Reader
from dashboard.ui import identity
from data_access.errors import InclusionError, StorageError

EVERY_S = 1.5
PATIENCE_S = 0.8


def watch(shown: int | None, reader: Reader | None) -> None:
    """Redraw the page as soon as the revision at hand, or the reader known, is not the one shown."""
    with st.container(key="veille"):
        _look(shown, reader)


def watch_failure(error: InclusionError, reader: Reader | None) -> None:
    """Redraw a page that failed once the revision at hand, or the reader known, changes: not before.

    One that failed for want of the database is drawn again when it answers, a moment later at the earliest.
    """
    is_outage = isinstance(error, StorageError)
    with st.container(key="veille"):
        _look(None if is_outage else _at_hand(), reader, monotonic() + EVERY_S / 2 if is_outage else 0)


@st.fragment(run_every=EVERY_S)
def _look(shown: int | None, reader: Reader | None, not_before: float = 0) -> None:
    if monotonic() >= not_before and (_at_hand(), _present()) != (shown, reader):
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
