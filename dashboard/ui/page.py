"""The head of a domain page: its title, the sentence of the selection, the basis in use."""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager

import streamlit as st

from dashboard.access import Right, may
from dashboard.indicators import BY_KEY
from dashboard.selection import Basis
from dashboard.ui import identity
from dashboard.ui.reading import Reading
from dashboard.ui.rendering import show
from dashboard.wording import selection_sentence


def head(title: str, now: Reading, keys: Iterable[str] = ()) -> None:
    """Show the page's title and what it is about; `keys` are the indicators whose basis may differ."""
    chosen = now.selection.basis
    bases = {BY_KEY[key].basis(chosen) for key in keys}
    show(
        "page.html",
        title=title,
        selection=selection_sentence(now.selection, now.facts.territory),
        note=_other_basis(chosen) if bases - {chosen} else "",
    )


def title(words: str, lead: str) -> None:
    """Show the title of a page that shows no figure, and a sentence under it."""
    show("page.html", title=words, selection=lead, note="")


def contents(parts: Mapping[str, str]) -> None:
    """Show links to the page's sections: their short names by anchor."""
    show("contents.html", parts=parts)


def section(title: str, lead: str = "", anchor: str = "") -> None:
    """Show a section's title and, when given, a sentence under it."""
    show("section.html", title=title, lead=lead, anchor=anchor)


def rows(title: str, lead: str, anchor: str = "") -> None:
    """Show the title of a list; the sentence that says how to use it is for who sees its rows."""
    section(title, lead if may(identity.known(), Right.LISTS) else "", anchor)


def choice(name: str) -> AbstractContextManager[object]:
    """Return the place of a choice that belongs to the page."""
    return st.container(key=f"reglage-{name}")


def _other_basis(chosen: Basis) -> str:
    if chosen is Basis.RESIDENCE:
        return "Les ateliers, leurs heures et leur remplissage se comptent toujours au lieu de l'atelier."
    return "Les chiffres par habitant et les remises d'appareils se comptent toujours à la résidence."
