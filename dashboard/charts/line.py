"""A value over time with the line to its target, the committees, and what came since the last one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dashboard.charts.look import NUMBER_TICKS, SERIES, SMALL, Figure, Slot, label, layout, tick_font

HEIGHT = 340
TOP_PX, TICKS_PX, LINE_PX = 34, 44, 20
ROOM_FOR_WORDS = 0.45
SYMBOLS = ("circle", "square", "diamond", "cross", "x")
DAILY_UNDER, MONTHLY_UNDER = timedelta(days=62), timedelta(days=240)
SINCE = "depuis le dernier comité"


@dataclass(frozen=True, slots=True)
class Mark:
    """A point worth words: where it stands and what it says."""

    day: date
    value: float
    said: str


@dataclass(frozen=True, slots=True)
class Line:
    """What a line chart shows.

    `points` are the value's; `path` is the straight line to the target; `aim` the target itself; `outlook`
    where the recent pace leads; `committees` their days, and `since` what changed since the last of them.
    `others` are other values' courses on the same chart: each is then named at its end.
    """

    points: Sequence[Mark]
    path: Sequence[tuple[date, float]] = ()
    aim: Mark | None = None
    outlook: Mark | None = None
    committees: Sequence[date] = ()
    since: str = ""
    others: Sequence[Sequence[Mark]] = ()


def line(chart: Line, height: int = HEIGHT, *, from_zero: bool = True) -> Figure:
    """Return the chart; labels stand beside what they name."""
    last, (start, end) = chart.points[-1], _span(chart)
    return {
        "data": [*_path(chart), *_outlook(chart), *_courses(chart)],
        "layout": layout(
            height,
            margin={"l": 0, "r": 12, "t": TOP_PX, "b": 0, "pad": 4},
            xaxis={
                "type": "date",
                "range": [start.isoformat(), _with_room(start, end).isoformat()],
                "showgrid": False,
                "fixedrange": True,
                **_ticks(end - start),
                "tickfont": tick_font(),
                "automargin": True,
            },
            yaxis={
                "rangemode": "tozero" if from_zero else "normal",
                "fixedrange": True,
                "nticks": 6,
                "tickformat": NUMBER_TICKS,
                "tickfont": tick_font(),
                "zeroline": False,
                "automargin": True,
            },
            shapes=_committees(chart, last.day),
            annotations=[
                *(_named(chart, height) if chart.others else [_said(last, bold=True)]),
                *_ahead(chart),
                *_since(chart),
            ],
        ),
    }


def _ticks(length: timedelta) -> dict[str, Any]:
    """Return days, months one by one, then months that Plotly chooses: no month is ever named twice."""
    if length < DAILY_UNDER:
        return {"tickformat": "%d/%m", "nticks": 6}
    each_month = {"dtick": "M1"} if length < MONTHLY_UNDER else {"nticks": 8}
    return {"tickformat": "%b<br>%Y"} | each_month


def _courses(chart: Line) -> list[dict[str, Any]]:
    """Return the courses, told apart by their marks as well as by their colours; the main one on top."""
    courses = [_course(points, rank) for rank, points in enumerate([chart.points, *chart.others])]
    return courses[::-1]


def _course(points: Sequence[Mark], rank: int) -> dict[str, Any]:
    last, colour = len(points) - 1, SERIES[rank % len(SERIES)].value
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [mark.day.isoformat() for mark in points],
        "y": [mark.value for mark in points],
        "text": [mark.said for mark in points],
        "hovertemplate": "%{x|%d/%m/%Y} : %{text}<extra></extra>",
        "line": {"color": colour, "width": 3},
        "marker": {
            "color": colour,
            "symbol": SYMBOLS[rank % len(SYMBOLS)],
            "size": [11 if place == last else 5 for place in range(last + 1)],
        },
    }


def _named(chart: Line, height: int) -> list[dict[str, Any]]:
    """Return the words of each course's end on its right, pushed up where they would overlap."""
    lasts = sorted((points[-1] for points in (chart.points, *chart.others)), key=lambda mark: mark.value)
    ahead = [mark.value for mark in (chart.aim, chart.outlook) if mark]
    highest = max([mark.value for mark in lasts] + [value for _, value in chart.path] + ahead) or 1
    px_per_unit, foot, labels = (height - TOP_PX - TICKS_PX) / highest, float("-inf"), []
    for mark in lasts:
        at = mark.value * px_per_unit
        foot = max(at, foot)
        labels.append(
            label(
                mark.said, mark.day.isoformat(), mark.value, xanchor="left", xshift=10, yanchor="bottom",
                yshift=foot - at, align="left", font={"size": SMALL},
            )
        )  # fmt: skip
        foot += LINE_PX * (1 + mark.said.count("<br>"))
    return labels


