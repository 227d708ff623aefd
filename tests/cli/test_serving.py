"""A served process, spoken to as a TLS proxy does: under its public address, and under no other."""

import base64
import http.client
import os
import re
import socket
from contextlib import closing

import pytest

from tests import installations
from tests.browser.conftest import serving

SITE = "inclusion.exemple.fr"
LINK = re.compile(rf"^https://{SITE}/invitation/([\w-]{{43}})$", re.MULTILINE)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Return the folder and the port of a new installation behind a TLS proxy."""
    folder = installations.empty(tmp_path_factory.mktemp("tls"))
    with serving(folder, INCLUSION_PUBLIC_URL=f"https://{SITE}") as address:
        yield folder, int(address.rpartition(":")[2])


def ask(port, method, path, **headers):
    """Ask as the proxy would; return the answer, its body read."""
    usual = {
        "Host": SITE,
        "Accept": "text/html",
        "X-Forwarded-For": "203.0.113.9",
        "X-Forwarded-Proto": "https",
    }
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request(method, path, headers=usual | named)
        answer = connection.getresponse()
        return answer, answer.read().decode("utf-8", "replace")


def shake_hands(port, cookie, origin):
    """Ask for a socket; return the status."""
    key = base64.b64encode(os.urandom(16)).decode()
    lines = (
        "GET /_stcore/stream HTTP/1.1",
        f"Host: {SITE}",
        f"Origin: {origin}",
        f"Cookie: {cookie}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {key}",
    )
    with socket.create_connection(("127.0.0.1", port), 30) as connection:
        connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        return int(connection.recv(64).split()[1])


def test_a_first_start_lets_the_manager_in_over_tls(served):
    """The link printed opens once, in a cookie that never travels in clear, and the page's socket opens."""
    folder, port = served
    (token,) = LINK.findall((folder / "journal.txt").read_text())
    closed, _ = ask(port, "GET", "/ateliers?territoire=59392")
    assert (closed.status, closed.headers["location"]) == (
        303,
        "/connexion?retour=%2Fateliers%3Fterritoire%3D59392",
    )
    assert closed.headers["strict-transport-security"].startswith("max-age=63072000")
    opened, _ = ask(port, "POST", f"/invitation/{token}", Sec_Fetch_Site="same-origin")
    cookie = opened.headers["set-cookie"]
    assert opened.status == 303
    assert cookie.startswith("__Host-inclusion=")
    assert {"Secure", "HttpOnly", "SameSite=lax"} <= set(cookie.split("; "))
    session = cookie.partition(";")[0]
    page, body = ask(port, "GET", "/", Cookie=session)
    assert (page.status, '<html lang="fr">' in body) == (200, True)
    assert shake_hands(port, session, f"https://{SITE}") == 101
    assert shake_hands(port, session, "https://pirate.exemple") == 403
    assert shake_hands(port, "", f"https://{SITE}") == 403
    assert ask(port, "GET", "/_stcore/metrics", Cookie=session)[0].status == 404
    written = (folder / "journal.txt").read_text()
    assert written.count(token) == 1
    assert session.partition("=")[2] not in written


@pytest.mark.parametrize("path", ["/", "/connexion", "/portes.css", "/static/x", "/_stcore/stream"])
def test_no_other_name_is_answered(served, path):
    for name in ("127.0.0.1", "localhost", "pirate.exemple"):
        assert ask(served[1], "GET", path, Host=name)[0].status == 421


def test_health_says_nothing_else(served):
    answer, body = ask(served[1], "GET", "/sante", Host="127.0.0.1")
    assert (answer.status, body) == (200, '{"ok":true}')
