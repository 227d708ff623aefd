"""Leaving for the identity provider, and coming back with an identity."""

import hmac
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard import source
from dashboard.access import provider
from dashboard.access.addresses import HOME, RETURN, safe_return
from dashboard.access.provider import Identity
from dashboard.access.recognising import is_by_link
from dashboard.access.recognising import token as presented_token
from dashboard.routes import cookies, limits, page
from dashboard.routes.limits import Limit
from data_access import settings
from data_access.access import admissions, attempts, sessions, tokens
from data_access.access.admissions import Admission
from data_access.access.sessions import LASTS, Door
from data_access.errors import InclusionError
from data_access.provider_settings import ProviderSettings

NOT_EXPECTED = (
    "Cette connexion n'a pas été demandée depuis ce navigateur, ou elle a pris plus de dix minutes. "
    "Recommencez."
)
NOT_ALLOWED = (
    "Votre compte est reconnu, mais il n'est pas admis sur ce tableau de bord. "
    "Demandez l'accès au chef de projet."
)
REFUSED = "Le fournisseur d'identité n'a pas confirmé votre identité. Recommencez."


async def leave(request: Request) -> Response:
    """Lead to the provider."""
    return await _answered(_leave, request)


async def come_back(request: Request) -> Response:
    """Open a session for whom the provider vouches for, when the allow-list has them."""
    return await _answered(_come_back, request)


def signed_out(request: Request) -> Response:
    """Say that the provider's session is over too, to the browser that asked for it."""
    if not _is_ours(request):
        return page.to("/connexion")
    answer = page.door("signed_out.html", onward=None, everywhere=False)
    cookies.arrive(answer)
    return answer


async def _answered(answer: page.Answer, request: Request) -> Response:
    try:
        return await run_in_threadpool(answer, request)
    except provider.ProviderError as error:
        return page.message("Connexion impossible", str(error), 502)
    except InclusionError as error:
        return page.outage(error)


def _leave(request: Request) -> Response:
    if waiting := limits.too_often(request, Limit.DEPARTURE) or limits.too_often(request, Limit.PROVIDER):
        return waiting
    limits.counted(request, Limit.DEPARTURE)
    chosen = settings.load().provider
    if chosen is None:
        return page.to("/connexion")
    back = safe_return(request.query_params.get(RETURN, HOME))
    state, attempt = attempts.leave(source.engine(), back, datetime.now(UTC))
    answer = page.to(provider.departure(chosen, attempt, state, provider.base_url(request)))
    cookies.depart(answer, state)
    return answer


def _come_back(request: Request) -> Response:
    if waiting := limits.too_often(request, Limit.PROVIDER):
        return waiting
    chosen, state = settings.load().provider, request.query_params.get("state", "")
    attempt = attempts.come_back(source.engine(), state, datetime.now(UTC)) if _is_ours(request) else None
    if chosen is None or attempt is None:
        return _refused(request, NOT_EXPECTED)
    code = request.query_params.get("code")
    if not code or request.query_params.get("iss", chosen.issuer) != chosen.issuer:
        return _refused(request, REFUSED)
    try:
        identity = provider.arrival(chosen, attempt, code, provider.base_url(request))
    except provider.ProviderError:
        limits.counted(request, Limit.PROVIDER)
        raise
    return _admitted(request, chosen, identity, attempt.return_to)


def _is_ours(request: Request) -> bool:
    """Say whether the provider sends back the very state that this browser left with."""
    state, kept = request.query_params.get("state", ""), request.cookies.get(cookies.departure_name(), "")
    return bool(state) and hmac.compare_digest(state.encode(), kept.encode())


def _admitted(request: Request, chosen: ProviderSettings, identity: Identity, back: str) -> Response:
    now, secret = datetime.now(UTC), settings.load().secret
    admission = Admission(
        provider.subject_hash(secret, identity),
        identity.name,
        chosen.role(identity.address),
        limits.prefix(request),
        provider.sealed(identity.id_token, secret),
    )
    session = admissions.admit(source.engine(), admission, now)
    if session is None:
        return _refused(request, NOT_ALLOWED)
    previous = presented_token(request.cookies)
    if tokens.is_token(previous):
        sessions.close(source.engine(), previous, now)
    answer = page.to(safe_return(back))
    cookies.let_in(answer, session, LASTS[Door.PROVIDER])
    if is_by_link(request.cookies):
        cookies.let_share_go(answer)
    cookies.arrive(answer)
    return answer


def _refused(request: Request, sentence: str) -> Response:
    limits.counted(request, Limit.PROVIDER)
    answer = page.message("Connexion impossible", sentence, 403)
    cookies.arrive(answer)
    return answer


ROUTES = [
    Route("/oidc/depart", leave, methods=["GET"]),
    Route(provider.RETURN, come_back, methods=["GET"]),
    Route(provider.END, signed_out, methods=["GET"]),
]
