"""A meeting held at the keyboard, in a real browser: moving, reloading, speaking, reading from afar."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from dashboard import clock
from tests import installations
from tests.browser.looking import opened, tabbed_to, violations

WHOLE = {"width": 1280, "height": 720}
SMALLEST_WORD, SMALLEST_FIGURE = 3.2, 12
NO_FULL_SCREEN = "delete Element.prototype.requestFullscreen"
# Font sizes as they are seen, in hundredths of the window's height, of what the screen shows now.
SEEN = """() => {
    const shown = document.documentElement.dataset.ecran, found = [];
    const foot = document.querySelectorAll('.standing-of, .position');
    const roots = [document.querySelector(`.st-key-ecran-${shown}`), ...foot];
    const isSeen = (each) => each.checkVisibility({ visibilityProperty: true });
    for (const root of roots) {
        const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        for (let node = walk.nextNode(); node; node = walk.nextNode()) {
            const words = node.textContent.trim(), each = node.parentElement;
            if (!words || !isSeen(each) || each.closest('style, .unseen')) continue;
            const style = getComputedStyle(each);
            if (style.fill === 'none' || each.closest('.modebar')) continue;
            const scale = each.ownerSVGElement ? each.getScreenCTM().a : 1;
            const size = 100 * parseFloat(style.fontSize) * scale / innerHeight;
            found.push([words, size, Boolean(each.closest('.big .value, .count'))]);
        }
    }
    return found;
}"""
SPILLS = """() => {
    const screen = document.querySelector(`.st-key-ecran-${document.documentElement.dataset.ecran}`);
    const frame = screen.getBoundingClientRect();
    const spills = (box) => box.bottom > frame.bottom + 1 || box.top < -1 || box.right > innerWidth + 1;
    return [...screen.querySelectorAll('h2, p, li, img, .main-svg')]
        .filter(each => each.checkVisibility({ visibilityProperty: true }))
        .map(each => [each.className.baseVal ?? each.className, each.getBoundingClientRect()])
        .filter(([, box]) => box.width && spills(box))
        .map(([name, box]) => `${name} ${Math.round(box.top)}–${Math.round(box.bottom)}`);
}"""


def position(page):
    return page.locator("[data-position]")


def seated(page, address):
    """Open the meeting mode and wait for its first screen."""
    page.goto(address)
    expect(position(page)).to_contain_text("/", timeout=40_000)
    expect(page.locator("[data-test-script-state=notRunning]")).to_have_count(1, timeout=40_000)
    return int(position(page).inner_text().split("/")[1])


def at(page, screen, total):
    expect(position(page)).to_have_text(f"{screen} / {total}")
    expect(page).to_have_url(re.compile(rf"[?&]ecran={screen}(&|$)"))
    expect(page.locator(f".st-key-ecran-{screen} h2")).to_be_visible()
    expect(page.locator("[class*=st-key-ecran-] h2:visible")).to_have_count(1)


def test_the_keyboard_moves_the_meeting_and_a_reload_keeps_the_place(screen, shared):
    total = seated(screen, f"{shared}/seance")
    at(screen, 1, total)
    for key, place in (
        ("ArrowRight", 2), ("PageDown", 3), ("ArrowDown", 4), ("ArrowLeft", 3), ("PageUp", 2), ("ArrowUp", 1),
        ("ArrowLeft", 1), ("End", total), ("ArrowRight", total), ("Home", 1), ("ArrowRight", 2),
    ):  # fmt: skip
        screen.keyboard.press(key)
        at(screen, place, total)
    screen.reload()
    at(screen, 2, total)
    expect(screen.locator("[data-announced]")).to_contain_text(f"Écran 2 sur {total}")


def test_it_starts_from_any_page_with_its_filters_and_escape_comes_back(screen, shared):
    screen.add_init_script(NO_FULL_SCREEN)
    opened(screen, f"{shared}/budget?territoire=59392")
    tabbed_to(screen, "Mode séance")
    screen.keyboard.press("Enter")
    expect(screen.locator(".st-key-ecran-1")).to_contain_text("Maubeuge, selon la résidence", timeout=40_000)
    for chrome in (".stAppHeader", ".band", ".st-key-filtres", ".account"):
        expect(screen.locator(chrome)).to_be_hidden()
    screen.keyboard.press("ArrowRight")
    screen.keyboard.press("Escape")
    expect(screen).to_have_url(f"{shared}/budget?territoire=59392")
    expect(screen.locator("html")).not_to_have_attribute("data-seance", re.compile(""))


def test_the_first_gesture_fills_the_screen_and_escape_leaves_it_first(screen, shared):
    total = seated(screen, f"{shared}/seance")
    screen.keyboard.press("ArrowRight")
    screen.wait_for_function("document.fullscreenElement !== null")
    screen.keyboard.press("Escape")
    screen.wait_for_function("document.fullscreenElement === null")
    at(screen, 2, total)
    screen.keyboard.press("ArrowRight")
    at(screen, 3, total)
    assert screen.evaluate("document.fullscreenElement === null")


def test_the_presenters_window_goes_in_step_both_ways(screen, shared):
    total = seated(screen, f"{shared}/seance?ecran=4")
    with screen.expect_popup() as popup:
        screen.evaluate("document.querySelector('[data-open-notes]').click()")
    notes = popup.value
    expect(position(notes)).to_have_text(f"4 / {total}", timeout=40_000)
    expect(notes.locator(".st-key-ecran-4")).to_contain_text("Ensuite")
    screen.keyboard.press("ArrowRight")
    expect(position(notes)).to_have_text(f"5 / {total}")
    expect(notes.locator(".st-key-ecran-5").get_by_text("À dire")).to_be_visible()
    notes.bring_to_front()
    notes.keyboard.press("End")
    expect(position(screen)).to_have_text(f"{total} / {total}")
    notes.close()


def test_automatic_advance_runs_shows_and_stops(screen, shared):
    total = seated(screen, f"{shared}/seance?avance=5")
    advance = screen.locator("[data-advance]")
    expect(advance).to_have_attribute("aria-pressed", "true")
    at(screen, 2, total)
    tabbed_to(screen, "Arrêter l'avance (5 s)")
    screen.keyboard.press("Enter")
    expect(advance).to_have_attribute("aria-pressed", "false")
    expect(screen).not_to_have_url(re.compile("avance"))
    place = position(screen).inner_text()
    screen.wait_for_timeout(6000)
    expect(position(screen)).to_have_text(place)


def test_every_screen_is_read_at_six_metres_and_holds_in_the_window(screen, shared):
    screen.set_viewport_size(WHOLE)
    total = seated(screen, f"{shared}/seance")
    screen.wait_for_timeout(2000)
    small, figures, spills = [], [], {}
    for place in range(1, total + 1):
        at(screen, place, total)
        for words, size, is_figure in screen.evaluate(SEEN):
            if is_figure:
                figures.append(size)
            if size < SMALLEST_WORD - 0.05:
                small.append((place, words, round(size, 2)))
        if found := screen.evaluate(SPILLS):
            spills[place] = found
        screen.keyboard.press("ArrowRight")
    assert small == []
    assert len(figures) >= 12
    assert min(figures) >= SMALLEST_FIGURE
    assert spills == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible(screen, shared, scheme):
    screen.emulate_media(color_scheme=scheme)
    seated(screen, f"{shared}/seance")
    for _ in range(6):
        assert [each for each in violations(screen) if each[0] in {"serious", "critical"}] == []
        screen.keyboard.press("ArrowRight")


def test_without_full_screen_and_without_network_the_meeting_goes_on(browser, shared):
    context = browser.new_context(locale="fr-FR", viewport=WHOLE)
    page = context.new_page()
    page.add_init_script(NO_FULL_SCREEN)
    total = seated(page, f"{shared}/seance")
    page.wait_for_timeout(1500)
    context.set_offline(True)
    page.keyboard.press("ArrowRight")
    at(page, 2, total)
    page.keyboard.press("End")
    at(page, total, total)
    context.close()


def test_figures_prepared_for_a_committee_are_those_of_its_meeting(own, screen):
    folder, address = own
    opened(screen, f"{address}/comites")
    screen.get_by_role("button", name="Préparer le comité").click()
    screen.get_by_role("button", name="Figer ces chiffres").click()
    expect(screen.get_by_text("ils ne bougeront plus")).to_be_visible(timeout=40_000)
    screen.get_by_role("link", name="Ouvrir en mode séance").click()
    expect(screen.locator(".standing-of")).to_contain_text("Chiffres figés le", timeout=40_000)
    figure = screen.locator(".slide-chiffre", has=screen.get_by_text("Participations", exact=True)).locator(
        ".value"
    )
    before = figure.inner_text()
    day = clock.today() - timedelta(200)
    late = {"id_atelier": "T1", "date": day, "type": "initiation", "statut": "tenu", "commune_insee": "59392"}
    people = [{"id_atelier": "T1", "id_personne": f"T{each}", "present": "présent"} for each in range(9)]
    installations.bring(folder, {"ateliers": [late], "presences": people}, source="tardif")
    screen.wait_for_timeout(4000)
    assert figure.inner_text() == before
    screen.goto(f"{address}/seance?ecran=1")
    expect(figure).not_to_have_text(before, timeout=40_000)
