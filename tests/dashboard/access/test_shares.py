"""Shared links attacked at the door and at the gate."""

import asyncio
import html
import logging
import re
import sqlite3
import threading
from datetime import UTC, datetime, timedelta

import pytest
from starlette.responses import PlainTextResponse
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.DownloadButton_pb2 import DownloadButton

from dashboard import gate, handing, source
from dashboard.access import Role, mode, recording
from dashboard.access.recognising import recognise
from dashboard.gate import Gate
from dashboard.routes import share
from data_access.access import journal, sessions, shares, tokens
from tests import installations
from tests.asgi import Browser
from tests.dashboard.access.conftest import SECRET_PAGE
from tests.dashboard.access.test_gate import echoed, rerun

PHRASE = "un été à la Sambre"
COOKIE, WAITING = "inclusion-partage", "inclusion-partage-attente"
PUBLIC = {"host": "inclusion.exemple.fr"}


@pytest.fixture
def link(folder):
    return installations.link(folder)


@pytest.fixture
def partner(app, link):
    browser = Browser(app)
    browser.get(f"/partage/{link[1]}")
    return browser


def reader(browser):
    return recognise(browser.cookies)


def refused(answer):
    return answer.status == 403 and "ne s'ouvre pas" in answer.text


def over_tls():
    mode.serve_on("0.0.0.0", "https://inclusion.exemple.fr")


