"""Pages of the doors: same look, no script, nothing of the data."""

from collections.abc import Callable, Sequence

from starlette.responses import HTMLResponse, RedirectResponse, Response

from dashboard import security
from dashboard.ui.rendering import render
from data_access.errors import InclusionError

NEVER_KEPT = {"Cache-Control": "no-store", "Pragma": "no-cache"}
HEADERS = NEVER_KEPT | {
    "Content-Security-Policy": security.written(security.DOOR),
    "X-Robots-Tag": "noindex, nofollow",
}
RETRY_S = 5
Answer = Callable[..., Response]


def door(template: str, status: int = 200, origins: Sequence[str] = (), **values: object) -> HTMLResponse:
    """Return a door's page; sites of `origins` may show it inside their own."""
    policy = security.written(security.framed_by(security.DOOR, origins))
    headers = HEADERS | {"Content-Security-Policy": policy}
    return HTMLResponse(render(f"doors/{template}", **values), status, headers)


def message(title: str, sentence: str, status: int, *, way_out: bool = True) -> HTMLResponse:
    """Return a page that says one thing."""
    return door("message.html", status, title=title, sentence=sentence, way_out=way_out, refresh=None)


def outage(error: InclusionError) -> HTMLResponse:
    """Return the calm page of a database that does not answer; it tries again by itself."""
    title = "Les données ne sont pas disponibles pour le moment"
    answer = door("message.html", 503, title=title, sentence=str(error), way_out=False, refresh=RETRY_S)
    answer.headers["Retry-After"] = str(RETRY_S)
    return answer


def to(address: str) -> RedirectResponse:
    """Return the answer that leads to another page, asked for anew."""
    return RedirectResponse(address, 303, NEVER_KEPT)
