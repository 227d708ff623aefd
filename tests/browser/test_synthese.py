"""What an elected member, a project manager and a partner do on the overview."""

import re
import time

import pytest
from playwright.sync_api import expect

from dashboard import clock
from tests import installations
from tests.browser.conftest import serving, sign_in
from tests.browser.looking import SPILLS, english_names, opened, violations

LIVE_S = 15
"""Three seconds are promised, and measured apart; a busy machine may take its time here."""


def held_workshops(page):
    return page.get_by_role("listitem").filter(has_text="Ateliers tenus").locator(".value")


def workshop(key):
    return {
        "id_atelier": key,
        "date": clock.today(),
        "type": "initiation",
        "statut": "tenu",
        "commune_insee": "59392",
    }


def test_elected_member_reads_where_the_plan_stands(screen, shared):
    opened(screen, shared)
    expect(screen.locator(".verdict")).to_contain_text(re.compile(r"Sur \d+ objectifs suivis"))
    for pillar in ("Ateliers", "Équipement", "Budget", "Couverture"):
        expect(screen.get_by_role("article", name=pillar)).to_be_in_viewport()
    expect(screen.get_by_text("Données de démonstration")).to_be_in_viewport()
    screen.get_by_role("link", name=re.compile("points? d'attention")).click()
    expect(screen.get_by_role("heading", name="Points d'attention")).to_be_in_viewport()
    expect(screen.get_by_text("Données de démonstration")).to_be_in_viewport()
    assert screen.locator("html").get_attribute("lang") == "fr"
    expect(screen).to_have_title("Synthèse · Plan d'inclusion numérique")


def test_project_manager_filters_and_shares_the_address(screen, shared):
    opened(screen, shared)
    screen.get_by_role("radio", name="Lieu de l'atelier").click()
    expect(screen).to_have_url(re.compile(r"\?base=lieu$"))
    screen.get_by_role("combobox", name="Territoire").fill("Hautmont")
    screen.get_by_role("option", name="Hautmont", exact=True).click()
    expect(screen).to_have_url(re.compile(r"territoire=59291&base=lieu"))
    expect(screen.locator(".selection")).to_contain_text("Hautmont, selon le lieu de l'atelier")
    address, read = screen.url, screen.locator(".pillars").inner_text()
    screen.reload()
    expect(screen.locator(".selection")).to_contain_text("Hautmont")
    assert (screen.url, screen.locator(".pillars").inner_text()) == (address, read)
    screen.go_back()
    expect(screen.locator(".selection")).to_contain_text("toute l'agglomération")
    screen.get_by_role("button", name="Effacer les filtres").click()
    expect(screen).to_have_url(f"{shared}/")


def test_partner_opens_a_shared_address(screen, shared):
    opened(screen, f"{shared}/?du=2026-01-01&au=2026-06-30&territoire=59392&territoire=QN05915M")
    expect(screen.locator(".selection")).to_contain_text(
        "Du 1er janvier 2026 au 30 juin 2026, Maubeuge et QPV"
    )
    expect(screen.get_by_role("combobox", name="Période")).to_have_value("Dates libres")


def test_another_process_commits_and_the_open_page_follows(screen, own):
    folder, address = own
    opened(screen, address)
    before = int(held_workshops(screen).inner_text())
    installations.bring(folder, {"ateliers": [workshop("DIRECT-1")]}, source="essai")
    committed = time.monotonic()
    expect(held_workshops(screen)).to_have_text(str(before + 1), timeout=LIVE_S * 1000)
    assert time.monotonic() - committed < LIVE_S


def test_first_import_fills_the_empty_screen(screen, tmp_path):
    folder = installations.empty(tmp_path)
    with serving(folder) as address:
        sign_in(screen, folder, address)
        opened(screen, address)
        expect(screen.get_by_role("heading", name="Trois étapes pour commencer")).to_be_visible()
        with screen.expect_download() as download:
            screen.get_by_role("button", name="Télécharger le classeur modèle").click()
        assert download.value.suggested_filename.endswith(".xlsx")
        installations.bring(folder, {"ateliers": [workshop("A-1")]})
        expect(held_workshops(screen)).to_have_text("1", timeout=LIVE_S * 1000)


def test_comes_back_when_the_database_does(screen, own, tmp_path):
    folder, address = own
    database = folder / "inclusion.db"
    kept = database.read_bytes()
    opened(screen, address)
    database.write_bytes(b"abime" * 4000)
    expect(screen.get_by_role("alert")).to_contain_text("Les données ne sont pas disponibles", timeout=10_000)
    database.write_bytes(kept)
    expect(screen.locator(".pillars")).to_be_visible(timeout=10_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible(screen, shared, scheme):
    screen.emulate_media(color_scheme=scheme)
    opened(screen, f"{shared}/?periode=libre&territoire=59392")
    expect(screen.get_by_role("button", name="Effacer les filtres")).to_be_visible()
    for summary in screen.locator("summary").all():
        summary.click()
    assert [each for each in violations(screen) if each[0] in {"serious", "critical"}] == []


def test_keyboard_reaches_filters_and_definitions(screen, shared):
    opened(screen, shared)
    expect(screen.get_by_role("combobox", name="Période")).to_be_enabled()
    reached = set()
    for _ in range(40):
        screen.keyboard.press("Tab")
        reached.add(
            screen.evaluate(
                "() => { const e = document.activeElement;"
                " return e.getAttribute('aria-label') || e.labels?.[0]?.innerText || e.innerText }"
            ).strip()
        )
    for name in ("Aller au contenu", "Période", "Territoire"):
        assert any(name in each for each in reached), (name, reached)
    assert any(each.startswith("Définitions") for each in reached), reached


@pytest.mark.parametrize("width", [1440, 1280, 640, 390, 320])
def test_never_scrolls_sideways(screen, shared, width):
    screen.set_viewport_size({"width": width, "height": 800})
    opened(screen, f"{shared}/?periode=libre&territoire=QN05918M&base=lieu")
    expect(screen.get_by_role("group", name="Du")).to_be_visible()
    spills = screen.evaluate(SPILLS)
    assert spills == []


def test_every_name_read_aloud_is_french(screen, shared):
    opened(screen, f"{shared}/?periode=libre&territoire=59392")
    screen.get_by_role("button", name="Choisir une date").first.click()
    expect(screen.get_by_role("button", name="Mois précédent")).to_be_visible()
    assert english_names(screen) == []


def test_the_shell_is_french_and_closed(screen, shared):
    opened(screen, shared)
    screen.get_by_role("combobox", name="Territoire").fill("zzzz")
    expect(screen.get_by_text("Aucun résultat")).to_be_visible()
    assert screen.request.get(f"{shared}/sante").json()["ok"] is True
    for door in ("/_stcore/metrics", "/_stcore/agent/openapi.json"):
        answer = screen.request.get(shared + door)
        assert answer.status == 404
        assert answer.headers["x-content-type-options"] == "nosniff"
