"""An invitation: seen by whoever opens the link, used up only by who presses the button."""

from datetime import UTC, datetime, timedelta

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard import source
from dashboard.access.addresses import HOME, RETURN, safe_return
from dashboard.access.reader import ROLE_NAMES, Role
from dashboard.access.recognising import is_by_link
from dashboard.access.recognising import token as presented_token
from dashboard.routes import cookies, limits, page
from dashboard.routes.form import fields
from dashboard.routes.limits import Limit
from data_access.access import invitations, sessions, tokens
from data_access.access.invitations import Invited, Standing
from data_access.errors import InclusionError

PATH = "/invitation"
SENTENCES = {
    Standing.USED: "Cette invitation a déjà servi : elle n'ouvre qu'une fois. Si c'est vous qui l'avez "
    "utilisée, ouvrez le tableau de bord depuis le même navigateur ; sinon, prévenez le chef de projet.",
    Standing.EXPIRED: "Cette invitation a expiré : elle ne vaut que 24 heures. Demandez-en une autre au "
    "chef de projet.",
    Standing.REVOKED: "Cette invitation a été retirée. Demandez-en une autre au chef de projet.",
    Standing.UNKNOWN: "Cette invitation n'existe pas. Vérifiez que le lien est entier, ou demandez-en "
    "une autre au chef de projet.",
}


async def show(request: Request) -> Response:
    """Say whom the invitation is for, and let them press the button; nothing is used up yet."""
    return await _answered(_show, request, request.path_params["token"])


async def use(request: Request) -> Response:
    """Open the session that the invitation gives, once."""
    return await _answered(_use, request, request.path_params["token"])


async def pasted(request: Request) -> Response:
    """Show the invitation whose link was pasted on the sign-in page."""
    sent = await fields(request)
    token = sent.get("lien", "").strip().rstrip("/").rpartition("/")[2]
    return await _answered(_show, request, token, safe_return(sent.get(RETURN, HOME)))


async def _answered(answer: page.Answer, request: Request, *values: str) -> Response:
    try:
        return await run_in_threadpool(answer, request, *values)
    except InclusionError as error:
        return page.outage(error)


def _show(request: Request, token: str, back: str = HOME) -> Response:
    if waiting := limits.too_often(request, Limit.INVITATION):
        return waiting
    invited = _look(token)
    if not invited.is_valid:
        return _refused(request, invited)
    role = ROLE_NAMES[Role(invited.role)]
    return page.door("invitation.html", invited=invited, role=role, token=token, back=back)


def _use(request: Request, token: str) -> Response:
    if waiting := limits.too_often(request, Limit.INVITATION):
        return waiting
    now = datetime.now(UTC)
    invited, session = invitations.redeem(source.engine(), token, now, limits.prefix(request))
    if not invited.is_valid:
        return _refused(request, invited)
    previous = presented_token(request.cookies)
    if tokens.is_token(previous):
        sessions.close(source.engine(), previous, now)
    answer = page.to(safe_return(request.query_params.get(RETURN, HOME)))
    cookies.let_in(answer, session, timedelta(days=invited.days))
    if is_by_link(request.cookies):
        cookies.let_share_go(answer)
    return answer


def _look(token: str) -> Invited:
    if not tokens.is_token(token):
        return Invited(Standing.UNKNOWN)
    return invitations.look(source.engine(), token, datetime.now(UTC))


def _refused(request: Request, invited: Invited) -> Response:
    limits.counted(request, Limit.INVITATION)
    return page.message("Cette invitation n'ouvre pas", SENTENCES[invited.standing], 403)


ROUTES = [
    Route(PATH, pasted, methods=["POST"]),
    Route(PATH + "/{token}", show, methods=["GET"]),
    Route(PATH + "/{token}", use, methods=["POST"]),
]
