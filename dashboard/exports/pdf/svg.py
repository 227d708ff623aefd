"""Charts as SVG, in points on an A4 page's width; what words say is in their alternative text too."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from html import escape
from math import ceil, floor, log10

from dashboard.charts.look import shortened
from dashboard.exports import palette
from dashboard.exports.drawing import Drawing, Kind, Role, Series
from dashboard.exports.formats import symbol_of
from dashboard.wording import HARD, number, short_month, typeset

WIDTH, SMALL, TEXT = 482, 8.5, 9.5
SIGN = 4.6
NAMES, LONGEST, ASIDE = 196, 44, 34
ROW, BAR = 19, 11.5
COLUMNS_HEIGHT, LINE_HEIGHT, FOOT, HEAD = 130, 155, 26, 16
LABELLED, MONTHS_NAMED, STEPS = 14, 9, 4
DASHES = {Role.PATH: "1.5 2.5", Role.OUTLOOK: "5 3"}
Point = tuple[float, float]
Rectangle = tuple[float, float, float, float]


def svg(drawing: Drawing) -> str:
    """Return the chart."""
    draw = {
        Kind.BARS: _bars,
        Kind.GROUPS: _bars,
        Kind.SHARES: _shares,
        Kind.COLUMNS: _columns,
        Kind.LINE: _line,
    }[drawing.kind]
    height, shapes = draw(drawing)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{_at(height)}" '
        f'viewBox="0 0 {WIDTH} {_at(height)}" font-family="Source Sans Pro" font-size="{TEXT}">'
        f"{_patterns()}{''.join(shapes)}</svg>"
    )


def _bars(drawing: Drawing) -> tuple[float, list[str]]:
    series, zero, scale = drawing.series[0], *_room(drawing)
    head = HEAD if drawing.mean else 2
    bottom = head + ROW * len(drawing.labels)
    mean = zero + drawing.mean[0] * scale if drawing.mean else None
    shapes = []
    for rank, label in enumerate(drawing.labels):
        middle, end = head + ROW * (rank + 0.5), zero + (series.values[rank] or 0) * scale
        base = middle + 3.2
        colour = palette.FADED if series.faded and series.faded[rank] else palette.MAIN
        shapes.append(_text(shortened(str(label), LONGEST), (NAMES, base), anchor="end"))
        shapes.append(_rect((min(zero, end), middle - BAR / 2, abs(end - zero), BAR), colour))
        shapes.append(_value(series, rank, (max(zero, end), base), mean))
        if drawing.asides:
            shapes.append(_text(drawing.asides[rank], (WIDTH, base), anchor="end", size=SMALL))
    if mean is not None and drawing.mean:
        shapes.append(_rule((mean, head - 2), (mean, bottom), palette.INK, 1.2))
        shapes.append(_text(drawing.mean[1], (mean, head - 5), anchor="end", size=SMALL))
    return bottom + 2, shapes


def _room(drawing: Drawing) -> tuple[float, float]:
    """Return where bars start and how long a unit is, so that the words at their ends stay on the page."""
    series, aside = drawing.series[0], ASIDE if drawing.asides else 0
    room = WIDTH - NAMES - 8 - aside - SIGN * (max(map(len, series.said), default=0) + 2)
    known = [each for each in series.values if each is not None]
    top = max([*known, drawing.mean[0] if drawing.mean else 0, 0]) or 1
    low = min([*known, 0])
    scale = room / (top - low)
    return NAMES + 6 - low * scale, scale


def _value(series: Series, rank: int, end: Point, mean: float | None) -> str:
    """Write a bar's words at its end, past the mean's line when they would lie on it."""
    said, (x, y) = series.said[rank], end
    if mean is not None and x < mean < x + 6 + SIGN * len(said):
        x = mean
    return _text(said, (x + 4, y), bold=series.values[rank] is not None)


def _shares(drawing: Drawing) -> tuple[float, list[str]]:
    shapes, row = [], 46
    for rank, label in enumerate(drawing.labels):
        top, left = rank * row + 2, 0.0
        shapes.append(_text(str(label), (0, top + 9), bold=True))
        for place, series in enumerate(drawing.series):
            width = WIDTH * (series.values[rank] or 0) / 100
            shapes.append(_rect((left, top + 14, width, 12), palette.SERIES[place], pattern=place))
            is_last = place == len(drawing.series) - 1
            side, anchor = (WIDTH, "end") if is_last else (left, "start")
            words = f"{series.name} : {series.said[rank]}"
            shapes.append(_text(words, (side, top + 37), anchor=anchor, size=SMALL))
            left += width
        shapes.append(_rule((WIDTH / 2, top + 11), (WIDTH / 2, top + 29), palette.INK, 1.5))
    return row * len(drawing.labels) + 2, shapes


def _columns(drawing: Drawing) -> tuple[float, list[str]]:
    many = len(drawing.series) > 1
    head = 2 * HEAD if many else HEAD
    totals = [sum(each.values[at] or 0 for each in drawing.series) for at in range(len(drawing.labels))]
    shapes, left, scale = _scale(max(totals, default=0), drawing, COLUMNS_HEIGHT, head)
    step = (WIDTH - left) / max(len(drawing.labels), 1)
    bottom = head + COLUMNS_HEIGHT
    for at, label in enumerate(drawing.labels):
        foot, x = float(bottom), left + step * (at + 0.14)
        for rank, series in enumerate(drawing.series):
            height = (series.values[at] or 0) * scale
            foot -= height
            fades = bool(series.faded) and series.faded[at]
            colour = palette.FADED if fades else palette.SERIES[rank % len(palette.SERIES)]
            shapes.append(_rect((x, foot, step * 0.72, height), colour, pattern=rank))
        middle = left + step * (at + 0.5)
        if len(drawing.labels) <= LABELLED and not many:
            shapes.append(_text(drawing.series[0].said[at], (middle, foot - 3), anchor="middle", size=SMALL))
        if at % ceil(len(drawing.labels) / MONTHS_NAMED) == 0:
            shapes.append(
                _text(_named(label), (min(middle, WIDTH - 18), bottom + 12), anchor="middle", size=SMALL)
            )
    if many:
        shapes += _legend(drawing.series)
    return bottom + FOOT - 6, shapes


def _line(drawing: Drawing) -> tuple[float, list[str]]:
    days = [each for each in drawing.labels if isinstance(each, date)]
    values = [value for series in drawing.series for value in series.values if value is not None]
    head = 2 * HEAD
    shapes, left, scale = _scale(max(values, default=0), drawing, LINE_HEIGHT, head)
    bottom, first = head + LINE_HEIGHT, min(days)
    per_day = (WIDTH - left - 8) / ((max(days) - first).days or 1)

    def at(day: date, value: float) -> Point:
        return left + (day - first).days * per_day, bottom - value * scale

    for series in reversed(drawing.series):
        points = [at(day, value) for day, value in zip(days, series.values, strict=True) if value is not None]
        shapes += _course(series, points)
    for day in _named_months(days):
        shapes.append(_text(short_month(day), (at(day, 0)[0], bottom + 12), anchor="middle", size=SMALL))
    shapes += _beside(drawing, at)
    return bottom + FOOT - 6, [*shapes, *_legend(drawing.series)]


def _beside(drawing: Drawing, at: Callable[[date, float], Point]) -> Iterator[str]:
    """Write the words of points: at the far end the higher above and the lower below, else beside them."""
    end = max(each for each in drawing.labels if isinstance(each, date))
    ahead = sorted((each for each in drawing.words if each.day == end), key=lambda each: -each.value)
    for rank, word in enumerate(ahead):
        x, y = at(word.day, word.value)
        yield _text(word.text, (x, y + 12 if rank else y - 5), anchor="end", bold=word.strong, size=SMALL)
    others = sorted((each for each in drawing.words if each.day != end), key=lambda each: each.value)
    if len(others) == 1:
        x, y = at(others[0].day, others[0].value)
        yield _text(others[0].text, (x, y - 7), anchor="end", bold=others[0].strong, size=SMALL)
        return
    floor_y = float("inf")
    for word in others:
        x, y = at(word.day, word.value)
        floor_y = min(y - 4, floor_y)
        yield _text(word.text, (x + 7, floor_y), bold=word.strong, size=SMALL)
        floor_y -= 11


def _course(series: Series, points: Sequence[Point]) -> Iterator[str]:
    is_value, (colour, dash) = series.role is Role.VALUE, _stroke(series)
    path = " ".join(f"{_at(x)},{_at(y)}" for x, y in points)
    yield (
        f'<polyline points="{path}" fill="none" stroke="#{colour}" stroke-width="{2 if is_value else 1.3}"'
        f"{f' stroke-dasharray={dash!r}' if dash else ''}/>"
    )
    if is_value and points:
        yield _mark(*points[-1], colour, series.rank)


def _stroke(series: Series) -> tuple[str, str]:
    """Return a course's colour and dashes."""
    is_value = series.role is Role.VALUE
    colour = palette.SERIES[series.rank % len(palette.SERIES)] if is_value else palette.TARGET
    return colour, DASHES.get(series.role, "")


