"""The filters of every page: the address holds them, the widgets show them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import address, clock
from dashboard.address import Choice, Query
from dashboard.disclosure import is_outside
from dashboard.screens import Screen
from dashboard.selection import Basis, Preset, Selection
from dashboard.ui import identity
from dashboard.wording import PRESETS, SHARED_PRESETS, area_name, listing, perimeter
from data_access.facts import Facts
from data_access.territory import Territory

PAGES = Path(__file__).resolve().parents[2] / "pages"
BASES = {Basis.RESIDENCE: "Résidence", Basis.PLACE: "Lieu de l'atelier"}
BASIS_HELP = "Compte les participations à la commune de résidence de la personne, ou au lieu de l'atelier."
LAST = "filtres-derniere-adresse"
DATES = "filtres-dates-montrees"


def choice(facts: Facts, today: date) -> Choice:
    """Return the choice that the address holds."""
    return address.read(query(), facts, today)


def query() -> dict[str, list[str]]:
    """Return the address's parameters."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def lost_areas(facts: Facts) -> list[str]:
    """Return the names, or else the codes, of the areas of the address that do not exist (any more)."""
    return [area_name(code, facts.territory) for code in address.lost_areas(query(), facts)]


def keep_across_pages(screen: Screen) -> None:
    """Put the filters back in the address when the reader has just changed page by the navigation.

    Going back and forward is reading an address again: it is taken at its word.
    """
    last_screen, last = st.session_state.get(LAST, (screen, {}))
    now = _filters(query())
    if last_screen != screen and last and not now and not _goes_through_history():
        st.query_params.from_dict({**query(), **last})
        now = last
    st.session_state[LAST] = (screen, now)


def go(screen: Screen, to: Query) -> None:
    """Leave for a page at an address, which says all of its filters."""
    st.session_state[LAST] = (screen, _filters(to))
    st.switch_page(PAGES / f"{screen.name}.py", query_params=dict(to))


def show(facts: Facts, today: date) -> None:
    """Show the filters one after the other."""
    current = choice(facts, today)
    _put(current)
    st.selectbox(
        "Période",
        address.presets(facts, today),
        format_func=(SHARED_PRESETS if is_outside(facts) else PRESETS).__getitem__,
        key="periode",
        on_change=_changed,
        placeholder="Choisir une période",
        width=250,
    )
    if current.preset is Preset.FREE:
        earliest, latest = address.bounds(facts)
        for key, label in (("du", "Du"), ("au", "Au")):
            st.date_input(
                label,
                key=key,
                on_change=_changed,
                format="DD/MM/YYYY",
                min_value=earliest,
                max_value=latest,
                width=190,
            )
    st.multiselect(
        "Territoire",
        areas(facts.territory),
        format_func=lambda code: area_label(code, facts.territory),
        key="territoire",
        on_change=_changed,
        placeholder=_capital(perimeter((), facts.territory)),
        select_all=False,
        width="stretch",
    )
    st.segmented_control(
        "Compter selon",
        list(Basis),
        format_func=BASES.__getitem__,
        key="base",
        on_change=_changed,
        required=True,
        help=BASIS_HELP,
    )
    if _filters(query()):
        st.button("Effacer les filtres", key="effacer", on_click=_clear, type="tertiary")


def query_string() -> str:
    """Return the filters of the address as « ?periode=…&territoire=… », empty when there is none."""
    kept = _filters(query())
    return f"?{urlencode(kept, doseq=True)}" if kept else ""


def toggle_area(code: str) -> None:
    """Choose an area, or let go of it when it was the one chosen; what is not an area is ignored."""
    facts = identity.facts()
    if code not in facts.territory.codes:
        return
    current = choice(facts, clock.today())
    territories = frozenset() if current.selection.territories == {code} else frozenset({code})
    _write(replace(current, selection=replace(current.selection, territories=territories)))


def areas(territory: Territory) -> list[str]:
    """Return commune codes by name, then QPV codes by name."""
    return [
        code
        for areas in (territory.communes, territory.qpvs)
        for code in sorted(areas, key=lambda code: areas[code].name)
    ]


def area_label(code: str, territory: Territory) -> str:
    """Return an area as a list of options names it: a QPV with its communes."""
    qpv = territory.qpvs.get(code)
    if qpv is None:
        return area_name(code, territory)
    communes = [area_name(each, territory) for each in qpv.communes if each in territory.communes]
    name = f"{area_name(code, territory)}{' (partie)' if qpv.partial else ''}"
    return f"{name} ({listing(communes)})" if communes else name


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _filters(of: Query) -> dict[str, list[str]]:
    return {name: list(values) for name, values in of.items() if name in address.PARAMETERS}


def _goes_through_history() -> bool:
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def _put(current: Choice) -> None:
    """Make the widgets show what the address says."""
    values: Mapping[str, object] = {
        "periode": current.preset,
        "du": current.selection.start,
        "au": current.selection.end,
        "territoire": sorted(current.selection.territories),
        "base": current.selection.basis,
    }
    st.session_state[DATES] = (current.selection.start, current.selection.end)
    for key, value in values.items():
        if key in address.DATES and current.preset is not Preset.FREE:
            continue
        if st.session_state.get(key) != value:
            st.session_state[key] = value


def _changed() -> None:
    """Put what the widgets say in the address; dates in the wrong order are swapped."""
    state = st.session_state
    preset = state["periode"]
    start, end = sorted(
        state.get(key) or shown for key, shown in zip(address.DATES, state[DATES], strict=True)
    )
    selection = Selection(start, end, frozenset(state["territoire"]), state["base"] or Basis.RESIDENCE)
    _write(Choice(preset, selection))


def _clear() -> None:
    _write(None)


def _write(chosen: Choice | None) -> None:
    """Put a choice in the address, and at once in what follows to another page."""
    filters = chosen.to_query() if chosen else {}
    others = {name: values for name, values in query().items() if name not in address.PARAMETERS}
    st.query_params.from_dict({**others, **filters})
    screen, _ = st.session_state[LAST]
    st.session_state[LAST] = (screen, filters)
