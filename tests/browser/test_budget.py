"""What a project manager who answers for the money does on the budget's page."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

SPILLS = """() => [...document.querySelectorAll('.stMain .stHtml *:not(span, .unseen)')]
    .filter(each => !each.closest('.table') && each.getBoundingClientRect().right > innerWidth + 1)
    .concat([...document.querySelectorAll('.stMain')].filter(each => each.scrollWidth > each.clientWidth))
    .map(each => each.className || each.tagName)"""
CUT = """() => [...document.querySelectorAll('.stPlotlyChart .annotation text')].filter(each => {
    const word = each.getBoundingClientRect();
    const chart = each.closest('.stPlotlyChart').getBoundingClientRect();
    return word.width && (word.left < chart.left - 1 || word.right > chart.right + 1
        || word.top < chart.top - 1 || word.bottom > chart.bottom + 1);
}).map(each => each.textContent)"""
CHARTS = 9
SETTLED_MS = 800
NARROWEST = 320
"""Long names of areas are cut there: the sentence and the table say them whole."""


def opened(page, url):
    """Open the page and wait for its charts and its list."""
    page.goto(url)
    expect(page.locator(".counted")).to_be_visible(timeout=30_000)
    expect(page.locator(".stPlotlyChart .annotation text").nth(CHARTS)).to_be_attached(timeout=30_000)
    return page


def test_parity_and_what_remains_are_read_at_a_glance(screen, shared):
    opened(screen, f"{shared}/budget")
    expect(screen).to_have_title("Budget · Plan d'inclusion numérique")
    expect(screen.get_by_role("heading", name=re.compile("Parité : l'État a notifié"))).to_be_visible()
    expect(screen.get_by_role("heading", name=re.compile("restent à engager"))).to_be_visible()
    expect(screen.locator(".stPlotlyChart")).to_have_count(CHARTS)
    expect(screen.get_by_role("figure", name=re.compile("Parité.*versés sur"))).to_be_visible()


def test_search_sums_the_lines_found_and_a_line_opens(screen, shared):
    opened(screen, f"{shared}/budget")
    before = screen.locator(".counted").inner_text()
    assert re.match(r"\d+ lignes, prévu 51", before)
    search = screen.get_by_role("textbox", name="Rechercher")
    search.fill("permanences payé")
    search.press("Enter")
    expect(screen.locator(".counted")).to_have_text("1 ligne, payé 624,00\u00a0€")
    screen.locator(".list tbody button").press("Enter")
    drawer = screen.get_by_role("dialog")
    expect(drawer).to_contain_text("Permanences à Sous-le-Bois")
    expect(drawer.get_by_role("table", name="De l'engagement au paiement").get_by_role("row")).to_have_count(
        4
    )
    screen.keyboard.press("Escape")
    expect(drawer).to_be_hidden()


def test_lines_sort_by_amount(screen, shared):
    opened(screen, f"{shared}/budget")
    screen.get_by_role("button", name="Montant").press("Enter")
    expect(screen.locator("th[aria-sort=ascending]")).to_contain_text("Montant")
    expect(screen.locator(".list tbody tr").first).to_contain_text("−328,50\u00a0€")


def test_a_click_on_a_territory_filters_and_sets_the_rest_apart(screen, shared):
    opened(screen, f"{shared}/budget")
    chart = screen.locator(".st-key-exhibit-budget-territoires .stPlotlyChart")
    chart.scroll_into_view_if_needed()
    box = chart.locator(".barlayer .point").first.bounding_box()
    screen.mouse.click(box["x"] + box["width"] / 3, box["y"] + box["height"] / 2)
    expect(screen).to_have_url(re.compile(r"territoire=QN05913M"))
    expect(screen.locator(".figures .note")).to_contain_text("jamais ajouté : prévu 51")
    expect(screen.get_by_role("heading", name=re.compile("engagés pour ce périmètre"))).to_be_visible()


@pytest.mark.parametrize(
    ("scheme", "query"), [("light", ""), ("dark", ""), ("light", "?territoire=59392&periode=trimestre")]
)
def test_accessible(screen, shared, scheme, query):
    screen.emulate_media(color_scheme=scheme)
    opened(screen, f"{shared}/budget{query}")
    for summary in screen.locator(".stExpander summary").all():
        summary.click()
    found = Axe().run(screen).response["violations"]
    grave = [each for each in found if each["impact"] in {"serious", "critical"}]
    assert [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in grave] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_drawer_is_accessible(screen, shared, scheme):
    screen.emulate_media(color_scheme=scheme)
    opened(screen, f"{shared}/budget")
    screen.locator(".list tbody button").first.press("Enter")
    expect(screen.get_by_role("dialog")).to_contain_text("Montant")
    found = Axe().run(screen, {"include": [["[role=dialog]"]]}).response["violations"]
    grave = [each for each in found if each["impact"] in {"serious", "critical"}]
    assert [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in grave] == []


@pytest.mark.parametrize("query", ["", "?territoire=59392"])
def test_no_word_is_cut_and_nothing_scrolls_sideways(screen, shared, query):
    opened(screen, f"{shared}/budget{query}")
    for width in (1440, 1024, 640, 390, 320):
        screen.set_viewport_size({"width": width, "height": 800})
        screen.wait_for_timeout(SETTLED_MS)
        assert screen.evaluate(SPILLS) == [], width
        if width > NARROWEST:
            assert screen.evaluate(CUT) == [], width
