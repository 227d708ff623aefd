"""What a project manager does on the page « Ateliers »."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

DRAWN_MS = 30_000
FIRST_BAR = {"x": 40, "y": 33}
SPILLS = """() => [...document.querySelectorAll('.stMain .stHtml *:not(span, .unseen)')]
    .filter(each => !each.closest('.table') && each.getBoundingClientRect().right > innerWidth + 1)
    .concat([...document.querySelectorAll('.stMain')].filter(each => each.scrollWidth > each.clientWidth))
    .map(each => each.className || each.tagName)"""


def opened(page, address, query=""):
    page.goto(f"{address}/ateliers{query}")
    expect(page.get_by_role("heading", name="Ateliers", exact=True)).to_be_visible(timeout=DRAWN_MS)
    expect(page.locator(".list tbody tr").first).to_be_visible(timeout=DRAWN_MS)
    expect(page.locator(".js-plotly-plot .bars").first).to_be_visible(timeout=DRAWN_MS)
    return page


def dates(page):
    return page.locator(".list tbody th").all_inner_texts()


def test_project_manager_finds_a_workshop_and_opens_it(screen, shared):
    opened(screen, shared)
    expect(screen).to_have_title("Ateliers · Plan d'inclusion numérique")
    field = screen.get_by_role("textbox", name="Rechercher")
    field.fill("forum numerique")
    field.press("Enter")
    expect(screen.locator(".counted")).to_have_text(re.compile(r"^\d+ ateliers$"))
    screen.get_by_role("button", name="Présents").click()
    heading = screen.get_by_role("columnheader", name="Présents")
    expect(heading).to_have_attribute("aria-sort", "ascending")
    screen.get_by_role("button", name="Présents").click()
    expect(heading).to_have_attribute("aria-sort", "descending")
    screen.locator(".list tbody button").first.click()
    drawer = screen.get_by_role("dialog", name="Atelier")
    expect(drawer.get_by_role("heading", name="Forum du numérique")).to_be_visible()
    expect(drawer).to_contain_text("Nouveaux bénéficiaires")
    expect(drawer).to_contain_text("Par tranche d'âge")
    screen.keyboard.press("Escape")
    expect(drawer).to_be_hidden()


def test_a_workshop_opens_by_keyboard(screen, shared):
    opened(screen, shared)
    screen.locator(".list tbody button").nth(3).focus()
    screen.keyboard.press("Enter")
    drawer = screen.get_by_role("dialog", name="Atelier")
    expect(drawer.locator(".workshop")).to_be_visible()
    screen.keyboard.press("Tab")
    assert screen.evaluate("() => document.activeElement.closest('[role=dialog]') !== null")
    screen.keyboard.press("Escape")
    expect(drawer).to_be_hidden()


def test_links_lead_to_the_sections(screen, shared):
    opened(screen, shared)
    parts = screen.get_by_role("navigation", name="Sur cette page")
    parts.get_by_role("link", name="Ce qui vient").click()
    expect(screen.get_by_role("heading", name="Ce qui vient")).to_be_in_viewport()
    expect(screen).to_have_url(f"{shared}/ateliers#a-venir")
    targets = [each.get_attribute("href")[1:] for each in parts.get_by_role("link").all()]
    assert [screen.locator(f"#{each}").count() for each in targets] == [1] * len(targets)


def test_what_is_counted_stays_in_the_address(screen, shared):
    opened(screen, shared)
    screen.get_by_role("radio", name="Ateliers", exact=True).click()
    expect(screen).to_have_url(f"{shared}/ateliers?compter=ateliers")
    expect(screen.get_by_role("heading", name=re.compile("^Ateliers tenus par thématique"))).to_be_visible()
    screen.get_by_role("radio", name="Retours").click()
    expect(screen.get_by_role("heading", name=re.compile("^Bénéficiaires revenus par type"))).to_be_visible()
    address = screen.url
    screen.reload()
    expect(screen.get_by_role("heading", name=re.compile("^Bénéficiaires revenus par type"))).to_be_visible(
        timeout=DRAWN_MS
    )
    assert screen.url == address
    expect(screen.get_by_role("radio", name="Ateliers", exact=True)).to_be_checked()


def test_a_click_on_a_neighbourhood_filters_everything(screen, shared):
    opened(screen, shared)
    chart = screen.locator(".st-key-exhibit-participations-qpv")
    area = chart.locator(".nsewdrag")
    area.scroll_into_view_if_needed()
    area.hover(position=FIRST_BAR)
    expect(chart.locator(".hovertext")).to_be_visible()
    area.click(position=FIRST_BAR)
    expect(screen).to_have_url(re.compile(r"territoire=Q[NP]\w+"), timeout=10_000)
    expect(screen.locator(".page-head")).to_contain_text("QPV")
    expect(screen.get_by_role("button", name="Effacer les filtres")).to_be_visible()


def test_the_calendar_is_a_list_that_unfolds_and_goes_out(screen, shared):
    opened(screen, shared)
    calendar = screen.locator(".calendar")
    hours, what = (calendar.locator(each).first.bounding_box() for each in (".when", ".what"))
    assert what["x"] >= hours["x"] + hours["width"]
    assert calendar.locator(".weeks").first.get_by_role("heading", level=3).count() == 2
    calendar.get_by_text(re.compile("^Plus tard")).click()
    expect(calendar.get_by_role("heading", name=re.compile("^Semaine du")).first).to_be_visible()
    calendar.get_by_text("atelier prévu dont la date est passée").click()
    expect(calendar.locator(".unsaid li")).to_be_visible()
    with screen.expect_download() as file:
        screen.get_by_role("button", name="Télécharger le calendrier (CSV)").click()
    assert file.value.suggested_filename == "calendrier.csv"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible(screen, shared, scheme):
    screen.emulate_media(color_scheme=scheme)
    opened(screen, shared, "?territoire=59392&compter=beneficiaires")
    for summary in screen.locator(".calendar summary").all():
        summary.click()
    screen.get_by_text("Voir les données").first.click()
    assert _violations(screen) == []
    screen.locator(".list tbody button").nth(12).click()
    expect(screen.locator(".workshop")).to_be_visible()
    assert _violations(screen) == []


def _violations(screen):
    found = Axe().run(screen).response["violations"]
    return [(each["id"], each["nodes"][0]["html"][:200]) for each in found]
