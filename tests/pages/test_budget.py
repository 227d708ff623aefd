"""The budget's page, without a browser."""

import re
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import clock
from tests import installations
from tests.pages.conftest import APP, TIMEOUT_S, words
from tests.pages.test_synthese import ENGLISH

PAGE = "../pages/budget.py"
NATURES = ("Prévu", "Notifié", "Versé", "Engagé", "Mandaté", "Payé")
SECTIONS = (
    "Du prévu au payé",
    "Ce qui reste, face au calendrier",
    "Par territoire",
    "Ce que coûtent les résultats",
    "Les lignes",
)


def opened(**query):
    """Open the page at an address."""
    app = AppTest.from_file(str(APP), default_timeout=TIMEOUT_S)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run().switch_page(PAGE).run()


def charts(app):
    return list(app.get("plotly_chart"))


def test_opens_on_the_whole_plan(demonstration):
    app = opened()
    text = words(app)
    for said in (*SECTIONS, "Parité : l'État a notifié 1 278,00", "restent à engager", "temps écoulé"):
        assert said in text
    for nature in NATURES:
        assert f'<th scope="col" class="number">{nature}</th>' in bodies(app)
    assert len(charts(app)) == 9
    assert all(chart.proto.alt for chart in charts(app))


def bodies(app):
    return " ".join(block.proto.body for block in app.get("html"))


def test_the_strip_and_the_tables_say_the_same_cents(demonstration):
    text = words(opened())
    granted = re.search(r"Notifié ([\d ]+,\d\d) €", text)[1]
    assert text.count(f"{granted} €") >= 4
    assert f"payés sur {granted} € notifiés" in text


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"territoire": "QN05915M"},
        {"territoire": ["59392", "QN05918M", "59291"]},
        {"periode": "mois-dernier"},
        {"periode": "libre", "du": "2001-01-01", "au": "2001-02-01"},
        {"periode": "libre", "du": "2090-01-01", "au": "2090-02-01"},
        {"base": "lieu"},
    ],
)
def test_no_english_and_nothing_unsaid(demonstration, query):
    text = words(opened(**query))
    assert ENGLISH.findall(text) == []
    assert not re.search(r"\bNone\b|\bnan\b|Decimal", text)


def test_one_perimeter_states_what_is_not_earmarked(demonstration):
    text = words(opened(territoire="59392"))
    assert "Seuls les montants fléchés vers Maubeuge comptent ici." in text
    assert "jamais ajouté : prévu 51 120,00" in text
    for part in ("Fléché vers Maubeuge", "Fléché ailleurs", "Non fléché"):
        assert part in text


def test_a_period_without_money_says_so(demonstration):
    text = words(opened(periode="libre", du="2001-01-01", au="2001-02-01"))
    assert "Aucune ligne de budget sur cette période." in text
    assert "Rien n'était commencé le 1er février 2001." in text


def test_a_short_period_keeps_the_plan_in_sight(demonstration):
    assert "Depuis le début du plan : 14 953,42" in words(opened(periode="mois-dernier"))


def test_a_plan_without_any_budget(empty):
    workshop = {"id_atelier": "A-1", "date": clock.today(), "type": "initiation", "statut": "tenu"}
    installations.bring(empty, {"ateliers": [workshop | {"commune_insee": "59392"}]})
    text = words(opened())
    assert "Aucune ligne de budget sur cette période." in text
    assert "ni l'Agglomération ni l'État n'ont rien notifié" in text


def test_a_plan_with_only_a_budget(empty):
    day = date(2025, 1, 15)
    line = {"id_ligne": "B-1", "date": day, "nature": "notifié", "financeur": "État", "montant": "1234.56"}
    payment = line | {"id_ligne": "B-2", "nature": "payé", "montant": "-0.01"}
    installations.bring(empty, {"budget": [line, payment]})
    text = words(opened())
    assert "−0,01 € payés sur 1 234,56 € notifiés" in text
    assert "un objectif sur le taux de consommation donnerait l'échéance" in text


def test_names_from_data_are_escaped(demonstration):
    line = {"id_ligne": "X", "date": clock.today(), "nature": "notifié", "montant": "1"}
    line |= {"action": "<b>Ateliers</b>", "financeur": "<script>alert(1)</script>"}
    installations.bring(demonstration, {"budget": [line]}, source="essai")
    body = bodies(opened())
    assert "<script>alert" not in body
    assert "&lt;script&gt;alert(1)" in body


def test_empty_database_invites(empty):
    assert "inclusion import classeur.xlsx" in words(opened())
