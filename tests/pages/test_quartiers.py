"""The « Quartiers » page and its sheets, without a browser."""

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import clock, source
from dashboard.indicators import BY_KEY
from dashboard.neighbourhoods.comparing import Standing, compare
from dashboard.neighbourhoods.scales import MAIN, Scale, comparable
from dashboard.selection import Preset
from dashboard.ui import filters
from tests import installations
from tests.pages.conftest import APP, TIMEOUT_S, words
from tests.pages.test_synthese import ENGLISH

PAGE = "../pages/quartiers.py"
UNSAID = re.compile(r"\b(None|nan|null)\b")


def opened(**query):
    """Open the page at an address."""
    app = AppTest.from_file(str(APP), default_timeout=TIMEOUT_S).switch_page(PAGE)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def links(app):
    """Return the addresses that the page's HTML leads to."""
    bodies = "".join(block.proto.body for block in app.get("html"))
    return [html.unescape(link) for link in re.findall(r'href="(quartiers[^"]*)"', bodies)]


def test_opens_on_the_comparison_of_neighbourhoods(demonstration):
    app = opened()
    text = words(app)
    assert re.search(r"Bénéficiaires pour 1 000 habitants, face à la moyenne : \d+ au-dessus", text)
    for said in ("Moyenne des QPV", "Mois par mois", "Toutes les mesures", "Une fiche par territoire"):
        assert said in text
    assert app.selectbox(key="parametre-indicateur").value == "taux_penetration"
    assert len(app.get("plotly_chart")) == 1


def test_says_the_same_as_the_figures(demonstration):
    text = words(opened(indicateur="beneficiaires"))
    facts = source.store().current()
    choice = filters.address.read({}, facts, clock.today())
    found = compare(facts, BY_KEY["beneficiaires"], choice.selection, Scale.QPV)
    for standing, opening in ((Standing.ABOVE, "Au-dessus : "), (Standing.BELOW, "En dessous : ")):
        (said,) = re.findall(f"{opening}([^.]*)", text)
        for each in found.areas:
            assert (each.area.name.partition(" - ")[0] in said) == (each.standing is standing)


@pytest.mark.parametrize("scale", Scale)
def test_every_indicator_opens(demonstration, scale):
    app = opened(echelle=scale.value)
    for indicator in comparable(scale):
        text = words(app.selectbox(key="parametre-indicateur").set_value(indicator.key).run())
        assert not ENGLISH.findall(text)
        assert not UNSAID.search(text)
        kept = None if indicator.key == "taux_penetration" else indicator.key
        assert app.query_params.get("indicateur") == kept


def test_communes_are_compared_too(demonstration):
    text = words(opened(echelle="commune", indicateur="participations"))
    assert "Moyenne des communes" in text
    assert "Sur 43 communes, le hasard seul en écarterait 2" in text


@pytest.mark.parametrize(
    "query",
    [
        {"indicateur": "inconnu"},
        {"echelle": "pays"},
        {"indicateur": "appareils_disponibles"},
        {"fiche": "QP059018"},
        {"fiche": "<script>"},
        {"fiche": ""},
    ],
)
def test_a_malformed_address_shows_the_usual_comparison(demonstration, query):
    assert words(opened(**query)) == words(opened())


def test_a_perimeter_stands_out_and_changes_no_figure(demonstration):
    text, narrowed = words(opened()), words(opened(territoire="QN05917M"))
    assert "Le territoire choisi est mis en avant" in narrowed
    sentence = re.compile(r"Moyenne des QPV : .*?Trop proches pour le dire : [^.]*\.")
    assert sentence.findall(text) == sentence.findall(narrowed)


def test_holds_over_any_period(demonstration):
    for query in (
        {"periode": "libre", "du": "2001-01-01", "au": "2001-01-02"},
        {"periode": "libre", "du": "2040-01-01", "au": "2040-02-01"},
        {"periode": "libre", "du": "2000-01-01", "au": "2100-12-31"},
        {"periode": Preset.THIS_MONTH.value, "base": "lieu"},
    ):
        for more in ({}, {"fiche": "QN05917M"}, {"echelle": "commune"}, {"fiche": "59392"}):
            text = words(opened(**query, **more))
            assert not UNSAID.search(text)
            assert not ENGLISH.findall(text)


