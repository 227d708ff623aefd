"""What a reader opens and takes away, for the journal."""

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from dashboard import source
from dashboard.access import Reader, recording
from dashboard.ui import identity
from data_access.access import limits
from data_access.access.journal import Event, Kind
from data_access.errors import UsageError

LAST = "visite-derniere"
MOST_EXPORTS = 60


def opened(reader: Reader, page: str) -> None:
    """Note that a page was opened, once per page and selection."""
    visit = identity.event(reader, Kind.OPENING, page)
    if visit.share_link_id is not None and LAST not in st.session_state:
        recording.entered(visit.share_link_id)
    _once(visit)


def refused(reader: Reader, page: str) -> None:
    """Note that a reader asked for a page which is not theirs."""
    _once(identity.event(reader, Kind.REFUSAL, page))


def _once(visit: Event) -> None:
    seen = (visit.kind, visit.role, visit.page, visit.selection)
    if st.session_state.get(LAST) != seen:
        st.session_state[LAST] = seen
        recording.note(visit)


def exported(name: str, make: Callable[[], bytes]) -> Callable[[], bytes]:
    """Return `make`, noted in the journal when a reader takes the file away, and refused past the limit."""
    reader = identity.known()
    taken = identity.event(reader, Kind.EXPORT, name)
    key = f"export {reader.session_id}"

    def take() -> bytes:
        now = datetime.now(UTC)
        if reader.session_id is not None:
            if limits.reached(source.engine(), key, MOST_EXPORTS, now):
                raise UsageError("Trop de fichiers ont été demandés. Réessayez dans dix minutes.")
            limits.count(source.engine(), key, now)
        recording.note(taken)
        return make()

    return take
