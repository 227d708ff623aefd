"""From WGS84 degrees to Lambert-93 (EPSG:2154), where distances are metres."""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from pyproj import Transformer
from shapely import Point, transform
from shapely.geometry.base import BaseGeometry


@cache
def _to_metres() -> Transformer:
    return Transformer.from_crs("EPSG:4326", "EPSG:2154", always_xy=True)


@cache
def _to_degrees() -> Transformer:
    return Transformer.from_crs("EPSG:2154", "EPSG:4326", always_xy=True)


@cache
def _from_squares() -> Transformer:
    return Transformer.from_crs("EPSG:3035", "EPSG:2154", always_xy=True)


def metres(longitude: float, latitude: float) -> Point:
    """Return a WGS84 point in Lambert-93."""
    return Point(*_to_metres().transform(longitude, latitude))


def metres_all(
    longitudes: NDArray[np.float64], latitudes: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the x and y of many WGS84 points in Lambert-93."""
    x, y = _to_metres().transform(longitudes, latitudes)
    return np.asarray(x), np.asarray(y)


def to_metres(outline: BaseGeometry) -> BaseGeometry:
    """Return a WGS84 outline in Lambert-93."""
    return transform(outline, _to_metres().transform, interleaved=False)


def to_degrees(outline: BaseGeometry) -> BaseGeometry:
    """Return a Lambert-93 outline in WGS84."""
    return transform(outline, _to_degrees().transform, interleaved=False)


def squares_to_metres(
    easts: NDArray[np.int64], norths: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the x and y in Lambert-93 of points of the European grid (EPSG:3035)."""
    x, y = _from_squares().transform(easts, norths)
    return np.asarray(x), np.asarray(y)


def bounds_in_squares(outline: BaseGeometry) -> tuple[float, float, float, float]:
    """Return the least east, least north, greatest east, greatest north (EPSG:3035) round an outline."""
    left, bottom, right, top = outline.bounds
    west, south, east, north = _from_squares().transform_bounds(left, bottom, right, top, direction="INVERSE")
    return float(west), float(south), float(east), float(north)
