"""The page « Équipement », without a browser."""

import re
import sqlite3

import pytest

from dashboard import clock
from tests import installations
from tests.pages.conftest import opened, words

ENGLISH = re.compile(
    r"\b(the|and|of|with|error|loading|value|select|choose|options|none|null|nan|device|stock out)\b",
    re.IGNORECASE,
)
SECTIONS = (
    "De la réception à l'accompagnement",
    "Foyers équipés",
    "Stock",
    "Retours",
    "Par quartier",
    "Appareils remis",
    "Tous les appareils",
)


def shown(**query):
    app = opened(**query)
    app.switch_page("../pages/equipement.py").run()
    assert not app.exception
    return app


def sent(app):
    """Return everything that the page sends to the browser, charts and list included."""
    kinds = ("html", "plotly_chart", "bidi_component", "expander", "download_button", "text_input")
    return " ".join(str(each.proto) for kind in kinds for each in app.get(kind))


def test_opens_on_the_whole_plan(demonstration):
    text = words(shown())
    for title in SECTIONS:
        assert title in text
    assert re.search(r"Sur 120 appareils reçus, \d+ remis, \d+ suivis d'un atelier", text)
    assert "toute l'agglomération" in text
    assert re.search(r"Au rythme des 90 derniers jours, objectif atteint le .* échéance le", text)


def test_lists_the_devices(demonstration):
    text = sent(shown())
    assert "120 appareils" in text
    assert "ORD-" in text
    assert "en préparation" in text


def test_no_english(demonstration):
    assert ENGLISH.findall(words(shown())) == []


def test_one_perimeter_shows_what_is_true_of_it(demonstration):
    text = words(shown(territoire="59392"))
    assert "Maubeuge, selon la résidence" in text
    assert re.search(r"Sur \d+ appareils remis, \d+ suivis d'un atelier", text)
    assert "communes à tout le plan" in text
    assert "Pas d'objectif de foyers équipés fixé pour ce périmètre" in text


@pytest.mark.parametrize(
    "query",
    [
        {"territoire": ["59392", "QN05918M", "59291"]},
        {"territoire": "QN05915M", "base": "lieu"},
        {"periode": "libre", "du": "2025-02-01", "au": "2025-09-12"},
        {"periode": "libre", "du": "2025-09-08", "au": "2025-09-08"},
        {"periode": "mois-dernier"},
        {"periode": "comite"},
        {"periode": "libre", "du": "2031-01-01", "au": "2031-06-01"},
    ],
)
def test_any_selection_is_shown(demonstration, query):
    text = words(shown(**query))
    for title in SECTIONS:
        assert title in text
    assert ENGLISH.findall(text) == []


def test_a_period_without_data_says_so(demonstration):
    text = words(shown(periode="libre", du="2001-01-01", au="2001-01-02"))
    assert "Aucun appareil reçu sur cette période." in text
    assert "Aucun appareil remis sur cette période." in text
    assert "aucune donnée" in text
    assert not re.search(r"Foyers équipés 0\b", text)


def test_a_plan_without_devices_is_shown_without_error(empty):
    line = {
        "id_ligne": "B-1",
        "date": clock.today(),
        "nature": "notifié",
        "financeur": "État",
        "action": "Équipement",
        "montant": 100,
    }
    installations.bring(empty, {"budget": [line]})
    app = shown()
    assert "Aucun appareil reçu sur cette période." in words(app)
    assert "0 appareil" in sent(app)


def test_an_empty_installation_invites(empty):
    assert "inclusion import classeur.xlsx" in words(opened())


def test_nothing_sent_names_a_household(demonstration):
    database = sqlite3.connect(demonstration / "inclusion.db")
    hashes = [row[0] for row in database.execute("SELECT pseudonym FROM household")]
    database.close()
    text = sent(shown())
    assert len(hashes) > 50
    assert not [each for each in hashes if each in text]
    assert not re.search(r"\b[0-9a-f]{32,}\b", re.sub(r'id: ".*?"', "", text))
    assert "household" not in text.casefold()


def test_drawn_again_it_says_the_same(demonstration):
    app = shown()
    before = words(app)
    assert words(app.run()) == before
