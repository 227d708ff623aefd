"""What every page holds to, whatever is in the database."""

from datetime import timedelta

import pytest

from dashboard import clock
from dashboard.screens import SCREENS
from tests import installations
from tests.pages.conftest import opened_page, words

NAMES = [screen.name for screen in SCREENS]
PREFIX = "parametre-"
LONG_AGO = clock.today() - timedelta(400)
ONLY = {
    "un budget": {
        "budget": [
            {"id_ligne": "1", "date": LONG_AGO, "nature": "prévu", "financeur": "État", "montant": "100,05"}
        ]
    },
    "un appareil": {
        "appareils": [{"id_appareil": "A", "type": "tablette", "date_reception": LONG_AGO}],
    },
    "un atelier sans présence": {
        "ateliers": [
            {
                "id_atelier": "A",
                "date": LONG_AGO,
                "type": "initiation",
                "statut": "tenu",
                "commune_insee": "59392",
            }
        ]
    },
    "un lieu": {
        "lieux": [
            {
                "id": "L",
                "nom": "Médiathèque",
                "commune": "Maubeuge",
                "code_insee": "59392",
                "latitude": 50.277,
                "longitude": 3.97,
            }
        ]
    },
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("sheets", ONLY.values(), ids=ONLY)
def test_opens_on_a_plan_that_holds_almost_nothing(empty, name, sheets):
    installations.bring(empty, sheets)
    text = words(opened_page(name))
    assert "Cet écran n'a pas pu être affiché" not in text
    assert text


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "query",
    [
        {"periode": "libre", "du": "2001-01-01", "au": "2001-02-01"},
        {"periode": "libre", "du": "2090-01-01", "au": "2090-02-01"},
        {"territoire": "59392"},
        {"territoire": ["QN05915M", "QN05918M", "59291"], "base": "lieu"},
    ],
    ids=["passé", "futur", "une commune", "plusieurs"],
)
def test_opens_on_every_kind_of_selection(demonstration, name, query):
    assert "Cet écran n'a pas pu être affiché" not in words(opened_page(name, **query))


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_the_choices_of_a_page_are_declared(demonstration, screen):
    """A saved view keeps the parameters that the page declares: none may be forgotten."""
    app = opened_page(screen.name)
    widgets = [*app.selectbox, *app.get("button_group"), *app.get("segmented_control")]
    keys = {str(widget.key) for widget in widgets if widget.key}
    chosen = {key.removeprefix(PREFIX) for key in keys if key.startswith(PREFIX)}
    assert chosen <= set(screen.parameters)
