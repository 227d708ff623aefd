"""Who sees what, page by page, without a browser."""

import random
from pathlib import Path

import pytest

from dashboard import address, clock, source
from dashboard.access import Denied, Right, mode, recording
from dashboard.access.reader import PAGE_RIGHTS
from dashboard.ui import identity
from data_access.access import journal
from tests import installations
from tests.pages.conftest import opened, words
from tests.pages.test_synthese import ENGLISH

PAGES = sorted(path.stem for path in (Path(__file__).parents[2] / "pages").glob("[a-z]*.py"))


def at(app, page):
    return app.switch_page(f"../pages/{page}.py").run()


@pytest.mark.parametrize("page", PAGES)
def test_nobody_unknown_sees_any_page_even_before_the_entry_script_has_run(service, presented, page):
    app = opened()
    at(app, page)
    text = words(app)
    assert "Connectez-vous pour continuer" in text
    assert "Maubeuge" not in text
    for kept in (app.selectbox, app.multiselect, app.text_input, app.get("plotly_chart")):
        assert len(kept) == 0


@pytest.mark.parametrize("page", [page for page in PAGES if page not in PAGE_RIGHTS])
def test_a_reader_opens_every_page_but_the_managers(service, sign_in, page):
    sign_in(service, "Élue", "lecteur")
    text = words(at(opened(), page))
    assert "Connectez-vous" not in text
    assert "ne vous est pas ouverte" not in text
    assert "Élue" in text


def test_the_journal_is_for_the_manager(service, sign_in, presented):
    sign_in(service, "Élue", "lecteur")
    refused = words(at(opened(), "journal"))
    assert "Cette page ne vous est pas ouverte" in refused
    assert "Le journal des accès est réservé au chef de projet" in refused
    recording.recorder.flush()
    since = clock.local(source.store().current().committed_at)
    kept = [(entry.kind, entry.page, entry.name) for entry in journal.entries(source.engine(), since)]
    assert kept.count(("refus", "journal", "Élue")) == 1
    sign_in(service)
    text = words(at(opened(), "journal"))
    assert "Journal des accès" in text
    assert ENGLISH.findall(text) == []


def test_revocation_counts_at_the_very_next_run(service, sign_in):
    sign_in(service)
    app = opened()
    assert "objectifs suivis" in words(app) or "Ateliers" in words(app)
    installations.revoke(service)
    text = words(app.run())
    assert "Connectez-vous pour continuer" in text
    assert "Ateliers" not in text


def test_a_callback_asks_again(service, sign_in):
    sign_in(service, "Élue", "lecteur")
    app = opened()
    assert not app.exception
    with pytest.raises(Denied, match="chef de projet"):
        identity.needing(Right.IMPORT)


def test_a_cookie_from_another_time_shows_nothing(service, presented):
    presented["inclusion"] = "A" * 43
    assert "Connectez-vous pour continuer" in words(opened())


def test_no_demonstration_without_this_machine(demonstration):
    mode.serve_on("0.0.0.0")
    assert "Connectez-vous pour continuer" in words(opened())


def test_openings_go_to_the_journal_once_per_selection(service, sign_in):
    sign_in(service)
    app = opened(territoire="59392")
    app.run()
    app.multiselect(key="territoire").set_value([]).run()
    recording.recorder.flush()
    kept = [
        (entry.page, entry.selection, entry.name)
        for entry in reversed(
            journal.entries(source.engine(), clock.local(source.store().current().committed_at))
        )
        if entry.kind == "ouverture"
    ]
    assert kept == [
        ("synthese", {"territoire": ["59392"]}, "Cheffe de projet"),
        ("synthese", None, "Cheffe de projet"),
    ]


def test_confidentiality_is_said_to_every_reader(service, sign_in):
    sign_in(service, "Élue", "lecteur")
    text = words(at(opened(), "confidentialite"))
    for said in ("« Élue »", "365 jours", "CNIL", "30 jours"):
        assert said in text
    assert ENGLISH.findall(text) == []


def test_an_empty_installation_still_says_what_it_keeps(empty):
    assert "Vos droits" in words(at(opened(), "confidentialite"))
    assert "Journal des accès" in words(at(opened(), "journal"))


def test_ten_thousand_random_addresses_are_read_without_failing(demonstration):
    draw, facts, today = random.Random(2026), source.store().current(), clock.today()
    names = [*address.PARAMETERS, "embed", "retour", "", "é"]
    alphabet = "abc059392QN-0123456789/\\%<>'\"\x00\n é\u202e,;"
    for _ in range(10_000):
        query = {
            draw.choice(names): [
                "".join(draw.choices(alphabet, k=draw.randrange(14))) for _ in range(draw.randrange(3))
            ]
            for _ in range(draw.randrange(4))
        }
        selection = address.read(query, facts, today).selection
        assert selection.territories <= facts.territory.codes
        assert selection.start <= selection.end
