"""What holds for every page, whatever it shows."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import expect

from dashboard.screens import SCREENS
from tests.browser import looking
from tests.browser.conftest import watched
from tests.browser.looking import (
    drawn,
    english_names,
    opened,
    reads_as,
    settled,
    steady,
    tabbed_to,
    violations,
)

FILES = Path(__file__).parents[2] / "pages"
PAGES = [screen for screen in SCREENS if (FILES / f"{screen.name}.py").exists()]
FILTERS = "periode=annee&territoire=59392&base=lieu"
LARGE = {"width": 1440, "height": 900}
WIDTHS = (1440, 1280, 640, 390, 320)
STOPS = 45
# Rules of axe of lesser impact that a page may break, and why; none so far.
ALLOWED: dict[str, str] = {}

of_each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def address(site, page, query=FILTERS):
    return f"{site}/{'' if page is SCREENS[0] else page.name}{'?' if query else ''}{query}"


@pytest.fixture(scope="module", params=PAGES, ids=lambda page: page.name)
def visited(request, browser, shared):
    """Return a page and its screen, opened once for all that only looks at it."""
    with watched(browser, viewport=LARGE) as screen:
        yield request.param, opened(screen, address(shared, request.param))


def test_is_titled_in_french_and_in_order(visited):
    page, screen = visited
    expect(screen).to_have_title(f"{page.title} · Plan d'inclusion numérique")
    assert screen.locator("html").get_attribute("lang") == "fr"
    levels = screen.evaluate(looking.HEADINGS)
    assert levels.count(1) == 1
    assert levels[0] == 1
    steps = [after - before for before, after in pairwise(levels)]
    assert max(steps) <= 1, levels
    assert screen.get_by_role("link", name=page.title, exact=True).get_attribute("aria-current") == "page"


def test_every_name_read_aloud_is_french(visited):
    assert english_names(visited[1]) == []


def test_never_scrolls_sideways(visited):
    _, screen = visited
    spills = {}
    for width in WIDTHS:
        screen.set_viewport_size({"width": width, "height": 800})
        settled(screen)
        spills[width] = screen.evaluate(looking.SPILLS)
    screen.set_viewport_size(LARGE)
    assert not any(spills.values()), spills


def test_loses_nothing_at_twice_the_size(visited):
    _, screen = visited
    offered = steady(screen, looking.OFFERED)
    zoom = screen.context.new_cdp_session(screen)
    halved = {name: value // 2 for name, value in LARGE.items()}
    zoom.send("Emulation.setDeviceMetricsOverride", halved | {"deviceScaleFactor": 2, "mobile": False})
    settled(screen)
    kept, spills = steady(screen, looking.OFFERED), screen.evaluate(looking.SPILLS)
    zoom.send("Emulation.clearDeviceMetricsOverride")
    zoom.detach()
    for size in (halved, LARGE):  # the size is only set anew when it changes
        screen.set_viewport_size(size)
    assert set(offered) - set(kept) == set()
    assert spills == []


def test_focus_is_always_in_sight(visited):
    _, screen = visited
    screen.set_viewport_size(LARGE)
    screen.evaluate(
        "() => { document.activeElement.blur(); document.querySelector('.stMain').scrollTop = 0 }"
    )
    lost = []
    for _ in range(STOPS):
        screen.keyboard.press("Tab")
        focused = screen.evaluate(looking.FOCUSED)
        if focused["tag"] == "BODY":
            break
        if not (focused["ringed"] and focused["seen"]):
            lost.append(focused)
    assert lost == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible(visited, scheme):
    _, screen = visited
    screen.emulate_media(color_scheme=scheme)
    screen.reload()
    drawn(screen)
    for summary in screen.locator("summary").all():
        summary.click()
    settled(screen)
    found = violations(screen)
    grave = [each for each in found if each[0] in {"serious", "critical"} or each[1] not in ALLOWED]
    assert grave == []


@of_each_page
def test_reloads_comes_back_and_is_shared(screen, browser, shared, page):
    opened(screen, address(shared, page))
    read, url = steady(screen), screen.url
    screen.reload()
    reads_as(screen, read)
    other = next(each for each in PAGES if each is not page)
    screen.get_by_role("link", name=other.title, exact=True).click()
    expect(screen).to_have_url(address(shared, other, "periode=annee&territoire=59392&base=lieu"))
    expect(screen).to_have_title(re.compile(f"^{other.title} "))
    drawn(screen)
    screen.go_back()
    reads_as(screen, read)
    assert screen.url == url
    with watched(browser) as colleague:
        reads_as(opened(colleague, url), read)


@of_each_page
def test_keyboard_alone_opens_filters_copies_and_reads_the_data(screen, shared, page):
    screen.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(screen, address(shared, next(each for each in PAGES if each is not page), ""))
    tabbed_to(screen, page.title)
    screen.keyboard.press("Enter")
    expect(screen).to_have_title(re.compile(f"^{page.title} "))
    drawn(screen)
    expect(screen.locator("[data-page-title]")).to_be_focused()
    tabbed_to(screen, "Territoire", "Shift+Tab")
    screen.keyboard.type("Hautmont")
    expect(screen.get_by_role("option").first).to_have_text("Hautmont")
    screen.keyboard.press("Enter")
    expect(screen).to_have_url(address(shared, page, "territoire=59291"))
    screen.keyboard.press("Escape")
    tabbed_to(screen, "Copier le lien")
    screen.keyboard.press("Enter")
    expect(screen.get_by_text("Lien copié")).to_be_visible()
    assert screen.evaluate("navigator.clipboard.readText()") == screen.url
    if screen.get_by_text("Voir les données").count():
        tabbed_to(screen, "Voir les données")
        screen.keyboard.press("Enter")
        expect(screen.locator("details[open] table").first).to_be_visible()
