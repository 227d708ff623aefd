"""A shared link: its secret leaves the address at once, then a cookie opens what the link opens."""

from datetime import UTC, datetime
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard import clock, source
from dashboard.access.recognising import is_by_link, session_of, share_cookie_name
from dashboard.routes import cookies, limits, page
from dashboard.routes.form import fields
from dashboard.routes.limits import Limit
from dashboard.screens import home
from dashboard.wording import day
from data_access.access import limits as counts
from data_access.access import sessions, shares, tokens
from data_access.access.sessions import LASTS, Door
from data_access.access.shares import Link, State
from data_access.errors import InclusionError

PATH = "/partage"
MOST_ENTRIES = 200
"""Sessions that a link gives in ten minutes: each one is a line of the journal."""
MOST_PHRASES = 60
"""Wrong phrases per link and ten minutes, from wherever they come."""
CLOSED = (
    "Ce lien n'ouvre pas, ou n'ouvre plus, de vue. Rouvrez le lien reçu en vérifiant qu'il est entier ; "
    "s'il n'ouvre toujours rien, demandez-en un autre à la personne qui vous l'a envoyé."
)
PAUSED = (
    "Cette vue est suspendue pour le moment. La personne qui vous l'a envoyée peut la rouvrir : le même lien "
    "fonctionnera de nouveau."
)
EXPIRED = "Cette vue a expiré le {}. Demandez un nouveau lien à la personne qui vous l'a envoyée."
WRONG = "Ce n'est pas la bonne phrase. Vérifiez les majuscules et les espaces, puis recommencez."


async def come(request: Request) -> Response:
    """Lead whoever holds the secret to a clean address."""
    answer = await _answered(_come, request, request.path_params["token"])
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


async def ask(request: Request) -> Response:
    """Ask for the pass phrase."""
    return await _answered(_ask, request)


async def tell(request: Request) -> Response:
    """Open the view to whoever knows the pass phrase."""
    return await _answered(_tell, request, (await fields(request)).get("phrase", ""))


async def leave(request: Request) -> Response:
    """Let go of the view, in this browser."""
    return await _answered(_leave, request)


def closed(connection: HTTPConnection) -> Response:
    """Return the page of a view that was opened and is no longer; raises StorageError."""
    presented = connection.cookies.get(share_cookie_name(), "")
    return _closed(connection, shares.behind(source.engine(), presented, datetime.now(UTC)))


async def _answered(answer: page.Answer, request: Request, *values: str) -> Response:
    try:
        return await run_in_threadpool(answer, request, *values)
    except InclusionError as error:
        return page.outage(error)


def _come(request: Request, token: str) -> Response:
    if request.method == "HEAD":
        return Response(headers=page.NEVER_KEPT)
    if waiting := limits.too_often(request, Limit.SHARE):
        return waiting
    link = shares.find(source.engine(), token, datetime.now(UTC))
    if link is None or link.state is not State.ACTIVE:
        return _refused(request, link)
    if not link.has_phrase:
        return _let_in(request, token, link)
    answer = page.to(_with_embed(request, PATH, link))
    cookies.wait(answer, token, framed=_is_framed(request, link))
    return answer


def _ask(request: Request) -> Response:
    link = _waiting(request)
    return _form(request, link) if link else _closed(request, None)


def _tell(request: Request, phrase: str) -> Response:
    now, engine = datetime.now(UTC), source.engine()
    if waiting := limits.too_often(request, Limit.SHARE):
        return waiting
    link = _waiting(request)
    if link is None:
        return _refused(request, link)
    key = f"phrase {link.id}"
    if counts.reached(engine, key, MOST_PHRASES, now):
        return limits.wait(now)
    counts.count(engine, key, now)  # before it is checked: guesses made at the same time all count
    if shares.is_phrase(engine, link, phrase):
        answer = _let_in(request, request.cookies[cookies.waiting_name()], link)
        cookies.stop_waiting(answer)
        return answer
    limits.counted(request, Limit.SHARE)
    shares.refuse(engine, link, "phrase de passe", now, limits.prefix(request))
    return _form(request, link, WRONG)


def _leave(request: Request) -> Response:
    presented = request.cookies.get(share_cookie_name(), "")
    if tokens.is_token(presented):
        sessions.close(source.engine(), presented, datetime.now(UTC))
    answer = page.message(
        "Vous avez quitté la vue partagée",
        "Pour y revenir, rouvrez le lien que vous avez reçu.",
        200,
    )
    cookies.let_share_go(answer)
    cookies.stop_waiting(answer)
    return answer


def _let_in(request: Request, token: str, link: Link) -> Response:
    """Lead to the first page of the view; a browser that already sees it goes on with its session."""
    now, engine = datetime.now(UTC), source.engine()
    presented = request.cookies.get(share_cookie_name(), "")
    answer = page.to(_with_embed(request, home(link.view.pages), link))
    session = session_of(presented)
    if session is None or session.share_link_id != link.id:
        if counts.reached(engine, entries := f"entrées {link.id}", MOST_ENTRIES, now):
            return limits.wait(now)
        counts.count(engine, entries, now)
        if session is not None:
            sessions.close(engine, presented, now)
        opened = shares.enter(engine, token, now, limits.prefix(request))
        if opened is None:
            return _refused(request, link)
        lasts = min(LASTS[Door.SHARE], link.view.expires_at - now)
        cookies.share(answer, opened, lasts, framed=_is_framed(request, link))
    return answer


def _waiting(request: Request) -> Link | None:
    """Return the active link whose pass phrase this browser is asked."""
    link = shares.find(source.engine(), request.cookies.get(cookies.waiting_name(), ""), datetime.now(UTC))
    return link if link and link.has_phrase and link.state is State.ACTIVE else None


def _form(request: Request, link: Link, error: str = "") -> Response:
    origins = link.view.origins if _is_framed(request, link) else ()
    address = _with_embed(request, PATH, link)
    return page.door(
        "share_phrase.html", 403 if error else 200, origins, label=link.view.label, error=error, to=address
    )


def _refused(request: Request, link: Link | None) -> Response:
    limits.counted(request, Limit.SHARE)
    why = f"lien de partage {link.state if link else 'inconnu'}"
    shares.refuse(source.engine(), link, why, datetime.now(UTC), limits.prefix(request))
    return _closed(request, link)


def _closed(connection: HTTPConnection, link: Link | None) -> Response:
    """Return one calm page; only who holds the secret of a paused or expired link is told which."""
    sentence = CLOSED
    if link and link.state is State.PAUSED:
        sentence = PAUSED
    elif link and link.state is State.EXPIRED:
        sentence = EXPIRED.format(day(clock.local(link.view.expires_at)))
    return page.door("share_closed.html", 403, sentence=sentence, holds=is_by_link(connection.cookies))


def _is_framed(request: Request, link: Link) -> bool:
    return bool(link.view.origins) and request.query_params.get("embed") == "true"


def _with_embed(request: Request, address: str, link: Link) -> str:
    return f"{address}?{urlencode({'embed': 'true'})}" if _is_framed(request, link) else address


ROUTES = [
    Route(PATH, ask, methods=["GET"]),
    Route(PATH, tell, methods=["POST"]),
    Route(PATH + "/quitter", leave, methods=["POST"]),
    Route(PATH + "/{token}", come, methods=["GET"]),
]
