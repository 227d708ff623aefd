"""What frames every page: who looks, whose plan, how fresh, demonstration or not."""

from datetime import date

import streamlit as st

from dashboard import clock
from dashboard.access import Reader, addresses
from dashboard.access.reader import ROLE_NAMES
from dashboard.access.recognising import DEMONSTRATION_ROLES
from dashboard.overview import latest
from dashboard.ui.rendering import show
from data_access.facts import Facts


def account(reader: Reader, page: str) -> None:
    """Show who is signed in and the way out or, in the demonstration, the roles to try."""
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    show(
        "account.html",
        reader=reader,
        here=addresses.page(page, query),
        roles={role.value: ROLE_NAMES[role] for role in DEMONSTRATION_ROLES},
    )


def band(facts: Facts, today: date) -> None:
    """Show the title band and, for demonstration data, the mark that never leaves the screen."""
    show("band.html", facts=facts, freshest=latest(facts, today), committed=clock.local(facts.committed_at))


def foot() -> None:
    """Show what every reader may want to know of their own data."""
    show("foot.html")