def _path(chart: Line) -> list[dict[str, Any]]:
    if not chart.path:
        return []
    aim = [(chart.aim.day, chart.aim.value)] if chart.aim else []
    points = [*chart.path, *(point for point in aim if point not in chart.path)]
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [day.isoformat() for day, _ in points],
            "y": [value for _, value in points],
            "hoverinfo": "skip",
            "line": {"color": Slot.TARGET.value, "width": 2, "dash": "dot"},
        }
    ]


def _outlook(chart: Line) -> list[dict[str, Any]]:
    if chart.outlook is None:
        return []
    last, ahead = chart.points[-1], chart.outlook
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [last.day.isoformat(), ahead.day.isoformat()],
            "y": [last.value, ahead.value],
            "hoverinfo": "skip",
            "line": {"color": Slot.MAIN.value, "width": 2, "dash": "dash"},
        }
    ]


def _committees(chart: Line, end: date) -> list[dict[str, Any]]:
    """Return a thin line per committee, and a band since the last one."""
    lines = [
        {
            "type": "line", "x0": day.isoformat(), "x1": day.isoformat(), "y0": 0, "y1": 1, "yref": "paper",
            "layer": "below", "line": {"color": Slot.FADED.value, "width": 1},
        }
        for day in chart.committees
    ]  # fmt: skip
    if not chart.committees or not chart.since:
        return lines
    band = {
        "type": "rect", "x0": chart.committees[-1].isoformat(), "x1": end.isoformat(), "y0": 0, "y1": 1,
        "yref": "paper", "layer": "below", "line": {"width": 0}, "fillcolor": Slot.BAND.value,
    }  # fmt: skip
    return [band, *lines]


def _since(chart: Line) -> list[dict[str, Any]]:
    if not chart.committees or not chart.since:
        return []
    return [
        label(
            f"{chart.since} {SINCE}", chart.committees[-1].isoformat(), 1, yref="paper", yanchor="bottom",
            xanchor=_anchor(chart), font={"size": SMALL},
        )
    ]  # fmt: skip


def _anchor(chart: Line) -> str:
    """Return on which side of the last committee its words stand, so that they stay on the chart."""
    start, end = _span(chart)
    share = (chart.committees[-1] - start) / ((end - start) or timedelta(days=1))
    return "left" if share < 1 / 3 else "right" if share > 2 / 3 else "center"


def _span(chart: Line) -> tuple[date, date]:
    """Return the first and last day of the chart, with room for the courses' names when they are named."""
    days = [mark.day for mark in chart.points] + [day for day, _ in chart.path]
    days += [mark.day for mark in (chart.aim, chart.outlook) if mark]
    last = chart.points[-1].day
    room = [last + ROOM_FOR_WORDS * (last - min(days))] if chart.others else []
    return min(days), max([*days, *room])


def _ahead(chart: Line) -> list[dict[str, Any]]:
    """Return the words of the target and of the outlook, the higher above its point, the lower below."""
    marks = sorted(filter(None, (chart.aim, chart.outlook)), key=lambda mark: -mark.value)
    return [_said(mark, is_below=rank > 0) for rank, mark in enumerate(marks)]


def _said(mark: Mark, *, bold: bool = False, is_below: bool = False) -> dict[str, Any]:
    text = f"<b>{mark.said}</b>" if bold else mark.said
    return label(
        text, mark.day.isoformat(), mark.value, xanchor="right", xshift=-4,
        yanchor="top" if is_below else "bottom", yshift=-8 if is_below else 6, bgcolor=Slot.TILE.value,
    )  # fmt: skip


def _with_room(start: date, end: date) -> date:
    """Return a day a little after the end, so that the last point is not cut."""
    return end + (end - start) / 60
