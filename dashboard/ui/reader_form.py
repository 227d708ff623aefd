"""The form that invites somebody."""

from collections.abc import Callable

import streamlit as st

from dashboard.access import ROLE_NAMES, Role
from dashboard.ui.rendering import show as show_template
from dashboard.ui.said import Message
from data_access.access.invitations import DAYS, DAYS_MAX, Wanted
from data_access.access.readers import NAME_MAX, ROLES
from data_access.errors import InclusionError

OPEN, SAID, MADE = "lecteur-formulaire", "lecteur-formulaire-dit", "lecteur-formulaires"
NAME, ROLE, DAYS_OPEN = "lecteur-nom", "lecteur-role", "lecteur-jours"
USUAL = {NAME: "", ROLE: ROLES[0], DAYS_OPEN: DAYS}
DAYS_HELP = f"De 1 à {DAYS_MAX} jours, comptés de la première visite. Ensuite, invitez de nouveau."
ROLE_HELP = (
    "Lecteur : tous les chiffres, sans les listes ligne à ligne. Chef de projet : de plus les listes, les "
    "vues, les partages, le journal et cette page."
)

Make = Callable[[Wanted], None]


def show(make: Make, *, opened: bool) -> None:
    """Show the form; `make` receives what it asks for, and what it refuses is said under the button."""
    state = st.session_state
    for key, value in USUAL.items():
        state.setdefault(key, value)
    made = state.setdefault(MADE, 0)
    panel = st.expander("Inviter quelqu'un", expanded=opened and not made, key=f"{OPEN}-{made}")
    with panel, st.container(key="lecteur-champs", gap="small"):
        st.text_input(
            "Nom de la personne", key=NAME, max_chars=NAME_MAX, placeholder="Élue à l'inclusion, par exemple"
        )
        with st.container(horizontal=True, vertical_alignment="top", gap="medium"):
            st.segmented_control(
                "Rôle", ROLES, format_func=_named, key=ROLE, required=True, help=ROLE_HELP, width=300
            )
            st.number_input(
                "Jours d'accès",
                key=DAYS_OPEN,
                min_value=1,
                max_value=DAYS_MAX,
                step=1,
                help=DAYS_HELP,
                width=180,
            )
        st.button("Créer l'invitation", key="lecteur-inviter", type="primary", on_click=_send, args=(make,))
        show_template("said.html", message=state.pop(SAID, None))


def _named(role: str) -> str:
    return ROLE_NAMES[Role(role)]


def _send(make: Make) -> None:
    state = st.session_state
    try:
        make(Wanted(state[NAME], state[ROLE], state[DAYS_OPEN]))
    except InclusionError as error:
        state[SAID] = Message(str(error), refused=True)
        return
    state.update({MADE: state[MADE] + 1, **USUAL})
