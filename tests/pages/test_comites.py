"""The page of the committees and the meeting mode, without a browser."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from dashboard import clock, source, wording
from dashboard.committee.decisions import register
from dashboard.ui import decisions, minutes
from data_access.committees import meetings, snapshots
from data_access.committees.meetings import Minutes
from data_access.database import writing_aside
from tests import installations
from tests.pages.conftest import opened, opened_page, words
from tests.pages.test_synthese import ENGLISH

COMING = clock.today() + timedelta(10)
WRITING = ("comite-preparer", "comite-modifier", "comite-nouveau", "decision-nouvelle")


def at(page, **query):
    app = opened_page(page, **query)
    assert not app.exception
    return app


def keys(app):
    return {str(button.key) for button in app.button}


def kept():
    return meetings.kept(source.engine())


def plainly(said):
    return said.replace("\u00a0", " ")


def frozen(app):
    """Freeze the committee that the page shows, as a project manager does."""
    app.button(key="comite-preparer").click().run()
    app.button(key="comite-figer").click().run()
    assert not app.exception
    return app


def late_presences(folder):
    """Bring, afterwards, presences at a workshop held long ago."""
    day = clock.today() - timedelta(200)
    workshop = {
        "id_atelier": "T1",
        "date": day,
        "type": "initiation",
        "statut": "tenu",
        "commune_insee": "59392",
    }
    people = [{"id_atelier": "T1", "id_personne": f"T{each}", "present": "présent"} for each in range(7)]
    installations.bring(folder, {"ateliers": [workshop], "presences": people}, source="tardif")
    source.store().fresh()


def test_the_next_committee_is_shown_with_what_came_since_and_what_was_decided(demonstration):
    text = words(at("comites"))
    for said in (
        "Prochain comité, dans",
        "pas encore figés",
        "Ce qui est nouveau",
        "ateliers se sont tenus",
        "Ce qui a changé",
        "n'ont pas été figés",
        "2 décisions en retard, 3 à suivre, 4 closes",
        "Tous les comités",
    ):
        assert said in text
    assert ENGLISH.findall(text) == []


def test_freezing_keeps_every_figure_and_shows_what_becomes_of_it(demonstration):
    app = at("comites")
    app.button(key="comite-preparer").click().run()
    assert "Figer les chiffres du comité du" in words(app)
    app.button(key="comite-figer").click().run()
    text = words(app)
    assert "ils ne bougeront plus" in text
    assert f"figés le {plainly(wording.day(clock.today()))}" in text
    assert "Même sélection, à présent" in text
    before = re.search(r"Participations ([\d ]+) participations", text)[1]
    late_presences(demonstration)
    after = words(app.run())
    assert re.search(rf"Participations {before} participations .*?\+7 participations", after)
    assert ENGLISH.findall(after) == []


def test_a_figure_has_an_address_that_opens_it_alone(demonstration):
    identifier = frozen(at("comites")).query_params["comite"]
    late_presences(demonstration)
    text = words(at("comites", comite=identifier, version="1", indicateur="participations"))
    for said in (
        "Chiffre cité",
        "Ce qu'il est devenu",
        "+7 participations",
        "Calcul",
        "Empreinte",
        "Par territoire",
    ):
        assert said in text
    assert "Décisions" not in text
    one = words(at("comites", comite=identifier, indicateur="ateliers", territoire="59392"))
    assert "Ateliers tenus, Maubeuge" in one
    assert "+1 atelier" in one
    unknown = words(at("comites", comite=identifier, indicateur="<script>"))
    assert "ne fait pas partie de ceux qui ont été figés" in unknown


def test_a_quoted_figure_is_the_frozen_one_whatever_the_filters(demonstration):
    identifier = frozen(at("comites")).query_params["comite"]
    quoted = {"comite": identifier, "version": "1", "indicateur": "ateliers"}
    usual = re.search(r"Figé (\d+) ateliers", words(at("comites", **quoted)))[1]
    assert f"Figé {usual} ateliers" in words(at("comites", **quoted, periode="mois-dernier"))
    frozen(at("comites", comite=identifier, periode="mois-dernier"))
    assert f"Figé {usual} ateliers" in words(at("comites", **quoted))
    assert f"Figé {usual} ateliers" not in words(at("comites", **quoted | {"version": "2"}))


def test_tampering_is_said_and_never_shown_in_a_meeting(demonstration):
    identifier = frozen(at("comites")).query_params["comite"]
    with writing_aside(source.engine()) as connection:
        connection.execute(text("DROP TRIGGER committee_snapshot_unchanged"))
        connection.execute(text("UPDATE committee_snapshot SET content = replace(content, '1', '2')"))
    assert "altérés" in words(at("comites", comite=identifier))
    quoted = words(at("comites", comite=identifier, indicateur="ateliers"))
    assert "altéré" in quoted
    assert "Chiffres figés altérés" in words(at("seance", comite=identifier, chiffres="figes"))


def test_a_committee_is_created_changed_and_removed_on_screen(demonstration):
    app = at("comites")
    app.button(key="comite-nouveau").click().run()
    app.date_input(key=minutes.FIELDS["date"]).set_value(COMING)
    app.text_area(key=minutes.FIELDS["ordre"]).set_value("Étape\n\nBudget")
    app.text_area(key=minutes.FIELDS["presents"]).set_value("Mme Untel")
    button(app, "Enregistrer").click().run()
    assert "semble désigner une personne" in words(app)
    assert kept() == []
    app.button(key="comite-nouveau").click().run()
    app.date_input(key=minutes.FIELDS["date"]).set_value(COMING)
    app.text_area(key=minutes.FIELDS["ordre"]).set_value("Étape\n\nBudget")
    app.text_area(key=minutes.FIELDS["presents"]).set_value("Sous-préfecture")
    button(app, "Enregistrer").click().run()
    (made,) = kept()
    assert (made.held_on, list(made.agenda), made.attendance["présent"]) == (
        COMING, ["Étape", "Budget"], ["Sous-préfecture"],
    )  # fmt: skip
    shown = words(at("comites", comite=str(made.id)))
    assert "Tenu à l'écran" in shown
    assert "Étape Budget" in shown
    app = at("comites", comite=str(made.id))
    app.button(key="comite-modifier").click().run()
    app.button(key="comite-supprimer").click().run()
    assert kept() == []


def button(app, label):
    return next(each for each in app.button if each.label == label)


def test_a_decision_is_written_and_changed_on_screen(demonstration):
    app = at("comites")
    app.button(key="decision-nouvelle").click().run()
    app.text_area(key=decisions.FIELDS["texte"]).set_value("Ouvrir un guichet")
    app.text_input(key=decisions.FIELDS["responsable"]).set_value("Direction des finances")
    app.date_input(key=decisions.FIELDS["echeance"]).set_value(clock.today() - timedelta(3))
    button(app, "Enregistrer").click().run()
    facts = source.store().fresh()
    made = next(each for each in register(facts, clock.today()) if each.text == "Ouvrir un guichet")
    assert (made.owner, made.standing.value) == ("Direction des finances", "en retard")
    assert "3 décisions du comité en retard" in words(opened())
    app = at("comites")
    app.button(key=f"ouvrir-{made.source}-{made.key}").click().run()
    assert "Historique" in words(app)
    app.selectbox(key=decisions.FIELDS["etat"]).set_value("fait")
    button(app, "Enregistrer").click().run()
    assert "2 décisions du comité en retard" in words(opened())
    source.store().fresh()
    assert "2 décisions en retard, 3 à suivre, 5 closes" in words(at("comites"))


def test_a_reader_reads_all_and_writes_nothing(service, sign_in):
    sign_in(service, "Élue", "lecteur")
    app = at("comites")
    said = words(app)
    assert "Décisions" in said
    assert not keys(app).intersection(WRITING)
    app.button(key=next(key for key in keys(app) if key.startswith("ouvrir-"))).click().run()
    assert "Historique" in words(app)
    assert not app.text_area


@pytest.mark.parametrize("act", ["freeze", "committee", "decision"])
def test_a_right_taken_away_counts_at_the_next_gesture(service, sign_in, act):
    sign_in(service)
    app = at("comites")
    if act == "freeze":
        app.button(key="comite-preparer").click().run()
    else:
        app.button(key="comite-nouveau" if act == "committee" else "decision-nouvelle").click().run()
    installations.invited(service, "Cheffe de projet", "lecteur")
    if act == "freeze":
        app.button(key="comite-figer").click().run()
    else:
        if act == "decision":
            app.text_area(key=decisions.FIELDS["texte"]).set_value("Agir")
        button(app, "Enregistrer").click().run()
    assert not app.exception
    assert kept() == []
    assert snapshots.frozen_meetings(source.engine()) == {}
    assert all(each.imported for each in register(source.store().fresh(), clock.today()))


def test_a_meeting_starts_from_any_page_with_its_filters(demonstration):
    text = words(at("seance", territoire="59392", periode="annee", depuis="budget"))
    assert "Maubeuge, selon la résidence" in text
    assert "Chiffres en direct" in text
    app = at("seance", territoire="59392", depuis="budget")
    markup = next(block.proto.body for block in app.get("html") if "data-total" in block.proto.body)
    assert 'data-back="budget?territoire=59392"' in markup
    assert ENGLISH.findall(text) == []


def test_a_meeting_shows_frozen_figures_that_stay(demonstration):
    identifier = frozen(at("comites")).query_params["comite"]
    query = {"comite": identifier, "chiffres": "figes"}
    before = screens(at("seance", **query))
    assert "Chiffres figés le" in before
    late_presences(demonstration)
    assert screens(at("seance", **query)) == before
    live = screens(at("seance", comite=identifier))
    assert "Chiffres en direct" in live
    assert live.partition("Quitter")[2] != before.partition("Quitter")[2]


def screens(app):
    """Return the words of the meeting, without those of the shell above it."""
    return words(app).partition("Mode séance")[2]


def test_the_presenters_window_says_what_to_say(demonstration):
    text = words(at("seance", notes="oui"))
    for said in ("À dire", "Ensuite :", "Ce que ce n'est pas."):
        assert said in text


def test_every_page_leads_to_the_meeting_mode(demonstration):
    for page in ("synthese", "ateliers", "couverture"):
        app = at(page, territoire="59392")
        bodies = "".join(block.proto.body for block in app.get("html"))
        assert f'href="seance?territoire=59392&amp;depuis={page}"' in bodies


def test_a_plan_without_committee_invites_to_create_one(empty):
    line = {
        "id_ligne": "1",
        "date": date(2025, 3, 4),
        "nature": "prévu",
        "financeur": "État",
        "montant": "100",
    }
    installations.bring(empty, {"budget": [line]})
    text = words(at("comites"))
    assert "Aucun comité n'est enregistré" in text
    assert "Aucun comité ne s'est encore tenu" in text
    assert "Où en est le plan" in words(at("seance"))


def test_dates_are_kept_when_a_workbook_comes_later(demonstration):
    meetings.save(source.engine(), Minutes(COMING, "De l'écran"))
    rows = [{"id_comite": "N1", "date": COMING, "intitule": "Du classeur"}]
    installations.bring(demonstration, {"comites": rows}, source="autre")
    source.store().fresh()
    assert "De l'écran" in words(at("comites"))
    assert "Du classeur, complété à l'écran" in words(at("comites"))


@pytest.mark.parametrize("page", ["comites", "seance"])
def test_a_partner_is_refused_and_told_of_no_decision(demonstration, presented, page):
    presented["inclusion-demonstration"] = "partenaire"
    app = at(page)
    text = words(app)
    assert "réservés à l'équipe du plan" in text
    for kept_apart in ("Décisions", "Ce qui est nouveau", "Écran 1", "en retard"):
        assert kept_apart not in text
    overview = opened()
    assert "comité en retard" not in words(overview)
    assert not [block for block in overview.get("html") if 'href="seance' in block.proto.body]
