"""Headers: what a browser may run, load and be framed by."""

import pytest

from dashboard import security
from dashboard.access import mode


@pytest.fixture(autouse=True)
def nowhere():
    mode.serve_on(None)
    yield
    mode.serve_on(None)


def policy(path):
    text = security.headers(path)["Content-Security-Policy"]
    return dict(part.split(" ", 1) for part in text.split("; "))


@pytest.mark.parametrize(
    "path", ["/", "/ateliers", "/static/js/x.js", "/media/x", "/componentx", "/x/component/y"]
)
def test_no_script_from_elsewhere_nor_from_text(path):
    assert policy(path)["script-src"] == "'self' blob:"
    assert policy(path)["frame-ancestors"] == "'none'"
    assert security.headers(path)["X-Frame-Options"] == "DENY"


def test_only_the_maps_frame_is_looser_and_only_we_frame_it():
    assert "'unsafe-eval'" in policy("/component/streamlit_folium.st_folium/index.html")["script-src"]
    assert policy("/component/x")["frame-ancestors"] == "'self'"


@pytest.mark.parametrize("path", ["/", "/component/x"])
def test_nothing_comes_from_another_site(path):
    told = policy(path)
    assert told["default-src"] == "'self'"
    assert told["object-src"] == "'none'"
    assert told["form-action"] == "'self'"
    assert not any("http" in value or "*" in value for value in told.values())


def test_tls_is_for_good_where_there_is_tls():
    assert "Strict-Transport-Security" not in security.headers("/")
    mode.serve_on("0.0.0.0", "https://inclusion.exemple.fr")
    assert "max-age=63072000" in security.headers("/")["Strict-Transport-Security"]


def test_sensors_and_referrers_are_closed():
    told = security.headers("/")
    assert told["Referrer-Policy"] == "same-origin"
    assert told["X-Content-Type-Options"] == "nosniff"
    for feature in ("camera", "microphone", "geolocation"):
        assert f"{feature}=()" in told["Permissions-Policy"]


def test_doors_run_nothing():
    assert security.DOOR["default-src"] == "'none'"
    assert "script-src" not in security.DOOR
