"""A made-up territory: two square communes side by side, a neighbourhood in the first one, squares."""

from dataclasses import replace
from datetime import date

import polars as pl
import shapely
from pyproj import Transformer

from data_access.facts import Facts
from data_access.territory import Area, Territory
from tests.reference import product

WEST, SOUTH = 700_000, 6_600_000
SIDE_M = 4000
DAY = date(2025, 6, 1)
TO_DEGREES = Transformer.from_crs("EPSG:2154", "EPSG:4326", always_xy=True)


def at(x, y):
    """Return a position counted from the south-west corner."""
    return WEST + x, SOUTH + y


def degrees(x, y):
    """Return the longitude and latitude of a position, as a click on the map gives them."""
    return TO_DEGREES.transform(*at(x, y))


def _square(code, name, population, west):
    corner = at(west, 0)
    outline = shapely.box(*corner, corner[0] + SIDE_M, corner[1] + SIDE_M)
    return Area(code, name, population, None, outline)


AREAS = {
    "A": _square("A", "Amont", 1000, 0),
    "B": _square("B", "Baval", 500, SIDE_M),
}
QUARTER = Area(
    "Q", "Quai", 300, None, shapely.Point(at(1000, 1000)).buffer(600), communes=("A",), approximate=True
)
TERRITORY = Territory("Île", AREAS, {"Q": QUARTER}, {})


def place(name, x, y, commune="A", *, closed=None, typology=None):
    """Return a fixed place."""
    east, north = at(x, y)
    return {
        "name": name,
        "commune_insee": commune,
        "opened": None,
        "closed": closed,
        "typology": typology,
        "x": float(east),
        "y": float(north),
    }


def peopled(empty: Facts, squares=(), places=(), *, reach_m=800, territory=TERRITORY) -> Facts:
    """Return facts of the island: squares are (x, y, people) from its corner."""
    columns = ("name", "commune_insee", "opened", "closed", "typology", "x", "y")
    schema = {name: empty.places.schema[name] for name in columns}
    island = replace(
        empty,
        territory=territory,
        plan=replace(empty.plan, reach_m=reach_m),
        places=pl.DataFrame(list(places), schema=schema),
    )
    return product.on_squares(island, tuple((*at(x, y), people) for x, y, people in squares))
