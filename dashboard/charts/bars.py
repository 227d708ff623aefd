"""Horizontal bars, each with its label above it and its value at its end: they read the same on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from dashboard.charts.look import SMALL, Figure, Slot, bare_axis, label, layout, shortened, tick_font

ROW_PX, MARK_PX = 46, 26
LONGEST_LABEL, LONGEST_BESIDE_WORDS = 44, 34
ROOM_FOR_VALUES = 1.3
SIGN_PX, NARROWEST_PX = 7.5, 330
THICKNESS = 0.42
ABOVE, BELOW = 0.75, 0.65
INTERVAL_WIDTH = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """A labelled value; `code` comes back when the bar is clicked; a faded bar is beside the point.

    Without `said` nothing is written at the bar's end: the label already tells the value. `aside` stands at
    the far end of the label's line.

    `low` and `high` are the ends of the value's interval, drawn as whiskers.
    """

    label: str
    value: float | None
    said: str
    code: str = ""
    strong: bool = True
    low: float | None = None
    high: float | None = None
    aside: str = ""


def bars(rows: Sequence[Bar], mean: float | None = None, mean_said: str = "") -> Figure:
    """Return the bars from top to bottom, with a line across them at their mean when there is one."""
    places = list(range(len(rows)))
    longest = max([bar.high or bar.value or 0 for bar in rows] + [mean or 0], default=0) or 1
    head = MARK_PX if mean is not None else 0
    beyond = [place for place in places if _hides(rows[place], mean, longest)]
    return {
        "data": [_trace(rows, places, beyond)],
        "layout": layout(
            round(ROW_PX * (len(rows) + ABOVE + BELOW - 1)) + head,
            xaxis=bare_axis(range=[0, longest * _room(rows)]),
            yaxis=bare_axis(range=[len(rows) - 1 + BELOW, -ABOVE - head / ROW_PX]),
            annotations=[name_of(bar, place) for bar, place in zip(rows, places, strict=True)]
            + [_aside(bar, place) for bar, place in zip(rows, places, strict=True) if bar.aside]
            + [_beyond(rows[place], place, mean) for place in beyond]
            + ([] if mean is None else [mean_label(mean, mean_said, longest)]),
            shapes=[] if mean is None else [mean_mark(mean, place) for place in places],
            margin={"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        ),
    }


def _room(rows: Sequence[Bar]) -> float:
    """Return how much longer than its bar a row must be, so that no words are cut on a phone."""
    words = SIGN_PX * (max([len(bar.said) for bar in rows], default=0) + 2) / NARROWEST_PX
    return max(ROOM_FOR_VALUES, 1 / (1 - min(words, 0.5)))


def _hides(bar: Bar, mean: float | None, longest: float) -> bool:
    """Say whether the words at a bar's end would lie on the mean's mark, on a phone at least."""
    width = SIGN_PX * (len(bar.said) + 2) / NARROWEST_PX * ROOM_FOR_VALUES * longest
    return mean is not None and 0 < mean - (bar.value or 0) < width


def _beyond(bar: Bar, place: int, mean: float | None) -> dict[str, Any]:
    """Return a bar's words on the other side of the mean's mark."""
    return label(_said(bar), mean, place, xanchor="left", yanchor="middle", font={"size": SMALL})


def _said(bar: Bar) -> str:
    return f"  <b>{bar.said}</b>" if bar.strong else f"  {bar.said}"


def _trace(rows: Sequence[Bar], places: list[int], beyond: Sequence[int]) -> dict[str, Any]:
    trace: dict[str, Any] = {
        "type": "bar",
        "orientation": "h",
        "x": [bar.value or 0 for bar in rows],
        "y": places,
        "width": THICKNESS,
        "text": [_said(bar) for bar in rows],
        "textposition": ["none" if place in beyond else "outside" for place in places],
        "textfont": {"size": SMALL},
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
    text = escape(shortened(bar.label, LONGEST_BESIDE_WORDS if bar.aside else LONGEST_LABEL))
    return label(
        f"<b>{text}</b>" if bar.strong and bar.code else text,
        0, place, xanchor="left", yanchor="bottom", xref="paper", yshift=ROW_PX * THICKNESS / 2, align="left",
    )  # fmt: skip


def _aside(bar: Bar, place: int) -> dict[str, Any]:
    return label(
        bar.aside, 1, place, xanchor="right", yanchor="bottom", xref="paper",
        yshift=ROW_PX * THICKNESS / 2, align="right", font=tick_font(),
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
