"""The map of coverage as one picture that needs no server: neighbourhoods near to a service, or far."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.committee.frozen import FrozenMap
from dashboard.coverage import SERVED_WITHIN_M, CoverageMap
from dashboard.selection import Selection
from dashboard.wording import area_name, count, listing, number
from data_access.facts import Facts
from data_access.territory import Area

HEIGHT, SMOOTHED_M = 1000, 60
MARK_R, POINT_R = 18, 9
NAMED = 6
STYLE = (
    "<style>path{stroke:#8a949b;stroke-width:1.5;fill:#dfe9ee;stroke-linejoin:round}"
    ".reach{fill:#4b879f}.near{fill:#14506b;stroke:#fff;stroke-width:3}"
    ".far{fill:#fff;stroke:#9c2b16;stroke-width:6}"
    "text{font:700 44px sans-serif;fill:#9c2b16;text-anchor:middle;paint-order:stroke;stroke:#fff;"
    "stroke-width:8}@media(prefers-color-scheme:dark){path{stroke:#6d7c86;fill:#22303a}"
    ".reach{fill:#4b91a9}.near{fill:#8fc7e3;stroke:#12181c}.far{fill:#12181c;stroke:#ff9d87}"
    "text{fill:#ff9d87;stroke:#12181c}}</style>"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where metres (Lambert-93) fall in the picture."""

    west: float
    north: float
    scale: float
    width: int

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the picture."""
        return (x - self.west) * self.scale, (self.north - y) * self.scale


def coverage_map(facts: Facts, selection: Selection) -> FrozenMap | None:
    """Return the map with its message; None without any outline to draw."""
    communes = [area for area in facts.territory.communes.values() if area.outline is not None]
    if not communes:
        return None
    coverage = CoverageMap(facts, selection)
    far = coverage.unserved_qpvs() if coverage.points else coverage.qpvs
    names = tuple(area_name(area.code, facts.territory) for area in far)
    return FrozenMap(
        title=_title(len(coverage.qpvs), names),
        sentence=_sentence(names, len(coverage.points)),
        picture=_drawn(communes, coverage.qpvs, far, coverage),
        unserved=names,
    )


def _title(total: int, far: Sequence[str]) -> str:
    if not total:
        return "Aucun quartier prioritaire dans ce périmètre"
    if not far:
        said = count(total, "quartier prioritaire", "quartiers prioritaires")
        verb = "a" if total == 1 else "ont tous"
        return f"{said} {verb} un point de service à moins de {SERVED_WITHIN_M} m"
    verb = "reste" if len(far) == 1 else "restent"
    said = count(len(far), "quartier prioritaire", "quartiers prioritaires")
    return f"{said} sur {number(total)} {verb} à plus de {SERVED_WITHIN_M} m de tout point de service"


def _sentence(far: Sequence[str], points: int) -> str:
    served = f"{count(points, 'point de service actif', 'points de service actifs')} sur la période."
    more = [count(len(far) - NAMED, "autre")] if len(far) > NAMED else []
    return f"{served} Trop loin : {listing([*far[:NAMED], *more])}." if far else served


def _drawn(communes: Iterable[Area], qpvs: Iterable[Area], far: Sequence[Area], coverage: CoverageMap) -> str:
    outlines = [area.outline for area in communes if area.outline is not None]
    frame = _frame(shapely.union_all(outlines))
    ranks = {area.code: rank for rank, area in enumerate(far, start=1)}
    pieces = [f'<path d="{_path(outline, frame)}"/>' for outline in outlines]
    pieces += [_spot(point.x, point.y, frame) for point in coverage.points]
    placed = [(ranks.get(area.code), area.outline.centroid) for area in qpvs if area.outline is not None]
    pieces += [_mark(at.x, at.y, rank, frame) for rank, at in sorted(placed, key=_far_last)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {frame.width} {HEIGHT}">'
        f"{STYLE}{''.join(pieces)}</svg>"
    )


def _far_last(placed: tuple[int | None, BaseGeometry]) -> int:
    return placed[0] or 0


def _frame(ground: BaseGeometry) -> Frame:
    west, south, east, north = ground.bounds
    scale = HEIGHT / ((north - south) or 1)
    return Frame(west, north, scale, round((east - west) * scale) or 1)


def _path(outline: BaseGeometry, frame: Frame) -> str:
    smooth = outline.simplify(SMOOTHED_M)
    shapes = getattr(smooth, "geoms", [smooth])
    return "".join(_ring(shape.exterior.coords, frame) for shape in shapes if hasattr(shape, "exterior"))


def _ring(points: Iterable[tuple[float, ...]], frame: Frame) -> str:
    placed = [frame.place(point[0], point[1]) for point in points]
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in placed) + "Z"


def _spot(x: float, y: float, frame: Frame) -> str:
    left, top = frame.place(x, y)
    return f'<circle class="reach" cx="{left:.0f}" cy="{top:.0f}" r="{POINT_R}"/>'


def _mark(x: float, y: float, rank: int | None, frame: Frame) -> str:
    """Return a full disc for a neighbourhood near a service; a ring and its number for one far from all."""
    left, top = frame.place(x, y)
    circle = f'cx="{left:.0f}" cy="{top:.0f}" r="{MARK_R}"'
    if rank is None:
        return f'<circle class="near" {circle}/>'
    words = f'<text x="{left:.0f}" y="{top - MARK_R - 10:.0f}">{escape(str(rank))}</text>'
    return f'<circle class="far" {circle}/>{words}'
