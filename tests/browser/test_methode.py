"""What a reader who wonders about a figure does on the « Méthode » page."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

SPILLS = """() => [...document.querySelectorAll('.stMain .stHtml *:not(span, .unseen)')]
    .filter(each => !each.closest('.table') && each.getBoundingClientRect().right > innerWidth + 1)
    .concat([...document.querySelectorAll('.stMain')].filter(each => each.scrollWidth > each.clientWidth))
    .map(each => each.className || each.tagName)"""
OPEN_ALL = "() => document.querySelectorAll('.entry details').forEach(each => { each.open = true; })"


def opened(page, url):
    page.goto(url)
    expect(page.get_by_role("heading", name="Sommaire")).to_be_visible(timeout=20_000)
    return page


def test_a_link_leads_to_its_indicator_and_keeps_the_filters(screen, shared):
    opened(screen, f"{shared}/methode?territoire=59392#indicateur-reste_a_payer")
    entry = screen.get_by_role("article", name="Reste à payer")
    expect(entry).to_be_in_viewport()
    expect(screen.get_by_role("heading", name="Reste à payer")).to_be_focused()
    expect(screen.locator(".page-head")).to_contain_text("Maubeuge")
    expect(screen).to_have_url(f"{shared}/methode?territoire=59392#indicateur-reste_a_payer")
    expect(screen).to_have_title("Méthode · Plan d'inclusion numérique")


def test_contents_and_example_by_keyboard(screen, shared):
    opened(screen, f"{shared}/methode")
    contents = screen.get_by_role("navigation", name="Sommaire")
    contents.get_by_role("link", name="Taux de présence").focus()
    screen.keyboard.press("Enter")
    entry = screen.get_by_role("article", name="Taux de présence")
    expect(entry).to_be_in_viewport()
    screen.keyboard.press("Tab")
    screen.keyboard.press("Enter")
    table = entry.get_by_role("table", name="Ce que cela donne")
    expect(table).to_be_visible()
    expect(table.get_by_role("columnheader", name="Calcul")).to_be_visible()
    expect(contents.get_by_role("link", name="Taux de présence")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible(screen, shared, scheme):
    screen.emulate_media(color_scheme=scheme)
    opened(screen, f"{shared}/methode")
    screen.evaluate(OPEN_ALL)
    found = Axe().run(screen).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


def test_filters_change_the_values(screen, shared):
    opened(screen, f"{shared}/methode")
    value = screen.get_by_role("article", name="Ateliers tenus").locator(".value")
    before = value.inner_text()
    screen.get_by_role("combobox", name="Territoire").fill("Hautmont")
    screen.get_by_role("option", name="Hautmont", exact=True).click()
    screen.keyboard.press("Escape")
    expect(value).not_to_have_text(before)
    expect(value).to_have_text(re.compile(r"^\d+ ateliers?$"))
