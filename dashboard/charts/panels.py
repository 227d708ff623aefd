"""Small multiples: a panel of thin bars per group, one scale, names on the left, values at the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.charts.bars import Bar
from dashboard.charts.look import SMALL, Figure, Slot, bare_axis, label, layout, shortened, tick_font

TITLE_PX, ROW_PX, GAP_PX = 28, 23, 14
NAME_PX, VALUE_PX = 76, 108
THICKNESS_PX = 13
LONGEST_TITLE = 40


@dataclass(frozen=True, slots=True)
class Panel:
    """A group's bars under its title; `code` comes back when one of them is clicked."""

    title: str
    rows: Sequence[Bar]
    code: str = ""


def panels(groups: Sequence[Panel]) -> Figure:
    """Return the panels one under the other; a bar below zero goes left of it, its value stays right."""
    tops = _tops(groups)
    bars = [(group, bar) for group in groups for bar in group.rows]
    middles = [middle for group, top in zip(groups, tops, strict=True) for middle in _middles(group, top)]
    values = [bar.value or 0 for _, bar in bars]
    height = tops[-1] + TITLE_PX + ROW_PX * len(groups[-1].rows)
    return {
        "data": [_trace(bars, middles)],
        "layout": layout(
            height,
            margin={"l": NAME_PX, "r": VALUE_PX, "t": 0, "b": 0, "pad": 6},
            xaxis=bare_axis(range=[min(*values, 0), max(*values, 0) or 1]),
            yaxis=bare_axis(
                range=[height, 0],
                showticklabels=True,
                tickmode="array",
                tickvals=middles,
                ticktext=[bar.label for _, bar in bars],
                tickfont=tick_font(),
            ),
            annotations=[
                *(_title(group, top) for group, top in zip(groups, tops, strict=True)),
                *(_said(bar, middle) for (_, bar), middle in zip(bars, middles, strict=True)),
            ],
        ),
    }


def _tops(groups: Sequence[Panel]) -> list[int]:
    """Return where each panel begins, in pixels from the top."""
    tops = [0]
    for group in groups[:-1]:
        tops.append(tops[-1] + TITLE_PX + ROW_PX * len(group.rows) + GAP_PX)
    return tops


def _middles(group: Panel, top: int) -> list[float]:
    return [top + TITLE_PX + ROW_PX * (rank + 0.5) for rank in range(len(group.rows))]


def _trace(bars: Sequence[tuple[Panel, Bar]], middles: Sequence[float]) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "x": [bar.value or 0 for _, bar in bars],
        "y": list(middles),
        "width": THICKNESS_PX,
        "customdata": [[group.code, f"{group.title}, {bar.label} : {bar.said}"] for group, bar in bars],
        "hovertemplate": "%{customdata[1]}<extra></extra>",
        "marker": {
            "color": [Slot.MAIN.value if bar.strong else Slot.FADED.value for _, bar in bars],
            "cornerradius": 2,
        },
    }


def _title(group: Panel, top: int) -> dict[str, Any]:
    return label(
        f"<b>{shortened(group.title, LONGEST_TITLE)}</b>", 0, top + TITLE_PX / 2, xref="paper",
        xanchor="left", xshift=-NAME_PX, yanchor="middle",
    )  # fmt: skip


def _said(bar: Bar, middle: float) -> dict[str, Any]:
    return label(
        bar.said, max(bar.value or 0, 0), middle, xanchor="left", xshift=5, yanchor="middle",
        font={"size": SMALL, "color": (Slot.INK if bar.value is not None else Slot.TARGET).value},
    )  # fmt: skip
