"""The coverage page, without a browser."""

import pytest

from tests.pages.conftest import opened_page, words


def test_opens_on_the_whole_territory(demonstration):
    text = words(opened_page("couverture"))
    for said in ("Habitants à portée", "zone blanche", "Où arrêter le bus ensuite ?", "3 arrêts mettraient"):
        assert said in text


def test_one_perimeter(demonstration):
    assert "QPV Pont De Pierre" in words(opened_page("couverture", territoire="QN05915M"))


def test_settings_change_the_figures(demonstration):
    near, far = (words(opened_page("couverture", rayon=each)) for each in ("300", "5000"))
    assert "à moins de 300 m" in near
    assert "à moins de 5 000 m" in far
    assert near != far


@pytest.mark.parametrize(
    "query",
    [
        {"rayon": "beaucoup"},
        {"passages_min": "-4"},
        {"indicateur": "<b>"},
        {"echelle": "pays"},
        {"arrets": "1000"},
        {"poids": "nan"},
        {"point": "ici"},
    ],
)
def test_a_malformed_address_shows_the_usual_page(demonstration, query):
    assert words(opened_page("couverture", **query)) == words(opened_page("couverture"))


def test_points_of_the_map_are_candidates(demonstration):
    assert "78 points possibles" in words(opened_page("couverture", point="50.27815,3.92006"))


def test_a_period_without_service_says_so(demonstration):
    app = opened_page("couverture", periode="libre", du="2001-01-01", au="2001-01-02")
    assert "aucune donnée" in words(app)


def test_empty_database_invites(empty):
    assert "Trois étapes pour commencer" in words(opened_page("couverture"))
