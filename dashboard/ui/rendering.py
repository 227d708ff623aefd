"""HTML from templates; every text that comes from data is escaped."""

import re
from functools import cache
from pathlib import Path

import streamlit as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dashboard import wording
from dashboard.attention import Severity
from dashboard.targets import Status
from dashboard.ui import drawing

HERE = Path(__file__).parent
WIDE, NARROW = re.compile(r" (?=[»:](?:[\s<.,;]|$))"), re.compile(r" (?=[;?!](?:[\s<]|$))")
STATUS_STYLES = {
    Status.REACHED: "reached",
    Status.ON_COURSE: "on-course",
    Status.WATCH: "watch",
    Status.LATE: "late",
}
SEVERITIES = {
    Severity.ALERT: ("late", "Alerte"),
    Severity.WATCH: ("watch", "À surveiller"),
    Severity.DATA: ("data", "Données"),
}


def render(template: str, **values: object) -> str:
    """Return a template's HTML."""
    return _unbroken(_environment().get_template(template).render(values))


def show(template: str, **values: object) -> None:
    """Put a template on the screen as one block."""
    st.html(render(template, **values))


def _unbroken(text: str) -> str:
    """Return a text whose guillemets and high punctuation never leave their word at the end of a line."""
    text = NARROW.sub(wording.THIN, WIDE.sub(wording.HARD, text))
    return text.replace("« ", f"«{wording.HARD}")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        wording=wording,
        drawing=drawing,
        status_style=lambda status: STATUS_STYLES.get(status, "unknown"),
        severity=SEVERITIES.__getitem__,
    )
    return environment
