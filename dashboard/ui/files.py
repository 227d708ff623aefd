"""Files of the figures: « Exporter » on every page, and those of the figures frozen for a committee."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from dashboard import files, source
from dashboard.files import KINDS, OPEN_DATA, Kind
from dashboard.ui import identity, reading, visits
from dashboard.ui.reading import Reading
from dashboard.ui.rendering import show as show_template
from dashboard.ui.said import Message
from dashboard.wording import selection_sentence
from data_access.committees.snapshots import Snapshot
from data_access.errors import InclusionError
from data_access.facts import Facts

OF_A_COMMITTEE = ("pptx", "pdf", "xlsx")


@st.fragment
def menu() -> None:
    """Show the button that opens the choice of a file.

    A partner never has it: a file tells more, taken together, than the pages that their link opens.
    """
    if st.button("Exporter", icon=":material/download:", key="exporter"):
        _choose()


@st.dialog("Exporter", position="right", width="medium")
def _choose() -> None:
    """Show what files there are of the page's selection; each is made when it is asked for."""
    with st.container(key="exports", gap="small"):
        try:
            identity.inside()
            now = reading.read()
        except InclusionError as error:
            show_template("said.html", message=Message(str(error), refused=True))
            return
        said = selection_sentence(now.selection, now.facts.territory)
        show_template("files.html", selection=said, facts=now.facts)
        for kind in KINDS:
            with st.container(key=f"export-{kind.key}", gap=None):
                _offer(kind, kind.label, _live(now, kind), _named("point-d-etape", now.today, kind))
                show_template("note.html", note=kind.about)


def of_snapshot(facts: Facts, snapshot: Snapshot) -> None:
    """Show the files of frozen figures."""
    for kind in (each for each in KINDS if each.key in OF_A_COMMITTEE):
        name = _named("comite", snapshot.held_on, kind, f"-fige-v{snapshot.version}")
        _offer(kind, f"{kind.label} figé", _frozen(facts, snapshot, kind), name)


def _offer(kind: Kind, label: str, make: Callable[[], bytes], name: str) -> None:
    st.download_button(
        label,
        visits.exported(f"fichier {kind.key}", make),
        file_name=name,
        mime=kind.mime,
        key=f"fichier-{name}",
        on_click="ignore",
        icon=f":material/{kind.icon}:",
    )


def _live(now: Reading, kind: Kind) -> Callable[[], bytes]:
    """Return what makes a file of the reader's own facts, or of what everyone may be told."""
    selection, today = now.selection, now.today
    if kind.key != OPEN_DATA:
        return lambda: files.live(now.facts, selection, today, kind.key)
    whole = source.store().current()

    def make() -> bytes:
        told, months = files.to_all(whole, selection, today)
        return files.live(told, months, today, kind.key)

    return make


def _frozen(facts: Facts, snapshot: Snapshot, kind: Kind) -> Callable[[], bytes]:
    return lambda: files.frozen(facts, snapshot, kind.key)


def _named(what: str, day: date, kind: Kind, more: str = "") -> str:
    only = "-resume" if kind.key == "resume" else "-donnees-ouvertes" if kind.key == OPEN_DATA else ""
    return f"{what}-{day.isoformat()}{more}{only}{kind.suffix}"
