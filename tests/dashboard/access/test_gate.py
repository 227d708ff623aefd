"""The gate: nothing passes unknown, whatever the path, the method, the cookie or the frame."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.responses import PlainTextResponse
from streamlit.proto.BackMsg_pb2 import BackMsg

from dashboard import gate
from dashboard.access import mode
from dashboard.gate import OPEN
from data_access.access import tokens
from tests import installations
from tests.asgi import Browser
from tests.dashboard.access.conftest import SECRET_PAGE

CLOSED = (
    "/",
    "/ateliers",
    "/budget?territoire=59392",
    "/media/abc.csv",
    "/component/streamlit_folium.st_folium/index.html",
    "/_stcore/upload_file/x/y",
    "/_stcore/host-config",
    "/_stcore/allowed-message-origins",
    "/_stcore/script-health-check",
    "/connexion/",
    "/connexion/..",
    "/sante/x",
    "/staticx",
    "/Static/a.js",
    "/invitationx",
    "/oidc",
    "/oidc/retour/x",
    "/partages",
    "/lecteurs",
    "/partage/x/y",
    "/pages/journal.py",
    "/app/static/x",
    "/.streamlit/secrets.toml",
    "/static/../media/abc.csv",
    "/_stcore/bidi-components/x",
)


def rerun(**values):
    message = BackMsg()
    message.rerun_script.query_string = values.pop("query", "")
    for name, value in values.items():
        setattr(message.rerun_script, name, value)
    return message


def echoed(sent):
    return [BackMsg.FromString(each["bytes"]) for each in sent if each["type"] == "websocket.send"]


@pytest.mark.parametrize("path", CLOSED)
def test_nobody_unknown_passes(browser, path):
    answer = browser.get(path)
    assert answer.status == 303
    assert answer.location.startswith("/connexion")
    assert browser.get(path, accept="*/*").status == 401
    assert browser.post(path).status == 401
    for told in (answer, browser.get(path, accept="*/*")):
        assert SECRET_PAGE not in told.text


@pytest.mark.parametrize("path", ["/_stcore/stream", "/static/js/x", "/sante", "/connexion", "/x"])
def test_no_socket_opens_unknown(browser, path):
    assert [each["type"] for each in browser.socket(path)] == ["websocket.close"]


def test_the_page_asked_for_comes_back_after_signing_in(browser):
    assert browser.get("/ateliers?territoire=59392").location == (
        "/connexion?retour=%2Fateliers%3Fterritoire%3D59392"
    )


def test_a_session_opens_everything_behind(signed_in):
    for path in ("/", "/media/abc.csv"):
        assert signed_in.get(path).text == SECRET_PAGE
    assert [each["type"] for each in signed_in.socket()] == ["websocket.accept"]


@pytest.mark.parametrize(
    "forge",
    [
        lambda token: token[:-1],
        lambda token: token[:20],
        lambda token: token + "=",
        lambda token: token[::-1],
        lambda token: tokens.digest(token),
        lambda _: "A" * 43,
        lambda _: "' OR 1=1 --",
        lambda _: "\x00" * 43,
        lambda token: f'"{token}',
        lambda _: "é" * 43,
        lambda _: "x" * 5000,
        lambda token: token.lower(),
    ],
)
def test_forged_cookies_open_nothing(app, folder, forge):
    token = installations.signed_in(folder)
    forger = Browser(app, {"inclusion": forge(token)})
    assert forger.get("/").status == 303
    assert [each["type"] for each in forger.socket()] == ["websocket.close"]


@pytest.mark.parametrize(
    "name", ["Inclusion", "__Host-inclusion", "inclusion-demonstration", "_streamlit_user", "session"]
)
def test_only_the_sessions_own_cookie_counts(app, folder, name):
    assert Browser(app, {name: installations.signed_in(folder)}).get("/").status == 303


def test_the_demonstration_cookie_opens_nothing_in_service(app, folder):
    assert Browser(app, {"inclusion-demonstration": "chef_projet"}).get("/").status == 303


def test_over_tls_only_the_cookie_of_this_very_host_counts(app, folder):
    token = installations.signed_in(folder)
    mode.serve_on("127.0.0.1", "https://inclusion.exemple.fr")
    headers = {"host": "inclusion.exemple.fr"}
    assert Browser(app, {"inclusion": token}, headers).get("/").status == 303
    answer = Browser(app, {"__Host-inclusion": token}, headers).get("/")
    assert answer.text == SECRET_PAGE
    assert answer.headers["strict-transport-security"].startswith("max-age=63072000")


def test_revocation_counts_at_the_very_next_request(app, folder, signed_in):
    assert signed_in.get("/").status == 200
    installations.revoke(folder)
    assert signed_in.get("/").status == 303
    assert signed_in.get("/media/abc.csv", accept="*/*").status == 401


def test_a_message_passes_as_it_is_while_the_reader_is_the_same(signed_in):
    asked = rerun(fragment_id="f", is_auto_rerun=True)
    asked.rerun_script.widget_states.widgets.add(id="w", string_value="x")
    assert echoed(signed_in.socket(messages=[asked.SerializeToString()])) == [asked]


def test_after_revocation_a_message_only_draws_the_screen_anew(app, folder, signed_in, monkeypatch):
    asked = rerun(fragment_id="f", is_auto_rerun=True, query="territoire=59392")
    asked.rerun_script.widget_states.widgets.add(id="supprimer", trigger_value=True)
    file = BackMsg()
    file.backend_operation_request.deferred_file.file_id = "x"
    real, calls = gate.recognise, []

    def recognise(cookies):
        calls.append(1)
        if len(calls) == 2:
            installations.revoke(folder)
        return real(cookies)

    monkeypatch.setattr(gate, "recognise", recognise)
    messages = [each.SerializeToString() for each in (asked, file, asked)]
    assert echoed(signed_in.socket(messages=messages)) == [rerun(query="territoire=59392")] * 2


def test_a_change_of_role_draws_the_screen_anew_once(app, folder, signed_in, monkeypatch):
    real, calls = gate.recognise, []

    def recognise(cookies):
        calls.append(1)
        if len(calls) == 2:
            installations.invited(folder, role="lecteur")
        return real(cookies)

    monkeypatch.setattr(gate, "recognise", recognise)
    asked = rerun(fragment_id="f")
    assert echoed(signed_in.socket(messages=[asked.SerializeToString()] * 2)) == [rerun(), asked]


@pytest.mark.parametrize(
    "kind",
    [
        "clear_cache",
        "set_run_on_save",
        "load_git_info",
        "debug_shutdown_runtime",
        "debug_disconnect_websocket",
    ],
)
def test_developers_messages_do_not_pass(signed_in, kind):
    message = BackMsg()
    setattr(message, kind, True)
    assert echoed(signed_in.socket(messages=[message.SerializeToString()])) == []


def test_nothing_is_installed_from_a_message(signed_in):
    message = BackMsg()
    message.backend_operation_request.install_skills.SetInParent()
    assert echoed(signed_in.socket(messages=[message.SerializeToString()])) == []


@pytest.mark.parametrize(
    ("headers", "passes"),
    [
        ({"sec_fetch_site": "same-origin"}, True),
        ({"sec_fetch_site": "cross-site"}, False),
        ({"sec_fetch_site": "same-site"}, False),
        ({"sec_fetch_site": "none"}, False),
        ({"sec_fetch_site": "cross-site", "origin": "http://127.0.0.1:8501"}, False),
        ({"sec_fetch_site": None, "origin": "http://127.0.0.1:8501"}, True),
        ({"sec_fetch_site": None, "origin": "http://127.0.0.1:9999"}, False),
        ({"sec_fetch_site": None, "origin": "https://pirate.exemple"}, False),
        ({"sec_fetch_site": None, "origin": "null"}, False),
        ({"sec_fetch_site": None, "origin": "http://127.0.0.1:8501.pirate.exemple"}, False),
        ({"sec_fetch_site": None, "origin": "http://[::1"}, False),
        ({"sec_fetch_site": None}, False),
    ],
)
@pytest.mark.parametrize(
    "path",
    [
        "/deconnexion",
        "/invitation",
        "/invitation/x",
        "/demonstration",
        "/partage",
        "/partage/quitter",
        "/_stcore/upload_file/a/b",
    ],
)
def test_what_changes_something_must_come_from_this_site(signed_in, headers, passes, path):
    answer = signed_in.post(path, **headers)
    assert (answer.status == 403 and "autre site" in answer.text) is not passes


@pytest.mark.parametrize("origin", ["https://pirate.exemple", "null", "http://127.0.0.1:9999"])
def test_no_other_site_opens_a_socket(signed_in, origin):
    assert [each["type"] for each in signed_in.socket(origin=origin)] == ["websocket.close"]


@pytest.mark.parametrize(
    "host",
    [
        "pirate.exemple",
        "pirate.exemple:8501",
        "127.0.0.1.pirate.exemple",
        "",
        "[",
        "127.0.0.1@pirate.exemple",
    ],
)
def test_another_name_for_this_machine_is_refused(signed_in, host):
    assert signed_in.get("/", host=host).status == 421
    assert signed_in.get("/connexion", host=host).status == 421
    assert [each["type"] for each in signed_in.socket(host=host)] == ["websocket.close"]


def test_the_demonstration_is_for_this_machine(app, installed, demonstration_template):
    installed(demonstration_template)
    visitor = Browser(app)
    assert visitor.get("/").text == SECRET_PAGE
    assert visitor.get("/", x_forwarded_for="203.0.113.9").status == 403
    assert visitor.get("/", host="demo.exemple.fr").status == 421
    for host, public in (("0.0.0.0", None), ("127.0.0.1", "https://demo.exemple.fr"), (None, None)):
        mode.serve_on(host, public)
        assert visitor.get("/", host="demo.exemple.fr").status == 303


def test_health_tells_nothing_else(browser):
    answer = browser.get("/sante", host="ailleurs")
    assert (answer.status, answer.text) == (200, '{"ok":true}')


@pytest.mark.parametrize("origin", ["https://pirate.exemple", "http://127.0.0.1:8501", "null"])
def test_an_origin_goes_no_further(folder, origin):
    """Streamlit would ask an outside service for this machine's address before comparing it."""
    seen = []

    async def behind(scope, receive, send):
        seen.extend(name for name, _ in scope["headers"])
        await PlainTextResponse("")(scope, receive, send)

    visitor = Browser(gate.Gate(behind), {"inclusion": installations.signed_in(folder)})
    for path in ("/_stcore/health", "/static/x", "/media/x"):
        assert visitor.get(path, origin=origin).status == 200
    assert b"host" in seen
    assert b"origin" not in seen


