"""The calm screen of who is not, or no longer, allowed in."""

import streamlit as st

from dashboard.access import Denied, addresses
from dashboard.ui.rendering import show as show_template


def show(denial: Denied, home: str) -> None:
    """Say why, and lead to the sign-in page, which comes back here, or to the first page that is theirs."""
    show_template(
        "denied.html", denial=denial, sentence=str(denial), sign_in=addresses.sign_in(_here()), home=home
    )


def _here() -> str:
    path = (st.context.url or "/").partition("://")[2].partition("/")[2]
    return addresses.page(path.strip("/"), {name: st.query_params.get_all(name) for name in st.query_params})
