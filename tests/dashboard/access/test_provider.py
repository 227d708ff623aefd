"""Signing in with a real provider in its own process (idpyoidc), honest then lying."""

from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from dashboard.access import mode, provider
from data_access import settings
from tests import installations
from tests.asgi import Browser
from tests.dashboard.access.conftest import SECRET_PAGE
from tests.identity_provider.running import CLIENT_ID, CLIENT_SECRET, choose, running, trust

SITE = "http://127.0.0.1:8501"


@pytest.fixture(scope="module")
def op():
    with running(SITE) as address:
        yield address


@pytest.fixture
def site(app, folder, op):
    """Return a browser on a site that knows the provider."""
    provider.forget()
    choose(op)
    requests.get(f"{op}/entendu", timeout=10)
    trust(folder, op)
    mode.serve_on("127.0.0.1")
    return Browser(app)


def leave(browser, back="/ateliers?base=lieu"):
    """Leave for the provider; return where it sends the browser back."""
    start = browser.get(f"/oidc/depart?retour={back.replace('&', '%26')}")
    assert start.status == 303, start.text
    answer = requests.get(start.location, allow_redirects=False, timeout=10)
    assert answer.status_code == 302, answer.text
    return answer.headers["location"].removeprefix(SITE)


def test_an_elected_member_signs_in_and_comes_back_to_the_page_asked_for(site, op):
    assert "Continuer avec ProConnect" in site.get("/connexion").text
    answer = site.get(leave(site))
    assert (answer.status, answer.location) == (303, "/ateliers?base=lieu")
    assert site.get("/").text == SECRET_PAGE
    assert list(site.cookies) == ["inclusion"]
    session = next(cookie for cookie in answer.cookies if cookie.startswith("inclusion="))
    assert "Max-Age=43200" in session


def test_the_provider_hears_what_proconnect_asks_for(site, op):
    start = site.get("/oidc/depart")
    query = {name: values[0] for name, values in parse_qs(urlsplit(start.location).query).items()}
    assert query["code_challenge_method"] == "S256"
    assert query["acr_values"] == "eidas1"
    assert len(query["state"]) >= 32
    assert len(query["nonce"]) >= 32
    answer = requests.get(start.location, allow_redirects=False, timeout=10)
    site.get(answer.headers["location"].removeprefix(SITE))
    heard = {each["name"]: each for each in requests.get(f"{op}/entendu", timeout=10).json()}
    sent = {name: values[0] for name, values in parse_qs(heard["token"]["body"]).items()}
    assert (sent["client_id"], sent["client_secret"]) == (CLIENT_ID, CLIENT_SECRET)
    assert len(sent["code_verifier"]) >= 43
    assert "userinfo" in heard


@pytest.mark.parametrize(
    ("who", "name", "role"), [("elue", "Camille Dupont", "lecteur"), ("cheffe", "Lou Martin", "chef_projet")]
)
def test_the_list_gives_the_role_by_address_then_by_domain(site, op, who, name, role):
    from dashboard.access.recognising import recognise

    choose(op, who)
    site.get(leave(site))
    reader = recognise(site.cookies)
    assert (reader.name, reader.role) == (name, role)


@pytest.mark.parametrize("who", ["inconnu", "menteur", "sans-adresse", "deux-adresses"])
def test_who_is_not_on_the_list_or_has_no_checked_address_stays_out(site, op, who):
    choose(op, who)
    answer = site.get(leave(site))
    assert answer.status in {403, 502}
    assert "inclusion" not in site.cookies
    assert site.get("/").status == 303


@pytest.mark.parametrize(
    "fault",
    ["sans-jeton", "signature", "sans-signature", "nonce", "audience", "perime", "acr", "sujet"],
)
def test_a_provider_that_lies_lets_nobody_in(site, op, fault):
    choose(op, fault=fault)
    answer = site.get(leave(site))
    assert (answer.status, site.cookies.get("inclusion")) == (502, None)
    assert "ne peut pas être vérifiée" in answer.text


def test_a_provider_that_calls_itself_otherwise_is_not_asked(site, op):
    choose(op, fault="emetteur")
    answer = site.get("/oidc/depart")
    assert (answer.status, "location" in answer.headers) == (502, False)


