"""The address to come back to never leaves this site."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.access.addresses import HOME, page, safe_return, sign_in

SITE = "https://inclusion.exemple.fr"
ELSEWHERE = (
    "https://pirate.exemple",
    "//pirate.exemple",
    "///pirate.exemple",
    "/\\pirate.exemple",
    "\\\\pirate.exemple",
    "/\t/pirate.exemple",
    "/\n/pirate.exemple",
    " //pirate.exemple",
    "javascript:alert(1)",
    "data:text/html,x",
    "https:pirate.exemple",
    "/%2f/..//pirate.exemple",
    "http:///pirate.exemple",
    "pirate.exemple",
    "",
    "?x",
    "/connexion",
    "/connexion?retour=/",
    "/deconnexion",
    "/invitation/x",
    "/oidc/depart",
    "/partage/x",
    "/_stcore/stream",
    "/a\x00b",
    "/é",
    "/" + "a" * 2001,
    "/..//pirate.exemple",
    "/./\\pirate.exemple",
    "/a/b",
)


@pytest.mark.parametrize("asked", ELSEWHERE)
def test_elsewhere_is_the_home_page(asked):
    assert safe_return(asked) == HOME


@pytest.mark.parametrize(
    "asked",
    [
        "/",
        "/ateliers",
        "/?territoire=59392&base=lieu",
        "/budget?du=2026-01-01#x",
        "/methode#indicateur-ateliers",
    ],
)
def test_pages_of_the_site_are_kept_with_their_filters(asked):
    assert safe_return(asked) == asked


pieces = st.sampled_from(
    [
        "/",
        "\\",
        "//",
        "@",
        ":",
        "?",
        "#",
        ".",
        "%2f",
        "%5c",
        "\t",
        "\r\n",
        "https:",
        "pirate.exemple",
        "a",
        " ",
        "\u2044",
        "\uff0f",
    ]
)


@given(st.lists(pieces, max_size=8).map("".join) | st.text(max_size=60))
@example("/\\/pirate.exemple")
def test_whatever_is_asked_the_browser_stays(asked):
    kept = safe_return(asked)
    browsers = kept.replace("\\", "/").replace("\t", "").replace("\n", "").replace("\r", "")
    assert urlsplit(urljoin(SITE + "/connexion", browsers)).netloc == urlsplit(SITE).netloc
    assert "\r" not in kept
    assert "\n" not in kept


def test_the_sign_in_page_knows_where_to_come_back():
    assert sign_in("/ateliers?territoire=59392") == "/connexion?retour=%2Fateliers%3Fterritoire%3D59392"
    assert sign_in("//pirate.exemple") == "/connexion"


def test_a_pages_address_keeps_each_filter():
    assert (
        page("ateliers", {"territoire": ["59392", "QN05915M"]})
        == "/ateliers?territoire=59392&territoire=QN05915M"
    )
    assert page("", {}) == "/"
