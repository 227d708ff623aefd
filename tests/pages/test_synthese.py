"""The overview page, without a browser."""

import re
from pathlib import Path

import pytest

from dashboard import address, clock, source
from dashboard.selection import Basis, Preset
from tests import installations
from tests.pages.conftest import opened, words

ENGLISH = re.compile(
    r"\b(the|and|of|with|error|loading|value|select|choose|options|none|null|nan)\b", re.IGNORECASE
)


def test_opens_on_the_whole_plan(demonstration):
    text = words(opened())
    assert re.search(r"Sur \d+ objectifs suivis : .*en retard", text)
    for said in ("Ateliers", "Équipement", "Budget", "Couverture", "Points d'attention", "Le contexte"):
        assert said in text
    assert "toute l'agglomération, selon la résidence" in text


def test_says_what_stands_beside_main_figures(demonstration):
    text = words(opened())
    assert re.search(r"et [\d ]+ participations anonymes", text)
    assert re.search(r"[\d ]+ € payés sur [\d ]+ € notifiés", text)
    assert "depuis le comité du" in text
    assert "Au rythme actuel" in text


def test_demonstration_is_marked(demonstration):
    assert "Données de démonstration" in words(opened())


def test_no_english(demonstration):
    assert ENGLISH.findall(words(opened())) == []


def test_one_perimeter(demonstration):
    app = opened(territoire="59392")
    assert "Maubeuge, selon la résidence" in words(app)
    assert app.multiselect(key="territoire").value == ["59392"]


def test_no_data_is_never_a_zero(demonstration):
    text = words(opened(periode="libre", du="2001-01-01", au="2001-01-02"))
    assert "aucune donnée" in text
    assert not re.search(r"Bénéficiaires différents 0\b", text)


def test_a_short_period_keeps_judging_since_the_start(demonstration):
    assert "Depuis le début du plan :" in words(opened(periode="mois-dernier"))


def test_dates_alone_are_free_dates(demonstration):
    app = opened(du="2025-01-01", au="2025-06-30")
    assert "Du 1er janvier 2025 au 30 juin 2025" in words(app)
    assert app.selectbox(key="periode").value == Preset.FREE


@pytest.mark.parametrize(
    "query",
    [
        {"periode": "inconnue"},
        {"du": "31/02/2025"},
        {"du": "0001-01-01"},
        {"territoire": "<script>"},
        {"base": "ailleurs"},
        {"du": "2026-01-01", "au": "2025-01-01", "periode": "plan"},
    ],
)
def test_malformed_address_shows_the_usual_screen(demonstration, query):
    assert words(opened(**query)) == words(opened())


def test_filters_go_to_the_address(demonstration):
    app = opened()
    app.multiselect(key="territoire").set_value(["59392", "QN05915M"]).run()
    app.selectbox(key="periode").set_value(Preset.YEAR).run()
    assert dict(app.query_params) == {"periode": "annee", "territoire": ["59392", "QN05915M"]}


def test_filters_can_be_cleared(demonstration):
    app = opened(periode="annee", territoire="59392", base="lieu")
    app.button(key="effacer").click().run()
    assert not dict(app.query_params)
    assert app.selectbox(key="periode").value == Preset.PLAN
    assert not [button for button in app.button if button.key == "effacer"]


def test_choice_round_trips_through_the_address(demonstration):
    facts = source.store().current()
    query = {"periode": ["libre"], "du": ["2025-02-03"], "au": ["2025-04-05"], "base": ["lieu"]}
    choice = address.read(query | {"territoire": ["QN05915M", "59392"]}, facts, clock.today())
    assert choice.selection.basis is Basis.PLACE
    assert choice.to_query() == query | {"territoire": ["59392", "QN05915M"]}


def test_names_from_data_are_escaped(demonstration):
    title = "<b>Budget</b> & <script>alert(1)</script>"
    installations.bring(
        demonstration,
        {"decisions": [{"id_decision": "X", "texte": title, "echeance": "2020-01-01", "etat": "à faire"}]},
        source="essai",
    )
    app = opened()
    bodies = "".join(block.proto.body for block in app.get("html"))
    assert "<script>" not in bodies
    assert "&lt;script&gt;" in bodies


def test_empty_database_invites(empty):
    app = opened()
    text = words(app)
    assert "inclusion import classeur.xlsx" in text
    assert "inclusion demo" in text
    assert not app.selectbox
    assert not re.search(r"\b0\b", text)


def test_broken_database_is_a_calm_sentence(demonstration):
    (demonstration / "inclusion.db").write_bytes(b"ceci n'est pas une base" * 500)
    text = words(opened())
    assert "Les données ne sont pas disponibles pour le moment" in text
    assert "restaurez la dernière sauvegarde" in text
    assert "Traceback" not in text


def test_pages_never_live_beside_the_entry_script():
    """Pages in `dashboard/pages` would be served without running the entry script."""
    assert not (Path(__file__).parents[2] / "dashboard" / "pages").exists()
