"""The sign-in page: the identity provider, or an invitation."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.access.addresses import HOME, RETURN, safe_return
from dashboard.access.recognising import recognise
from dashboard.routes import page
from data_access import settings
from data_access.errors import InclusionError


async def sign_in(request: Request) -> Response:
    """Show the ways in, or lead whoever already is in to the page asked for."""
    back = safe_return(request.query_params.get(RETURN, HOME))
    try:
        reader = await run_in_threadpool(recognise, request.cookies)
        provider = settings.load().provider
    except InclusionError as error:
        return page.outage(error)
    if reader is not None:
        return page.to(back)
    return page.door("sign_in.html", back=back, provider=provider.label if provider else None)


ROUTES = [Route("/connexion", sign_in, methods=["GET"])]
