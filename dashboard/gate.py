"""The gate before everything: nothing passes without an identity, unless it is named here."""

import time
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from google.protobuf.message import DecodeError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

from dashboard import handing, security
from dashboard.access import addresses, mode, recording
from dashboard.access.reader import RESERVED, Reader, Right, may
from dashboard.access.recognising import is_by_link, recognise
from dashboard.routes import doors, page, share
from data_access.errors import InclusionError

DOORS = doors()
OPEN = frozenset({"/_stcore/health", "/gestes.js", "/icone.svg", "/sante"})
LOOK = "/static/"
"""Streamlit's own scripts and styles, the same for everyone."""
ANY_HOST = frozenset({"/sante", "/_stcore/health"})
READS = frozenset({"GET", "HEAD"})
SAFE = READS | {"OPTIONS"}
PROXIED = ("forwarded", "x-forwarded-for", "x-real-ip")
MESSAGES = frozenset({"rerun_script", "stop_script", "file_urls_request", "app_heartbeat"})
OPERATIONS = frozenset({"deferred_file", "dataframe_chunk"})
UPLOADS = "/_stcore/upload_file"
TOUCH_EVERY_S = 60


class Gate:
    """ASGI middleware; refuses first."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may pass, answer the rest."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        refusal = misdirected(scope) or forged(scope)
        if refusal is None and not is_open(scope):
            reader, refusal = await _standing(scope)
            if reader is not None and scope["type"] == "websocket":
                receive = Guarded(receive, HTTPConnection(scope).cookies, reader)
                send = send if reader.scope is None else handing.noting(send, reader.session_id)
            elif reader is not None and reader.scope is not None:
                refusal = read_only(scope) or refusal or handing.not_told(scope, reader.session_id)
                send = _framed(send, scope["path"], reader.scope.origins)
        if refusal is None:
            await self.app(without_origin(scope), receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await refusal(scope, receive, send)


def without_origin(scope: Scope) -> Scope:
    """Return a checked request without its origin, about which Streamlit would ask an outside service."""
    if scope["type"] != "http":
        return scope
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name != b"origin"]}


def is_open(scope: Scope) -> bool:
    """Say whether a request opens to anyone: doors, the look, and health; a socket never does."""
    if scope["type"] != "http":
        return False
    path = scope["path"]
    if scope["method"] in READS and (path in OPEN or (path.startswith(LOOK) and ".." not in path)):
        return True
    return any(door.matches(scope)[0] is Match.FULL for door in DOORS)


def misdirected(scope: Scope) -> Response | None:
    """Refuse a request that was not meant for this site, or that reaches a demonstration from elsewhere."""
    headers, known = Headers(scope=scope), mode.hosts()
    if (
        known is not None
        and scope["path"] not in ANY_HOST
        and mode.host_name(headers.get("host", "")) not in known
    ):
        return PlainTextResponse(
            "Ce tableau de bord ne répond pas sous ce nom. La personne qui l'administre en donne l'adresse "
            "dans INCLUSION_PUBLIC_URL.",
            421,
        )
    if mode.may_demonstrate() and any(name in headers for name in PROXIED):
        return PlainTextResponse(
            "Derrière un mandataire, donnez l'adresse du site dans INCLUSION_PUBLIC_URL.", 403
        )
    return None


def forged(scope: Scope) -> Response | None:
    """Refuse a request that changes something and comes from another site's page."""
    if scope["type"] == "http" and scope["method"] in SAFE:
        return None
    headers = Headers(scope=scope)
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if scope["type"] == "websocket":
        is_ours = origin is None or _same_host(origin, headers)
    elif site is not None:
        is_ours = site == "same-origin"
    else:
        is_ours = origin is not None and _same_host(origin, headers)
    return (
        None
        if is_ours
        else PlainTextResponse("Cette demande vient d'un autre site : rien n'a été fait.", 403)
    )


def unwelcome(scope: Scope, reader: Reader) -> Response | None:
    """Refuse the files of whoever may not import any."""
    if f"{scope['path']}/".startswith(f"{UPLOADS}/") and not may(reader, Right.IMPORT):
        return PlainTextResponse(RESERVED[Right.IMPORT], 403)
    return None


def read_only(scope: Scope) -> Response | None:
    """Refuse a partner's request that would send something."""
    return None if scope["method"] in SAFE else PlainTextResponse("Cette vue est en lecture seule.", 403)


