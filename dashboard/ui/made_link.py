"""A link just made, whose secret is told once."""

from dataclasses import dataclass
from urllib.parse import urlsplit

import streamlit as st

from dashboard.access import mode
from dashboard.ui.rendering import show as show_template

LOCAL = "http://127.0.0.1:8501"


@dataclass(frozen=True, slots=True)
class MadeLink:
    """A link just made: for whom, where it leads on this site, what to know before sending it."""

    label: str
    address: str
    note: str


def keep(page: str, label: str, path: str, note: str) -> None:
    """Keep a link for the one screen that just made it."""
    st.session_state[_key(page)] = MadeLink(label, f"{_site()}{path}", note)


def show(page: str) -> None:
    """Show the link that this screen made on a page, until its maker hides it."""
    made = st.session_state.get(_key(page))
    if made is None:
        return
    with st.container(key="lien-cree", gap="small"):
        show_template("made_link.html", made=made)
        st.button(
            "J'ai gardé le lien, le masquer",
            key="lien-masquer",
            on_click=forget,
            args=(page,),
            type="tertiary",
        )


def forget(page: str, label: str | None = None) -> None:
    """Show a page's link no more; given a label, only if the link is that one's."""
    made = st.session_state.get(_key(page))
    if made is not None and label in (None, made.label):
        del st.session_state[_key(page)]


def _key(page: str) -> str:
    return f"{page}-cree"


def _site() -> str:
    """Return the site's address: the one set, else, on this machine alone, the one shown."""
    here = urlsplit(st.context.url or LOCAL)
    return mode.public_url() or f"{here.scheme}://{here.netloc}"
