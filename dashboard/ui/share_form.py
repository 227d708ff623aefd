"""The form that makes a shared link."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import streamlit as st

from dashboard import clock
from dashboard import shares as saying
from dashboard.address import EARLIEST, LATEST
from dashboard.screens import BY_NAME, SHAREABLE
from dashboard.ui import filters
from dashboard.ui.rendering import show as show_template
from dashboard.ui.said import Message
from data_access.access.phrases import LENGTH_MAX, LENGTH_MIN
from data_access.access.shared_view import LABEL_MAX, LONGEST, USUAL, SharedView
from data_access.errors import InclusionError, UsageError
from data_access.territory import Territory

OPEN, SAID, MADE = "partage-formulaire", "partage-formulaire-dit", "partage-formulaires"
LABEL, AREAS, PAGES = "partage-nom", "partage-perimetre", "partage-pages"
PERIOD, START, END = "partage-periode", "partage-du", "partage-au"
LAST, PHRASE, ORIGINS = "partage-dernier-jour", "partage-phrase", "partage-sites"
LIVE, LOCKED = "À jour en continu", "Période figée"
PHRASE_HELP = (
    f"De {LENGTH_MIN} à {LENGTH_MAX} caractères. Donnez-la à part du lien, par téléphone par exemple : elle "
    "n'est pas gardée en clair et ne pourra pas vous être redite."
)
ORIGINS_HELP = (
    "Adresses des sites qui peuvent afficher cette vue dans une de leurs pages, comme "
    "https://www.exemple.fr, séparées par des espaces. Le lien s'y écrit avec « ?embed=true » à la fin. "
    "Vide : aucun site."
)


PERIOD_HELP = (
    "En continu, chaque chiffre sur des personnes s'arrête au dernier mois où il peut être dit sans révéler "
    "quelques personnes, et le dit (« au 31 août ») ; une période qui ne part pas du début en montre moins. "
    "Pour un petit territoire, une période figée (un trimestre, une année) en montre davantage."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A view to share, and the phrase that protects it, empty without one."""

    view: SharedView
    phrase: str


Make = Callable[[Asked], None]


def show(territory: Territory, make: Make, *, opened: bool) -> None:
    """Show the form; `make` receives what it asks for, and what it refuses is said under the button."""
    state = st.session_state
    for key, value in _usual().items():
        state.setdefault(key, value)
    made = state.setdefault(MADE, 0)
    panel = st.expander("Créer un lien de partage", expanded=opened and not made, key=f"{OPEN}-{made}")
    with panel, st.container(key="partage-champs", gap="small"):
        _what(territory)
        _when()
        _protected()
        st.button("Créer le lien", key="partage-creer", type="primary", on_click=_send, args=(make,))
        show_template("said.html", message=st.session_state.pop(SAID, None))


def _usual() -> dict[str, object]:
    """Return what each field says before anyone writes in it."""
    today = clock.today()
    ends = today.replace(day=1) - timedelta(days=1)
    return {
        LABEL: "",
        AREAS: [],
        PAGES: [SHAREABLE[0]],
        PERIOD: LIVE,
        START: ends.replace(month=1, day=1),
        END: ends,
        LAST: today + USUAL - timedelta(days=1),
        PHRASE: "",
        ORIGINS: "",
    }


def _what(territory: Territory) -> None:
    st.text_input("Nom du partage", key=LABEL, max_chars=LABEL_MAX, placeholder="Centre social, par exemple")
    st.multiselect(
        "Territoires que la vue montre",
        filters.areas(territory),
        format_func=lambda code: filters.area_label(code, territory),
        key=AREAS,
        placeholder="Choisir une ou plusieurs communes, un ou plusieurs quartiers",
        select_all=False,
        help="Tous les chiffres sont recalculés sur ces territoires seuls. Les effectifs de moins de "
        "11 personnes sont masqués.",
    )
    st.multiselect(
        "Pages qu'elle ouvre",
        SHAREABLE,
        format_func=lambda name: BY_NAME[name].title,
        key=PAGES,
        placeholder="Choisir une ou plusieurs pages",
        select_all=False,
    )


def _when() -> None:
    today = clock.today()
    with st.container(key="partage-dates", horizontal=True, vertical_alignment="top", gap="medium"):
        period = st.segmented_control("Période", [LIVE, LOCKED], key=PERIOD, required=True, help=PERIOD_HELP)
        if period == LOCKED:
            _day("Du", START)
            _day("Au", END)
        st.date_input(
            "Dernier jour d'ouverture",
            key=LAST,
            format="DD/MM/YYYY",
            min_value=today,
            max_value=today + LONGEST - timedelta(days=1),
            width=220,
        )


def _day(label: str, key: str) -> None:
    st.date_input(label, key=key, format="DD/MM/YYYY", min_value=EARLIEST, max_value=LATEST, width=180)


def _protected() -> None:
    with st.container(key="partage-protections", horizontal=True, vertical_alignment="top", gap="medium"):
        st.text_input(
            "Phrase de passe (facultative)",
            key=PHRASE,
            type="password",
            autocomplete="new-password",
            help=PHRASE_HELP,
            max_chars=LENGTH_MAX,
            width=320,
        )
        st.text_input(
            "Sites qui peuvent l'afficher (facultatif)",
            key=ORIGINS,
            help=ORIGINS_HELP,
            placeholder="https://www.exemple.fr",
            width=420,
        )


def _send(make: Make) -> None:
    state = st.session_state
    try:
        make(_read())
    except InclusionError as error:
        state[SAID] = Message(str(error), refused=True)
        return
    state.update({MADE: state[MADE] + 1, **_usual()})


def _read() -> Asked:
    """Return what the form says; raises UsageError."""
    state = st.session_state
    is_locked = state[PERIOD] == LOCKED
    last, start, end = state[LAST], state.get(START), state.get(END)
    if last is None:
        raise UsageError("Choisissez le dernier jour d'ouverture du lien.")
    if is_locked and (start is None or end is None):
        raise UsageError("Choisissez le premier et le dernier jour de la période.")
    view = SharedView(
        label=state[LABEL],
        territories=tuple(state[AREAS]),
        pages=tuple(name for name in SHAREABLE if name in state[PAGES]),
        start=start if is_locked else None,
        end=end if is_locked else None,
        expires_at=saying.opens_until(last),
        origins=tuple(re.split(r"[\s,;]+", state[ORIGINS].strip())) if state[ORIGINS].strip() else (),
    )
    return Asked(view, state[PHRASE])
