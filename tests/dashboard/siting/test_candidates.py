from datetime import date

import pytest
import shapely

from dashboard.selection import Selection
from dashboard.siting import Kind, candidates
from tests.dashboard.siting import island
from tests.dashboard.siting.island import DAY, at, degrees, peopled, place

EVERYWHERE = Selection(DAY, DAY)


def names(found):
    return [(each.kind, each.name) for each in found]


@pytest.fixture
def empty(facts_from):
    return facts_from()


def test_centres_are_inside_their_area(empty):
    found = candidates(peopled(empty), EVERYWHERE)
    assert names(found) == [(Kind.QPV, "Quai"), (Kind.COMMUNE, "Amont"), (Kind.COMMUNE, "Baval")]
    areas = [island.QUARTER, *island.AREAS.values()]
    for each, area in zip(found, areas, strict=True):
        assert area.outline.contains(shapely.Point(each.x, each.y))


def test_places_count_even_closed(empty):
    closed = place("Ancienne médiathèque", 100, 100, closed=date(2020, 1, 1))
    assert names(candidates(peopled(empty, places=[closed]), EVERYWHERE))[0] == (
        Kind.PLACE,
        "Ancienne médiathèque",
    )


@pytest.mark.parametrize(
    ("name", "typology", "is_town_hall"),
    [
        ("Mairie d'Amont", None, True),
        ("Hôtel de ville", "MUNI", True),
        ("Espace", "BIB|MUNI", True),
        ("Mairie annexe du Quai", "MUNI", False),
        ("Médiathèque", "BIB", False),
        ("Médiathèque", "MUNICIPAL", False),
    ],
)
def test_a_town_hall_is_the_centre_of_its_commune(empty, name, typology, is_town_hall):
    found = names(candidates(peopled(empty, places=[place(name, 900, 900, typology=typology)]), EVERYWHERE))
    assert ((Kind.TOWN_HALL, name) in found) == is_town_hall
    assert ((Kind.COMMUNE, "Amont") in found) != is_town_hall
    assert (Kind.COMMUNE, "Baval") in found


def test_typology_comes_from_the_workbook(facts_from):
    """The national column « typologie », kept among the details of a place."""
    row = {
        "id": "L1",
        "nom": "Espace",
        "commune": "Cousolre",
        "code_insee": "59157",
        "latitude": 50.2451,
        "longitude": 4.1539,
        "typologie": "BIB|MUNI",
    }
    found = names(candidates(facts_from(lieux=[row, row | {"id": "L2", "typologie": None}]), EVERYWHERE))
    assert found[:2] == [(Kind.PLACE, "Espace"), (Kind.TOWN_HALL, "Espace")]
    assert (Kind.COMMUNE, "Cousolre") not in found


def test_points_of_the_map_are_considered(empty):
    chosen = candidates(peopled(empty), EVERYWHERE, [degrees(3000, 3000)])[-1]
    assert (chosen.kind, chosen.name) == (Kind.CHOSEN, "Point 1")
    assert (chosen.x, chosen.y) == pytest.approx(at(3000, 3000), abs=0.01)


@pytest.mark.parametrize(("east_of_border", "is_candidate"), [(-10, True), (790, True), (810, False)])
def test_only_what_can_reach_the_perimeter_is_considered(empty, east_of_border, is_candidate):
    held = peopled(empty, places=[place("Lieu", 4000 + east_of_border, 2000, "B")])
    found = names(candidates(held, Selection(DAY, DAY, frozenset({"A"}))))
    assert ((Kind.PLACE, "Lieu") in found) == is_candidate
    assert (Kind.COMMUNE, "Baval") not in found


def test_order_does_not_depend_on_rows(empty):
    places = [place("B", 10, 10), place("A", 20, 20), place("A", 10, 30)]
    one, other = (candidates(peopled(empty, places=rows), EVERYWHERE) for rows in (places, places[::-1]))
    assert one == other
    assert [each.name for each in one[:3]] == ["A", "A", "B"]
