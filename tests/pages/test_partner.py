"""Every page for a partner: calm, truthful, nothing from outside the perimeter in what the browser gets."""

import html
import re
from dataclasses import dataclass
from datetime import date

import pytest
from google.protobuf.json_format import MessageToJson

from dashboard import clock
from dashboard.access import Reader, Role
from dashboard.access.reader import OUTSIDE_THRESHOLD, Scope
from dashboard.indicators import BY_KEY
from dashboard.measuring import latest
from dashboard.screens import SCREENS
from dashboard.selection import Selection
from dashboard.ui import identity
from dashboard.wording import day
from data_access import facts as facts_of
from data_access import installation, settings
from tests import installations
from tests.dashboard.scoped import seen_by
from tests.pages.conftest import opened_page, words

QPV, COMMUNE, OTHER, LATE = "QN05915M", "59392", "59033", "QN05912M"
LOCK = date(2026, 2, 1), date(2026, 6, 30)
CONTINUOUS = None, None
EVERYWHERE = "*"
PAGES = [screen.name for screen in SCREENS]
SHARES = {
    "un quartier": ({QPV}, CONTINUOUS),
    "un quartier, période figée": ({QPV}, LOCK),
    "une commune": ({COMMUNE}, CONTINUOUS),
    "une commune, période figée": ({COMMUNE}, LOCK),
    "deux territoires": ({OTHER, QPV}, CONTINUOUS),
    "deux territoires, période figée": ({OTHER, QPV}, LOCK),
    "une commune sans quartier ni atelier": ({"59617"}, CONTINUOUS),
    "tout": ({EVERYWHERE}, CONTINUOUS),
    "tout, période figée": ({EVERYWHERE}, LOCK),
}
BROKEN = re.compile(r"\b(None|nan|null|inf|Mask|Figure)\b|Traceback")
BELOW_ALL = re.compile(r"appareils prêts en stock 0\b|0 appareil prêt", re.IGNORECASE)


@dataclass(frozen=True)
class Shared:
    """A shared view: what the plan holds, what the partner's facts hold."""

    whole: object
    seen: object


@pytest.fixture(scope="module")
def whole(demonstration_template):
    engine = installation.open_ready(settings.load(installations.environment(demonstration_template)))
    facts = facts_of.read(engine)
    engine.dispose()
    return facts


@pytest.fixture(params=SHARES.values(), ids=SHARES)
def shared(request, demonstration, whole, monkeypatch):
    """Make the reader a partner."""
    territories, lock = request.param
    codes = frozenset(whole.territory.communes if EVERYWHERE in territories else territories)
    enter(monkeypatch, codes, lock)
    return Shared(whole, seen_by(whole, codes, clock.today(), *lock))


def enter(monkeypatch, codes, lock):
    """Make the reader a partner whose link opens some areas."""
    scope = Scope(frozenset(codes), frozenset(PAGES), *lock, 1)
    reader = Reader(Role.PARTNER, "Partenaire", scope=scope, threshold=OUTSIDE_THRESHOLD)
    monkeypatch.setattr(identity, "current", lambda: reader)


def sent(node):
    """Yield everything that the browser is sent."""
    if getattr(node, "proto", None) is not None:
        yield MessageToJson(node.proto, ensure_ascii=False)
    for child in getattr(node, "children", {}).values():
        yield from sent(child)


def names_of_elsewhere(shared):
    """Return what would tell of another area: codes, names, places, keys of rows."""
    whole, seen = shared.whole, shared.seen
    said, areas = whole.plan.title + whole.plan.territory_name, (whole.territory, seen.territory)
    known, own = ({**each.communes, **each.qpvs, **each.former_qpvs} for each in areas)
    labels = {each.name for each in own.values()}
    found = {code for code in known if code not in own}
    found |= {each.name for each in known.values() if each.name not in labels and each.name not in said}
    for frame, column in (("places", "name"), ("places", "key"), ("stops", "key"), ("budget", "key")):
        found |= set(whole.frame(frame)[column].drop_nulls()) - set(seen.frame(frame)[column].drop_nulls())
    found |= set(whole.workshops["key"]) - set(seen.workshops["key"])
    return found | set(whole.devices["key"])


def told_of_elsewhere(app, shared):
    """Return the names of elsewhere that the browser gets, however it is escaped, inside names of here."""
    text = re.sub(r"\\+u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), "\n".join(sent(app._tree)))
    text = html.unescape(text).replace("\\", "")
    for area in (*shared.seen.territory.communes.values(), *shared.seen.territory.qpvs.values()):
        text = text.replace(area.name, "").replace(area.name.partition(" - ")[0], "")
    return [
        name
        for name in names_of_elsewhere(shared)
        if name in text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    ]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_and_tells_nothing_of_elsewhere(shared, page):
    app = opened_page(page)
    said = words(app)
    assert not BROKEN.search(said)
    assert not BELOW_ALL.search(said) or not shared.seen.perimeter
    assert len(said) > 200
    assert told_of_elsewhere(app, shared) == []


def test_every_sheet_opens_and_tells_nothing_of_elsewhere(shared):
    for code in sorted(shared.seen.territory.codes)[:3]:
        app = opened_page("quartiers", fiche=code)
        assert not BROKEN.search(words(app))
        assert told_of_elsewhere(app, shared) == []


def test_the_search_finds_what_the_team_is_sent(demonstration, whole):
    seen = seen_by(whole, {QPV}, clock.today())
    found = told_of_elsewhere(opened_page("quartiers"), Shared(whole, seen))
    assert {COMMUNE, OTHER, "Hautmont"} & set(found) or len(found) > 10


def test_a_continuous_link_says_up_to_which_day_a_figure_counts(demonstration, whole, monkeypatch):
    enter(monkeypatch, {LATE}, CONTINUOUS)
    seen = seen_by(whole, {LATE}, clock.today())
    told = latest(BY_KEY["beneficiaires"], seen, Selection(*seen.window.period(0, seen.window.steps)))
    assert told.as_of
    for page in ("synthese", "ateliers"):
        said = words(opened_page(page)).replace("\u00a0", " ")
        assert f"au {day(told.as_of)}".replace("\u00a0", " ") in said


def test_a_period_of_whole_months_is_called_so(demonstration, monkeypatch):
    enter(monkeypatch, {COMMUNE}, CONTINUOUS)
    options = opened_page("synthese").selectbox(key="periode").options
    assert "Depuis le dernier comité" not in options


@pytest.mark.parametrize(("codes", "is_said"), [({QPV}, True), ({EVERYWHERE}, False)])
def test_coverage_says_that_points_next_door_do_not_count(demonstration, whole, monkeypatch, codes, is_said):
    enter(monkeypatch, whole.territory.communes if EVERYWHERE in codes else codes, CONTINUOUS)
    assert ("voisins, même proches" in words(opened_page("couverture"))) == is_said


def test_the_map_is_read_in_tables_too(demonstration, monkeypatch):
    enter(monkeypatch, {QPV}, CONTINUOUS)
    app = opened_page("couverture", indicateur="participations", echelle="qpv")
    assert "Les listes ligne à ligne" not in words(app)
    for key in ("territoires-couverture", "points-de-service"):
        assert app.text_input(key=f"recherche-{key}").label == "Rechercher"
