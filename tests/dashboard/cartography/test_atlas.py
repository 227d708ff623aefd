"""The map's content: what is drawn, what it says, and that nothing comes from outside."""

import json
import re
from dataclasses import replace
from datetime import date

import folium
import pytest
import shapely

from dashboard.cartography import layers, offline
from dashboard.cartography.atlas import atlas, shadable, shading
from dashboard.cartography.layers import Spot
from dashboard.coverage.view import coverage_view
from dashboard.disclosure import Mask
from dashboard.exhibits.coverage import area_list, point_list
from dashboard.indicators import BY_KEY
from dashboard.measuring import measure
from dashboard.selection import Selection
from dashboard.wording import NO_DATA, untold

REACHED = BY_KEY["population_couverte"]


@pytest.fixture
def selection(today):
    return Selection(date(2024, 11, 1), today)


def features(group):
    """Return the features of a layer's GeoJSON."""
    found = [child for child in group._children.values() if isinstance(child, folium.GeoJson)]
    return [feature for child in found for feature in child.data["features"]]


def drawn(facts, selection, key="population_couverte", dimension="commune", proposed=()):
    view = coverage_view(facts, selection)
    return atlas(facts, view, shading(facts, BY_KEY[key], selection, dimension), proposed)


@pytest.mark.parametrize("dimension", ["commune", "qpv"])
def test_each_indicator_that_splits_can_shade(facts, selection, dimension):
    for indicator in shadable(dimension):
        shade = shading(facts, indicator, selection, dimension)
        alone = {
            code: measure(indicator, facts, replace(selection, territories=frozenset({code}))).value
            for code in list(shade.values)[:3]
        }
        if indicator.basis(selection.basis).value != "residence" or indicator.key.startswith("budget"):
            continue
        for code, value in alone.items():
            assert shade.values[code] in (value, None)


def test_every_area_is_drawn_and_named(facts, selection):
    shapes = {each["properties"]["code"]: each for each in features(drawn(facts, selection).layers[0])}
    assert shapes.keys() == facts.territory.communes.keys() | facts.territory.qpvs.keys()
    for code, feature in shapes.items():
        area = facts.territory.area(code)
        assert area.name.split("'")[0].split("&")[0] in feature["properties"]["said"]
        assert feature["properties"]["dashed"] == area.approximate
        assert ("approximatif" in feature["properties"]["said"]) == area.approximate


def test_the_chosen_area_is_marked(facts, selection):
    narrowed = replace(selection, territories=frozenset({"59392"}))
    shapes = features(drawn(facts, narrowed).layers[0])
    assert [each["properties"]["code"] for each in shapes if each["properties"]["chosen"]] == ["59392"]


def test_points_are_squares_or_discs_sized_by_their_frequency(facts, selection):
    view = coverage_view(facts, selection)
    content = drawn(facts, selection)
    places, stops = features(content.layers[3]), features(content.layers[4])
    assert len(places) == sum(each.point.stops is None for each in view.points)
    assert len(stops) == len(view.points) - len(places)
    by_stops = sorted(
        (each.point.stops, feature["properties"]["size"])
        for each, feature in zip([p for p in view.points if p.point.stops], stops, strict=True)
    )
    assert [size for _, size in by_stops] == sorted(size for _, size in by_stops)


def test_the_base_map_is_the_same_at_each_run(facts, selection):
    """Streamlit-folium keeps the view as long as the map's own script does not change."""
    scripts = []
    for changes in ({}, {"territories": frozenset({"59392"})}):
        base = drawn(facts, replace(selection, **changes)).base
        base.render()
        html = base.get_root().render()
        scripts.append(re.sub(r"_?[0-9a-f]{32}", "", html))
    assert scripts[0] == scripts[1]


def test_nothing_comes_from_outside(facts, selection):
    content = drawn(facts, selection, proposed=[Spot(770000, 7020000, "Ici", label="1")])
    for group in content.layers:
        group.add_to(content.base)
    html = content.base.get_root().render()
    asked = re.findall(r"""(?:src|href)=["']([^"']+)""", html)
    assert [each for each in asked if not each.startswith(offline.ROUTE)] == []
    assert "tile.openstreetmap" not in html


def test_names_from_data_are_escaped(facts, selection):
    name = "<script>alert(1)</script>"
    area = replace(facts.territory.communes["59392"], name=name)
    territory = replace(facts.territory, communes={**facts.territory.communes, "59392": area})
    hostile = replace(
        facts,
        territory=territory,
        places=facts.places.with_columns(name=facts.places["name"].replace(facts.places["name"][0], name)),
    )
    content = drawn(hostile, selection)
    said = json.dumps([each["properties"] for group in content.layers for each in features(group)])
    assert "<script>" not in said
    assert "&lt;script&gt;" in said


def test_tables_say_what_the_map_says(facts, selection):
    view = coverage_view(facts, selection)
    shade = shading(facts, BY_KEY["participations"], selection, "commune")
    rows = {row["id"]: row for row in area_list(view, shade).frame.iter_rows(named=True)}
    assert rows.keys() == facts.territory.communes.keys() | facts.territory.qpvs.keys()
    total = sum(row["within"] or 0 for row in rows.values() if row["kind"] == "commune")
    assert total == pytest.approx(measure(REACHED, facts, selection).numerator, abs=43)
    assert {code: row["value"] for code, row in rows.items() if code in shade.values} == shade.values
    points = point_list(view, facts.territory).frame
    assert len(points) == len(view.points)
    assert set(points["kind"]) == {"lieu fixe", "arrêt"}
    assert points.filter(kind="lieu fixe")["rhythm"].null_count() == len(points.filter(kind="lieu fixe"))


def test_leaflet_speaks_french():
    script = offline.leaflet_script().decode()
    assert 'zoomInTitle = "Agrandir"' in script
    assert not re.search(r"url\([^)]*//", offline.leaflet_style().decode())


def test_a_layer_without_anything_is_empty():
    assert not layers.areas([])._children
    assert not layers.veil(shapely.Polygon())._children
    assert not layers.places([])._children


def test_the_list_says_why_an_area_has_no_value(facts, selection):
    indicator = BY_KEY["participations"]
    shade = shading(facts, indicator, selection, "commune")
    few, none, told = sorted(shade.values)[:3]
    masked = replace(
        shade,
        values=shade.values | {few: None, none: None, told: 12.0},
        masks={few: Mask(11)},
    )
    listed = area_list(coverage_view(facts, selection), masked)
    rows = {row["id"]: row for row in listed.frame.iter_rows(named=True)}
    assert [rows[code]["untold"] for code in (few, none, told)] == [untold(Mask(11)), NO_DATA, None]
    assert "untold" in listed.columns
    assert "untold" not in area_list(coverage_view(facts, selection), shade).columns
