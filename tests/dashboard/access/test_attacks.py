"""Attacks on the whole application's doors: noise, other sites, expired and guessed tokens, uploads."""

import asyncio
import json
import random
import re
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from sqlalchemy import event, text

from dashboard import server, source
from dashboard.access import recording
from dashboard.gate import SAFE
from data_access.access import tokens
from tests import installations
from tests.asgi import Browser
from tests.dashboard.access.conftest import SECRET_PAGE

REQUESTS = 10_000
ALPHABET = "abcéA0&=?#/\\%<>\"'\x00\n\r;{}[]:,.-_ \u202e059392"
PLACES = (
    "/",
    "/ateliers",
    "/couverture",
    "/journal",
    "/partages",
    "/lecteurs",
    "/connexion",
    "/invitation",
    "/invitation/",
    "/deconnexion",
    "/demonstration",
    "/oidc/depart",
    "/oidc/retour",
    "/oidc/fin",
    "/portes.css",
    "/sante",
    "/gestes.js",
    "/media/",
    "/component/",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/upload_file/a/",
    "/static/",
)
NAMES = ("retour", "state", "code", "iss", "territoire", "base", "lien", "partout", "comme", "embed", "é", "")
KINDS = ("application/json", "application/x-www-form-urlencoded", "text/plain", "multipart/form-data", "")
METHODS = ("GET", "GET", "GET", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "X")


class Noise:
    """Random requests, the same at every run."""

    def __init__(self, seed):
        self.draw = random.Random(seed)

    def word(self, longest=24):
        return "".join(self.draw.choices(ALPHABET, k=self.draw.randrange(longest)))

    def url(self):
        path = self.draw.choice(PLACES)
        if path.endswith("/") and path != "/":
            path += quote(self.word(), safe="%/.")
        pairs = (f"{self.draw.choice(NAMES)}={quote(self.word(), safe='/')}" for _ in range(3))
        query = "&".join(list(pairs)[: self.draw.randrange(4)])
        return f"{path}?{query}" if query else path

    def body(self):
        values = {self.word(): [self.word(), self.draw.randrange(9**9), None, {self.word(): self.word()}]}
        raw = json.dumps(values).encode()
        return self.draw.choice(
            (raw, raw[: self.draw.randrange(len(raw))], self.word(400).encode(), b"\xff" * 20)
        )

    def headers(self):
        chosen = {
            "content-type": self.draw.choice(KINDS),
            "accept": self.draw.choice(("text/html", "*/*", self.word())),
        }
        if self.draw.random() < 0.1:
            chosen["sec-fetch-site"] = self.draw.choice(("cross-site", "none", self.word()))
        if self.draw.random() < 0.1:
            chosen["cookie"] = f"inclusion={self.word(60)}; {self.word()}"
        return chosen

    def address(self):
        """Return an address of its own network, so that the limits on failures do not hide the doors."""
        return f"10.{self.draw.randrange(256)}.{self.draw.randrange(256)}.1"


async def besiege(browser, noise, requests):
    """Send random requests and sockets; return the answers of each."""
    answers, sockets = [], []
    for rank in range(requests):
        browser.address = noise.address()
        if rank % 10 == 0:
            frames = [noise.body() for _ in range(2)]
            sockets.append(await browser.connecting(noise.url(), frames, **noise.headers()))
            continue
        kept = dict(browser.cookies)
        url = noise.url()
        answer = await browser.asking(noise.draw.choice(METHODS), url, noise.headers(), noise.body())
        answers.append((url, answer))
        browser.cookies = kept
    return answers, sockets


def sound(url, answer):
    """Say whether an answer is neither a failure nor a way to another site, and holds a browser back."""
    location = answer.headers.get("location", "/")
    return (
        answer.status < 500
        and location.startswith("/")
        and not location.startswith(("//", "/\\"))
        and "\n" not in location
        and answer.headers["x-content-type-options"] == "nosniff"
        and "content-security-policy" in answer.headers
    )


def test_ten_thousand_random_requests_open_nothing(browser):
    """Nine in ten are requests with random addresses, bodies and cookies, one in ten is a socket."""
    answers, sockets = asyncio.run(besiege(browser, Noise(2026), REQUESTS))
    assert [(url, answer.status) for url, answer in answers if not sound(url, answer)] == []
    told = [(url, answer) for url, answer in answers if SECRET_PAGE in answer.text]
    assert [url for url, _ in told if not url.startswith("/static/")] == []
    given = {cookie for _, answer in answers for cookie in answer.cookies}
    assert {cookie.partition(";")[0] for cookie in given} <= {'inclusion=""', 'inclusion-depart=""'}
    assert {tuple(each["type"] for each in sent) for sent in sockets} == {("websocket.close",)}
    statuses = {answer.status for _, answer in answers}
    assert {200, 303, 401, 403} <= statuses


def test_random_requests_of_a_reader_end_in_no_failure(app, folder):
    """A reader who is in meets the same doors: nothing fails, nothing leads elsewhere, no file is taken."""
    reader = Browser(app, {"inclusion": installations.signed_in(folder, "Élue", "lecteur")})
    kept = dict(reader.cookies)
    noise = Noise(7)

    async def besieged():
        found = []
        for _ in range(1500):
            reader.cookies = dict(kept)
            url = noise.url()
            if not url.startswith("/deconnexion"):
                found.append((url, await reader.asking("GET", url, noise.headers() | {"cookie": None})))
        return found

    answers = asyncio.run(besieged())
    assert [(url, answer.status) for url, answer in answers if not sound(url, answer)] == []


