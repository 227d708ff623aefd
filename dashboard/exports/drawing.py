"""What a chart draws, whatever draws it: categories or days, series of values, words.

Read from the plain Plotly figure that pages show: nothing is drawn elsewhere that is not drawn there.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from html import unescape
from typing import Any

from dashboard.charts.look import SERIES, Slot
from dashboard.exports.document import Piece
from dashboard.exports.formats import is_number

Trace = dict[str, Any]
PATH, OUTLOOK = "Trajectoire", "Au rythme actuel"
TAGS = re.compile(r"<[^>]+>")
SPACES = re.compile(r"[ \n]+")


class Kind(StrEnum):
    """How values are drawn."""

    BARS = "barres"
    GROUPS = "groupes"
    COLUMNS = "colonnes"
    SHARES = "parts"
    LINE = "courbes"


class Role(StrEnum):
    """What a series is: a value, the line to its target, where the recent pace leads."""

    VALUE = "valeur"
    PATH = "trajectoire"
    OUTLOOK = "projection"


@dataclass(frozen=True, slots=True)
class Series:
    """Values in the order of the drawing's labels, each with its words; `faded` ones are beside the point."""

    name: str
    values: tuple[float | None, ...]
    said: tuple[str, ...]
    rank: int = 0
    role: Role = Role.VALUE
    faded: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """Words beside a point of a line."""

    day: date
    value: float
    text: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart's content; `mean` is a value across all bars, `asides` what stands at the far end of each."""

    kind: Kind
    labels: tuple[str, ...] | tuple[date, ...]
    series: tuple[Series, ...]
    mean: tuple[float, str] | None = None
    asides: tuple[str, ...] = ()
    words: tuple[Word, ...] = ()
    stacked: bool = False

    @property
    def is_dated(self) -> bool:
        """Say whether the labels are days."""
        return all(isinstance(each, date) for each in self.labels)

    @property
    def said(self) -> list[str]:
        """Return the words of every value."""
        return [word for series in self.series for word in series.said if word]


def drawing(piece: Piece) -> Drawing | None:
    """Return what a piece draws; None when it draws nothing."""
    if piece.figure is None:
        return None
    traces, layout = piece.figure["data"], piece.figure["layout"]
    return _reader(traces, layout)(piece, traces, layout)


Read = Callable[[Piece, Sequence[Trace], dict[str, Any]], Drawing]


def _reader(traces: Sequence[Trace], layout: dict[str, Any]) -> Read:
    if traces[0]["type"] == "scatter":
        return _lines
    if traces[0].get("orientation") != "h":
        return _columns
    return _shares if layout.get("barmode") == "stack" else _bars


def _bars(piece: Piece, traces: Sequence[Trace], layout: dict[str, Any]) -> Drawing:
    trace = traces[0]
    labelled = [_labelled(trace, place) for place in range(len(trace["x"]))]
    said = tuple(words for _, words in labelled)
    values = tuple(value if is_number(words) else None for value, words in zip(trace["x"], said, strict=True))
    series = Series(_bars_name(piece, trace), values, said, faded=_faded(trace))
    kind = Kind.GROUPS if _is_grouped(trace) else Kind.BARS
    labels = tuple(label for label, _ in labelled)
    return Drawing(kind, labels, (series,), _mean(layout), _asides(trace, layout))


def _is_grouped(trace: Trace) -> bool:
    """Say whether bars belong to small multiples: their words name the group, then the bar."""
    return "text" not in trace and all(len(each) == 2 for each in trace["customdata"])


def _bars_name(piece: Piece, trace: Trace) -> str:
    """Return the header of the column that the bars come from, else what the chart is about."""
    for place, header in enumerate(piece.grid.headers):
        column = {row[place].raw for row in piece.grid.rows if isinstance(row[place].raw, int | float)}
        if column and set(trace["x"]) <= column:
            return header
    return piece.title.partition(" : ")[0]


def _labelled(trace: Trace, place: int) -> tuple[str, str]:
    """Return a bar's label and its words, wherever its chart keeps them; words without a number mean none."""
    named = trace["customdata"][place]
    name = plain(named if isinstance(named, str) else named[-1])
    said = plain(trace["text"][place]) if "text" in trace else ""
    if said:
        return name, said
    label, _, said = name.partition(" : ")
    return label, said


