"""The shell of every page: navigation, side menu, history, saved views, the link of the view."""

import re

import pytest
from playwright.sync_api import expect

from dashboard.screens import OTHERS, SCREENS, UNLISTED
from tests.browser.conftest import watched
from tests.browser.looking import drawn, english_names, opened, tabbed_to, violations
from tests.browser.test_every_page import LARGE, PAGES, address

FIRST, SECOND = PAGES[0], PAGES[1]
PHONE = {"width": 390, "height": 844}
MENU = [screen.title for screen in (*SCREENS, *OTHERS) if screen.name not in UNLISTED]
"""What a project manager's menu leads to."""


def navigation(screen):
    return screen.get_by_role("navigation", name="Pages du tableau de bord")


@pytest.mark.parametrize("width", [1440, 1280])
def test_every_page_is_in_the_navigation_and_the_head_is_low(screen, shared, width):
    screen.set_viewport_size({"width": width, "height": 900})
    opened(screen, shared)
    for page in PAGES:
        expect(screen.get_by_role("link", name=page.title, exact=True)).to_be_in_viewport(ratio=1)
    assert screen.locator(".st-key-filtres").bounding_box()["y"] <= 100


def test_filters_stay_in_sight_on_a_large_screen_and_leave_room_on_a_phone(screen, shared):
    screen.set_viewport_size(LARGE)
    opened(screen, address(shared, SECOND))
    screen.locator(".stMain").evaluate("main => { main.scrollTop = 900 }")
    expect(screen.get_by_role("combobox", name="Territoire")).to_be_in_viewport(ratio=1)
    screen.set_viewport_size(PHONE)
    screen.locator(".stMain").evaluate("main => { main.scrollTop = 1200 }")
    expect(screen.get_by_role("combobox", name="Territoire")).not_to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_side_menu_of_a_phone(screen, shared, scheme):
    screen.set_viewport_size(PHONE)
    screen.emulate_media(color_scheme=scheme)
    opened(screen, address(shared, SECOND))
    menu, link = screen.get_by_role("button", name="Ouvrir le menu"), navigation(screen).get_by_role("link")
    expect(link).to_have_count(0)
    tabbed_to(screen, "Ouvrir le menu", most=3)
    screen.keyboard.press("Enter")
    expect(screen.get_by_role("button", name="Fermer le menu")).to_be_focused()
    assert [each.inner_text() for each in link.all()] == MENU
    assert violations(screen) == []
    assert english_names(screen) == []
    assert tabbed_to(screen, PAGES[-1].title)["ringed"]
    screen.keyboard.press("Escape")
    expect(menu).to_be_focused()
    menu.click()
    link.filter(has_text=FIRST.title).click()
    expect(screen).to_have_url(address(shared, FIRST))
    expect(screen.locator("[data-page-title]")).to_be_focused()
    expect(link).to_have_count(0)


def test_one_gesture_is_one_step_back(screen, shared):
    opened(screen, f"{shared}/")
    screen.get_by_role("link", name=SECOND.title, exact=True).click()
    expect(screen).to_have_url(address(shared, SECOND, ""))
    screen.get_by_role("radio", name="Lieu de l'atelier").click()
    expect(screen).to_have_url(address(shared, SECOND, "base=lieu"))
    screen.get_by_role("link", name=FIRST.title, exact=True).click()
    expect(screen).to_have_url(address(shared, FIRST, "base=lieu"))
    steps = [address(shared, SECOND, "base=lieu"), address(shared, SECOND, ""), f"{shared}/"]
    for step in steps:
        screen.go_back()
        drawn(screen)
        expect(screen).to_have_url(step)
        expect(screen.get_by_role("radio", name="Lieu de l'atelier")).to_be_checked(checked="base" in step)
    for step in (*reversed(steps[:-1]), address(shared, FIRST, "base=lieu")):
        screen.go_forward()
        drawn(screen)
        expect(screen).to_have_url(step)


def test_another_page_starts_at_its_top(screen, shared):
    opened(screen, address(shared, SECOND))
    screen.locator(".stMain").evaluate("main => { main.scrollTop = 600 }")
    screen.get_by_role("link", name=FIRST.title, exact=True).click()
    expect(screen.locator("[data-page-title]")).to_be_focused()
    assert screen.locator(".stMain").evaluate("main => main.scrollTop") == 0


def test_clearing_the_filters_keeps_what_is_the_page_s_own_and_the_focus(screen, shared):
    opened(screen, address(shared, SECOND, "rayon=500&territoire=59392"))
    screen.get_by_role("button", name="Effacer les filtres").press("Enter")
    expect(screen).to_have_url(address(shared, SECOND, "rayon=500"))
    expect(screen.locator("[data-page-title]")).to_be_focused()


@pytest.mark.parametrize("is_secure", [True, False], ids=["secure", "plain"])
def test_the_link_is_copied_whole_even_without_a_secure_connection(screen, shared, is_secure):
    """Without TLS browsers close the clipboard interface."""
    screen.context.grant_permissions(["clipboard-read", "clipboard-write"])
    url = address(shared, SECOND, "periode=annee&territoire=59392&rayon=500")
    opened(screen, url)
    screen.evaluate("navigator.clipboard.writeText('rien')")
    if not is_secure:
        screen.evaluate("navigator.clipboard.writeText = undefined")
    screen.get_by_role("button", name="Copier le lien").click()
    expect(screen.get_by_text("Lien copié")).to_be_visible()
    assert screen.evaluate("navigator.clipboard.readText()") == url


