"""Folium without outside requests: Leaflet from the installed package, served by the application itself."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import folium

ROUTE = "/carte"
SCRIPT, STYLE = f"{ROUTE}/leaflet.js", f"{ROUTE}/leaflet.css"
FRENCH = """
L.Control.Zoom.prototype.options.zoomInTitle = "Agrandir";
L.Control.Zoom.prototype.options.zoomOutTitle = "Réduire";
L.Control.Scale.prototype.options.imperial = false;
L.Control.Attribution.prototype.options.prefix = false;
"""
LOOK = """
.leaflet-container { background: #f5f3ee; font: 15px/1.4 "Source Sans 3", system-ui, sans-serif; }
.leaflet-tooltip { padding: 6px 10px; border-radius: 6px; color: #17242d; font-size: 15px; }
.leaflet-control-attribution { display: none; }
.leaflet-interactive:focus { outline: 3px solid #b3560f; }
@media (prefers-color-scheme: dark) { .leaflet-container { background: #12181c; } }
"""


class OfflineMap(folium.Map):
    """A map whose only assets are Leaflet's own, on this site."""

    default_js = [("leaflet", SCRIPT)]  # noqa: RUF012 -- folium's own attribute
    default_css = [("leaflet_css", STYLE)]  # noqa: RUF012 -- folium's own attribute


@cache
def leaflet_script() -> bytes:
    """Return Leaflet with its few words in French."""
    return (_folder() / "leaflet.js").read_bytes() + FRENCH.encode()


@cache
def leaflet_style() -> bytes:
    """Return Leaflet's style sheet, then the map's own look."""
    return (_folder() / "leaflet.css").read_bytes() + LOOK.encode()


def _folder() -> Path:
    package = find_spec("xstatic.pkg.leaflet")
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).parent / "data"
