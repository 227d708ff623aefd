"""Leaving: this browser, or everywhere."""

from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard import source
from dashboard.access import provider
from dashboard.access.recognising import token as presented_token
from dashboard.routes import cookies, page
from dashboard.routes.form import fields
from data_access import settings
from data_access.access import sessions, tokens
from data_access.errors import InclusionError


async def sign_out(request: Request) -> Response:
    """End the session, and the provider's when it came from there."""
    everywhere = (await fields(request)).get("partout") == "oui"
    try:
        return await run_in_threadpool(_sign_out, request, everywhere)
    except InclusionError as error:
        return page.outage(error)


def _sign_out(request: Request, everywhere: bool) -> Response:
    presented = presented_token(request.cookies)
    session = None
    if tokens.is_token(presented):
        session = sessions.close(source.engine(), presented, datetime.now(UTC), everywhere=everywhere)
    onward, state = None, ""
    if session and session.provider_token:
        onward, state = _at_provider(session.provider_token, request)
    answer = page.door("signed_out.html", onward=onward, everywhere=everywhere)
    cookies.let_out(answer)
    if onward:
        cookies.depart(answer, state)
    return answer


def _at_provider(sealed: str, request: Request) -> tuple[str | None, str]:
    """Return the provider's own sign-out address and its state, None when it has none."""
    current = settings.load()
    if current.provider is None:
        return None, ""
    state = tokens.new()
    id_token = provider.unsealed(sealed, current.secret)
    return provider.sign_out_address(current.provider, id_token, state, provider.base_url(request)), state


ROUTES = [Route("/deconnexion", sign_out, methods=["POST"])]
