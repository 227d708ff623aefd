"""Two sides of one whole against its middle."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.look import PATTERNS, SERIES, SMALL, Figure, Slot, bare_axis, label, layout

HEAD_PX, NAME_PX, BAR_PX, WORDS_PX = 8, 28, 26, 54
ROW_PX = NAME_PX + BAR_PX + WORDS_PX
HALF = 50
RULE_PX = 5


@dataclass(frozen=True, slots=True)
class Side:
    """A side's share of the whole, in percent, and its words."""

    name: str
    share: float
    said: str


@dataclass(frozen=True, slots=True)
class Balance:
    """What is shared, and its two sides."""

    name: str
    left: Side
    right: Side


def balance(rows: Sequence[Balance], middle: str) -> Figure:
    """Return one bar per row, its two sides side by side, and a mark at the half that says `middle`."""
    height = HEAD_PX + ROW_PX * len(rows)
    centres = [HEAD_PX + ROW_PX * rank + NAME_PX + BAR_PX / 2 for rank in range(len(rows))]
    sides = [[row.left for row in rows], [row.right for row in rows]]
    return {
        "data": [_trace(rank, side, centres) for rank, side in enumerate(sides)],
        "layout": layout(
            height,
            barmode="stack",
            margin={"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
            xaxis=bare_axis(range=[0, 100]),
            yaxis=bare_axis(range=[height, 0]),
            shapes=[_mark(centre) for centre in centres],
            annotations=[
                label(
                    middle, HALF, centres[0] - BAR_PX / 2 - RULE_PX, yanchor="bottom", font={"size": SMALL}
                ),
                *(each for row, centre in zip(rows, centres, strict=True) for each in _words(row, centre)),
            ],
        ),
    }


def _trace(rank: int, sides: Sequence[Side], centres: Sequence[float]) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "x": [side.share for side in sides],
        "y": list(centres),
        "width": BAR_PX,
        "customdata": [[f"{side.name} : {side.said}"] for side in sides],
        "hovertemplate": "%{customdata[0]}<extra></extra>",
        "marker": {
            "color": SERIES[rank].value,
            "pattern": {"shape": PATTERNS[rank], "fillmode": "overlay", "size": 6},
        },
    }


def _mark(centre: float) -> dict[str, Any]:
    reach = BAR_PX / 2 + RULE_PX
    return {
        "type": "line",
        "x0": HALF,
        "x1": HALF,
        "y0": centre - reach,
        "y1": centre + reach,
        "layer": "above",
        "line": {"color": Slot.INK.value, "width": 2.5},
    }


def _words(row: Balance, centre: float) -> list[dict[str, Any]]:
    above, below = centre - BAR_PX / 2 - 3, centre + BAR_PX / 2 + 3
    return [
        label(f"<b>{row.name}</b>", 0, above, xanchor="left", yanchor="bottom"),
        label(_side(row.left), 0, below, xanchor="left", yanchor="top", align="left", font={"size": SMALL}),
        label(_side(row.right), 100, below, xanchor="right", yanchor="top", align="right",
              font={"size": SMALL}),
    ]  # fmt: skip


def _side(side: Side) -> str:
    return f"{side.name}<br>{side.said}"
