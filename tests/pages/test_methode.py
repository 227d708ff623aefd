"""The « Méthode » page, without a browser."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import address, clock, source
from dashboard.indicators import ALL, BY_KEY
from dashboard.measuring import measure
from dashboard.method import examples
from dashboard.method.glossary import TERMS
from dashboard.quality import CHECKS
from dashboard.wording import NO_DATA, quantity
from tests.pages.conftest import APP, TIMEOUT_S, words
from tests.pages.test_synthese import ENGLISH

PAGE = "../pages/methode.py"


def opened(**query):
    """Open the page at an address."""
    app = AppTest.from_file(str(APP), default_timeout=TIMEOUT_S)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run().switch_page(PAGE).run()


def body(app):
    """Return the HTML of the page."""
    assert not app.exception
    return next(block.proto.body for block in app.get("html") if 'class="method"' in block.proto.body)


def plain(text):
    return " ".join(text.replace("\u202f", " ").split())


def articles(app):
    """Return the text of each indicator's article, by key."""
    found = re.findall(
        r'<article class="entry" aria-labelledby="indicateur-(\w+)">(.*?)</article>', body(app), re.S
    )
    return {key: plain(strip(text)) for key, text in found}


def strip(text):
    unescaped = re.sub(r"<[^>]+>", " ", text)
    for code, letter in (("&#39;", "'"), ("&amp;", "&"), ("&nbsp;", " ")):
        unescaped = unescaped.replace(code, letter)
    return unescaped


def test_every_indicator_is_there(demonstration):
    app = opened()
    said = articles(app)
    assert list(said) == [each.key for each in ALL]
    ids = set(re.findall(r'id="indicateur-(\w+)"', body(app)))
    links = re.findall(r'href="#indicateur-(\w+)"', body(app))
    assert ids == set(BY_KEY)
    assert links == [each.key for each in ALL]
    for indicator in ALL:
        text = said[indicator.key]
        told = (indicator.label, indicator.definition, indicator.formula, indicator.limits, indicator.source)
        assert [each for each in told if plain(each) not in text] == []
        assert plain(examples.example(indicator.key).text) in text
        assert "Ce que cela donne" in text


def test_every_check_and_every_word_is_there(demonstration):
    text = words(opened())
    assert [check.key for check in CHECKS if plain(check.label) not in text] == []
    assert [check.key for check in CHECKS if plain(check.effect) not in text] == []
    assert [term.word for term in TERMS if f"{term.word} {plain(term.meaning)}." not in text] == []


def test_in_page_links_lead_somewhere(demonstration):
    html = body(opened())
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)
    assert set(" ".join(re.findall(r'aria-labelledby="([^"]+)"', html)).split()) <= set(ids)


def test_tables_have_captions_and_headers(demonstration):
    html = body(opened())
    tables = re.findall(r"<table.*?</table>", html, re.S)
    assert len(tables) > 2 * len(ALL)
    assert [table for table in tables if "<caption" not in table or 'scope="col"' not in table] == []


def test_opens_on_the_whole_plan(demonstration):
    text = words(opened())
    for said in (
        "toute l'agglomération, selon la résidence",
        "données au",
        "Derniers imports",
        "Glossaire",
    ):
        assert said in text
    assert re.search(r"\d+ points? à surveiller sur 22 vérifications", text)


@pytest.mark.parametrize(
    "query", [{}, {"territoire": "59392", "base": "lieu"}, {"periode": "annee", "territoire": "QN05915M"}]
)
def test_values_are_those_of_the_filters(demonstration, query):
    app = opened(**query)
    facts = source.store().current()
    selection = address.read({name: [value] for name, value in query.items()}, facts, clock.today()).selection
    said = articles(app)
    for indicator in ALL:
        value = plain(quantity(indicator, measure(indicator, facts, selection).value))
        assert said[indicator.key].startswith(f"{indicator.label} {value} ")


def test_one_perimeter(demonstration):
    text = words(opened(territoire="59392", base="lieu"))
    assert "Maubeuge, selon le lieu de l'atelier" in text
    assert "ici, le lieu de l'atelier" in text
    assert "sur tout le plan" in text


def test_nothing_recorded_is_never_a_zero(demonstration):
    app = opened(periode="libre", du="2001-01-01", au="2001-01-02")
    said = articles(app)
    assert f"{BY_KEY['ateliers'].label} {NO_DATA}" in said["ateliers"]
    quality = words(app).partition("Vérification En cause")[2]
    assert f"Résidence non renseignée {NO_DATA}" in quality
    assert not re.search(r"\b(None|nan|inf)\b", words(app))


def test_no_english(demonstration):
    assert ENGLISH.findall(words(opened())) == []


def test_empty_database_invites(empty):
    text = words(opened())
    assert "inclusion import classeur.xlsx" in text
    assert "Formule" not in text


def test_without_examples_says_so(demonstration, monkeypatch, tmp_path):
    monkeypatch.setattr(examples, "folder", lambda: tmp_path)
    examples.example.cache_clear()
    text = words(opened())
    examples.example.cache_clear()
    assert "Réinstallez le tableau de bord" in text
    assert "Traceback" not in text
