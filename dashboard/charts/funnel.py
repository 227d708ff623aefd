"""A funnel: how many reach each step of a chain, and what happens on the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.look import SMALL, Figure, Slot, bare_axis, label, layout

STEP_PX, BAR_PX, NAME_PX = 116, 26, 24
ROOM_FOR_VALUES = 1.3


@dataclass(frozen=True, slots=True)
class Level:
    """A step: its name above its bar, its value at the end, and what is said on the way to it."""

    name: str
    value: float
    said: str
    before: str = ""


def funnel(levels: Sequence[Level]) -> Figure:
    """Return the bars from top to bottom, joined by what goes from one to the next."""
    places = list(range(len(levels)))
    longest = max([level.value for level in levels], default=0) or 1
    half = BAR_PX / STEP_PX / 2
    top, bottom = -half - NAME_PX / STEP_PX, len(levels) - 1 + half + 0.02
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "x": [level.value for level in levels],
                "y": places,
                "width": 2 * half,
                "text": [f"  <b>{level.said}</b>" for level in levels],
                "textposition": "outside",
                "cliponaxis": False,
                "customdata": [level.name for level in levels],
                "hovertemplate": "%{customdata} : %{text}<extra></extra>",
                "marker": {"color": Slot.MAIN.value, "cornerradius": 2},
            }
        ],
        "layout": layout(
            round(STEP_PX * (bottom - top)),
            xaxis=bare_axis(range=[0, longest * ROOM_FOR_VALUES]),
            yaxis=bare_axis(range=[bottom, top]),
            annotations=[
                words
                for place, level in zip(places, levels, strict=True)
                for words in _words(level, place, half)
            ],
            shapes=[_passage(levels, place, half) for place in places[1:]],
            margin={"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        ),
    }


def _words(level: Level, place: int, half: float) -> list[dict[str, Any]]:
    at_left = {"xref": "paper", "xanchor": "left", "align": "left"}
    name = label(level.name, 0, place - half, yanchor="bottom", **at_left)
    if not level.before:
        return [name]
    above = place - half - NAME_PX / STEP_PX
    before = label(f"↓ {level.before}", 0, above, yanchor="bottom", xshift=4, **at_left)
    return [name, before | {"font": {"size": SMALL, "color": Slot.TARGET.value}}]


def _passage(levels: Sequence[Level], place: int, half: float) -> dict[str, Any]:
    """Return the shape that joins a bar to the one above it."""
    above, here = levels[place - 1].value, levels[place].value
    top, bottom = place - 1 + half, place - half
    return {
        "type": "path",
        "path": f"M0,{top} L{above},{top} L{here},{bottom} L0,{bottom} Z",
        "layer": "below",
        "line": {"width": 0},
        "fillcolor": Slot.BAND.value,
    }
