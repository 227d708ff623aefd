"""Plotly figures as plain dictionaries, one visual language: pure, no Streamlit."""

from dashboard.charts.balance import Balance, Side, balance
from dashboard.charts.bars import Bar, bars
from dashboard.charts.columns import Series, columns
from dashboard.charts.funnel import Level, funnel
from dashboard.charts.intervals import Dot, intervals
from dashboard.charts.line import Line, Mark, line
from dashboard.charts.look import CONFIG, Slot
from dashboard.charts.panels import Panel, panels
from dashboard.charts.steps import Step, steps

__all__ = [
    "CONFIG",
    "Balance",
    "Bar",
    "Dot",
    "Level",
    "Line",
    "Mark",
    "Panel",
    "Series",
    "Side",
    "Slot",
    "Step",
    "balance",
    "bars",
    "columns",
    "funnel",
    "intervals",
    "line",
    "panels",
    "steps",
]