def test_leads_to_every_sheet_and_keeps_the_filters(demonstration):
    facts = source.store().current()
    found = links(opened(periode="annee", indicateur="participations"))
    queries = [parse_qs(urlsplit(link).query) for link in found]
    for code in facts.territory.qpvs:
        assert {"indicateur": ["participations"], "periode": ["annee"], "fiche": [code]} in queries


def test_a_sheet_says_everything_about_its_neighbourhood(demonstration):
    text = words(opened(fiche="QN05917M"))
    for said in (
        "L'Epinette",
        "Quartier prioritaire QN05917M · Maubeuge",
        "1 211 habitants (INSEE, recensement de la population 2018, contour de 2015)",
        "périmètre approximatif",
        "sont venus à un atelier : au-dessus de la moyenne des QPV",
        "Objectif propre, 80 personnes",
        "Ses chiffres, face à la moyenne des QPV",
        "Depuis le comité du",
        "Participations par mois",
        "Qui est venu",
        "Appareils remis à ses foyers",
        "Points de service dans le quartier et à moins de 800 m",
        "Ce qui vient dans le quartier",
        "Argent fléché vers ce quartier",
        "Ce que les données ne disent pas",
        "Imprimer la fiche",
    ):
        assert said in text
    for key in MAIN:
        assert BY_KEY[key].label in text
    assert re.search(r"Rien d'enregistré ici : Prévu, Notifié, Versé, Engagé, .*Coût par foyer équipé", text)
    assert "Heures d'itinérance rien d'enregistré 0,0 h" in text
    assert "Données de démonstration" in text


def test_every_sheet_opens(demonstration):
    facts = source.store().current()
    for code in [*facts.territory.qpvs, *list(facts.territory.communes)[::6]]:
        text = words(opened(fiche=code))
        assert facts.territory.area(code).name in text
        assert not UNSAID.search(text)
        assert not ENGLISH.findall(text)


def test_sheets_follow_each_other_by_name(demonstration):
    first, middle, last = "QN05912M", "QN05917M", "QN05993N"
    assert links(opened(fiche=middle)) == [
        "quartiers",
        "quartiers?fiche=QN05913M",
        "quartiers?fiche=QN05910M",
    ]
    assert len(links(opened(fiche=first))) == len(links(opened(fiche=last))) == 2
    assert links(opened(fiche="59392"))[0] == "quartiers?echelle=commune"


def test_a_sheet_has_its_own_perimeter(demonstration):
    text = words(opened(fiche="QN05917M", territoire="59291"))
    assert "QPV L'Epinette, selon la résidence" in text
    assert "Le territoire choisi dans les filtres ne s'applique pas à une fiche." in text
    assert "ne s'applique pas" not in words(opened(fiche="QN05917M", territoire="QN05917M"))


def test_a_plan_with_only_a_budget_shows_every_screen(empty):
    row = {
        "id_ligne": "B-1",
        "date": clock.today(),
        "nature": "notifié",
        "financeur": "État",
        "action": "Ateliers",
        "montant": 100,
    }
    assert not installations.bring(empty, {"budget": [row]}).refused
    for query in ({}, {"echelle": "commune"}, {"fiche": "QN05917M"}, {"fiche": "59392"}):
        text = words(opened(**query))
        assert not UNSAID.search(text)
    assert "aucune donnée par quartier" in words(opened())
    assert "Aucune participation n'est enregistrée" in words(opened(fiche="QN05917M"))


def test_names_from_data_are_escaped(demonstration):
    title = "<b>Code</b> & <script>alert(1)</script>"
    day = clock.today()
    workshop = {
        "id_atelier": "X", "date": day, "intitule": title, "type": "initiation", "statut": "prévu",
        "commune_insee": "59392", "qpv_code": "QN05917M",
    }  # fmt: skip
    installations.bring(demonstration, {"ateliers": [workshop]}, source="essai")
    app = opened(fiche="QN05917M")
    bodies = "".join(block.proto.body for block in app.get("html"))
    assert "<script>" not in bodies
    assert "&lt;script&gt;" in bodies