def _mark(x: float, y: float, colour: str, rank: int) -> str:
    """Return the last point's mark, told apart by its shape."""
    if rank % 3 == 0:
        return f'<circle cx="{_at(x)}" cy="{_at(y)}" r="3.2" fill="#{colour}"/>'
    turn = f' transform="rotate(45 {_at(x)} {_at(y)})"' if rank % 3 == 2 else ""
    return f'<rect x="{_at(x - 2.8)}" y="{_at(y - 2.8)}" width="5.6" height="5.6" fill="#{colour}"{turn}/>'


def _legend(series: Sequence[Series]) -> Iterator[str]:
    x = 0.0
    for each in series:
        colour = (
            palette.SERIES[each.rank % len(palette.SERIES)] if each.role is Role.VALUE else palette.TARGET
        )
        dash = {Role.PATH: "1.5 2.5", Role.OUTLOOK: "5 3"}.get(each.role, "")
        yield _rule((x, 7), (x + 18, 7), colour, 2, dash)
        if each.role is Role.VALUE:
            yield _mark(x + 9, 7, colour, each.rank)
        yield _text(each.name, (x + 22, 10), size=SMALL)
        x += 22 + SIGN * len(each.name) + 14


def _scale(top: float, drawing: Drawing, height: float, head: float) -> tuple[list[str], float, float]:
    """Return the lines of an axis, where the chart begins on its right, and points per unit."""
    symbol = symbol_of(drawing.said)
    step = _step(top)
    if symbol == "%" and top <= 100:
        top, step = 100, 25
    ticks = [step * rank for rank in range(ceil(top / step) + 1)] or [0, 1]
    decimals = max(0, -floor(log10(step)))
    words = [number(tick, decimals) + (f"{HARD}{symbol}" if symbol else "") for tick in ticks]
    left, scale = SIGN * max(map(len, words)) + 8, height / ticks[-1]
    shapes = []
    for tick, said in zip(ticks, words, strict=True):
        y = head + height - tick * scale
        shapes.append(_rule((left, y), (WIDTH, y), palette.GRID if tick else palette.TARGET, 0.7))
        shapes.append(_text(said, (left - 5, y + 3), anchor="end", size=SMALL))
    return shapes, left, scale


