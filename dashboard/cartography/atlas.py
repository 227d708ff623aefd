"""What the map shows for one selection: shaded areas, points, ground within reach, and words for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import folium
import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.cartography import layers
from dashboard.cartography.layers import Shape, Spot
from dashboard.cartography.shading import Scale, scale
from dashboard.coverage.view import AreaView, CoverageView, PointView
from dashboard.disclosure.figure import Mask
from dashboard.indicators import ALL, Indicator
from dashboard.measuring import split
from dashboard.selection import Selection
from dashboard.wording import Told, count, number, quantity
from data_access.facts import Facts
from data_access.territory import Area, Territory

SMALLEST_STOP, LARGEST_STOP = 5, 12
BIGGER_EVERY = 20


@dataclass(frozen=True, slots=True)
class Shading:
    """An indicator over every commune or QPV, the perimeter set aside, and the classes that shade it."""

    indicator: Indicator
    dimension: str
    values: Mapping[str, float | None]
    scale: Scale
    masks: Mapping[str, Mask] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Atlas:
    """The base map, the layers that change, and what they were made from."""

    base: folium.Map
    layers: tuple[folium.FeatureGroup, ...]
    shading: Shading


def shadable(dimension: str) -> tuple[Indicator, ...]:
    """Return the indicators that can shade communes or QPV."""
    return tuple(indicator for indicator in ALL if dimension in indicator.dimensions)


def shading(facts: Facts, indicator: Indicator, selection: Selection, dimension: str) -> Shading:
    """Return an indicator's value in each area."""
    everywhere = replace(selection, territories=frozenset())
    groups = {group.code: group.figure for group in split(indicator, facts, everywhere, dimension)}
    areas = areas_by(facts.territory, dimension)
    values = {code: groups[code].value if code in groups else None for code in areas}
    masks = {code: mask for code, figure in groups.items() if code in areas and (mask := figure.masked)}
    return Shading(indicator, dimension, values, scale(values), masks)


def atlas(facts: Facts, view: CoverageView, shade: Shading, proposed: Sequence[Spot] = ()) -> Atlas:
    """Return the map of a coverage view, shaded by an indicator, with proposed stops if any."""
    ground = _ground(facts.territory, "commune")
    framed = _ground(facts.territory, shade.dimension)
    return Atlas(
        layers.base(ground if framed.is_empty else framed),
        (
            layers.areas(_shapes(facts.territory, view, shade)),
            layers.veil(view.beyond),
            layers.limit(view.reached.intersection(ground)),
            layers.places([_place(each) for each in view.points if each.point.stops is None]),
            layers.stops([_stop(each) for each in view.points if each.point.stops is not None]),
            layers.proposals(proposed),
        ),
        shade,
    )


def _shapes(territory: Territory, view: CoverageView, shade: Shading) -> list[Shape]:
    """Return communes, then QPV over them; those that are not shaded only show their outline."""
    seen = {each.area.code: each for each in (*view.communes, *view.qpvs)}
    return [
        _shape(area, shade, view.selection, seen.get(area.code), is_shaded=dimension == shade.dimension)
        for dimension in ("commune", "qpv")
        for area in areas_by(territory, dimension).values()
        if area.outline is not None
    ]


def _shape(
    area: Area, shade: Shading, selection: Selection, view: AreaView | None, *, is_shaded: bool
) -> Shape:
    assert area.outline is not None
    value = shade.values.get(area.code)
    return Shape(
        code=area.code,
        outline=area.outline,
        said=_said(area, shade.indicator, shade.masks.get(area.code, value), view, is_shaded=is_shaded),
        colour=shade.scale.colour(value) if is_shaded else "" if area.communes else layers.PAPER,
        is_approximate=area.approximate,
        is_chosen=area.code in selection.territories,
    )


def _said(area: Area, indicator: Indicator, value: Told, view: AreaView | None, *, is_shaded: bool) -> str:
    """Return the tooltip of an area."""
    kind = "QPV " if area.communes else ""
    lines = [f"<b>{kind}{layers.escaped(area.name)}</b>"]
    if is_shaded:
        lines.append(f"{indicator.label} : {quantity(indicator, value)}")
    if area.population:
        lines.append(count(area.population, "habitant"))
    if view and view.share is not None:
        lines.append(f"{number(view.share)} % à portée")
    if area.approximate:
        lines.append("<i>périmètre approximatif</i>")
    return "<br>".join(lines)


def _place(view: PointView) -> Spot:
    return Spot(view.point.x, view.point.y, f"<b>{layers.escaped(view.point.name)}</b><br>lieu fixe")


def _stop(view: PointView) -> Spot:
    times = view.point.stops or 0
    said = f"<b>{layers.escaped(view.point.name)}</b><br>arrêt, {view.rhythm} ({count(times, 'passage')})"
    size = min(SMALLEST_STOP + times / BIGGER_EVERY, LARGEST_STOP)
    return Spot(view.point.x, view.point.y, said, round(size, 1))


def areas_by(territory: Territory, dimension: str) -> Mapping[str, Area]:
    """Return communes or QPV by code."""
    return territory.qpvs if dimension == "qpv" else territory.communes


def _ground(territory: Territory, dimension: str) -> BaseGeometry:
    return shapely.union_all(
        [each.outline for each in areas_by(territory, dimension).values() if each.outline]
    )
