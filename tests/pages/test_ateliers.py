"""The page « Ateliers », without a browser."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from tests import installations
from tests.pages.conftest import APP, TIMEOUT_S, words
from tests.pages.test_synthese import ENGLISH

PAGE = "../pages/ateliers.py"
SECTIONS = (
    "Dans le temps",
    "Par quartier",
    "Quels ateliers",
    "Qui est venu",
    "Présence, retours, remplissage",
    "Fréquence de venue et annulations",
    "Ce qui vient",
    "Tous les ateliers",
)


def opened(**query):
    """Open the page at an address."""
    app = AppTest.from_file(str(APP), default_timeout=TIMEOUT_S)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run().switch_page(PAGE).run()


def charts(app):
    """Return the charts' text alternatives."""
    return [chart.proto.alt for chart in app.get("plotly_chart")]


def test_opens_on_the_whole_plan(demonstration):
    app = opened()
    text = words(app)
    for section in SECTIONS:
        assert section in text
    assert len(app.get("plotly_chart")) == 16
    assert re.search(r"Participations, (à l'heure|à surveiller|en retard|atteint)", text)
    assert "participations anonymes" in text
    assert "Cette semaine" in text
    assert "atelier prévu dont la date est passée" in text


def test_no_english_and_nothing_unsaid(demonstration):
    app = opened()
    assert ENGLISH.findall(words(app)) == []
    labels = [widget.label for kind in ("button_group", "text_input") for widget in app.get(kind)]
    assert ENGLISH.findall(" ".join([*labels, *map(str, charts(app))])) == []


@pytest.mark.parametrize(
    "query",
    [
        {"territoire": "QN05915M"},
        {"territoire": "59392"},
        {"territoire": ["59392", "QN05918M", "59291"], "base": "lieu"},
        {"periode": "mois-dernier"},
        {"periode": "libre", "du": "2026-03-03", "au": "2026-03-03"},
        {"periode": "libre", "du": "2001-01-01", "au": "2001-02-01"},
        {"periode": "libre", "du": "2040-01-01", "au": "2040-02-01"},
        {"compter": "beneficiaires", "taux": "taux_fidelite"},
        {"compter": "ateliers", "taux": "taux_remplissage"},
    ],
    ids=str,
)
def test_holds_whatever_is_chosen(demonstration, query):
    text = words(opened(**query))
    assert ENGLISH.findall(text) == []
    for section in SECTIONS:
        assert section in text


def test_nothing_recorded_is_never_a_zero(demonstration):
    app = opened(periode="libre", du="2001-01-01", au="2001-02-01")
    text = words(app)
    assert "aucune donnée" in text
    assert app.get("plotly_chart") == []
    assert not re.search(r"\b0 (participations|ateliers tenus|personnes)", text)


def test_the_calendar_ignores_the_period_and_follows_the_perimeter(demonstration):
    def calendar(**query):
        text = words(opened(**query))
        return text[text.index("Cette semaine" if "Cette semaine" in text else "Rien n'est") :]

    def coming(text):
        return text[: text.index("Tous les ateliers")]

    past = {"periode": "libre", "du": "2001-01-01", "au": "2001-02-01"}
    assert coming(calendar()) == coming(calendar(**past))
    nowhere = coming(calendar(territoire="59365", **past))
    assert nowhere != coming(calendar())


def test_what_is_counted_stands_in_the_address(demonstration):
    app = opened()
    app.button_group(key="parametre-compter").set_value("ateliers").run()
    assert dict(app.query_params) == {"compter": "ateliers"}
    text = words(app)
    assert "Ateliers tenus par type" in text
    assert "Participations par genre" in text
    app.button_group(key="parametre-compter").set_value("participations").run()
    assert not dict(app.query_params)


@pytest.mark.parametrize(
    "query", [{"compter": "<script>"}, {"taux": "budget_paye"}, {"compter": "part_femmes"}]
)
def test_malformed_address_shows_the_usual_screen(demonstration, query):
    assert words(opened(**query)) == words(opened())


def test_a_budget_alone_shows_a_page_without_data(empty):
    line = {"id_ligne": "B1", "date": "2026-01-05", "nature": "payé", "financeur": "État", "montant": 12.5}
    installations.bring(empty, {"budget": [line]})
    app = opened()
    text = words(app)
    assert "aucune donnée" in text
    assert "Rien n'est prévu à partir d'aujourd'hui : toute l'agglomération" in text
    assert app.get("plotly_chart") == []


def test_names_from_data_are_escaped(demonstration):
    title = "<img src=x onerror=alert(1)>"
    row = {"id_atelier": "X1", "date": "2049-01-05", "intitule": title, "type": "initiation"}
    installations.bring(
        demonstration, {"ateliers": [row | {"statut": "prévu", "commune_insee": "59392"}]}, source="essai"
    )
    bodies = "".join(block.proto.body for block in opened().get("html"))
    assert "<img src=x" not in bodies
    assert "&lt;img src=x" in bodies
