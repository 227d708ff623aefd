"""A chart with its message, its sentence, the table behind it and its files."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager

import streamlit as st

from dashboard.charts import CONFIG
from dashboard.exhibits import Exhibit, Table
from dashboard.ui import visits
from dashboard.ui.rendering import show as show_template

CSV = "text/csv"
Chosen = Callable[[str], None]


def show(exhibit: Exhibit, on_choice: Chosen | None = None, drawn: str = "") -> None:
    """Show an exhibit; `on_choice` receives the code of a bar that a reader clicks.

    `drawn` is HTML that stands where the chart would.
    """
    with st.container(key=f"exhibit-{exhibit.key}", gap="xsmall"):
        show_template("exhibit.html", exhibit=exhibit)
        if exhibit.figure is not None:
            _chart(exhibit, on_choice)
            if exhibit.note:
                show_template("note.html", note=exhibit.note)
        elif drawn:
            st.html(drawn)
        _data(exhibit)


def row(exhibits: Iterable[Exhibit], on_choice: Chosen | None = None) -> None:
    """Show exhibits side by side, one above the other on a narrow screen."""
    shown = list(exhibits)
    if not shown:
        return
    for column, exhibit in zip(columns(len(shown)), shown, strict=True):
        with column:
            show(exhibit, on_choice)


def stacks(exhibits: Iterable[Iterable[Exhibit]]) -> None:
    """Show columns of exhibits side by side, one above the other within each."""
    shown = [stack for each in exhibits if (stack := tuple(each))]
    for column, stack in zip(columns(len(shown)), shown, strict=True):
        with column:
            for exhibit in stack:
                show(exhibit)


def columns(count: int) -> list[AbstractContextManager[object]]:
    """Return the columns of a row of exhibits."""
    return list(st.columns(count, gap="small"))


def _chart(exhibit: Exhibit, on_choice: Chosen | None) -> None:
    key = f"graphique-{exhibit.key}"
    config = CONFIG | {"toImageButtonOptions": CONFIG["toImageButtonOptions"] | {"filename": exhibit.key}}

    def choose() -> None:
        code = _clicked(key)
        if code and on_choice:
            on_choice(code)

    st.plotly_chart(
        exhibit.figure,
        key=key,
        alt=f"{exhibit.title}. {exhibit.sentence}",
        config=config,
        on_select=choose if on_choice else "ignore",
        selection_mode="points",
    )


def _clicked(key: str) -> str | None:
    """Return the code of the point chosen on a chart."""
    points = st.session_state[key].selection.points
    data = points[0].get("customdata") if points else None
    return str(data[0]) if data else None


def _data(exhibit: Exhibit) -> None:
    if exhibit.is_empty and not exhibit.table.rows:
        return
    with st.expander("Voir les données"):
        show_template("table.html", table=exhibit.table, key=exhibit.key)
        with st.container(key=f"fichiers-{exhibit.key}", horizontal=True, gap="small"):
            download(exhibit.table, exhibit.key)
            if exhibit.figure is not None:
                show_template("picture.html", key=exhibit.key)


def download(table: Table, name: str) -> None:
    """Offer a table as a file."""
    st.download_button(
        "Télécharger (CSV)",
        visits.exported(name, table.csv),
        file_name=f"{name}.csv",
        mime=CSV,
        key=f"csv-{name}",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )
