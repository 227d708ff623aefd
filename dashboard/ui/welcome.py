"""The first screen of an installation that holds nothing yet."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from dashboard.ui.rendering import show as show_template
from data_access.facts import Facts
from data_access.importing import template

FILE_NAME = "classeur-de-suivi.xlsx"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(facts: Facts) -> None:
    """Say what the product does and how to bring data in."""
    show_template("welcome.html", facts=facts)
    with st.container(key="modele"):
        st.download_button(
            "Télécharger le classeur modèle",
            empty_workbook,
            file_name=FILE_NAME,
            mime=EXCEL,
            type="primary",
            on_click="ignore",
            icon=":material/download:",
        )
    show_template("trial.html")


@cache
def empty_workbook() -> bytes:
    """Return the empty workbook's content."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / FILE_NAME
        template(path)
        return path.read_bytes()
