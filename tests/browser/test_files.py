"""From any page to the file in two clicks, and from a number of the file to its permanent address."""

import json
import os
import re
import subprocess
import time

import pytest
from playwright.sync_api import expect
from pptx import Presentation

from dashboard import clock
from dashboard.committee import freezing
from dashboard.files import to_team
from dashboard.indicators import BY_KEY
from dashboard.selection import Selection
from dashboard.wording import quantity
from data_access import facts as facts_of
from data_access import installation, settings
from data_access.committees import snapshots
from tests import installations
from tests.browser.conftest import COMMAND
from tests.browser.looking import opened

FIRST = ("beneficiaires", "participations", "foyers_equipes", "reste_a_engager")
SECONDS = 12
"""What a busy machine may take for the first file of a process, libraries included."""


def spaced(text):
    return re.sub(r"\s+", " ", text)


def told(folder):
    """Return what `inclusion kpis` says of every indicator."""
    environment = {**os.environ, **installations.environment(folder)}
    found = subprocess.run(
        [COMMAND, "kpis", "--json"], env=environment, cwd=folder, capture_output=True, check=True
    )
    return {key: each["valeur"] for key, each in json.loads(found.stdout)["indicateurs"].items()}


def cards(path):
    """Return the value of each figure's card by its label."""
    shapes = [shape for slide in Presentation(path).slides for shape in slide.shapes if shape.has_text_frame]
    return {
        shape.name: spaced(shape.text_frame.paragraphs[1].text)
        for shape in shapes
        if len(shape.text_frame.paragraphs) > 2
    }


def downloaded(screen, click, path):
    with screen.expect_download(timeout=60_000) as arriving:
        click.click()
    assert arriving.value.failure() is None
    arriving.value.save_as(path)
    return arriving.value.suggested_filename


def test_two_clicks_and_the_slides_are_there(screen, own, tmp_path):
    folder, address = own
    opened(screen, f"{address}/")
    screen.get_by_role("button", name="Exporter").click()
    drawer = screen.get_by_role("dialog")
    started = time.monotonic()
    name = downloaded(screen, drawer.get_by_role("button", name="Diaporama"), tmp_path / "deck.pptx")
    assert time.monotonic() - started < SECONDS
    assert name == f"point-d-etape-{clock.today().isoformat()}.pptx"
    values, shown = told(folder), cards(tmp_path / "deck.pptx")
    for key in FIRST:
        assert spaced(quantity(BY_KEY[key], values[key])).startswith(shown[BY_KEY[key].label])
    expect(drawer.locator("[data-testid=stDownloadButtonError]")).to_have_count(0)


@pytest.fixture
def committee(own):
    """Freeze the figures of the next committee; return its id."""
    folder, _ = own
    current = settings.load(installations.environment(folder))
    engine, today = installation.open_ready(current), clock.today()
    facts = facts_of.read(engine)
    told_to, selection = to_team(facts, Selection(facts.plan.started_on, today))
    content = freezing.content(told_to, selection, today)
    kept = snapshots.freeze(engine, current.secret, max(facts.committees["date"]), content, facts.revision)
    engine.dispose()
    return kept.meeting_id


def test_a_quoted_figure_is_the_one_of_the_file(screen, own, committee, tmp_path):
    _, address = own
    opened(screen, f"{address}/comites?comite={committee}")
    name = downloaded(screen, screen.get_by_role("button", name="Diaporama figé"), tmp_path / "fige.pptx")
    assert name.endswith("-fige-v1.pptx")
    shown = cards(tmp_path / "fige.pptx")
    link = screen.get_by_role("link", name=BY_KEY["participations"].label, exact=True)
    screen.goto(f"{address}/{link.get_attribute('href')}")
    quoted = screen.locator(".quoted .figure").first
    expect(quoted).to_be_visible(timeout=40_000)
    assert spaced(quoted.inner_text()).startswith(shown[BY_KEY["participations"].label])
