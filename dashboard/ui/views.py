"""Saved views: open one, keep the address at hand under a name, rename or remove one."""

import re
from collections.abc import Sequence

import streamlit as st

from dashboard import clock, source
from dashboard import views as saying
from dashboard.access import Denied, Right
from dashboard.screens import Screen
from dashboard.selection import Preset
from dashboard.ui import filters, identity, question
from dashboard.ui.rendering import show
from dashboard.ui.said import Message
from data_access import views
from data_access.errors import InclusionError
from data_access.facts import Facts
from data_access.views import NAME_MAX, NameTakenError, View

OPEN, GOING = "vues", "vues-a-ouvrir"
SAID, REPLACING, REMOVING = "vues-dit", "vues-a-remplacer", "vues-a-supprimer"
NAME, CHOSEN, NEW_NAME = "vues-nom", "vues-choisie", "vues-nouveau-nom"
MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:^=&\"'])")


@st.fragment
def menu(screen: Screen) -> None:
    """Show the button of the saved views; what it opens is read from the database each time.

    A partner never has it: views name what the whole team looks at.
    """
    going = st.session_state.pop(GOING, None)
    if going:
        filters.go(saying.screen_of(going), going.query)
    opened = st.popover("Vues", icon=":material/bookmark:", key=OPEN, on_change=_forget)
    if not opened.open:
        return
    with opened, st.container(key="vues-panneau", gap="small"):
        try:
            identity.inside()
            _panel(screen, identity.facts())
        except InclusionError as error:
            show("said.html", message=Message(str(error), refused=True))


def _panel(screen: Screen, facts: Facts) -> None:
    known = views.saved(source.engine())
    show("said.html", message=st.session_state.pop(SAID, None))
    _list(known, facts)
    try:
        identity.needing(Right.VIEWS)
    except Denied as denial:
        show("note.html", note=str(denial))
        return
    _saving(screen, facts)
    if known:
        _managing(known)


def _list(known: Sequence[View], facts: Facts) -> None:
    show("views.html", count=len(known))
    with st.container(key="vues-liste", gap="xxsmall"):
        for view in known:
            summary = saying.summary(saying.screen_of(view), view.query, facts, clock.today())
            st.button(
                _literal(view.name), key=f"vue-{view.id}", on_click=_open, args=(view,), type="tertiary"
            )
            show("view.html", summary=summary)


def _saving(screen: Screen, facts: Facts) -> None:
    """Offer to save the address at hand, or to replace the view that bears the name already."""
    query = saying.kept(screen, filters.query(), facts, clock.today())
    summary = saying.summary(screen, query, facts, clock.today())
    follows = filters.choice(facts, clock.today()).preset is not Preset.FREE
    show("saving.html", summary=summary, follows=follows)
    taken = st.session_state.get(REPLACING)
    if taken:
        question.show(
            f"Une vue s'appelle déjà « {taken} ». La remplacer ?",
            ("Remplacer", lambda: _save(screen, query, taken)),
            ("Garder l'ancienne", lambda: _drop(REPLACING)),
            "vues-remplacer",
        )
        return
    with st.form("vues-enregistrer", border=False):
        st.text_input(
            "Nom de la vue", key=NAME, max_chars=NAME_MAX, placeholder="QPV de Maubeuge, par exemple"
        )
        st.form_submit_button("Enregistrer", on_click=lambda: _save(screen, query), type="primary")


def _managing(known: Sequence[View]) -> None:
    """Offer to rename or remove one of the views."""
    names = {view.id: view.name for view in known}
    with st.expander("Renommer ou supprimer une vue"):
        chosen = st.selectbox(
            "Vue", list(names), format_func=names.__getitem__, key=CHOSEN, placeholder="Choisir une vue"
        )
        if st.session_state.get(REMOVING) == chosen:
            question.show(
                f"Supprimer « {names[chosen]} » pour tout le monde ?",
                ("Supprimer la vue", lambda: _remove(chosen, names[chosen])),
                ("La garder", lambda: _drop(REMOVING)),
                "vues-supprimer",
            )
            return
        with st.form("vues-renommer", border=False):
            st.text_input("Nouveau nom", key=NEW_NAME, max_chars=NAME_MAX)
            with st.container(horizontal=True, gap="small"):
                st.form_submit_button("Renommer", on_click=lambda: _rename(chosen))
                st.form_submit_button(
                    "Supprimer…", on_click=lambda: st.session_state.update({REMOVING: chosen})
                )


def _save(screen: Screen, query: dict[str, list[str]], replacing: str = "") -> None:
    """Save under the name typed, or over the name confirmed."""
    state = st.session_state
    state.pop(REPLACING, None)
    try:
        identity.needing(Right.VIEWS)
        name = replacing or state[NAME]
        view = views.save(source.engine(), name, screen.name, query, replace=bool(replacing))
        state[SAID] = Message(f"Vue « {view.name} » enregistrée.")
        state[NAME] = ""
    except NameTakenError as taken:
        state[REPLACING] = taken.name
    except InclusionError as error:
        state[SAID] = Message(str(error), refused=True)


def _rename(chosen: int) -> None:
    state = st.session_state
    try:
        identity.needing(Right.VIEWS)
        views.rename(source.engine(), chosen, state[NEW_NAME])
        state[SAID], state[NEW_NAME] = Message("Vue renommée."), ""
    except InclusionError as error:
        state[SAID] = Message(str(error), refused=True)


def _remove(chosen: int, name: str) -> None:
    state = st.session_state
    state.pop(REMOVING, None)
    try:
        identity.needing(Right.VIEWS)
        views.remove(source.engine(), chosen)
        state[SAID] = Message(f"Vue « {name} » supprimée.")
    except InclusionError as error:
        state[SAID] = Message(str(error), refused=True)


def _open(view: View) -> None:
    """Close the panel; the run that follows leaves for the view."""
    st.session_state[OPEN] = False
    st.session_state[GOING] = view


def _forget() -> None:
    """Ask no question again that was left unanswered when the panel was closed."""
    _drop(REPLACING, REMOVING, SAID)


def _drop(*keys: str) -> None:
    for key in keys:
        st.session_state.pop(key, None)


def _literal(text: str) -> str:
    """Return a text that Markdown shows as it is."""
    return MARKDOWN.sub(r"\\\1", text)
