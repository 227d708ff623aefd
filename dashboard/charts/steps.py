"""A whole and the steps that make it up, each starting where the one before ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.look import PATTERNS, SERIES, Figure, Slot, bare_axis, label, layout

ROW_PX, NAME_PX, BAR_PX = 56, 24, 22
VALUE_PX = 112


@dataclass(frozen=True, slots=True)
class Step:
    """A named stretch from one amount to another; `end` below `start` goes back."""

    name: str
    start: float
    end: float
    said: str


def steps(total: Step, parts: Sequence[Step]) -> Figure:
    """Return the whole, then its parts one under the other, joined by thin lines; a step back is hatched."""
    rows = [total, *parts]
    ends = [edge for row in rows for edge in (row.start, row.end)]
    centres = [ROW_PX * rank + NAME_PX + BAR_PX / 2 for rank in range(len(rows))]
    height = ROW_PX * len(rows)
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "base": [row.start for row in rows],
                "x": [row.end - row.start for row in rows],
                "y": centres,
                "width": BAR_PX,
                "customdata": [[f"{row.name} : {row.said}"] for row in rows],
                "hovertemplate": "%{customdata[0]}<extra></extra>",
                "marker": {
                    "color": [Slot.FADED.value, *(SERIES[rank].value for rank in range(len(parts)))],
                    "pattern": {
                        "shape": ["", *PATTERNS[: len(parts)]],
                        "fillmode": "overlay",
                        "size": 6,
                    },
                },
            }
        ],
        "layout": layout(
            height,
            margin={"l": 0, "r": VALUE_PX, "t": 0, "b": 0, "pad": 0},
            xaxis=bare_axis(range=[min(*ends, 0), max(*ends, 0) or 1]),
            yaxis=bare_axis(range=[height, 0]),
            shapes=[_joint(row, centre) for row, centre in zip(parts[:-1], centres[1:], strict=False)],
            annotations=[
                each for row, centre in zip(rows, centres, strict=True) for each in _words(row, centre)
            ],
        ),
    }  # fmt: skip


def _joint(row: Step, centre: float) -> dict[str, Any]:
    """Return the line from the end of a step to the start of the next."""
    return {
        "type": "line",
        "x0": row.end,
        "x1": row.end,
        "y0": centre + BAR_PX / 2,
        "y1": centre + ROW_PX - BAR_PX / 2,
        "layer": "below",
        "line": {"color": Slot.TARGET.value, "width": 1, "dash": "dot"},
    }


def _words(row: Step, centre: float) -> list[dict[str, Any]]:
    return [
        label(row.name, 0, centre - BAR_PX / 2 - 3, xref="paper", xanchor="left", yanchor="bottom",
              bgcolor=Slot.TILE.value),
        label(f"<b>{row.said}</b>", max(row.start, row.end), centre, xanchor="left", xshift=6,
              yanchor="middle"),
    ]  # fmt: skip
