"""A page's own choices, in the address like the filters: what is usual or unknown leaves no trace there."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import streamlit as st

T = TypeVar("T")


def value(name: str, options: Sequence[str], usual: str) -> str:
    """Return what the address says of a parameter, when it is one of the options."""
    asked = st.query_params.get(name, usual)
    return asked if asked in options else usual


def pick(label: str, name: str, options: Mapping[str, str], usual: str, **look: Any) -> str:
    """Show a list of options, by code, and return the code chosen."""
    return _widget(
        st.selectbox, name, value(name, list(options), usual), usual,
        label=label, options=list(options), format_func=options.__getitem__, placeholder="Choisir", **look,
    )  # fmt: skip


def switch(label: str, name: str, options: Mapping[str, str], usual: str, **look: Any) -> str:
    """Show options side by side, by code, and return the code chosen."""
    return _widget(
        st.segmented_control, name, value(name, list(options), usual), usual,
        label=label, options=list(options), format_func=options.__getitem__, required=True, **look,
    )  # fmt: skip


def _widget(widget: Callable[..., T], name: str, current: T, usual: T, **look: Any) -> T:
    """Show a widget that says what the address says, and writes there what a reader chooses."""
    key = f"parametre-{name}"
    if st.session_state.get(key) != current:
        st.session_state[key] = current

    def write() -> None:
        write_down(name, st.session_state[key], usual)

    shown = widget(key=key, on_change=write, **look)
    return current if shown is None else shown  # a screen that sends nothing back chose nothing


def write_down(name: str, chosen: object, usual: object) -> None:
    """Put a choice in the address, nothing when it is the usual one."""
    query = {each: st.query_params.get_all(each) for each in st.query_params if each != name}
    if chosen is not None and chosen != usual:
        query[name] = [str(chosen)]
    st.query_params.from_dict(query)
