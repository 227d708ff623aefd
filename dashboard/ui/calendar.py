"""What is coming, as a list by week and day."""

from collections.abc import Sequence

import streamlit as st

from dashboard.ui import visits
from dashboard.ui.exhibit import CSV
from dashboard.ui.reading import Reading
from dashboard.ui.rendering import show as show_template
from dashboard.wording import perimeter
from dashboard.workshops.coming import Meeting, as_table, weeks

WEEKS_SHOWN = 2


def show(now: Reading, meetings: Sequence[Meeting], overdue: Sequence[Meeting]) -> None:
    """Show the next weeks, the others folded, after the past workshops left without a word."""
    ahead = weeks(meetings, now.today)
    show_template(
        "calendar.html",
        soon=ahead[:WEEKS_SHOWN],
        later=ahead[WEEKS_SHOWN:],
        last=meetings[-1].day if meetings else now.today,
        overdue=overdue,
        where=perimeter(now.selection.territories, now.facts.territory),
    )
    if meetings:
        with st.container(key="fichiers-calendrier"):
            st.download_button(
                "Télécharger le calendrier (CSV)",
                visits.exported("calendrier", lambda: as_table(meetings).csv()),
                file_name="calendrier.csv",
                mime=CSV,
                key="csv-calendrier",
                on_click="ignore",
                type="tertiary",
                icon=":material/download:",
            )
