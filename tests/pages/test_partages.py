"""The page of shared links, and each page as a partner sees it, without a browser."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from dashboard import clock, source
from dashboard.access import Denied, Right, recording
from dashboard.screens import SHAREABLE
from dashboard.ui import identity, share_form, shares, sheet
from data_access.access import shares as kept
from data_access.access.shares import State
from tests import installations
from tests.pages.conftest import opened, opened_page, words
from tests.pages.test_access import at
from tests.pages.test_synthese import ENGLISH

LINK = re.compile(r"http://[\w.:]+/partage/([\w-]{43})")
HERE = "59392"
OPEN_LISTS = {"recherche-territoires-couverture", "recherche-points-de-service"}
"""What the map says, in tables: nothing there is about people."""


def links():
    return kept.listed(source.engine(), datetime.now(UTC))


def screen(service, sign_in):
    sign_in(service)
    return at(opened(), "partages")


def filled(app, label="Centre social", areas=(HERE,)):
    app.text_input(key=share_form.LABEL).set_value(label)
    app.multiselect(key=share_form.AREAS).set_value(list(areas))
    return app


def sent(app):
    return app.button(key="partage-creer").click().run()


def enter(service, presented, **changes):
    """Come by a link; return its number."""
    identifier, secret = installations.link(service, **changes)
    presented.clear()
    presented["inclusion-partage"] = installations.entered(service, secret)
    return identifier


def test_without_a_link_the_page_says_what_one_is(service, sign_in):
    app = screen(service, sign_in)
    text = words(app)
    assert "Aucun lien n'est ouvert" in text
    assert app.expander[0].proto.expanded
    assert ENGLISH.findall(text) == []


def test_the_page_is_for_the_manager(service, sign_in):
    sign_in(service, "Élue", "lecteur")
    app = at(opened(), "partages")
    assert "Cette page ne vous est pas ouverte" in words(app)
    assert len(app.text_input) == 0


def test_a_link_is_made_and_told_once(service, sign_in):
    app = sent(filled(screen(service, sign_in)))
    (secret,) = set(LINK.findall(" ".join(block.proto.body for block in app.get("html"))))
    (link,) = links()
    assert kept.find(source.engine(), secret, datetime.now(UTC)).id == link.id
    assert (link.view.label, link.view.territories, link.view.pages) == (
        "Centre social",
        (HERE,),
        ("synthese",),
    )
    assert (link.view.start, link.view.end, link.maker) == (None, None, "Cheffe de projet")
    last = clock.local(link.view.expires_at - timedelta(seconds=1)).date()
    assert last == clock.today() + timedelta(days=89)
    assert app.text_input(key=share_form.LABEL).value == ""
    assert not app.expander[0].proto.expanded
    assert secret not in words(app.button(key="lien-masquer").click().run())
    assert secret not in words(at(opened(), "partages"))


def test_a_link_may_be_locked_and_protected(service, sign_in):
    app = filled(screen(service, sign_in))
    app.multiselect(key=share_form.PAGES).set_value(["quartiers", "ateliers"])
    app.button_group(key=share_form.PERIOD).set_value(share_form.LOCKED).run()
    app.text_input(key=share_form.PHRASE).set_value("un été à la Sambre")
    app.text_input(key=share_form.ORIGINS).set_value("https://www.exemple.fr, https://exemple.org")
    sent(app)
    (link,) = links()
    assert link.view.pages == ("ateliers", "quartiers")
    assert link.view.end == clock.today().replace(day=1) - timedelta(days=1)
    assert link.view.start == link.view.end.replace(month=1, day=1)
    assert link.has_phrase
    assert link.view.origins == ("https://exemple.org", "https://www.exemple.fr")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda app: app.text_input(key=share_form.LABEL).set_value("  "), "Donnez un nom"),
        (lambda app: app.multiselect(key=share_form.AREAS).set_value([]), "au moins une commune"),
        (lambda app: app.multiselect(key=share_form.PAGES).set_value([]), "au moins une page"),
        (lambda app: app.text_input(key=share_form.PHRASE).set_value("court"), "de 8 à 200 caractères"),
        (lambda app: app.text_input(key=share_form.ORIGINS).set_value("*"), "n'est pas l'adresse"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(service, sign_in, change, sentence):
    app = filled(screen(service, sign_in), "Bailleur")
    change(app)
    sent(app)
    assert sentence in words(app)
    assert links() == []
    assert app.expander[0].proto.expanded


def test_a_link_is_paused_resumed_renewed_and_revoked(service, sign_in):
    identifier, secret = installations.link(service)
    app = screen(service, sign_in)
    app.button(key=f"suspendre-{identifier}").click().run()
    assert links()[0].state is State.PAUSED
    assert "Suspendu" in words(app)
    app.button(key=f"rouvrir-{identifier}").click().run()
    assert links()[0].state is State.ACTIVE
    app.button(key=f"renouveler-{identifier}").click().run()
    assert kept.find(source.engine(), secret, datetime.now(UTC)), "nothing is done before the answer"
    app.button(key="lien-oui").click().run()
    assert kept.find(source.engine(), secret, datetime.now(UTC)) is None
    assert LINK.search(" ".join(block.proto.body for block in app.get("html")))
    app.button(key=f"revoquer-{identifier}").click().run()
    app.button(key="lien-non").click().run()
    assert links()[0].state is State.ACTIVE
    app.button(key=f"revoquer-{identifier}").click().run()
    app.button(key="lien-oui").click().run()
    assert links()[0].state is State.REVOKED
    assert "1 lien révoqué" in [each.label for each in app.expander]
    assert ENGLISH.findall(words(app)) == []


def test_a_gesture_done_elsewhere_meanwhile_is_refused_with_a_sentence(service, sign_in):
    identifier, _ = installations.link(service)
    app = screen(service, sign_in)
    installations.on_link(service, "revoke", identifier)
    app.button(key=f"suspendre-{identifier}").click().run()
    assert "déjà révoqué" in words(app)


def test_each_callback_asks_again(service, sign_in, presented):
    installations.link(service)
    app = filled(screen(service, sign_in))
    installations.invited(service, "Cheffe de projet", "lecteur")
    sent(app)
    assert len(links()) == 1
    assert "ne vous est pas ouverte" in words(app)
    sign_in(service, "Élue", "lecteur")
    for gesture in ("pause", "revoke"):
        with pytest.raises(Denied, match="chef de projet"):
            identity.needing(Right.SHARES)
        assert gesture in shares.DONE
    assert links()[0].state is State.ACTIVE


@pytest.mark.parametrize("page", SHAREABLE)
def test_a_partner_sees_the_pages_of_the_link(service, presented, page):
    enter(service, presented, pages=(page,))
    app = at(opened(), page)
    text = words(app)
    assert "ne vous est pas ouverte" not in text
    assert "vue partagée, en lecture seule" in text
    assert "Centre social" in text
    assert ENGLISH.findall(text) == []
    assert app.multiselect(key="territoire").options  # the perimeter's own areas
    facts, whole = identity.facts(), source.store().current()
    shown = text.replace(whole.plan.territory_name, "")
    for area in facts.territory.qpvs.values():
        shown = shown.replace(area.name, "")
    for name in {area.name for area in whole.territory.communes.values()} - {"Maubeuge"}:
        assert not re.search(rf"\b{re.escape(name)}\b", shown), name
    for code in whole.territory.codes - facts.territory.codes:
        assert code not in text


@pytest.mark.parametrize("page", [*SHAREABLE, "journal", "lecteurs", "partages"])
def test_a_partner_is_refused_every_other_page(service, presented, page):
    others = tuple(each for each in SHAREABLE if each != page)
    enter(service, presented, pages=others)
    app = at(opened(), page)
    assert "Cette page ne vous est pas ouverte" in words(app)
    for kind in (
        app.selectbox,
        app.multiselect,
        app.text_input,
        app.get("plotly_chart"),
        app.get("download_button"),
    ):
        assert len(kind) == 0


def test_a_partner_reads_what_is_kept_of_them(service, presented):
    enter(service, presented)
    assert "Vos droits" in words(at(opened(), "confidentialite"))


def test_a_partner_gets_no_list_no_view_and_no_drawer(service, presented):
    enter(service, presented, pages=SHAREABLE)
    for page in SHAREABLE:
        app = at(opened(), page)
        lists = {each.key for each in app.text_input if "recherche" in (each.key or "")}
        assert lists == (OPEN_LISTS if page == "couverture" else set())
        assert not app.get("popover")
    with pytest.raises(Denied):
        identity.inside()
    for right in Right:
        if right is not Right.VIEW:
            with pytest.raises(Denied):
                identity.needing(right)


def test_areas_of_the_address_that_are_not_shared_change_nothing(service, presented):
    enter(service, presented, pages=SHAREABLE)
    other = next(code for code in source.store().current().territory.communes if code != HERE)
    asked = words(opened(territoire=other))
    assert source.store().current().territory.communes[other].name not in asked
    app = opened(territoire=[other, HERE])
    assert app.multiselect(key="territoire").value == [HERE]


def test_a_sheet_outside_the_perimeter_is_refused(service, presented):
    enter(service, presented, pages=("quartiers",))
    other = next(code for code in source.store().current().territory.communes if code != HERE)
    assert sheet.OUTSIDE in words(opened_page("quartiers", fiche=other))
    assert sheet.OUTSIDE in words(opened_page("quartiers", fiche="59999"))
    assert sheet.OUTSIDE not in words(opened_page("quartiers", fiche=HERE))


def test_periods_stay_inside_the_lock(service, presented):
    start, end = (
        clock.today().replace(year=2025, month=1, day=1),
        clock.today().replace(year=2025, month=6, day=30),
    )
    enter(service, presented, start=start, end=end)
    app = opened(periode="libre", du="2020-01-01", au="2099-12-31")
    assert (app.date_input(key="du").value, app.date_input(key="au").value) == (start, end)
    assert (app.date_input(key="du").min, app.date_input(key="du").max) == (start, end)
    offered = set(app.selectbox(key="periode").options)
    assert {"Depuis le début du plan", "Dates libres"} <= offered
    assert not offered & {"Mois en cours", "Mois dernier", "Trimestre en cours", "Année civile"}
    assert "Du 1er janvier 2025 au 30 juin 2025" in words(app).replace("\xa0", " ")


def test_a_view_closes_at_the_very_next_run(service, presented):
    identifier = enter(service, presented)
    app = opened()
    assert "vue partagée" in words(app)
    for gesture in ("pause", "revoke"):
        if gesture == "revoke":
            installations.on_link(service, "resume", identifier)
            assert "vue partagée, en lecture seule" in words(app.run())
        installations.on_link(service, gesture, identifier)
        text = words(app.run())
        assert "Cette vue partagée n'est plus ouverte" in text
        assert "Maubeuge" not in text
        assert len(app.multiselect) == 0


def test_a_partner_on_an_unknown_perimeter_sees_nothing(service, presented):
    import json
    import sqlite3

    enter(service, presented)
    with sqlite3.connect(service / "inclusion.db") as database:
        database.execute("UPDATE shared_link SET territories = ?", (json.dumps(["59999"]),))
    database.close()
    app = opened()
    assert "n'ouvre aucun territoire connu" in words(app)
    assert len(app.multiselect) == 0


def test_an_access_counts_once_a_screen_shows_it(service, presented):
    enter(service, presented)
    recording.recorder.flush()
    assert links()[0].accesses == 0
    app = opened()
    app.run()
    recording.recorder.flush()
    (link,) = links()
    assert link.accesses == 1
    assert link.last_access_at


def test_the_demonstration_tries_a_partner(demonstration, presented):
    presented["inclusion-demonstration"] = "partenaire"
    text = words(opened())
    assert "vue partagée, en lecture seule" in text
    assert "(une vue limitée à un quartier)" in text
    assert "Quitter cette vue" not in text


def test_the_demonstration_makes_links_too(demonstration, presented):
    app = sent(filled(at(opened(), "partages")))
    assert LINK.search(" ".join(block.proto.body for block in app.get("html")))
    assert links()[0].maker == "Démonstration"


def test_an_empty_installation_says_so(empty):
    app = at(opened(), "partages")
    assert "Aucun lien n'est ouvert" in words(app)


@pytest.mark.parametrize(
    ("gesture", "is_asked"),
    [
        ("suspendre", False),
        ("rouvrir", False),
        ("renouveler", False),
        ("revoquer", False),
        ("renouveler", True),
        ("revoquer", True),
    ],
)
def test_a_gesture_of_whoever_lost_the_right_does_nothing(service, sign_in, gesture, is_asked):
    identifier, secret = installations.link(service)
    if gesture == "rouvrir":
        installations.on_link(service, "pause", identifier)
    app = screen(service, sign_in)
    if is_asked:
        app.button(key=f"{gesture}-{identifier}").click().run()
    (before,) = links()
    installations.invited(service, "Cheffe de projet", "lecteur")
    app.button(key="lien-oui" if is_asked else f"{gesture}-{identifier}").click().run()
    (after,) = links()
    assert (after.state, after.view, after.accesses) == (before.state, before.view, before.accesses)
    assert kept.find(source.engine(), secret, datetime.now(UTC))
    assert not LINK.search(" ".join(block.proto.body for block in app.get("html")))
    assert "ne vous est pas ouverte" in words(app)
    assert shares.ASKING not in app.session_state
