"""The dashboard's ASGI application, and the command that serves it."""

import gc
import logging
import secrets
import socket
import sys
import tomllib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from dashboard import address, clock, sharing, source
from dashboard.access import Reader, Role, mode, recording
from dashboard.cartography import offline
from dashboard.gate import Gate
from dashboard.routes import doors
from dashboard.scoping import facts_for
from dashboard.shell import FrenchShell
from dashboard.ui.rendering import show
from data_access.errors import InclusionError, SettingsError
from data_access.settings import load as settings_of_installation

HERE = Path(__file__).resolve().parent
SETTINGS = HERE.parent / ".streamlit" / "config.toml"
STATIC = HERE / "static"
KEPT = {"Cache-Control": "public, max-age=86400"}
log = logging.getLogger("inclusion")


@asynccontextmanager
async def warm(_: st.App) -> AsyncIterator[None]:
    """Load the facts and the first screen before the first reader; a broken database waits for its turn."""
    if not mode.is_known():
        _serve_unasked()
    await run_in_threadpool(_first_screen)
    gc.collect()
    gc.freeze()
    yield
    await run_in_threadpool(recording.recorder.flush)


async def health(_: Request) -> JSONResponse:
    """Say whether the database answers, and nothing else: anyone may ask."""
    try:
        await run_in_threadpool(lambda: source.store().revision_at_hand())
    except InclusionError as error:
        log.warning("%s", error)
        return JSONResponse({"ok": False}, 503)
    return JSONResponse({"ok": True})


async def icon(_: Request) -> FileResponse:
    """Return the application's icon."""
    return FileResponse(STATIC / "icon.svg", media_type="image/svg+xml")


async def gestures(_: Request) -> FileResponse:
    """Return what buttons do in the browser alone."""
    return FileResponse(STATIC / "gestures.js", media_type="text/javascript")


async def meeting(_: Request) -> FileResponse:
    """Return what moves from screen to screen in a meeting."""
    return FileResponse(STATIC / "seance.js", media_type="text/javascript")


async def leaflet_script(_: Request) -> Response:
    """Return the map's script."""
    return Response(offline.leaflet_script(), media_type="text/javascript", headers=KEPT)


async def leaflet_style(_: Request) -> Response:
    """Return the map's style sheet."""
    return Response(offline.leaflet_style(), media_type="text/css", headers=KEPT)


def report(error: Exception) -> bool:
    """Log a failure under a reference and show that reference, never the trace."""
    reference = secrets.token_hex(4).upper()
    log.error("échec %s", reference, exc_info=error)
    show("failure.html", reference=reference)
    return True


ROUTES = [
    Route("/sante", health),
    Route("/icone.svg", icon),
    Route("/gestes.js", gestures),
    Route("/seance.js", meeting),
    Route(offline.SCRIPT, leaflet_script),
    Route(offline.STYLE, leaflet_style),
    *doors(),
]
PROTECTION = [Middleware(FrenchShell), Middleware(Gate)]

app = st.App(HERE / "app.py", lifespan=warm, routes=ROUTES, middleware=PROTECTION, on_script_error=report)


def serve(host: str = "127.0.0.1", port: int = 8501) -> None:
    """Serve the dashboard until interrupted; raises SettingsError when the port is taken."""
    _check_port(host, port)
    mode.serve_on(host, settings_of_installation().public_url)
    sys.stdout.write(f"Tableau de bord : http://{host}:{port} (Ctrl+C pour arrêter)\n")
    sys.stdout.flush()
    app.run(config=settings() | {"server.address": host, "server.port": port})


def settings() -> dict[str, Any]:
    """Return Streamlit's settings by dotted name, whatever the working directory."""
    if not SETTINGS.is_file():
        return {}
    return dict(_flat(tomllib.loads(SETTINGS.read_text("utf-8"))))


def _flat(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    return [
        pair
        for name, value in table.items()
        for pair in (
            _flat(value, f"{prefix}{name}.") if isinstance(value, dict) else [(prefix + name, value)]
        )
    ]


def _serve_unasked() -> None:
    """Check an application started by another server than `inclusion serve`; raises SettingsError."""
    current = settings_of_installation()
    mode.serve_on(None, current.public_url)
    mode.check(current, None, demonstration=False)


def _first_screen() -> None:
    try:
        today = clock.today()
        facts = facts_for(Reader(Role.READER, ""), source.store().current(), today)
        if not facts.is_empty:
            sharing.overview(facts, address.read({}, facts, today).selection, today)
    except InclusionError as error:
        log.warning("%s", error)


def _check_port(host: str, port: int) -> None:
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where)
    except OSError as error:
        raise SettingsError(
            f"Le tableau de bord ne peut pas écouter sur {host}:{port} ({error.strerror}). "
            "Donnez un autre port : inclusion serve --port 8502"
        ) from error
