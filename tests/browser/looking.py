"""What the journeys look at: a page once drawn, what spills, what is read aloud, where the focus is."""

import re
from difflib import unified_diff

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

ENGLISH = re.compile(
    r"\b(the|and|of|for|choose|clear|open|close|remove|select|next|previous|help|date range|expand|collapse"
    r"|sidebar|press|enter|required|fullscreen|download|increment|decrement|view|loading|error|dismiss|available)\b",
    re.I,
)
SPILLS = """() => [...document.querySelectorAll('.stMain .stHtml *:not(span, .unseen, .unseen *)')]
    .filter(each => each.getBoundingClientRect().right > innerWidth + 1)
    .filter(each => !each.parentElement.closest('.table'))
    .concat([...document.querySelectorAll('.stMain')].filter(each => each.scrollWidth > each.clientWidth))
    .map(each => each.className || each.tagName)"""
NAMES = """() => [...document.querySelectorAll('*')].flatMap(each =>
    ['aria-label', 'title', 'placeholder', 'aria-valuetext', 'alt'].map(name => each.getAttribute(name)))
    .concat([...document.querySelectorAll('[data-live-announcer]')].map(each => each.innerText))
    .filter(Boolean)"""
HEADINGS = """() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(each => +each.tagName[1])"""
READ = """() => [...document.querySelectorAll('.stMain .stHtml')].map(each => each.innerText).join('\\n')"""
OFFERED = """() => [...document.querySelectorAll('.stMain :is(h1, h2, h3, button, a, summary, input)')]
    .filter(each => each.checkVisibility() && each.getBoundingClientRect().width && !each.closest('nav'))
    .map(each => each.getAttribute('aria-label') || each.innerText.trim()).filter(Boolean)"""
LISTS_DRAWN = """() => [...document.querySelectorAll('[class*=st-key-liste-]')]
    .every(each => each.querySelector('.counted'))"""
FOCUSED = """() => {
    let each = document.activeElement;
    while (each.contentDocument?.activeElement) each = each.contentDocument.activeElement;
    const page = each.ownerDocument, box = each.getBoundingClientRect();
    const around = [];
    for (let node = each; node && around.length < 6; node = node.parentElement) around.push(node);
    const x = Math.min(page.defaultView.innerWidth - 1, box.x + Math.min(box.width / 2, 20));
    return {
        tag: each.tagName,
        html: each.outerHTML.slice(0, 160),
        name: each.getAttribute('aria-label') || each.labels?.[0]?.innerText
            || (each.matches('a, button, summary') ? each.innerText : ''),
        ringed: around.some(node => page.defaultView.getComputedStyle(node).outlineStyle !== 'none'),
        seen: each.matches('path') || [0.5, 0.15, 0.85].some(part => {
            const top = page.elementFromPoint(x, box.y + box.height * part);
            return top && (each.contains(top) || top.contains(each));
        }),
    };
}"""


def opened(page, url):
    """Open an address and wait until its page is drawn."""
    page.goto(url)
    drawn(page)
    return page


def drawn(page):
    expect(page.locator("[data-page-title], .welcome, .message").first).to_be_visible(timeout=40_000)
    expect(page.locator("[data-test-script-state=notRunning]")).to_have_count(1, timeout=40_000)
    page.wait_for_function(LISTS_DRAWN)


def steady(page, question=READ):
    """Return what a page answers once nothing more comes: how it reads, or what it offers."""
    before = None
    for _ in range(40):
        read = page.evaluate(question)
        if read == before:
            return read
        before = read
        page.wait_for_timeout(700)
    raise AssertionError("la page ne cesse de changer")


def reads_as(page, read):
    """Wait until a page reads as expected, to the letter."""
    for _ in range(120):
        if page.evaluate(READ) == read:
            return
        page.wait_for_timeout(250)
    said = page.evaluate(READ)
    changes = list(unified_diff(read.splitlines(), said.splitlines(), lineterm="", n=0))
    assert not changes, "\n".join(changes[:12])


def settled(page):
    """Wait for what a change of size or of theme redraws."""
    page.wait_for_timeout(300)


def violations(page):
    """Return axe's findings: impact, rule, places."""
    found = Axe().run(page).response["violations"]
    return [(each["impact"], each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found]


def english_names(page):
    return [each for each in page.evaluate(NAMES) if ENGLISH.search(each)]


def tabbed_to(page, name, key="Tab", most=60):
    """Press a key until what has the focus bears a name; return how it looks."""
    for _ in range(most):
        page.keyboard.press(key)
        focused = page.evaluate(FOCUSED)
        if name in focused["name"]:
            return focused
    raise AssertionError(f"« {name} » ne s'atteint pas au clavier")
