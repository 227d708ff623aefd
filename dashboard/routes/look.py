"""The style sheet of the doors."""

from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

UI = Path(__file__).parents[1] / "ui"
SHEETS = (UI / "style.css", UI / "doors.css")
KEPT = {"Cache-Control": "public, max-age=3600"}


def style(_: Request) -> Response:
    """Return the design tokens and the blocks of the doors."""
    return Response(_sheet(), media_type="text/css", headers=KEPT)


@cache
def _sheet() -> str:
    return "\n".join(sheet.read_text("utf-8") for sheet in SHEETS)


ROUTES = [Route("/portes.css", style)]
