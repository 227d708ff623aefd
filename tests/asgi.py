"""A browser without a screen: speaks ASGI to an application, keeps its cookies, follows nothing by itself."""

import asyncio
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

HOST = "127.0.0.1:8501"
ORDINARY = {"host": HOST, "accept": "text/html", "sec-fetch-site": "same-origin"}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict
    cookies: list
    text: str

    @property
    def location(self):
        return self.headers["location"]


class Browser:
    def __init__(self, app, cookies=None, headers=None):
        self.app, self.cookies, self.headers = app, dict(cookies or {}), ORDINARY | (headers or {})
        self.address = "192.0.2.7"

    def get(self, url, **headers):
        return self.ask("GET", url, headers)

    def post(self, url, fields=None, **headers):
        form = {"content-type": "application/x-www-form-urlencoded"}
        return self.ask("POST", url, form | headers, urlencode(fields or {}).encode())

    def ask(self, method, url, headers=None, body=b""):
        return asyncio.run(self.asking(method, url, headers, body))

    async def asking(self, method, url, headers=None, body=b""):
        """Ask within a loop that already runs: many requests in a row cost less."""
        sent, messages = [], [{"type": "http.request", "body": body, "more_body": False}]

        async def receive():
            return messages.pop(0) if messages else {"type": "http.disconnect"}

        async def send(message):
            sent.append(message)

        await self.app(self._scope("http", method, url, headers or {}), receive, send)
        return self._answer(sent)

    def socket(self, url="/_stcore/stream", messages=(), **headers):
        return asyncio.run(self.connecting(url, messages, **headers))

    async def connecting(self, url="/_stcore/stream", messages=(), **headers):
        """Connect a socket, send messages, return what the application sent back."""
        sent, waiting = [], [{"type": "websocket.connect"}]
        waiting += [{"type": "websocket.receive", "bytes": each} for each in messages]

        async def receive():
            return waiting.pop(0) if waiting else {"type": "websocket.disconnect", "code": 1000}

        async def send(message):
            sent.append(message)

        await self.app(self._scope("websocket", "GET", url, headers), receive, send)
        return sent

    def _scope(self, kind, method, url, headers):
        parts = urlsplit(url)
        named = {name.replace("_", "-"): value for name, value in (self.headers | headers).items()}
        if self.cookies:
            named["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {
            "type": kind,
            "method": method,
            "scheme": "ws" if kind == "websocket" else "http",
            "path": parts.path,
            "raw_path": parts.path.encode(),
            "query_string": parts.query.encode("latin-1", "replace"),
            "root_path": "",
            "headers": [
                (name.encode(), value.encode("latin-1", "replace"))
                for name, value in named.items()
                if value is not None
            ],
            "client": (self.address, 50000),
            "server": ("127.0.0.1", 8501),
            "subprotocols": [],
        }

    def _answer(self, sent):
        start = next(each for each in sent if each["type"] == "http.response.start")
        pairs = [(name.decode().lower(), value.decode("latin-1")) for name, value in start["headers"]]
        given = [value for name, value in pairs if name == "set-cookie"]
        for text in given:
            # Python 3.11 stops at an attribute that it does not know.
            for name, morsel in SimpleCookie(text.replace("; Partitioned", "")).items():
                if morsel["max-age"] == "0" or not morsel.value:
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value
        body = b"".join(each.get("body", b"") for each in sent if each["type"] == "http.response.body")
        return Answer(start["status"], dict(pairs), given, body.decode("utf-8", "replace"))