def _framed(send: Send, path: str, origins: Sequence[str]) -> Send:
    """Let the sites that a shared link names show its pages inside theirs."""
    policy = security.written(security.framed_by(security.application(path), origins))

    async def send_framed(message: Message) -> None:
        if message["type"] == "http.response.start" and origins:
            MutableHeaders(scope=message).setdefault("Content-Security-Policy", policy)
        await send(message)

    return send_framed


def _same_host(origin: str, headers: Headers) -> bool:
    try:
        return (
            bool(urlsplit(origin).netloc) and urlsplit(origin).netloc.casefold() == headers["host"].casefold()
        )
    except (KeyError, ValueError):
        return False


async def _standing(scope: Scope) -> tuple[Reader | None, Response | None]:
    """Return who is asking, or the answer to whoever may not."""
    connection = HTTPConnection(scope)
    wants_page = "text/html" in connection.headers.get("accept", "") and scope.get("method") == "GET"
    try:
        reader = await run_in_threadpool(recognise, connection.cookies)
        if reader is None and is_by_link(connection.cookies):
            return None, await run_in_threadpool(share.closed, connection)
    except InclusionError as error:
        return None, page.outage(error) if wants_page else PlainTextResponse(str(error), 503)
    if reader is not None:
        return reader, unwelcome(scope, reader)
    if wants_page:
        query = scope["query_string"].decode("latin-1")
        asked = f"{scope['path']}?{query}" if query else scope["path"]
        return None, RedirectResponse(addresses.sign_in(asked), 303, {"Cache-Control": "no-store"})
    return None, PlainTextResponse("Connectez-vous pour voir ceci.", 401)


class Guarded:
    """A socket's messages, each checked again.

    As soon as the reader is no longer known, or is no longer the same (role, perimeter), a message of any
    kind only makes the screen draw itself anew from the start: nothing else of it is carried out.
    """

    def __init__(self, receive: Receive, cookies: Mapping[str, str], reader: Reader) -> None:
        self._receive = receive
        self._cookies = dict(cookies)
        self._reader: Reader | None = reader
        self._touched = -float(TOUCH_EVERY_S)

    async def __call__(self) -> Message:
        """Return the next message that may pass."""
        while True:
            message = await self._receive()
            content = message.get("bytes") if message["type"] == "websocket.receive" else None
            if content is None:
                return message
            checked = await self._checked(content)
            if checked is not None:
                return {**message, "bytes": checked}

    async def _checked(self, content: bytes) -> bytes | None:
        asked = BackMsg()
        try:
            asked.ParseFromString(content)
        except DecodeError:
            return content  # Streamlit closes the connection
        if not _is_expected(asked):
            return None
        if asked.WhichOneof("type") == "app_heartbeat":
            return content
        known = self._reader
        self._reader = await run_in_threadpool(_present, self._cookies)
        if self._reader is not None and self._reader == known:
            if not _is_theirs(asked, self._reader):
                return None
            self._touch(asked)
            return content
        return _anew(asked)

    def _touch(self, asked: BackMsg) -> None:
        """Note that somebody is there: what an open screen asks by itself does not count."""
        if self._reader is None or self._reader.session_id is None or asked.rerun_script.is_auto_rerun:
            return
        if time.monotonic() - self._touched >= TOUCH_EVERY_S:
            self._touched = time.monotonic()
            recording.touch(self._reader.session_id)


def _is_expected(asked: BackMsg) -> bool:
    """Say whether a message is one that a reader's screen sends: the others are for developers."""
    kind = asked.WhichOneof("type")
    if kind == "backend_operation_request":
        return asked.backend_operation_request.WhichOneof("payload") in OPERATIONS
    return kind in MESSAGES


def _is_theirs(asked: BackMsg, reader: Reader) -> bool:
    """Say whether what a partner asks to be made was offered on one of their own screens."""
    if reader.scope is None or asked.WhichOneof("type") != "backend_operation_request":
        return True
    operation = asked.backend_operation_request
    return handing.was_told(reader.session_id, operation.deferred_file.file_id)


def _present(cookies: Mapping[str, str]) -> Reader | None:
    try:
        return recognise(cookies)
    except InclusionError:
        return None  # the screen says so when it draws itself


def _anew(asked: BackMsg) -> bytes | None:
    """Return the message as a plain request to draw the screen, without what was clicked or typed."""
    if asked.WhichOneof("type") != "rerun_script":
        return None
    asked.rerun_script.ClearField("fragment_id")
    asked.rerun_script.ClearField("widget_states")
    asked.rerun_script.is_auto_rerun = False
    return bytes(asked.SerializeToString())