def test_a_provider_that_does_not_answer_is_a_sentence(site, folder):
    text = (folder / "inclusion.toml").read_text()
    (folder / "inclusion.toml").write_text(
        text.replace(settings.load().provider.issuer, "http://127.0.0.1:9")
    )
    answer = site.get("/oidc/depart")
    assert answer.status == 502
    assert "demandez une invitation" in answer.text


def test_a_return_is_for_the_browser_that_left(app, site):
    """Somebody else's return address, followed by a victim, must not sign the victim in as somebody else."""
    back = leave(site)
    victim = Browser(app)
    assert victim.get(back).status == 403
    assert "inclusion" not in victim.cookies


def test_a_return_is_good_once(site):
    back, kept = leave(site), dict(site.cookies)
    assert site.get(back).status == 303
    site.cookies = kept
    answer = site.get(back)
    assert answer.status == 403
    assert "demandée depuis ce navigateur" in answer.text


@pytest.mark.parametrize(
    "change",
    [
        lambda back: back.replace("state=", "state=x"),
        lambda back: back.split("code=")[0],
        lambda back: back.replace("iss=", "iss=https://pirate.exemple/"),
        lambda back: "/oidc/retour",
        lambda back: "/oidc/retour?error=access_denied&" + back.partition("?")[2].split("&code=")[0],
        lambda back: back.replace("code=", "code=AAAA"),
    ],
)
def test_a_changed_return_opens_nothing(site, change):
    answer = site.get(change(leave(site)))
    assert answer.status in {403, 502}
    assert "inclusion" not in site.cookies


def test_a_return_does_not_lead_elsewhere(site):
    assert site.get(leave(site, "//pirate.exemple")).location == "/"


def test_a_session_planted_before_signing_in_is_worth_nothing(app, site, folder):
    planted = installations.signed_in(folder, "Pirate")
    site.cookies["inclusion"] = planted
    site.get(leave(site))
    assert site.cookies["inclusion"] != planted
    assert Browser(app, {"inclusion": planted}).get("/").status == 303


def test_signing_out_ends_the_providers_session_with_its_token_and_a_state(site, op):
    site.get(leave(site))
    answer = site.post("/deconnexion")
    onward = answer.text.partition("0;url=")[2].partition('"')[0].replace("&amp;", "&")
    query = {name: values[0] for name, values in parse_qs(urlsplit(onward).query).items()}
    assert onward.startswith(f"{op}/session/end?")
    assert len(query["state"]) >= 32
    ended = requests.get(onward, allow_redirects=False, timeout=10)
    assert ended.headers["location"] == f"{SITE}/oidc/fin?state={query['state']}"
    end = ended.headers["location"].removeprefix(SITE)
    kept = dict(site.cookies)
    for changed in (end[:-1], f"{end}x", "/oidc/fin", "/oidc/fin?state="):
        assert site.get(changed).location == "/connexion"
    assert Browser(site.app).get(end).location == "/connexion"
    site.cookies = kept
    assert "Vous êtes déconnecté" in site.get(end).text
    assert site.cookies == {}
    assert site.get("/").status == 303


def test_a_revoked_account_stays_out(site, folder):
    site.get(leave(site))
    installations.revoke(folder, "Camille Dupont")
    assert site.get("/").status == 303
    assert site.get(leave(site)).status == 403


def test_the_database_keeps_neither_identifier_nor_address_nor_token(site, folder):
    site.get(leave(site))
    from dashboard.access import recording

    recording.recorder.flush()
    kept = b"".join(path.read_bytes() for path in folder.glob("inclusion.db*"))
    assert b"camille@agglo" not in kept
    assert b"eyJhbGciOi" not in kept
    assert site.cookies["inclusion"].encode() not in kept
    assert b"Camille Dupont" in kept


def test_the_sealed_token_opens_with_the_installations_key_only():
    assert provider.unsealed(provider.sealed("jeton", b"a" * 32), b"a" * 32) == "jeton"
    assert provider.unsealed(provider.sealed("jeton", b"a" * 32), b"b" * 32) == ""
