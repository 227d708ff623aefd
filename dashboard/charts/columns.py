"""Columns over months or groups, alone or stacked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.look import (
    NUMBER_TICKS,
    PATTERNS,
    SERIES,
    TEXT,
    Figure,
    Slot,
    bare_axis,
    layout,
    tick_font,
)

HEIGHT = 260
LABELLED_UP_TO, TICKS = 14, 8
LEGEND = {
    "orientation": "h",
    "x": 0,
    "y": 1.02,
    "yanchor": "bottom",
    "font": {"size": TEXT},
    "traceorder": "normal",
    "itemclick": False,
    "itemdoubleclick": False,
}
SCALE = {
    "fixedrange": True,
    "rangemode": "tozero",
    "nticks": 5,
    "tickformat": NUMBER_TICKS,
    "tickfont": tick_font(),
    "automargin": True,
    "zeroline": False,
}


@dataclass(frozen=True, slots=True)
class Series:
    """Values in the order of the columns' labels, each with its words; faded ones are not complete yet."""

    name: str
    values: Sequence[float | None]
    said: Sequence[str]
    faded: Sequence[bool] = ()


def columns(
    labels: Sequence[str], series: Sequence[Series], height: int = HEIGHT, mode: str = "stack"
) -> Figure:
    """Return a column per label; several series are told apart by a pattern as well as by a colour."""
    is_labelled = len(series) == 1 and len(labels) <= LABELLED_UP_TO
    return {
        "data": [_trace(rank, each, labels, is_labelled) for rank, each in enumerate(series)],
        "layout": layout(
            height,
            barmode=mode,
            bargap=0.22,
            margin={"l": 0, "r": 0, "t": 24 if is_labelled else 8, "b": 0, "pad": 4},
            xaxis={
                "type": "category",
                "showgrid": False,
                "fixedrange": True,
                "tickfont": tick_font(),
                "ticks": "",
                "automargin": True,
                "tickangle": 0,
                "nticks": LABELLED_UP_TO if is_labelled else TICKS,
            },
            yaxis=bare_axis(rangemode="tozero") if is_labelled else SCALE,
            showlegend=len(series) > 1,
            legend=LEGEND,
        ),
    }


def _trace(rank: int, series: Series, labels: Sequence[str], is_labelled: bool) -> dict[str, Any]:
    colour = SERIES[rank % len(SERIES)].value
    faded = list(series.faded) or [False] * len(labels)
    return {
        "type": "bar",
        "name": series.name,
        "x": list(labels),
        "y": list(series.values),
        "text": list(series.said),
        "textposition": "outside" if is_labelled else "none",
        "cliponaxis": False,
        "hovertemplate": "%{x} : %{text}<extra>" + ("" if is_labelled else series.name) + "</extra>",
        "marker": {
            "color": [Slot.FADED.value if fade else colour for fade in faded],
            "pattern": {
                "shape": PATTERNS[rank % len(PATTERNS)],
                "fillmode": "overlay",
                "fgcolor": Slot.TILE.value,
                "fgopacity": 0.45,
                "size": 6,
            },
            "cornerradius": 2,
        },
    }
