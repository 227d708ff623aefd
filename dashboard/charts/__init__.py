"""Plotly figures as plain dictionaries, one visual language: pure, no Streamlit."""

from dashboard.charts.bars import Bar, bars
from dashboard.charts.columns import Series, columns
from dashboard.charts.funnel import Level, funnel
from dashboard.charts.intervals import Dot, intervals
from dashboard.charts.line import Line, Mark, line
from dashboard.charts.look import CONFIG, Slot

__all__ = [
    "CONFIG",
    "Bar",
    "Dot",
    "Level",
    "Line",
    "Mark",
    "Series",
    "Slot",
    "bars",
    "columns",
    "funnel",
    "intervals",
    "line",
]