def test_what_opens_to_anyone_is_named_here():
    """Whoever adds a door, or opens a path, says so here."""
    named = {(route.path, *sorted(route.methods - {"HEAD"})) for route in gate.DOORS}
    assert named == {
        ("/connexion", "GET"),
        ("/deconnexion", "POST"),
        ("/demonstration", "POST"),
        ("/invitation", "POST"),
        ("/invitation/{token}", "GET"),
        ("/invitation/{token}", "POST"),
        ("/oidc/depart", "GET"),
        ("/oidc/fin", "GET"),
        ("/oidc/retour", "GET"),
        ("/partage", "GET"),
        ("/partage", "POST"),
        ("/partage/quitter", "POST"),
        ("/partage/{token}", "GET"),
        ("/portes.css", "GET"),
    }
    assert {"/_stcore/health", "/gestes.js", "/icone.svg", "/sante"} == OPEN


def test_a_broken_database_lets_nobody_in(folder, signed_in):
    (folder / "inclusion.db").write_bytes(b"abime" * 4000)
    answer = signed_in.get("/")
    assert (answer.status, answer.headers["retry-after"]) == (503, "5")
    assert "Les données ne sont pas disponibles" in answer.text
    assert signed_in.get("/media/x", accept="*/*").status == 503
    assert [each["type"] for each in signed_in.socket()] == ["websocket.close"]


paths = st.text(st.characters(codec="latin-1"), max_size=40).map(lambda text: "/" + text.replace("?", ""))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(paths, st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "X"]))
def test_whatever_the_path_and_method_nobody_unknown_passes(browser, path, method):
    answer = browser.ask(method, path.partition("#")[0] or "/", {"accept": "*/*"})
    assert path.startswith("/static/") or path in OPEN or SECRET_PAGE not in answer.text
    assert answer.status < 500
