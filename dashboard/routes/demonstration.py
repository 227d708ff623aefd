"""In the demonstration only: look as somebody else would."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard.access.addresses import HOME, RETURN, safe_return
from dashboard.access.recognising import DEMONSTRATION_COOKIE, DEMONSTRATION_ROLES, is_demonstration
from dashboard.routes import page
from dashboard.routes.form import fields


async def become(request: Request) -> Response:
    """Take another role, as long as the data are invented."""
    if not await run_in_threadpool(is_demonstration):
        return PlainTextResponse("Introuvable", 404)
    sent = await fields(request)
    answer = page.to(safe_return(sent.get(RETURN, HOME)))
    if sent.get("comme") in set(DEMONSTRATION_ROLES):
        answer.set_cookie(DEMONSTRATION_COOKIE, sent["comme"], path="/", httponly=True, samesite="lax")
    return answer


ROUTES = [Route("/demonstration", become, methods=["POST"])]
