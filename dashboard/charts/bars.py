"""Horizontal bars, each with its label above it and its value at its end: they read the same on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from dashboard.charts.look import SMALL, Figure, Slot, bare_axis, label, layout, shortened

ROW_PX, MARK_PX = 46, 26
LONGEST_LABEL = 44
ROOM_FOR_VALUES = 1.3
THICKNESS = 0.42
ABOVE, BELOW = 0.75, 0.65
INTERVAL_WIDTH = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """A labelled value; `code` comes back when the bar is clicked; a faded bar is beside the point.

    Without `said` nothing is written at the bar's end: the label already tells the value.

    `low` and `high` are the ends of the value's interval, drawn as whiskers.
    """

    label: str
    value: float | None
    said: str
    code: str = ""
    strong: bool = True
    low: float | None = None
    high: float | None = None


def bars(rows: Sequence[Bar], mean: float | None = None, mean_said: str = "") -> Figure:
    """Return the bars from top to bottom, with a line across them at their mean when there is one."""
    places = list(range(len(rows)))
    longest = max([bar.high or bar.value or 0 for bar in rows] + [mean or 0], default=0) or 1
    head = MARK_PX if mean is not None else 0
    return {
        "data": [_trace(rows, places)],
        "layout": layout(
            round(ROW_PX * (len(rows) + ABOVE + BELOW - 1)) + head,
            xaxis=bare_axis(range=[0, longest * ROOM_FOR_VALUES]),
            yaxis=bare_axis(range=[len(rows) - 1 + BELOW, -ABOVE - head / ROW_PX]),
            annotations=[name_of(bar, place) for bar, place in zip(rows, places, strict=True)]
            + ([] if mean is None else [mean_label(mean, mean_said, longest)]),
            shapes=[] if mean is None else [mean_mark(mean, place) for place in places],
            margin={"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        ),
    }


def _trace(rows: Sequence[Bar], places: list[int]) -> dict[str, Any]:
    trace: dict[str, Any] = {
        "type": "bar",
        "orientation": "h",
        "x": [bar.value or 0 for bar in rows],
        "y": places,
        "width": THICKNESS,
        "text": [f"  <b>{bar.said}</b>" if bar.strong else f"  {bar.said}" for bar in rows],
        "textposition": "outside",
        "cliponaxis": False,
        "customdata": [[bar.code, bar.label] for bar in rows],
        "hovertemplate": [
            f"%{{customdata[1]}}{' : %{text}' if bar.said else ''}<extra></extra>" for bar in rows
        ],
        "marker": {
            "color": [Slot.MAIN.value if bar.strong else Slot.FADED.value for bar in rows],
            "cornerradius": 2,
        },
    }
    if any(bar.low is not None for bar in rows):
        trace["error_x"] = {
            "type": "data",
            "symmetric": False,
            "array": [(bar.high or 0) - (bar.value or 0) if bar.high is not None else 0 for bar in rows],
            "arrayminus": [(bar.value or 0) - bar.low if bar.low is not None else 0 for bar in rows],
            "color": Slot.INK.value,
            "thickness": 1.5,
            "width": INTERVAL_WIDTH,
        }
        trace["textposition"] = "none"
    return trace


def name_of(bar: Bar, place: int) -> dict[str, Any]:
    """Return a bar's label, above it."""
    text = escape(shortened(bar.label, LONGEST_LABEL))
    return label(
        f"<b>{text}</b>" if bar.strong and bar.code else text,
        0, place, xanchor="left", yanchor="bottom", xref="paper", yshift=ROW_PX * THICKNESS / 2, align="left",
    )  # fmt: skip


def mean_mark(mean: float, place: int) -> dict[str, Any]:
    """Return the mean's mark on one bar, so that no line crosses the labels."""
    half = THICKNESS / 2 + 0.06
    return {
        "type": "line",
        "x0": mean,
        "x1": mean,
        "y0": place - half,
        "y1": place + half,
        "layer": "above",
        "line": {"color": Slot.INK.value, "width": 2.5},
    }


def mean_label(mean: float, said: str, longest: float) -> dict[str, Any]:
    """Return the mean's words, above the first bar; `longest` is the longest bar's value."""
    is_right = mean > longest * ROOM_FOR_VALUES / 2
    return label(
        f"{said} ▾" if is_right else f"▾ {said}", mean, 1, yref="paper", yanchor="top",
        xanchor="right" if is_right else "left", xshift=6 if is_right else -6, font={"size": SMALL},
    )  # fmt: skip
