"""Layers of the territory's map, one GeoJSON each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

import folium
import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.cartography.offline import OfflineMap
from data_access.territory.projection import to_degrees

PRECISION = 1e-5
SMOOTHED_M = 8
GEOMETRIES_KEPT = 500
INK, PAPER, VEIL = "#17242d", "#ffffff", "#f5f3ee"
PLACE, STOP, PROPOSAL = "#17242d", "#b3690f", "#9c2b16"
MARGIN = 12
FRANCE = (-5.2, 41.3, 9.6, 51.1)
SQUARE = (
    f'<span style="display:block;width:11px;height:11px;background:{PLACE};'
    f'border:1.5px solid {PAPER}"></span>'
)
FLAG = (
    '<span style="display:grid;place-items:center;width:26px;height:26px;border-radius:50% 50% 50% 0;'
    f'background:{PROPOSAL};color:{PAPER};border:2px solid {PAPER};font:700 14px/1 sans-serif">{{}}</span>'
)


@dataclass(frozen=True, slots=True)
class Shape:
    """An area on the map: its outline in metres, what its tooltip says, how it is drawn."""

    code: str
    outline: BaseGeometry
    said: str
    colour: str
    is_approximate: bool = False
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A point on the map, in metres; `size` is its radius in pixels, `label` is written in it."""

    x: float
    y: float
    said: str
    size: float = 6
    label: str = ""


def escaped(text: str) -> str:
    """Return words from data as they can stand in a tooltip."""
    return escape(text)


def base(ground: BaseGeometry) -> OfflineMap:
    """Return the bare map, framed on the territory: the same at each run, so that the view is kept."""
    left, bottom, right, top = FRANCE if ground.is_empty else to_degrees(ground).bounds
    plain = OfflineMap(
        location=[(bottom + top) / 2, (left + right) / 2],
        zoom_start=11,
        tiles=None,
        control_scale=True,
        zoom_snap=0.25,
        scrollWheelZoom=False,
        min_zoom=9,
        max_zoom=17,
    )
    plain.fit_bounds([[bottom, left], [top, right]], padding=(MARGIN, MARGIN))
    return plain


def areas(shapes: Sequence[Shape]) -> folium.FeatureGroup:
    """Return shaded areas; an approximate outline is dashed, a chosen one is thick."""
    group = folium.FeatureGroup(name="Territoires")
    if shapes:
        folium.GeoJson(
            _features([(shape.outline, _properties(shape)) for shape in shapes]),
            style_function=_area_style,
            highlight_function=lambda _: {"weight": 3, "color": INK},
            tooltip=folium.GeoJsonTooltip(["said"], labels=False),
        ).add_to(group)
    return group


def veil(ground: BaseGeometry) -> folium.FeatureGroup:
    """Return a pale veil over the ground beyond reach."""
    return _ground("Zones blanches", ground, {"stroke": False, "fillColor": VEIL, "fillOpacity": 0.7})


def limit(ground: BaseGeometry) -> folium.FeatureGroup:
    """Return the limit of the ground within reach."""
    return _ground("À portée", ground, {"color": STOP, "weight": 1.5, "fill": False, "dashArray": "2 4"})


def _ground(name: str, ground: BaseGeometry, style: dict[str, Any]) -> folium.FeatureGroup:
    group = folium.FeatureGroup(name=name)
    if not ground.is_empty:
        folium.GeoJson(
            _features([(ground.simplify(SMOOTHED_M), {})]),
            interactive=False,
            style_function=lambda _: {**style, "interactive": False},
        ).add_to(group)
    return group


def places(spots: Sequence[Spot]) -> folium.FeatureGroup:
    """Return fixed places as squares."""
    group = folium.FeatureGroup(name="Lieux fixes")
    if spots:
        folium.GeoJson(
            _points(spots),
            marker=folium.Marker(icon=folium.DivIcon(html=SQUARE, icon_size=(11, 11), icon_anchor=(5, 5))),
            tooltip=folium.GeoJsonTooltip(["said"], labels=False),
        ).add_to(group)
    return group


def stops(spots: Sequence[Spot]) -> folium.FeatureGroup:
    """Return stops as discs, the larger the more often the mobile third place comes."""
    group = folium.FeatureGroup(name="Arrêts")
    if spots:
        folium.GeoJson(
            _points(spots),
            marker=folium.CircleMarker(radius=6, weight=1.5, color=PAPER, fill_color=STOP, fill_opacity=0.95),
            style_function=lambda feature: {
                "radius": feature["properties"]["size"],
                "fillColor": STOP,
                "color": PAPER,
                "weight": 1.5,
                "fillOpacity": 0.95,
            },
            tooltip=folium.GeoJsonTooltip(["said"], labels=False),
        ).add_to(group)
    return group


def proposals(spots: Sequence[Spot]) -> folium.FeatureGroup:
    """Return proposed stops as numbered flags."""
    group = folium.FeatureGroup(name="Arrêts proposés")
    for spot in spots:
        where = _degrees(spot)
        folium.Marker(
            [where.y, where.x],
            icon=folium.DivIcon(html=FLAG.format(spot.label), icon_size=(26, 26), icon_anchor=(0, 26)),
            tooltip=folium.Tooltip(spot.said),
        ).add_to(group)
    return group


def _area_style(feature: dict[str, Any]) -> dict[str, Any]:
    known = feature["properties"]
    return {
        "fillColor": known["colour"],
        "fillOpacity": 0.85 if known["colour"] else 0,
        "color": INK,
        "weight": 3.5 if known["chosen"] else 1,
        "opacity": 1 if known["chosen"] or known["dashed"] else 0.45,
        "dashArray": "5 4" if known["dashed"] else None,
    }


def _properties(shape: Shape) -> dict[str, Any]:
    return {
        "code": shape.code,
        "said": shape.said,
        "colour": shape.colour,
        "dashed": shape.is_approximate,
        "chosen": shape.is_chosen,
    }


def _features(shapes: Sequence[tuple[BaseGeometry, dict[str, Any]]]) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": properties, "geometry": _geometry(ground)}
            for ground, properties in shapes
        ],
    }


@lru_cache(GEOMETRIES_KEPT)
def _geometry(ground: BaseGeometry) -> dict[str, Any]:
    return dict(shapely.geometry.mapping(shapely.set_precision(to_degrees(ground), PRECISION)))


def _points(spots: Sequence[Spot]) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"said": spot.said, "size": spot.size},
                "geometry": _geometry(shapely.Point(spot.x, spot.y)),
            }
            for spot in spots
        ],
    }


def _degrees(spot: Spot) -> BaseGeometry:
    return to_degrees(shapely.Point(spot.x, spot.y))
