"""The bar of every page, without a browser: saved views, filters kept from page to page."""

import pytest
from streamlit.runtime.state import QueryParamsProxy

from dashboard import source
from dashboard.address import PARAMETERS
from dashboard.screens import SCREENS
from dashboard.ui import views as panel
from data_access import views
from tests.pages.conftest import opened, opened_page, words


def saved():
    return [(view.name, view.page, view.query) for view in views.saved(source.engine())]


def address(app):
    return {name: app.query_params[name] for name in app.query_params}


def with_panel(app):
    app.session_state[panel.OPEN] = True
    return app.run()


def button(app, label):
    return next(each for each in app.button if each.label == label)


def save(app, name):
    app.text_input(key=panel.NAME).set_value(name)
    return button(app, "Enregistrer").click().run()


def test_an_empty_panel_says_what_it_is_for(demonstration):
    app = opened()
    assert "Vues enregistrées" not in words(app)
    text = words(with_panel(app))
    assert "Une vue garde sous un nom la page affichée et ses filtres" in text
    assert "Renommer ou supprimer" not in " ".join(each.label for each in app.expander)


def test_saving_says_what_and_keeps_it(demonstration):
    app = with_panel(opened(periode="mois-dernier", territoire="59392", inconnu="1"))
    assert "Synthèse, mois dernier, Maubeuge, selon la résidence. La période suivra" in words(app)
    app = save(app, "  Maubeuge ")
    assert "Vue « Maubeuge » enregistrée." in words(app)
    assert saved() == [("Maubeuge", "synthese", {"periode": ["mois-dernier"], "territoire": ["59392"]})]
    assert app.text_input(key=panel.NAME).value == ""


def test_free_dates_do_not_follow_the_calendar(demonstration):
    assert "suivra le calendrier" not in words(with_panel(opened(du="2025-01-01", au="2025-06-30")))


def test_a_known_name_is_replaced_only_when_confirmed(demonstration):
    views.save(source.engine(), "Maubeuge", "ateliers", {})
    app = save(with_panel(opened(territoire="59392")), "maubeuge")
    assert "Une vue s'appelle déjà « Maubeuge ». La remplacer ?" in words(app)
    assert saved() == [("Maubeuge", "ateliers", {})]
    app = button(app, "Garder l'ancienne").click().run()
    assert "La remplacer ?" not in words(app)
    app = save(app, "maubeuge")
    app = button(app, "Remplacer").click().run()
    assert saved() == [("Maubeuge", "synthese", {"territoire": ["59392"]})]


@pytest.mark.parametrize("name", ["", "   "])
def test_a_name_is_asked_for(demonstration, name):
    assert "Donnez un nom à la vue" in words(save(with_panel(opened()), name))
    assert saved() == []


def test_opening_a_view_goes_to_its_page_with_its_filters_alone(demonstration):
    kept = views.save(source.engine(), "Hautmont", "ateliers", {"territoire": ["59291"], "base": ["lieu"]})
    app = with_panel(opened(territoire="59392", periode="annee"))
    app.button(key=f"vue-{kept.id}").click().run()
    assert address(app) == {"territoire": "59291", "base": "lieu"}
    text = words(app)
    assert "Hautmont, selon le lieu de l'atelier" in text
    assert "Vues enregistrées" not in text


def test_opening_a_view_without_filter_clears_them(demonstration):
    kept = views.save(source.engine(), "Tout", "ateliers", {})
    app = with_panel(opened(territoire="59392"))
    app.button(key=f"vue-{kept.id}").click().run()
    assert address(app) == {}
    assert "toute l'agglomération" in words(app)


def test_a_view_whose_areas_are_gone_opens_with_what_remains(demonstration):
    kept = views.save(source.engine(), "Ancien", "ateliers", {"territoire": ["QP059999", "59392"]})
    app = with_panel(opened())
    app.button(key=f"vue-{kept.id}").click().run()
    text = words(app)
    assert "Le territoire QP059999 n'existe plus dans cette installation" in text
    assert "Maubeuge, selon la résidence" in text
    app.button(key="effacer").click().run()
    assert "n'existe plus" not in words(app)


def test_renaming_and_removing(demonstration):
    for name in ("Un", "Deux"):
        views.save(source.engine(), name, "ateliers", {})
    app = with_panel(opened())
    app.text_input(key=panel.NEW_NAME).set_value("un")
    app = button(app, "Renommer").click().run()
    assert "Une vue s'appelle déjà « Un »." in words(app)
    app.text_input(key=panel.NEW_NAME).set_value("Trois")
    app = button(app, "Renommer").click().run()
    assert [name for name, *_ in saved()] == ["Trois", "Un"]
    app = button(app, "Supprimer…").click().run()
    assert "Supprimer « Trois » pour tout le monde ?" in words(app)
    app = button(app, "La garder").click().run()
    assert [name for name, *_ in saved()] == ["Trois", "Un"]
    app = button(app, "Supprimer…").click().run()
    app = button(app, "Supprimer la vue").click().run()
    assert "Vue « Trois » supprimée." in words(app)
    assert [name for name, *_ in saved()] == ["Un"]


def test_a_view_saved_elsewhere_is_there_at_the_next_interaction(demonstration):
    app = with_panel(opened())
    views.save(source.engine(), "D'ailleurs", "budget", {})
    app = app.run()
    assert "D\\'ailleurs" in [each.label for each in app.button]


def test_a_name_is_shown_as_it_was_typed(demonstration):
    views.save(source.engine(), "*Étoile* :smile: <b>", "ateliers", {})
    app = with_panel(opened())
    label = next(each.label for each in app.button if "toile" in each.label)
    assert label == "\\*Étoile\\* \\:smile\\: \\<b\\>"


def test_a_database_that_fails_is_said_in_the_panel(demonstration, monkeypatch):
    def fail(engine):
        raise views.UsageError("La base est occupée.")

    app = opened()
    monkeypatch.setattr(views, "saved", fail)
    assert "La base est occupée." in words(with_panel(app))


def changed_page(app, **query):
    """Choose a page in the navigation, which forgets the address's parameters."""
    app.query_params.clear()
    app.query_params.update(query)
    return app.switch_page("../pages/ateliers.py").run()


def test_filters_follow_to_another_page_and_its_own_parameters_do_not(demonstration):
    app = changed_page(opened(territoire="59392", base="lieu", rayon="500"))
    assert address(app) == {"territoire": "59392", "base": "lieu"}
    assert "Maubeuge, selon le lieu de l'atelier" in words(app)


def test_filters_cleared_on_a_page_stay_cleared_on_the_next(demonstration):
    app = opened(territoire="59392")
    app = changed_page(app.button(key="effacer").click().run())
    assert address(app) == {}


def test_an_address_that_has_filters_is_taken_at_its_word_on_another_page(demonstration):
    app = changed_page(opened(territoire="59392"), base="lieu")
    assert address(app) == {"base": "lieu"}


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_a_page_reads_no_parameter_that_it_does_not_declare(demonstration, monkeypatch, screen):
    """A saved view keeps declared parameters only."""
    asked = set()
    for reader in ("get", "get_all", "__getitem__", "__contains__"):
        real = getattr(QueryParamsProxy, reader)

        def read(proxy, name, *default, real=real):
            asked.add(name)
            return real(proxy, name, *default)

        monkeypatch.setattr(QueryParamsProxy, reader, read)
    words(opened_page(screen.name))
    assert asked <= {*PARAMETERS, *screen.parameters}
