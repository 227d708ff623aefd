"""What frames every page: who looks, whose plan, how fresh, demonstration or not."""

from datetime import date

import streamlit as st

from dashboard import clock, shares
from dashboard.access import ROLE_NAMES, Reader, Scope, addresses
from dashboard.access.recognising import DEMONSTRATION_ROLES
from dashboard.overview import latest
from dashboard.ui.rendering import show
from data_access.facts import Facts


def account(reader: Reader, page: str) -> None:
    """Show who is signed in and the way out or, in the demonstration, the roles to try.

    A partner's way out stands beside what they are shown.
    """
    if reader.scope and reader.session_id is not None:
        return
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    show(
        "account.html",
        reader=reader,
        here=addresses.page(page, query),
        roles={role.value: ROLE_NAMES[role] for role in DEMONSTRATION_ROLES},
    )


def shared(reader: Reader, scope: Scope, facts: Facts) -> None:
    """Tell a partner whose perimeter this is, over which months, until when, and that nothing changes."""
    show(
        "shared.html",
        label=reader.name,
        where=shares.where(scope.territories, facts.territory),
        period=shares.period(scope.start, scope.end),
        until=shares.last_day(scope.until) if scope.until else None,
        by_link=reader.session_id is not None,
    )


def band(facts: Facts, today: date) -> None:
    """Show the title band and, for demonstration data, the mark that never leaves the screen."""
    show("band.html", facts=facts, freshest=latest(facts, today), committed=clock.local(facts.committed_at))


def foot() -> None:
    """Show what every reader may want to know of their own data."""
    show("foot.html")