def _shares(piece: Piece, traces: Sequence[Trace], layout: dict[str, Any]) -> Drawing:
    """Return sides of wholes; the wholes are named in bold above their bars."""
    names = [plain(each["text"]) for each in layout["annotations"] if each["text"].startswith("<b>")]
    series = []
    for rank, trace in enumerate(traces):
        told = [plain(each[0]).partition(" : ") for each in trace["customdata"]]
        series.append(Series(told[0][0], tuple(trace["x"]), tuple(said for _, _, said in told), rank))
    return Drawing(Kind.SHARES, tuple(names), tuple(series), stacked=True)


def _columns(piece: Piece, traces: Sequence[Trace], layout: dict[str, Any]) -> Drawing:
    series = tuple(
        Series(trace["name"], tuple(trace["y"]), tuple(map(plain, trace["text"])), rank, faded=_faded(trace))
        for rank, trace in enumerate(traces)
    )
    months = [row[0].raw for row in piece.grid.rows]
    labels: tuple[str, ...] | tuple[date, ...] = tuple(plain(each) for each in traces[0]["x"])
    if len(months) == len(labels) and all(type(each) is date for each in months):
        labels = tuple(each for each in months if isinstance(each, date))
    return Drawing(Kind.COLUMNS, labels, series, stacked=layout.get("barmode") == "stack")


def _lines(piece: Piece, traces: Sequence[Trace], layout: dict[str, Any]) -> Drawing:
    days = sorted({date.fromisoformat(day) for trace in traces for day in trace["x"]})
    words = [
        Word(date.fromisoformat(each["x"]), each["y"], plain(each["text"]), each["text"].startswith("<b>"))
        for each in layout["annotations"]
        if each.get("yref") != "paper"
    ]
    series = sorted((_course(piece, trace, days) for trace in traces), key=lambda each: each.rank)
    return Drawing(Kind.LINE, tuple(days), tuple(series), words=tuple(words))


def _course(piece: Piece, trace: Trace, days: Sequence[date]) -> Series:
    at = dict(zip(map(date.fromisoformat, trace["x"]), trace["y"], strict=True))
    told = dict(zip(map(date.fromisoformat, trace["x"]), trace.get("text", ()), strict=False))
    dash = trace["line"].get("dash")
    role = {"dot": Role.PATH, "dash": Role.OUTLOOK}.get(dash, Role.VALUE)
    colour = trace["line"]["color"]
    rank = SERIES.index(Slot(colour)) if role is Role.VALUE else len(SERIES) + (role is Role.OUTLOOK)
    return Series(
        _course_name(piece, trace, role),
        tuple(at.get(day) for day in days),
        tuple(plain(told.get(day, "").rpartition("<br>")[2]) for day in days),
        rank,
        role,
    )


def _course_name(piece: Piece, trace: Trace, role: Role) -> str:
    """Return a course's name: with several, each point says it; else the table does."""
    headers = piece.grid.headers
    if role is Role.OUTLOOK:
        return OUTLOOK
    if role is Role.PATH:
        return headers[-1] if len(headers) > 2 else PATH
    named = str(trace["text"][0]).partition("<br>")
    if named[1]:
        return plain(named[0])
    return next((each for each in headers[1:] if each in piece.title), headers[1])


def _asides(trace: Trace, layout: dict[str, Any]) -> tuple[str, ...]:
    found = {
        each["y"]: plain(each["text"])
        for each in layout.get("annotations", ())
        if each.get("xref") == "paper" and each.get("xanchor") == "right"
    }
    return tuple(found.get(place, "") for place in trace["y"]) if found else ()


def _mean(layout: dict[str, Any]) -> tuple[float, str] | None:
    marks = [
        each for each in layout.get("shapes", ()) if each["type"] == "line" and each.get("layer") == "above"
    ]
    words = [plain(each["text"]) for each in layout.get("annotations", ()) if "▾" in each["text"]]
    return (marks[0]["x0"], words[0].replace("▾", "").strip()) if marks and words else None


def _faded(trace: Trace) -> tuple[bool, ...]:
    colours = trace["marker"]["color"]
    return tuple(colour == Slot.FADED.value for colour in colours) if isinstance(colours, list) else ()


def plain(text: str) -> str:
    """Return words without their marks, on one line."""
    return SPACES.sub(" ", unescape(TAGS.sub(" ", text))).strip()
