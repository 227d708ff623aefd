"""What a project manager and an elected member do on the « Quartiers » page, on screen and on paper."""

import re
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

PAPER_WIDTH = 703  # A4 less its margins, at 96 dots per inch.
SPILLS = """() => [...document.querySelectorAll('.stMain .stHtml *:not(span, .unseen)')]
    .filter(each => !each.closest('.table') && each.getBoundingClientRect().right > innerWidth + 1)
    .concat([...document.querySelectorAll('.stMain')].filter(each => each.scrollWidth > each.clientWidth))
    .map(each => each.className || each.tagName)"""
CUT = """() => [...document.querySelectorAll('.sheet *')]
    .filter(each => each.getBoundingClientRect().right > innerWidth + 1)
    .map(each => each.className || each.tagName)"""
NAMES = """() => [...document.querySelectorAll('*')].flatMap(each =>
    ['aria-label', 'title', 'placeholder', 'aria-valuetext', 'alt'].map(name => each.getAttribute(name) || '')
)"""
CHART = '[class*="st-key-exhibit-classement"]'
ENGLISH = re.compile(r"\b(the|and|of|for|choose|clear|open|close|select|next|previous|print)\b", re.I)


def opened(page, url):
    page.goto(url)
    expect(page.locator(".crossing, .sheet").first).to_be_visible(timeout=20_000)
    return page


def settled(element):
    """Wait until an element has stood at the same place for a second."""
    place = None
    while place is None or element.bounding_box() != place:
        place = element.bounding_box()
        element.page.wait_for_timeout(1000)


def test_a_click_on_a_row_filters_the_whole_application(screen, shared):
    opened(screen, f"{shared}/quartiers?indicateur=beneficiaires")
    rows = screen.locator(f"{CHART} .barlayer .point")
    expect(rows).to_have_count(9, timeout=20_000)
    settled(rows.nth(1))
    code, name = screen.locator(f"{CHART} .js-plotly-plot").evaluate("each => each.data[0].customdata[1]")
    rows.nth(1).click(position={"x": 600, "y": 15}, force=True)
    expect(screen).to_have_url(re.compile(f"territoire={code}"), timeout=20_000)
    expect(screen.locator(".page-head")).to_contain_text(f"QPV {name.partition(' · ')[2]}")
    expect(screen).to_have_url(re.compile("indicateur=beneficiaires"))
    expect(screen.get_by_text("Le territoire choisi est mis en avant")).to_be_visible()
    screen.get_by_role("link", name="Ateliers", exact=True).first.click()
    expect(screen).to_have_url(re.compile(rf"/ateliers\?territoire={code}"))


def test_choices_go_to_the_address_and_come_back(screen, shared):
    opened(screen, f"{shared}/quartiers")
    screen.get_by_role("radio", name="Communes").click()
    expect(screen).to_have_url(re.compile("echelle=commune"))
    screen.get_by_role("combobox", name="Selon").fill("présence")
    screen.get_by_role("option", name="Ateliers · Taux de présence").click()
    expect(screen).to_have_url(re.compile("echelle=commune&indicateur=taux_presence"))
    expect(screen.locator(".compared")).to_contain_text("Présents ÷ inscrits")
    screen.reload()
    expect(screen.locator(".compared")).to_contain_text("Présents ÷ inscrits")


def test_from_the_comparison_to_a_sheet_and_back(screen, shared):
    opened(screen, f"{shared}/quartiers?periode=annee&indicateur=participations")
    screen.get_by_role("navigation", name="Fiches des quartiers").get_by_role(
        "link", name="L'Epinette"
    ).click()
    expect(screen.get_by_role("article", name="L'Epinette")).to_be_visible(timeout=20_000)
    expect(screen).to_have_url(re.compile("periode=annee.*fiche=QN05917M"))
    expect(screen).to_have_title("Quartiers · Plan d'inclusion numérique")
    screen.get_by_role("link", name="Les Explorateurs ›").click()
    expect(screen.get_by_role("article", name=re.compile("Les Explorateurs"))).to_be_visible(timeout=20_000)
    screen.get_by_role("link", name="Comparer les quartiers").click()
    expect(screen.locator(".compared")).to_contain_text("une personne venue trois fois", timeout=20_000)
    expect(screen).to_have_url(re.compile("periode=annee"))


def test_the_print_button_prints_by_keyboard(screen, shared):
    opened(screen, f"{shared}/quartiers?fiche=QN05917M")
    screen.evaluate("() => { window.print = () => { window.printed = true; } }")
    screen.get_by_role("link", name="Comparer les quartiers").focus()
    for _ in range(3):
        screen.keyboard.press("Tab")
    expect(screen.get_by_role("button", name="Imprimer la fiche")).to_be_focused()
    screen.keyboard.press("Enter")
    assert screen.evaluate("() => window.printed") is True


@pytest.mark.parametrize("code", ["QN05917M", "QN05918M", "QN05910M", "59392", "59003"])
def test_a_sheet_prints_on_two_pages_at_most_and_nothing_is_cut(screen, shared, code):
    screen.emulate_media(color_scheme="dark")
    opened(screen, f"{shared}/quartiers?fiche={code}")
    pages = len(re.findall(rb"/Type\s*/Page\b", screen.pdf(prefer_css_page_size=True)))
    assert 1 <= pages <= 2
    screen.set_viewport_size({"width": PAPER_WIDTH, "height": 1000})
    screen.emulate_media(media="print")
    assert screen.evaluate(CUT) == []
    expect(screen.get_by_text("Données de démonstration")).to_be_visible()
    for unprinted in (screen.locator(".sheet-nav"), screen.locator(".st-key-filtres")):
        expect(unprinted).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("query", ["?territoire=QN05917M", "?echelle=commune", "?fiche=QN05913M"])
def test_accessible(screen, shared, scheme, query):
    screen.emulate_media(color_scheme=scheme)
    opened(screen, f"{shared}/quartiers{query}")
    for summary in screen.locator("summary").all():
        summary.click()
    found = Axe().run(screen).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


@pytest.mark.parametrize("query", ["", "?fiche=59392"])
def test_headings_follow_one_another(screen, shared, query):
    opened(screen, f"{shared}/quartiers{query}")
    levels = [int(each[1]) for each in screen.evaluate(
        "() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(each => each.tagName)"
    )]  # fmt: skip
    assert levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


@pytest.mark.parametrize("width", [1440, 640, 390, 320])
@pytest.mark.parametrize("query", ["?territoire=QN05918M&base=lieu", "?fiche=QN05918M"])
def test_never_scrolls_sideways(screen, shared, width, query):
    screen.set_viewport_size({"width": width, "height": 800})
    opened(screen, f"{shared}/quartiers{query}")
    assert screen.evaluate(SPILLS) == []


def test_every_name_read_aloud_is_french(screen, shared):
    for query in ("", "?fiche=QN05917M"):
        opened(screen, f"{shared}/quartiers{query}")
        named = screen.evaluate(NAMES)
        assert [each for each in named if ENGLISH.search(each)] == []


def test_every_small_drawing_says_what_it_shows(screen, shared):
    opened(screen, f"{shared}/quartiers?indicateur=participations")
    pictures = screen.locator(".panels img")
    expect(pictures.first).to_be_visible()
    said = [each.get_attribute("alt") for each in pictures.all()]
    assert len(said) == 9
    assert all(re.search(r"au-dessus de la moyenne \d+ mois sur \d+\.$", each) for each in said)
    sizes = screen.evaluate("() => [...document.querySelectorAll('.panels img')].map(e => e.naturalWidth)")
    assert all(sizes)
