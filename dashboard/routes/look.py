"""The style sheet of the doors, with the letters that Streamlit serves to everyone."""

from functools import cache
from importlib import resources
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

UI = Path(__file__).parents[1] / "ui"
SHEETS = (UI / "style.css", UI / "doors.css")
FONTS = {"Source Sans": "SourceSansVF-Upright", "Source Serif": "SourceSerifVariable-Roman"}
KEPT = {"Cache-Control": "public, max-age=3600"}


def style(_: Request) -> Response:
    """Return the design tokens and the blocks of the doors."""
    return Response(_sheet(), media_type="text/css", headers=KEPT)


@cache
def _sheet() -> str:
    return "\n".join([*_fonts(), *(sheet.read_text("utf-8") for sheet in SHEETS)])


def _fonts() -> list[str]:
    media = resources.files("streamlit") / "static" / "static" / "media"
    names = sorted(file.name for file in media.iterdir())
    return [
        f'@font-face {{ font-family: "{family}"; font-weight: 200 900; font-display: swap; '
        f'src: url("/static/media/{name}") format("woff2"); }}'
        for family, start in FONTS.items()
        for name in names
        if name.startswith(start)
    ]


ROUTES = [Route("/portes.css", style)]