def test_a_view_is_saved_opened_elsewhere_without_reloading_and_removed(screen, browser, own):
    _, site = own
    opened(screen, address(site, SECOND))
    screen.evaluate("window.unreloaded = true")
    screen.get_by_role("button", name="Vues", exact=True).click()
    expect(screen.get_by_role("dialog", name="Vues")).to_contain_text("Une vue garde sous un nom")
    screen.get_by_role("textbox", name="Nom de la vue").fill("Maubeuge cette année")
    screen.keyboard.press("Enter")
    expect(screen.get_by_text("Vue « Maubeuge cette année » enregistrée.")).to_be_visible()
    assert violations(screen) == []
    assert english_names(screen) == []
    screen.keyboard.press("Escape")
    screen.get_by_role("link", name=FIRST.title, exact=True).click()
    screen.get_by_role("button", name="Effacer les filtres").click()
    expect(screen).to_have_url(f"{site}/")
    with watched(browser) as colleague:
        opened(colleague, site)
        open_view(colleague, "Maubeuge cette année")
        expect(colleague).to_have_url(address(site, SECOND))
    open_view(screen, "Maubeuge cette année")
    expect(screen).to_have_url(address(site, SECOND))
    expect(screen.locator("[data-page-title]")).to_be_focused()
    expect(screen.get_by_role("dialog")).to_have_count(0)
    assert screen.evaluate("window.unreloaded")
    screen.go_back()
    expect(screen).to_have_url(f"{site}/")
    remove_view(screen, "Maubeuge cette année")
    expect(screen.get_by_role("button", name="Maubeuge cette année")).to_have_count(0)


def open_view(screen, name):
    screen.get_by_role("button", name="Vues", exact=True).click()
    screen.get_by_role("button", name=name).click()


def remove_view(screen, name):
    screen.get_by_role("button", name="Vues", exact=True).click()
    screen.get_by_text("Renommer ou supprimer une vue").click()
    screen.get_by_role("button", name="Supprimer…").click()
    expect(screen.get_by_role("alert")).to_contain_text(f"Supprimer « {name} » pour tout le monde ?")
    screen.get_by_role("button", name="Supprimer la vue").click()
    expect(screen.get_by_text(f"Vue « {name} » supprimée.")).to_be_visible()


def test_the_panel_of_views_by_keyboard(screen, shared):
    opened(screen, shared)
    tabbed_to(screen, "Vues")
    screen.keyboard.press("Enter")
    expect(screen.get_by_role("dialog", name="Vues")).to_be_focused()
    expect(screen.get_by_role("textbox", name="Nom de la vue")).to_be_visible()
    assert tabbed_to(screen, "Nom de la vue", most=2)["ringed"]
    screen.keyboard.press("Escape")
    expect(screen.get_by_role("dialog")).to_have_count(0)
    tabbed_to(screen, "Copier le lien", most=1)
    tabbed_to(screen, "Vues", "Shift+Tab", most=1)
    screen.keyboard.press("Enter")
    expect(screen.get_by_role("button", name="Enregistrer")).to_be_visible()
    tabbed_to(screen, "Enregistrer", most=3)
    tabbed_to(screen, "Vues", most=1)
    expect(screen.get_by_role("dialog")).to_have_count(0)


def test_speaks_french_to_a_browser_that_does_not(browser, shared):
    with watched(browser, locale="en-US") as screen:
        opened(screen, f"{shared}/?periode=libre&territoire=59392")
        expect(screen.get_by_role("group", name="Du")).to_contain_text(
            re.compile(r"\d\d\s*/\s*\d\d\s*/\s*20\d\d")
        )
        screen.get_by_role("combobox", name="Territoire").fill("Haut")
        expect(screen.get_by_role("option").first).to_have_text("Hautmont")
        expect(screen.locator("[data-live-announcer]")).to_contain_text("disponible")
        assert english_names(screen) == []


def test_an_unknown_page_is_said_in_french(browser, shared):
    context = browser.new_context()
    screen = opened(context.new_page(), f"{shared}/inconnue?territoire=59392")
    expect(screen.get_by_role("dialog")).to_contain_text("Page introuvable")
    expect(screen.get_by_role("dialog")).to_contain_text("La page demandée n'existe pas.")
    assert english_names(screen) == []
    screen.get_by_role("button", name="Fermer").click()
    expect(screen).to_have_title(re.compile(f"^{FIRST.title} "))
    context.close()


def test_an_address_with_a_territory_that_is_gone_says_so(screen, shared):
    opened(screen, address(shared, SECOND, "territoire=QP059999&territoire=59392"))
    expect(screen.get_by_text("Le territoire QP059999 n'existe plus")).to_be_visible()
    screen.get_by_role("button", name="Effacer les filtres").click()
    expect(screen.get_by_text("n'existe plus")).to_have_count(0)
