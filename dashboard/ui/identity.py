"""Who looks at this screen, read again from the database at every run, and the facts that are theirs."""

from collections.abc import Mapping
from datetime import UTC, datetime

import streamlit as st

from dashboard import clock, source
from dashboard.access import RESERVED, Denied, Reader, Right, require
from dashboard.access.recognising import is_by_link, recognise
from dashboard.scoping import facts_for
from data_access.access import network
from data_access.access.journal import Author, Event, Kind
from data_access.facts import Facts

HERE = "127.0.0.1"
"""Streamlit gives no address for a browser on the server's own machine."""
KNOWN = "lecteur-reconnu"
CLOSED = (
    "La vue partagée que vous regardiez n'est plus ouverte. Rouvrez le lien reçu ; s'il n'ouvre plus rien, "
    "demandez-en un autre à la personne qui vous l'a envoyé."
)
OVER = "Votre session est terminée ou votre accès a été retiré. Connectez-vous pour continuer."


def current() -> Reader:
    """Return who is looking; raises Denied for nobody, StorageError.

    The cookie is the one of the connection: only a key, whose worth is asked for each time.
    """
    reader = recognise(cookies())
    if reader is None:
        st.session_state.pop(KNOWN, None)
        if is_by_link(cookies()):
            raise Denied(CLOSED, by_link=True)
        raise Denied(OVER)
    st.session_state[KNOWN] = reader
    return reader


def cookies() -> Mapping[str, str]:
    """Return the cookies that the browser presented when it connected."""
    return st.context.cookies


def known() -> Reader:
    """Return who was found to be looking when this run began; raises Denied, StorageError."""
    reader = st.session_state.get(KNOWN)
    return reader if isinstance(reader, Reader) else current()


def needing(right: Right) -> Reader:
    """Return who is looking, if they have a right; raises Denied, StorageError. Call it in every callback."""
    reader = current()
    require(reader, right)
    return reader


def inside() -> Reader:
    """Return who is looking, unless they came by a shared link; raises Denied, StorageError."""
    reader = current()
    if reader.scope is not None:
        raise Denied(RESERVED[Right.VIEW], signed_in=True)
    return reader


def facts() -> Facts:
    """Return the latest facts that the reader may see; raises Denied, StorageError."""
    return facts_for(current(), source.store().current(), clock.today())


def author(reader: Reader) -> Author:
    """Return a reader as whoever grants or takes back an access."""
    prefix = network.prefix(st.context.ip_address or HERE)
    return Author(reader.name, reader.role, reader.reader_id, prefix)


def event(reader: Reader, kind: Kind, page: str, detail: str | None = None) -> Event:
    """Return what a reader does as the journal keeps it."""
    return Event(
        datetime.now(UTC),
        kind,
        role=reader.role,
        reader_id=reader.reader_id,
        share_link_id=reader.scope.link_id or None if reader.scope else None,
        page=page,
        selection={name: st.query_params.get_all(name) for name in st.query_params},
        detail=detail,
        address_prefix=network.prefix(st.context.ip_address or HERE),
    )