def _step(top: float) -> float:
    """Return a round step that cuts a scale in about four."""
    rough = (top or 1) / STEPS
    unit: float = 10 ** floor(log10(rough))
    return next(unit * each for each in (1, 2, 2.5, 5, 10) if unit * each >= rough)


def _named_months(days: Sequence[date]) -> list[date]:
    first, last = min(days), max(days)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    every = ceil(months / MONTHS_NAMED)
    starts = (first.month - 1 + rank for rank in range(1, months, every))
    return [date(first.year + month // 12, month % 12 + 1, 1) for month in starts]


def _named(label: object) -> str:
    return short_month(label) if isinstance(label, date) else str(label)


def _patterns() -> str:
    """Return the hatchings that tell series apart without colour."""
    lines = ("M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2", "M0,3 h6", "M3,0 v6")
    return "<defs>" + "".join(
        f'<pattern id="p{rank}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<path d="{line}" stroke="#FFFFFF" stroke-opacity="0.55" stroke-width="1.1"/></pattern>'
        for rank, line in enumerate(lines, start=1)
    ) + "</defs>"  # fmt: skip


def _rect(box: Rectangle, colour: str, pattern: int = 0) -> str:
    x, y, width, height = box
    place = f'x="{_at(x)}" y="{_at(y)}" width="{_at(width)}" height="{_at(height)}"'
    hatched = f'<rect {place} fill="url(#p{1 + (pattern - 1) % 3})"/>' if pattern and width and height else ""
    return f'<rect {place} fill="#{colour}"/>{hatched}'


def _rule(start: Point, end: Point, colour: str, width: float, dash: str = "") -> str:
    (x, y), (to_x, to_y) = start, end
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line x1="{_at(x)}" y1="{_at(y)}" x2="{_at(to_x)}" y2="{_at(to_y)}" stroke="#{colour}" '
        f'stroke-width="{width}"{dashes}/>'
    )


def _text(words: str, at: Point, *, anchor: str = "start", bold: bool = False, size: float = TEXT) -> str:
    x, y = at
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{_at(x)}" y="{_at(y)}" text-anchor="{anchor}" font-size="{size}" fill="#{palette.INK}"'
        f"{weight}>"
        f"{escape(typeset(words))}</text>"
    )


def _at(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
