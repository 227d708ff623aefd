"""The shell round Streamlit: its document and its own words in French, safe headers, closed doors."""

import hashlib
import re
from functools import cache
from importlib import resources

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import security
from dashboard.translations import WORDS

CLOSED = ("/_stcore/metrics", "/_stcore/agent/")
NO_SCRIPT = (
    "<noscript><p>Le tableau de bord a besoin de JavaScript. Activez-le dans votre navigateur, "
    "puis rechargez la page.</p></noscript>"
)
HEAD = (
    '<link rel="icon" href="./icone.svg" />'
    '<script src="./gestes.js"></script><script src="./seance.js"></script>'
)
DOCUMENT = (
    (rb'<html lang="en">', b'<html lang="fr">'),
    (rb"<title>.*?</title>", "<title>Plan d'inclusion numérique</title>".encode()),
    (rb'<link rel="shortcut icon" href="\./favicon\.png" />', HEAD.encode()),
    (rb"<!--\s*Machine-readable.*?-->\s*<link rel=\"service-desc\".*?/>", b""),
    (rb"<noscript>.*?</noscript>", NO_SCRIPT.encode()),
    # Nobody indexes this site: without this inline script the policy of scripts needs no exception.
    (rb"<!-- initialize window.prerenderReady.*?-->\s*<script>.*?</script>", b""),
)
STREAMLIT = b'<div id="root">'
SCRIPT = re.compile(rf"/static/js/((?:{'|'.join(WORDS)})\.[\w-]+\.js)$")


class FrenchShell:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on and rewrite the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        send = _with_security(send, scope["path"])
        if any(door in f"{scope['path']}/" for door in CLOSED):
            await PlainTextResponse("Introuvable", 404)(scope, receive, send)
        elif (script := SCRIPT.search(scope["path"])) and scope["method"] in {"GET", "HEAD"}:
            await _script_response(script[1], Headers(scope=scope))(scope, receive, send)
        elif "text/html" in Headers(scope=scope).get("accept", ""):
            await self.app(_uncompressed(scope), receive, _Document(send))
        else:
            await self.app(scope, receive, send)


def french_document(body: bytes) -> bytes:
    """Return Streamlit's document in French; other documents already are."""
    if STREAMLIT not in body:
        return body
    for pattern, replacement in DOCUMENT:
        body = re.sub(pattern, replacement.replace(b"\\", rb"\\"), body, count=1, flags=re.DOTALL)
    return body


@cache
def french_script(name: str) -> bytes | None:
    """Return one of Streamlit's scripts with its words in French; None when there is no such script."""
    file = resources.files("streamlit") / "static" / "static" / "js" / name
    if not file.is_file():
        return None
    text = file.read_text("utf-8")
    for english, french in WORDS[name.partition(".")[0]].items():
        text = text.replace(english, french)
    return text.encode()


def _script_response(name: str, asked: Headers) -> Response:
    content = french_script(name)
    if content is None:
        return PlainTextResponse("Introuvable", 404)
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if asked.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type="text/javascript", headers=headers)


def _with_security(send: Send, path: str) -> Send:
    async def send_secured(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in security.headers(path).items():
                headers.setdefault(name, value)
            if "frame-ancestors 'self' https:" in headers["content-security-policy"]:
                del headers["x-frame-options"]  # it cannot name the sites that the policy names
        await send(message)

    return send_secured


def _uncompressed(scope: Scope) -> Scope:
    """Ask for a body that can be rewritten: whole, plain, not « unchanged »."""
    unwanted = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name not in unwanted]}


class _Document:
    """Holds an HTML answer until its end, then sends it in French."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self._start = message
        elif self._start is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self._start)
        else:
            await self._send(message)

    async def _finish(self, start: Message) -> None:
        body = french_document(self._body)
        headers = MutableHeaders(scope=start)
        for name in ("etag", "last-modified"):
            if name in headers:
                del headers[name]
        if self._body:
            headers["content-length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body if self._body else b""})


def _is_html(message: Message) -> bool:
    return Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
