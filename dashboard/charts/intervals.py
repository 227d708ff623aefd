"""Values with what chance alone could make of them: a mark for the value, a line for its interval."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dashboard.charts.bars import (
    ABOVE,
    BELOW,
    INTERVAL_WIDTH,
    MARK_PX,
    ROOM_FOR_VALUES,
    ROW_PX,
    Bar,
    mean_label,
    mean_mark,
    name_of,
)
from dashboard.charts.look import Figure, Slot, bare_axis, label, layout

DOT_PX = 13
CLEAR = "rgba(0,0,0,0)"
ALL_OF_IT = {"marker": {"opacity": 1}}


class Shape(StrEnum):
    """What a value's mark says, colours set aside."""

    ABOVE = "triangle-up"
    ALIKE = "circle-open"
    BELOW = "triangle-down"


@dataclass(frozen=True, slots=True)
class Dot(Bar):
    """A labelled value with its interval; its mark's shape says where it stands against the mean."""

    shape: Shape = Shape.ALIKE


def intervals(rows: Sequence[Dot], mean: float, mean_said: str) -> Figure:
    """Return the values from top to bottom, with their intervals and a mark at their mean on each row."""
    places = list(range(len(rows)))
    ends = [end for dot in rows for end in (dot.low, dot.value, dot.high) if end is not None]
    low, high = min([*ends, mean, 0]), max([*ends, mean, 0])
    high = high if high > low else low + 1
    reach = [low - (high - low) * 0.02, low + (high - low) * ROOM_FOR_VALUES]
    return {
        "data": [_targets(rows, places, reach), _dots(rows, places)],
        "layout": layout(
            round(ROW_PX * (len(rows) + ABOVE + BELOW - 1)) + MARK_PX,
            xaxis=bare_axis(range=reach),
            yaxis=bare_axis(range=[len(rows) - 1 + BELOW, -ABOVE - MARK_PX / ROW_PX]),
            annotations=[
                *(name_of(dot, place) for dot, place in zip(rows, places, strict=True)),
                *(_said(dot, place) for dot, place in zip(rows, places, strict=True)),
                mean_label(mean, mean_said, high),
            ],
            shapes=[mean_mark(mean, place) for place in places],
            margin={"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        ),
    }


def _dots(rows: Sequence[Dot], places: list[int]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [dot.value or 0 for dot in rows],
        "y": places,
        "customdata": [[dot.code, dot.label] for dot in rows],
        "hoverinfo": "skip",
        "cliponaxis": False,
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [_reach(dot, dot.high) for dot in rows],
            "arrayminus": [_reach(dot, dot.low) for dot in rows],
            "color": Slot.TARGET.value,
            "thickness": 2,
            "width": INTERVAL_WIDTH,
        },
        "marker": {
            "symbol": [dot.shape.value for dot in rows],
            "size": DOT_PX,
            "color": [Slot.MAIN.value if dot.strong else Slot.FADED.value for dot in rows],
            "line": {"width": 2.5},
        },
        "selected": ALL_OF_IT,
        "unselected": ALL_OF_IT,
    }


def _reach(dot: Dot, end: float | None) -> float:
    """Return how far an interval's end is from its value."""
    return 0 if end is None else abs(end - (dot.value or 0))


def _targets(rows: Sequence[Dot], places: list[int], reach: list[float]) -> dict[str, Any]:
    """Return a clear bar across each row: what a reader points at or clicks, wider than a dot."""
    return {
        "type": "bar",
        "orientation": "h",
        "base": reach[0],
        "x": [reach[1] - reach[0] for _ in rows],
        "y": places,
        "width": 0.9,
        "customdata": [[dot.code, dot.label] for dot in rows],
        "text": [dot.said for dot in rows],
        "textposition": "none",
        "hovertemplate": "%{customdata[1]} : %{text}<extra></extra>",
        "marker": {"color": CLEAR},
    }


def _said(dot: Dot, place: int) -> dict[str, Any]:
    end = dot.value if dot.high is None else dot.high
    text = f"<b>{dot.said}</b>" if dot.strong else dot.said
    return label(text, end or 0, place, xanchor="left", xshift=DOT_PX, bgcolor=Slot.TILE.value)
