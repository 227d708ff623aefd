"""A list that readers search, sort, leaf through, export, and open row by row."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard.access import Denied, Right
from dashboard.exhibits.listing import Listing
from dashboard.ui import identity, visits
from dashboard.ui.exhibit import CSV
from dashboard.ui.rendering import render
from dashboard.ui.rendering import show as show_template
from dashboard.wording import count

NAME = "inclusion.liste"
CODE = "export default (component) => window.inclusion.list(component)"
Opened = Callable[[str], None]
Nouns = tuple[str, str]


@dataclass(slots=True)
class _Order:
    """How a reader leafs through a list."""

    name: str
    descending: bool
    page: int = 1


@st.fragment
def show(listing: Listing, by: str, nouns: Nouns, drawer: Opened, *, descending: bool = True) -> None:
    """Show a list first sorted `by` a column; `drawer` shows the row opened, `nouns` say what rows are.

    Who may not see rows is told who may, and no row is sent.
    """
    try:
        identity.needing(Right.VIEW if listing.is_open else Right.LISTS)
    except Denied as denial:
        show_template("reserved.html", sentence=str(denial))
        return
    order = st.session_state.setdefault(f"liste-{listing.key}", _Order(by, descending))
    with st.container(key=f"liste-{listing.key}", gap="small"):
        with st.container(key=f"outils-{listing.key}", horizontal=True, vertical_alignment="bottom"):
            asked = st.text_input(
                "Rechercher",
                key=f"recherche-{listing.key}",
                placeholder="Un mot, une date, un lieu…",
                width=320,
            )
            found = listing.found(asked).sorted(order.name, descending=order.descending)
            order.page = min(order.page, found.pages)
            st.download_button(
                "Télécharger la liste (CSV)",
                visits.exported(listing.key, lambda: found.table().csv()),
                file_name=f"{listing.key}.csv",
                mime=CSV,
                key=f"csv-{listing.key}",
                on_click="ignore",
                type="tertiary",
                icon=":material/download:",
            )
        _rows(found, order, nouns, drawer)


def _rows(found: Listing, order: _Order, nouns: Nouns, drawer: Opened) -> None:
    ids, cells = found.page(order.page)
    html = render(
        "listing.html",
        listing=found,
        order=order,
        said=count(len(found.frame), *nouns),
        rows=list(zip(ids, cells, strict=True)),
    )
    key = f"lignes-{found.key}"

    def sort() -> None:
        name = st.session_state[key].sorted
        if name in found.columns:
            order.descending = not order.descending if name == order.name else False
            order.name, order.page = name, 1

    def leaf() -> None:
        order.page = max(1, min(int(st.session_state[key].paged or 1), found.pages))

    shown = _component()(
        key=key, data=html, on_sorted_change=sort, on_paged_change=leaf, on_opened_change=lambda: None
    )
    if shown.opened in ids:
        drawer(str(shown.opened))


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., Any]:
    return st.components.v2.component(NAME, js=CODE, isolate_styles=False)
