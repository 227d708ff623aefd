"""Invitations, sign-in and sign-out, as a browser meets them."""

import re

import pytest

from dashboard.access import mode
from data_access.access import tokens
from tests import installations
from tests.asgi import Browser
from tests.dashboard.access.conftest import SECRET_PAGE

ENGLISH = re.compile(r"\b(the|and|of|with|error|sign|invalid|expired|not found|none|null)\b", re.I)


def words(answer):
    return re.sub(r"<[^>]+>", " ", answer.text)


def test_an_invitation_is_opened_by_its_button_only(browser, folder):
    token = installations.invited(folder, "Élue", "lecteur")
    for _ in range(3):
        shown = browser.get(f"/invitation/{token}")
        assert shown.status == 200
        assert "au nom de <strong>Élue</strong>" in shown.text
        assert "Lecteur" in shown.text
        assert browser.cookies == {}
    assert browser.ask("HEAD", f"/invitation/{token}").status == 200
    used = browser.post(f"/invitation/{token}")
    assert (used.status, used.location) == (303, "/")
    assert browser.get("/").text == SECRET_PAGE


def test_the_sessions_cookie_is_out_of_scripts_reach(browser, folder):
    used = browser.post(f"/invitation/{installations.invited(folder)}")
    (cookie,) = used.cookies
    assert cookie.startswith("inclusion=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/" in cookie
    assert "Max-Age=2592000" in cookie
    assert "Secure" not in cookie


def test_over_tls_the_cookie_never_travels_in_clear(app, folder):
    mode.serve_on("0.0.0.0", "https://inclusion.exemple.fr")
    browser = Browser(app, headers={"host": "inclusion.exemple.fr"})
    (cookie,) = browser.post(f"/invitation/{installations.invited(folder)}").cookies
    assert cookie.startswith("__Host-inclusion=")
    assert "Secure" in cookie
    assert "Domain" not in cookie


def test_replay_is_refused_with_a_sentence(app, browser, folder):
    token = installations.invited(folder)
    browser.post(f"/invitation/{token}")
    thief = Browser(app)
    for answer in (thief.get(f"/invitation/{token}"), thief.post(f"/invitation/{token}")):
        assert answer.status == 403
        assert "a déjà servi" in answer.text
    assert thief.cookies == {}


@pytest.mark.parametrize(
    "token", ["x", "A" * 43, "A" * 42, "..%2F..%2Fetc", "é", "A" * 3000, "<script>alert(1)</script>"]
)
def test_an_unknown_invitation_opens_nothing(browser, token):
    for answer in (browser.get(f"/invitation/{token}"), browser.post(f"/invitation/{token}")):
        assert answer.status in {403, 303, 401, 404}
        assert "<script>" not in answer.text
    assert browser.cookies == {}


def test_signing_in_never_keeps_the_token_that_was_there(app, folder):
    planted = tokens.new()
    victim = Browser(app, {"inclusion": planted})
    victim.post(f"/invitation/{installations.invited(folder)}")
    assert victim.cookies["inclusion"] != planted
    assert Browser(app, {"inclusion": planted}).get("/").status == 303


def test_signing_in_again_closes_the_session_that_was_there(app, folder):
    before = installations.signed_in(folder, "Autre")
    browser = Browser(app, {"inclusion": before})
    browser.post(f"/invitation/{installations.invited(folder)}")
    assert Browser(app, {"inclusion": before}).get("/").status == 303
    assert browser.get("/").text == SECRET_PAGE


def test_a_link_can_be_pasted_and_leads_back_to_the_page_asked_for(browser, folder):
    token = installations.invited(folder)
    shown = browser.post(
        "/invitation", {"lien": f" http://x/invitation/{token} ", "retour": "/ateliers?base=lieu"}
    )
    action = re.search(r'action="([^"]+)"', shown.text)[1].replace("&amp;", "&")
    assert browser.post(action).location == "/ateliers?base=lieu"


@pytest.mark.parametrize("elsewhere", ["https://pirate.exemple", "//pirate.exemple", "/\\pirate.exemple"])
def test_no_door_leads_elsewhere(browser, folder, elsewhere):
    token = installations.invited(folder)
    assert "pirate" not in browser.get(f"/connexion?retour={elsewhere}").text
    assert "pirate" not in browser.post("/invitation", {"lien": token, "retour": elsewhere}).text
    assert browser.post(f"/invitation/{token}?retour={elsewhere}").location == "/"
    assert browser.get(f"/connexion?retour={elsewhere}").location == "/"


def test_signing_out_ends_the_session_for_good(signed_in):
    kept = dict(signed_in.cookies)
    answer = signed_in.post("/deconnexion")
    assert (answer.status, signed_in.cookies) == (200, {})
    assert "Vous êtes déconnecté" in answer.text
    signed_in.cookies = kept
    assert signed_in.get("/").status == 303


def test_signing_out_everywhere(app, folder):
    here, there = (Browser(app, {"inclusion": installations.signed_in(folder)}) for _ in range(2))
    other = Browser(app, {"inclusion": installations.signed_in(folder, "Autre")})
    here.post("/deconnexion", {"partout": "oui"})
    assert (there.get("/").status, other.get("/").status) == (303, 200)


def test_signing_out_is_never_a_link(signed_in):
    assert Browser(signed_in.app).get("/deconnexion").status == 303
    signed_in.get("/deconnexion")
    assert signed_in.get("/").text == SECRET_PAGE


def test_too_many_failures_are_asked_to_wait(app, browser, folder):
    token = installations.invited(folder)
    answers = [browser.post("/invitation", {"lien": tokens.new()}) for _ in range(21)]
    assert [answer.status for answer in answers] == [403] * 20 + [429]
    assert 0 < int(answers[-1].headers["retry-after"]) <= 601
    assert "Réessayez dans" in answers[-1].text
    assert browser.post(f"/invitation/{token}").status == 429


def test_doors_hold_no_script_and_are_never_kept(browser, folder):
    token = installations.invited(folder)
    for path in ("/connexion", f"/invitation/{token}", "/invitation/x"):
        answer = browser.get(path)
        assert "<script" not in answer.text
        assert " style=" not in answer.text
        assert answer.headers["cache-control"] == "no-store"
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert '<html lang="fr">' in answer.text
        assert ENGLISH.findall(words(answer)) == []
        assert answer.headers["referrer-policy"] == "same-origin"


def test_names_are_escaped(browser, folder):
    token = installations.invited(folder, "<img src=x onerror=alert(1)>")
    assert "<img" not in browser.get(f"/invitation/{token}").text


def test_in_the_demonstration_one_tries_each_role(app, installed, demonstration_template):
    installed(demonstration_template)
    browser = Browser(app)
    assert browser.post("/demonstration", {"comme": "lecteur", "retour": "/ateliers"}).location == "/ateliers"
    assert browser.cookies == {"inclusion-demonstration": "lecteur"}
    browser.post("/demonstration", {"comme": "administrateur"})
    assert browser.cookies == {"inclusion-demonstration": "lecteur"}


def test_in_service_nobody_tries_a_role(signed_in):
    assert signed_in.post("/demonstration", {"comme": "chef_projet"}).status == 404