def changing_routes():
    """Return a path and a method for each route of the application that may change something."""
    return [
        (re.sub(r"{\w+}", "A" * 43, route.path), method)
        for route in server.ROUTES
        for method in sorted((route.methods or {"POST"}) - SAFE)
    ]


def test_the_application_has_routes_that_change_something():
    assert ("/deconnexion", "POST") in changing_routes()
    assert len(changing_routes()) >= 4


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": None},
        {"sec-fetch-site": None, "origin": "https://pirate.exemple"},
        {"sec-fetch-site": None, "origin": "null"},
        {"sec-fetch-site": "cross-site", "origin": "http://127.0.0.1:8501"},
    ],
)
@pytest.mark.parametrize(("path", "method"), changing_routes())
def test_no_route_that_changes_something_obeys_another_site(signed_in, path, method, headers):
    """Routes are read from the application: one added without protection fails here."""
    for kind in ("application/x-www-form-urlencoded", "text/plain", "application/json"):
        answer = signed_in.ask(method, path, headers | {"content-type": kind}, b"partout=oui&lien=x")
        assert (answer.status, answer.cookies) == (403, [])
        assert "autre site" in answer.text
    assert signed_in.get("/").text == SECRET_PAGE


@pytest.mark.parametrize(
    "path", [re.sub(r"{\w+}", "A" * 43, route.path) for route in server.ROUTES if "GET" in route.methods]
)
def test_following_a_link_from_another_site_changes_nothing_for_a_reader(signed_in, folder, path):
    token = installations.invited(folder, "Autre")
    signed_in.ask("GET", path.replace("A" * 43, token), {"sec-fetch-site": "cross-site"})
    assert signed_in.get("/").text == SECRET_PAGE
    assert signed_in.get(f"/invitation/{token}").status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/static/../journal",
        "/static/..%2fjournal",
        "/static/js/../../media/x",
        "/gestes.js/../journal",
        "/invitation/../journal",
        "/invitation/x/../../journal",
        "/sante/../media/x",
        "//media/x",
        "/./media/x",
        "/_stcore/health/../host-config",
    ],
)
def test_no_path_climbs_out_of_what_is_open(browser, path):
    assert SECRET_PAGE not in browser.get(path).text
    assert browser.get(path, accept="*/*").status in {401, 404}


def age(table, column):
    """Let a moment of the database pass."""
    past = f"{datetime.now(UTC) - timedelta(seconds=1):%Y-%m-%d %H:%M:%S.%f}"
    with source.engine().begin() as connection:
        connection.execute(text(f"UPDATE {table} SET {column} = :past"), {"past": past})


@pytest.mark.parametrize("column", ["expires_at", "idle_expires_at"])
def test_a_session_ends_at_its_hour(signed_in, column):
    assert signed_in.get("/").text == SECRET_PAGE
    age("session", column)
    assert signed_in.get("/").status == 303
    assert [each["type"] for each in signed_in.socket()] == ["websocket.close"]


def test_an_invitation_ends_at_its_hour(browser, folder):
    token = installations.invited(folder)
    age("invitation", "expires_at")
    for answer in (browser.get(f"/invitation/{token}"), browser.post(f"/invitation/{token}")):
        assert answer.status == 403
        assert "a expiré" in answer.text
    assert browser.cookies == {}


@contextmanager
def work():
    """Yield the statements that the database is asked, in order."""
    asked = []

    def listen(connection, cursor, statement, *_):
        asked.append(statement)

    event.listen(source.engine(), "before_cursor_execute", listen)
    yield asked
    event.remove(source.engine(), "before_cursor_execute", listen)


def invitations_of_every_kind(app, folder):
    """Return an invitation that never was, one used, one replaced, one whose reader was revoked."""
    used, replaced, revoked = (installations.invited(folder, name) for name in ("Utile", "Vide", "Retirée"))
    Browser(app).post(f"/invitation/{used}")
    installations.invited(folder, "Vide")
    installations.revoke(folder, "Retirée")
    return {"unknown": tokens.new(), "used": used, "replaced": replaced, "revoked": revoked}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_guessing_invitations_learns_nothing_from_the_work_done(app, browser, folder, method):
    """The same questions are asked whatever exists: time, which a busy machine blurs, follows from them."""
    done = {}
    for rank, (kind, token) in enumerate(invitations_of_every_kind(app, folder).items()):
        browser.address = f"10.0.{rank}.1"
        with work() as asked:
            assert browser.ask(method, f"/invitation/{token}").status == 403
        done[kind] = asked
    assert done["unknown"]
    assert all(asked == done["unknown"] for asked in done.values())


def test_guessing_sessions_learns_nothing_from_the_work_done(app, folder):
    Browser(app).get("/")
    recording.recorder.flush()
    done = {}
    ended, revoked = installations.signed_in(folder, "Autre"), installations.signed_in(folder, "Retirée")
    Browser(app, {"inclusion": ended}).post("/deconnexion")
    installations.revoke(folder, "Retirée")
    for kind, token in {"unknown": tokens.new(), "ended": ended, "revoked": revoked}.items():
        with work() as asked:
            assert Browser(app, {"inclusion": token}).get("/").status == 303
        done[kind] = asked
    assert done["unknown"]
    assert all(asked == done["unknown"] for asked in done.values())


@pytest.mark.parametrize(
    "path", ["/_stcore/upload_file/a/b", "/_stcore/upload_file", "/_stcore/upload_file/"]
)
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "GET"])
def test_only_who_imports_sends_files(app, folder, signed_in, method, path):
    reader = Browser(app, {"inclusion": installations.signed_in(folder, "Élue", "lecteur")})
    answer = reader.ask(method, path)
    assert answer.status == 403
    assert "chef de projet" in answer.text
    assert signed_in.ask(method, path).text == SECRET_PAGE
