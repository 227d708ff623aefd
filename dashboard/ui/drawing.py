"""Small drawings: a value against its target, a course against its trajectory."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from dashboard.key_figures import KeyFigure
from dashboard.targets import Assessment
from dashboard.wording import day, quantity

WIDTH, HEIGHT, MARGIN = 100, 50, 9
COURSE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" preserveAspectRatio="none">'
    "<style>path{{fill:none;stroke-linecap:round;stroke-linejoin:round;vector-effect:non-scaling-stroke;"
    "stroke:#14506b;stroke-width:2.5}}.plan{{stroke:#5d6b75;stroke-width:1.5;stroke-dasharray:1 4}}"
    ".end{{stroke-width:8}}"
    "@media(prefers-color-scheme:dark){{path{{stroke:#8fc7e3}}.plan{{stroke:#9fb0bb}}}}</style>"
    '<path class="plan" d="{plan}"/><path d="{course}"/><path class="end" d="M{x:.1f} {y:.1f}h0"/></svg>'
)

AGAINST = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" preserveAspectRatio="none">'
    "<style>path{{fill:none;stroke-linecap:round;stroke-linejoin:round;vector-effect:non-scaling-stroke;"
    "stroke:#14506b;stroke-width:2}}.mean{{stroke:#4d5b65;stroke-width:1.5;stroke-dasharray:1 4}}"
    ".ground{{stroke:#d9d5cb;stroke-width:1}}.end{{stroke-width:6}}"
    "@media(prefers-color-scheme:dark){{path{{stroke:#8fc7e3}}.mean{{stroke:#b3c0c8}}.ground{{stroke:#35434c}}}}"
    '</style><path class="ground" d="M0 {ground:.1f}H{width}"/><path class="mean" d="{mean}"/>'
    '<path d="{course}"/><path class="end" d="{end}"/></svg>'
)

Point = tuple[date, float]


@dataclass(frozen=True, slots=True)
class Bullet:
    """Places on a bar, in percent of its length."""

    value: float
    expected: float
    target: float


@dataclass(frozen=True, slots=True)
class Image:
    """A picture and what it says."""

    source: str
    alternative: str


def bullet(assessment: Assessment) -> Bullet | None:
    """Return where value, expectation and target stand on a bar that starts at zero."""
    if assessment.value is None:
        return None
    figures = (assessment.value, assessment.expected, assessment.target.value)
    longest = max(figures)
    if longest <= 0:
        return None
    return Bullet(*(round(100 * max(figure, 0) / longest, 2) for figure in figures))


def course(key_figure: KeyFigure) -> Image | None:
    """Return the figure's course over the period, with the target's line when both can be compared."""
    points = [(at, value) for at, value in key_figure.course if value is not None]
    if len(points) < 2:
        return None
    indicator = key_figure.indicator
    (first, before), (last, after) = points[0], points[-1]
    return Image(
        "data:image/svg+xml," + quote(_svg(points, _trajectory(key_figure, points), indicator.cumulative)),
        f"Évolution du {day(first)} au {day(last)} : de {quantity(indicator, before)} "
        f"à {quantity(indicator, after)}.",
    )


def inline(svg: str) -> str:
    """Return a picture as the source of an image."""
    return "data:image/svg+xml," + quote(svg)


def against(values: Sequence[float | None], mean: Sequence[float | None], low: float, high: float) -> str:
    """Return the source of a picture of values and their mean at even steps, on a scale given."""
    steps = max(len(values) - 1, 1)

    def place(step: int, value: float) -> tuple[float, float]:
        x = MARGIN / 2 + (WIDTH - MARGIN) * step / steps
        return x, HEIGHT - MARGIN / 2 - (HEIGHT - MARGIN) * (value - low) / ((high - low) or 1)

    def path(line: Sequence[float | None]) -> str:
        """Return a path that lifts the pen over unknown values, and marks a lone value with a dot."""
        pieces, is_down = [], False
        for step, value in enumerate(line):
            if value is not None:
                x, y = place(step, value)
                pieces.append(f"L{x:.1f} {y:.1f}" if is_down else f"M{x:.1f} {y:.1f}h0")
            is_down = value is not None
        return "".join(pieces)

    last = max((step for step, value in enumerate(values) if value is not None), default=0)
    x, y = place(last, values[last] or 0)
    svg = AGAINST.format(
        width=WIDTH,
        height=HEIGHT,
        ground=place(0, 0)[1],
        mean=path(mean),
        course=path(values),
        end=f"M{x:.1f} {y:.1f}h0",
    )
    return "data:image/svg+xml," + quote(svg)


def _trajectory(key_figure: KeyFigure, points: Sequence[Point]) -> list[Point]:
    """Return the ends of the expected line, only over the period on which the target is judged."""
    assessment = key_figure.assessment
    if assessment is None or assessment.value != key_figure.figure.value:
        return []
    return [(at, assessment.target.expected(at)) for at, _ in (points[0], points[-1])]


def _svg(points: Sequence[Point], trajectory: Sequence[Point], starts_at_zero: bool) -> str:
    values = [value for _, value in (*points, *trajectory)]
    low, high = 0 if starts_at_zero else min(values), max(values)
    start, length = points[0][0], (points[-1][0] - points[0][0]).days or 1

    def place(point: Point) -> tuple[float, float]:
        x = MARGIN + (WIDTH - 2 * MARGIN) * (point[0] - start).days / length
        y = HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * (point[1] - low) / ((high - low) or 1)
        return x, y

    x, y = place(points[-1])
    return COURSE.format(
        width=WIDTH,
        height=HEIGHT,
        plan=_path(map(place, trajectory)),
        course=_path(map(place, points)),
        x=x,
        y=y,
    )


def _path(places: Iterable[tuple[float, float]]) -> str:
    return "".join(f"{'L' if rank else 'M'}{x:.1f} {y:.1f}" for rank, (x, y) in enumerate(places))
