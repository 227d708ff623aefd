"""What a project manager does on the page « Équipement »."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

DRAWN_MS = 20_000
FIRST_BAR = {"x": 60, "y": 33}
SPILLS = """() => [...document.querySelectorAll('.stMain .stHtml *:not(span, .unseen)')]
    .filter(each => !each.closest('.table') && each.getBoundingClientRect().right > innerWidth + 1)
    .concat([...document.querySelectorAll('.stMain')].filter(each => each.scrollWidth > each.clientWidth))
    .map(each => each.className || each.tagName)"""


def opened(page, address, query=""):
    page.goto(f"{address}/equipement{query}")
    expect(page.get_by_role("heading", name="Équipement", exact=True)).to_be_visible(timeout=DRAWN_MS)
    expect(page.locator(".list tbody tr").first).to_be_visible(timeout=DRAWN_MS)
    expect(page.locator(".js-plotly-plot .bars").first).to_be_visible(timeout=DRAWN_MS)
    return page


def searched(page, text):
    field = page.get_by_role("textbox", name="Rechercher")
    field.fill(text)
    field.press("Enter")


def test_project_manager_follows_the_chain(screen, shared):
    opened(screen, shared)
    expect(screen).to_have_title("Équipement · Plan d'inclusion numérique")
    chain = screen.locator(".st-key-exhibit-appareils-chaine")
    expect(chain.get_by_role("heading")).to_contain_text("Sur 120 appareils reçus")
    expect(chain).to_contain_text("Accompagnés")
    chain.get_by_text("Voir les données").click()
    expect(chain.get_by_role("rowheader", name="Remis", exact=True)).to_be_visible()
    with screen.expect_download() as file:
        chain.get_by_role("button", name="Télécharger (CSV)").click()
    assert file.value.suggested_filename == "appareils-chaine.csv"
    with screen.expect_download() as picture:
        chain.get_by_role("button", name="Enregistrer l'image (PNG)").click()
    assert picture.value.suggested_filename == "appareils-chaine.png"


def test_a_click_on_a_neighbourhood_filters_everything(screen, shared):
    opened(screen, shared)
    bars = screen.locator(".st-key-exhibit-foyers_equipes-qpv .nsewdrag")
    bars.hover(position=FIRST_BAR)
    expect(screen.locator(".st-key-exhibit-foyers_equipes-qpv .hovertext")).to_be_visible()
    bars.click(position=FIRST_BAR)
    expect(screen).to_have_url(re.compile(r"territoire=Q[NP]\d"))
    chain = screen.locator(".st-key-exhibit-appareils-chaine h3")
    expect(chain).to_contain_text("appareils remis", timeout=DRAWN_MS)
    expect(screen.get_by_role("button", name="Effacer les filtres")).to_be_visible()


def test_a_device_is_found_and_opened_with_the_keyboard(screen, shared):
    opened(screen, shared)
    searched(screen, "rendu")
    expect(screen.locator(".counted")).to_have_text("6 appareils")
    device = screen.locator(".list tbody button").first
    name = device.inner_text()
    device.focus()
    screen.keyboard.press("Enter")
    drawer = screen.get_by_role("dialog")
    expect(drawer.get_by_role("heading", name=name)).to_be_visible()
    expect(drawer.locator(".timeline > li:not(.delay)")).to_have_count(4)
    expect(drawer.locator(".timeline > li").last).to_contain_text("motif : ")
    screen.keyboard.press("Escape")
    expect(drawer).not_to_be_visible()


def test_the_list_is_sorted_and_exported(screen, shared):
    opened(screen, shared)
    screen.locator(".list").get_by_role("button", name="Depuis (jours)").click()
    expect(screen.locator(".list th[aria-sort]")).to_contain_text("Depuis (jours)")
    days = [int(each) for each in screen.locator(".list tbody td:nth-child(4)").all_inner_texts()]
    assert days == sorted(days)
    with screen.expect_download() as file:
        screen.get_by_role("button", name="Télécharger la liste (CSV)").click()
    assert file.value.path().read_text("utf-8-sig").startswith("Numéro;Type;État;")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible(screen, shared, scheme):
    screen.emulate_media(color_scheme=scheme)
    opened(screen, shared, "?periode=libre&territoire=59392")
    for summary in screen.locator("summary").all():
        summary.click()
    assert_accessible(screen)
    screen.locator(".list tbody button").first.click()
    expect(screen.get_by_role("dialog").locator(".timeline")).to_be_visible()
    assert_accessible(screen)


def assert_accessible(page):
    found = Axe().run(page).response["violations"]
    grave = [each for each in found if each["impact"] in {"serious", "critical"}]
    assert [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in grave] == []