def test_the_secret_leaves_the_address_at_the_first_visit(browser, link):
    answer = browser.get(f"/partage/{link[1]}")
    assert (answer.status, answer.location) == (303, "/")
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    assert link[1] not in str(answer.headers) + answer.text
    (cookie,) = answer.cookies
    assert cookie.startswith(f"{COOKIE}=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert browser.get("/").text == SECRET_PAGE


def test_it_leads_to_the_first_page_that_the_link_opens(browser, folder):
    _, secret = installations.link(folder, pages=("quartiers", "ateliers"))
    assert browser.get(f"/partage/{secret}").location == "/ateliers"


def test_who_comes_is_a_partner_and_nobody_else(partner, link):
    found = reader(partner)
    assert (found.role, found.name, found.reader_id, found.threshold) == (
        Role.PARTNER,
        "Centre social",
        None,
        11,
    )
    assert found.scope.territories == {"59392"}
    assert found.scope.pages == {"synthese"}
    assert found.scope.link_id == link[0]


def test_pages_that_cannot_be_shared_are_not(app, folder):
    browser = Browser(app)
    _, secret = installations.link(folder, pages=("journal", "partages", "synthese", "../journal"))
    browser.get(f"/partage/{secret}")
    assert reader(browser).scope.pages == {"synthese"}


@pytest.mark.parametrize(
    "forge",
    [
        lambda secret: secret[:-1],
        lambda secret: secret + "A",
        lambda secret: secret.lower(),
        lambda secret: secret[::-1],
        tokens.digest,
        lambda _: "A" * 43,
        lambda _: "1",
        lambda _: "' OR 1=1 --",
        lambda _: "é" * 43,
        lambda _: "%00" * 43,
        lambda _: "x" * 5000,
        lambda _: "quitter",
    ],
)
def test_forged_secrets_open_nothing(browser, link, forge):
    assert refused(browser.get(f"/partage/{forge(link[1])}"))
    assert browser.cookies == {}


@pytest.mark.parametrize("gesture", ["pause", "revoke"])
def test_what_is_closed_opens_nothing_and_closes_at_the_next_request(folder, browser, partner, link, gesture):
    assert partner.get("/").text == SECRET_PAGE
    installations.on_link(folder, gesture, link[0])
    assert refused(browser.get(f"/partage/{link[1]}"))
    assert browser.cookies == {}
    assert refused(partner.get("/"))
    assert partner.get("/media/x.csv", accept="*/*").status == 403
    assert [each["type"] for each in partner.socket()] == ["websocket.close"]


def test_resuming_opens_again(folder, partner, link):
    installations.on_link(folder, "pause", link[0])
    assert "suspendue pour le moment" in partner.get("/").text
    installations.on_link(folder, "resume", link[0])
    assert partner.get("/").text == SECRET_PAGE


def test_renewing_kills_the_old_secret_and_the_screens_it_opened(app, folder, browser, partner, link):
    secret = installations.on_link(folder, "renew", link[0], datetime.now(UTC) + timedelta(days=1))
    assert refused(browser.get(f"/partage/{link[1]}"))
    assert refused(partner.get("/"))
    fresh = Browser(app)
    assert fresh.get(f"/partage/{secret}").status == 303
    assert fresh.get("/").text == SECRET_PAGE


def test_only_who_holds_the_secret_is_told_that_a_link_sleeps_or_is_over(browser, folder, monkeypatch):
    identifier, secret = installations.link(folder)
    unknown = browser.get(f"/partage/{'A' * 43}").text
    installations.on_link(folder, "pause", identifier)
    assert "suspendue" in browser.get(f"/partage/{secret}").text
    installations.on_link(folder, "revoke", identifier)
    assert browser.get(f"/partage/{secret}").text == unknown
    ends = datetime.now(UTC) + timedelta(minutes=1)
    _, secret = installations.link(folder, expires_at=ends)

    class Later(datetime):
        @classmethod
        def now(cls, tz=None):
            return ends + timedelta(seconds=1)

    monkeypatch.setattr(share, "datetime", Later)
    assert "a expiré le" in browser.get(f"/partage/{secret}").text
    assert browser.cookies == {}


def test_after_revocation_a_message_only_draws_the_screen_anew(folder, partner, link, monkeypatch):
    asked = rerun(fragment_id="f", is_auto_rerun=True, query="territoire=59512")
    asked.rerun_script.widget_states.widgets.add(id="territoire", string_value="59512")
    real, calls = gate.recognise, []

    def recognised(cookies):
        calls.append(1)
        if len(calls) == 2:
            installations.on_link(folder, "revoke", link[0])
        return real(cookies)

    monkeypatch.setattr(gate, "recognise", recognised)
    messages = [asked.SerializeToString()] * 2
    assert echoed(partner.socket(messages=messages)) == [rerun(query="territoire=59512")] * 2


def test_a_shared_view_is_read_only_at_the_gate(partner):
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        for path in ("/_stcore/upload_file/x/y", "/", "/partages"):
            answer = partner.ask(method, path)
            assert answer.status == 403
            assert "lecture seule" in answer.text


def test_a_share_wins_over_any_other_cookie(app, folder, link):
    manager = Browser(
        app, {"inclusion": installations.signed_in(folder), "inclusion-demonstration": "chef_projet"}
    )
    manager.get(f"/partage/{link[1]}")
    assert reader(manager).role is Role.PARTNER
    installations.on_link(folder, "revoke", link[0])
    assert reader(manager) is None, "a closed view must not give way to more rights"
    left = manager.post("/partage/quitter")
    assert "Vous avez quitté" in left.text
    assert reader(manager).role is Role.MANAGER


def test_a_share_wins_over_the_demonstration(app, installed, demonstration_template):
    folder = installed(demonstration_template)
    identifier, secret = installations.link(folder)
    browser = Browser(app, {"inclusion-demonstration": "chef_projet"})
    browser.get(f"/partage/{secret}")
    assert reader(browser).role is Role.PARTNER
    installations.on_link(folder, "revoke", identifier)
    assert refused(browser.get("/"))
    assert browser.post("/demonstration", {"comme": "chef_projet"}).status == 303
    assert refused(browser.get("/"))
    browser.post("/partage/quitter")
    assert browser.get("/").text == SECRET_PAGE


def test_the_demonstration_tries_a_partner(app, installed, demonstration_template):
    installed(demonstration_template)
    browser = Browser(app)
    browser.post("/demonstration", {"comme": "partenaire"})
    found = reader(browser)
    assert (found.role, found.threshold, len(found.scope.territories)) == (Role.PARTNER, 11, 1)
    assert found.scope.territories < source.store().current().territory.codes


@pytest.mark.parametrize(
    "name", ["inclusion", "inclusion-demonstration", "partage", "__Host-inclusion-partage"]
)
def test_a_shares_session_counts_under_its_own_name_only(app, folder, link, name):
    session = installations.entered(folder, link[1])
    assert reader(Browser(app, {name: session})) is None


def test_a_readers_session_is_not_a_shares(app, folder):
    assert reader(Browser(app, {COOKIE: installations.signed_in(folder)})) is None


@pytest.mark.parametrize("forge", [lambda t: t[:-1], lambda t: t.lower(), lambda _: "", lambda _: "A" * 43])
def test_forged_cookies_open_nothing(app, folder, link, forge):
    session = installations.entered(folder, link[1])
    forger = Browser(app, {COOKIE: forge(session), "inclusion": installations.signed_in(folder)})
    assert reader(forger) is None
    assert forger.get("/").status in {303, 403}


def test_signing_in_lets_go_of_a_share(folder, partner):
    partner.post(f"/invitation/{installations.invited(folder)}")
    assert reader(partner).role is Role.MANAGER
    assert COOKIE not in partner.cookies


def test_coming_again_goes_on_with_the_same_session(folder, partner, link):
    before = partner.cookies[COOKIE]
    assert partner.get(f"/partage/{link[1]}").cookies == []
    assert partner.cookies[COOKIE] == before
    _, other = installations.link(folder, [min(source.store().current().territory.communes)])
    partner.get(f"/partage/{other}")
    assert partner.cookies[COOKIE] != before
    assert sessions.find(source.engine(), before, datetime.now(UTC)) is None


def test_previews_and_heads_use_nothing_up(app, folder, link):
    for _ in range(30):
        assert Browser(app).get(f"/partage/{link[1]}").status == 303
    head = Browser(app).ask("HEAD", f"/partage/{link[1]}")
    assert (head.status, head.cookies) == (200, [])
    (found,) = shares.listed(source.engine(), datetime.now(UTC))
    assert (found.accesses, found.last_access_at) == (0, None)


def test_a_planted_token_is_never_kept(app, link):
    planted = tokens.new()
    victim = Browser(app, {COOKIE: planted})
    victim.get(f"/partage/{link[1]}")
    assert victim.cookies[COOKIE] != planted
    assert reader(Browser(app, {COOKIE: planted})) is None


def phrased(app, folder, **changes):
    identifier, secret = installations.link(folder, phrase=PHRASE, **changes)
    browser = Browser(app)
    return identifier, secret, browser


def test_a_phrase_is_asked_at_a_clean_address(app, folder):
    _, secret, browser = phrased(app, folder)
    answer = browser.get(f"/partage/{secret}")
    assert (answer.status, answer.location) == (303, "/partage")
    form = browser.get("/partage")
    assert "Phrase de passe" in form.text
    assert secret not in form.text
    assert reader(browser) is None
    assert browser.get("/").status == 303
    wrong = browser.post("/partage", {"phrase": "un hiver à la Sambre"})
    assert wrong.status == 403
    assert "Ce n'est pas la bonne phrase" in html.unescape(wrong.text)
    right = browser.post("/partage", {"phrase": f" {PHRASE}"})
    assert (right.status, right.location) == (303, "/")
    assert set(browser.cookies) == {COOKIE}
    assert reader(browser).role is Role.PARTNER


@pytest.mark.parametrize("fields", [{}, {"phrase": ""}, {"phrase": "x" * 5000}, {"phrase[]": PHRASE}])
def test_without_the_phrase_nothing_opens(app, folder, fields):
    _, secret, browser = phrased(app, folder)
    browser.get(f"/partage/{secret}")
    assert browser.post("/partage", fields).status == 403
    assert COOKIE not in browser.cookies


def test_a_phrase_without_the_secret_opens_nothing(app, folder):
    phrased(app, folder)
    for cookies in ({}, {WAITING: "A" * 43}, {WAITING: ""}):
        assert refused(Browser(app, cookies).post("/partage", {"phrase": PHRASE}))
        assert refused(Browser(app, cookies).get("/partage"))


def test_a_phrase_opens_no_link_closed_meanwhile(app, folder):
    identifier, secret, browser = phrased(app, folder)
    browser.get(f"/partage/{secret}")
    installations.on_link(folder, "pause", identifier)
    assert refused(browser.post("/partage", {"phrase": PHRASE}))


def test_guessing_a_phrase_is_slowed_down(app, folder):
    _, secret, browser = phrased(app, folder)
    browser.get(f"/partage/{secret}")
    answers = [browser.post("/partage", {"phrase": f"essai numéro {rank}"}) for rank in range(21)]
    assert [each.status for each in answers[:20]] == [403] * 20
    assert answers[20].status == 429
    assert "Trop de tentatives" in answers[20].text
    assert browser.post("/partage", {"phrase": PHRASE}).status == 429


def test_guessing_from_many_networks_at_once_is_slowed_down_too(app, folder, monkeypatch):
    _, secret, browser = phrased(app, folder)
    browser.get(f"/partage/{secret}")
    ranks = iter(range(1000))
    monkeypatch.setattr(share.limits, "prefix", lambda _: f"198.51.{next(ranks)}.0/24")
    monkeypatch.setattr(share, "MOST_PHRASES", 15)
    answers = []

    def guess():
        attacker = Browser(app, dict(browser.cookies))
        answers.extend(attacker.post("/partage", {"phrase": "x" * 9}).status for _ in range(10))

    threads = [threading.Thread(target=guess) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count(403) <= 15 + len(threads)
    assert 429 in answers


def test_guessing_secrets_is_slowed_down(app, folder):
    browser = Browser(app)
    answers = [browser.get(f"/partage/{tokens.new()}").status for _ in range(21)]
    assert answers == [403] * 20 + [429]


def test_no_site_frames_a_view_whose_link_names_none(app, folder, link):
    over_tls()
    browser = Browser(app, headers=PUBLIC)
    answer = browser.get(f"/partage/{link[1]}?embed=true")
    assert answer.location == "/"
    assert "samesite=lax" in answer.cookies[0].lower()
    page = browser.get("/?embed=true")
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert page.headers["x-frame-options"] == "DENY"


def test_only_the_sites_that_a_link_names_frame_it(app, folder):
    over_tls()
    _, secret = installations.link(folder, origins=("https://www.exemple.fr",), phrase=PHRASE)
    browser = Browser(app, headers=PUBLIC)
    answer = browser.get(f"/partage/{secret}?embed=true")
    assert answer.location == "/partage?embed=true"
    form = browser.get(answer.location)
    assert "frame-ancestors 'self' https://www.exemple.fr;" in form.headers["content-security-policy"] + ";"
    assert 'action="/partage?embed=true"' in form.text
    opened = browser.post("/partage?embed=true", {"phrase": PHRASE})
    assert opened.location == "/?embed=true"
    given = opened.cookies[0]
    assert given.startswith("__Host-inclusion-partage=")
    for said in ("Secure", "HttpOnly", "SameSite=none", "Partitioned"):
        assert said in given
    for path in ("/", "/component/streamlit_folium.st_folium/index.html"):
        answer = browser.get(path)
        assert "frame-ancestors 'self' https://www.exemple.fr" in answer.headers["content-security-policy"]
        assert "x-frame-options" not in answer.headers
    scripts = re.search(r"script-src ([^;]+)", browser.get("/").headers["content-security-policy"])[1]
    assert "unsafe" not in scripts


def test_a_framed_link_seen_outside_a_frame_gets_an_ordinary_cookie(app, folder):
    over_tls()
    _, secret = installations.link(folder, origins=("https://www.exemple.fr",))
    browser = Browser(app, headers=PUBLIC)
    (cookie,) = browser.get(f"/partage/{secret}").cookies
    assert "samesite=lax" in cookie.lower()
    assert "Partitioned" not in cookie


def test_without_tls_no_cookie_crosses_sites(browser, folder):
    _, secret = installations.link(folder, origins=("https://www.exemple.fr",))
    (cookie,) = browser.get(f"/partage/{secret}?embed=true").cookies
    assert "samesite=lax" in cookie.lower()
    assert "Partitioned" not in cookie


def test_readers_are_never_framed(signed_in):
    assert "frame-ancestors 'none'" in signed_in.get("/?embed=true").headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/partage", "/partage/quitter"])
@pytest.mark.parametrize("headers", [{"sec_fetch_site": "cross-site"}, {"sec_fetch_site": None}])
def test_what_changes_something_must_come_from_this_site(partner, path, headers):
    answer = partner.post(path, {"phrase": PHRASE}, **headers)
    assert answer.status == 403
    assert "autre site" in answer.text
    assert reader(partner) is not None


def test_leaving_ends_the_session(app, partner):
    kept = dict(partner.cookies)
    partner.post("/partage/quitter")
    assert partner.cookies == {}
    assert reader(Browser(app, kept)) is None


def test_no_secret_is_written_anywhere(app, folder, caplog):
    caplog.set_level(logging.DEBUG)
    _, secret, browser = phrased(app, folder)
    browser.get(f"/partage/{secret}")
    browser.get(f"/partage/{secret}x")
    browser.get(f"/partage/{secret}/")
    browser.post("/partage", {"phrase": "ma mauvaise phrase"})
    browser.post("/partage", {"phrase": PHRASE})
    browser.get("/")
    session = browser.cookies[COOKIE]
    recording.recorder.flush()
    with sqlite3.connect(folder / "inclusion.db") as database:
        kept = "\n".join(database.iterdump())
    database.close()
    for hidden in (secret, session, PHRASE, "ma mauvaise phrase"):
        assert hidden not in caplog.text
        assert hidden not in kept
    assert "argon2id" in kept


def test_an_address_with_a_secret_is_never_a_return(browser, link):
    for path in (f"/partage/{link[1]}/", f"/partage/{link[1]}/x", f"/partage//{link[1]}"):
        answer = browser.get(path)
        assert link[1] not in answer.headers.get("location", "")


def test_the_journal_tells_who_came_and_who_was_refused(folder, browser, link):
    browser.get(f"/partage/{link[1]}")
    browser.get(f"/partage/{'A' * 43}")
    installations.on_link(folder, "revoke", link[0])
    browser.get(f"/partage/{link[1]}")
    since = datetime.now(UTC) - timedelta(hours=1)
    told = [(each.kind, each.share_link_id, each.detail) for each in journal.entries(source.engine(), since)]
    for expected in (
        ("connexion", link[0], "lien de partage"),
        ("refus", None, "lien de partage inconnu"),
        ("révocation", link[0], "lien de partage"),
        ("refus", link[0], "lien de partage révoqué"),
    ):
        assert expected in told


def test_a_broken_database_opens_nothing(folder, partner, link):
    (folder / "inclusion.db").write_bytes(b"abime" * 4000)
    assert partner.get("/").status == 503
    assert partner.get(f"/partage/{link[1]}").status == 503


def test_whoever_holds_the_secret_does_not_fill_the_journal(app, folder, link, monkeypatch):
    monkeypatch.setattr(share, "MOST_ENTRIES", 3)
    assert [Browser(app).get(f"/partage/{link[1]}").status for _ in range(5)] == [303] * 3 + [429] * 2
    _, other = installations.link(folder)
    assert Browser(app).get(f"/partage/{other}").status == 303


def test_a_partner_fetches_only_the_files_that_their_screen_was_told_of(app, folder, partner, link):
    async def files(scope, receive, send):
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.accept"})
            await send({"type": "websocket.send", "bytes": b"\n\x0b/media/0a1b2c.csv\x12"})
            return
        await PlainTextResponse("un export")(scope, receive, send)

    guarded = Gate(files)
    mine, other = Browser(guarded, partner.cookies), Browser(guarded)
    other.cookies["inclusion-partage"] = installations.entered(folder, link[1])
    signed = Browser(guarded, {"inclusion": installations.signed_in(folder)})
    assert mine.get("/media/0a1b2c.csv").status == 404
    mine.socket()
    assert mine.get("/media/0a1b2c.csv?title=export.csv").text == "un export"
    assert mine.ask("HEAD", "/media/0a1b2c.csv").status == 200
    for path in ("/media/0a1b2d.csv", "/media/", "/media/0a1b2", "/media/x/0a1b2c.csv"):
        assert mine.get(path).status == 404
    assert other.get("/media/0a1b2c.csv").status == 404
    assert signed.get("/media/0a1b2c.csv").text == "un export"


def test_a_partner_has_made_only_the_files_that_their_screen_offered(app, folder, partner):
    number = "0123456789abcdef" * 2
    asked = BackMsg()
    asked.backend_operation_request.deferred_file.file_id = number
    message = asked.SerializeToString()
    assert echoed(partner.socket(messages=[message])) == []
    offered = DownloadButton(label="Télécharger", deferred_file_id=number).SerializeToString()
    asyncio.run(handing.noting(_nowhere, reader(partner).session_id)({"bytes": offered}))
    assert echoed(partner.socket(messages=[message])) == [asked]
    signed = Browser(app, {"inclusion": installations.signed_in(folder)})
    assert echoed(signed.socket(messages=[message])) == [asked]


async def _nowhere(_):
    pass
