"""A view shared with a partner, from the manager's screen to the partner's network, byte by byte."""

import html
import json
import re
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard import clock
from dashboard.indicators import BY_KEY
from dashboard.measuring import measure
from dashboard.screens import SHAREABLE
from dashboard.selection import Selection
from data_access import facts as facts_of
from data_access import installation, settings
from tests import elsewhere, installations
from tests.browser import looking
from tests.browser.conftest import sign_in, watched
from tests.browser.looking import english_names, settled, violations

QPV = "QN05915M"
COUNTED = ("participations", "beneficiaires", "budget_notifie", "budget_paye", "heures_ateliers")
INDEXES = re.compile(r"[\u202f\u00a0 ]")
PHRASE = "un été à la Sambre"


@dataclass
class Log:
    """All that a browser was sent: documents, JSON, files, frames of the socket."""

    texts: list[str] = field(default_factory=list)
    frames: list[bytes] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def listen(self, page):
        page.on("response", self._keep)
        page.on("request", lambda request: self.asked.append(f"{request.url} {request.headers}"))
        page.on("websocket", lambda socket: socket.on("framereceived", self._frame))

    def _frame(self, data):
        self.frames.append(data if isinstance(data, bytes) else data.encode())

    def _keep(self, answer):
        kind = answer.headers.get("content-type", "")
        is_ours = "/static/" not in answer.url and not answer.url.endswith((".js", ".css"))
        if is_ours and answer.status == 200 and kind.startswith(("text/", "application/json")):
            self.texts.append(answer.text())

    def everything(self):
        """Return it as text: frames decoded, escapes undone, what Arrow and protobuf keep plain left so."""
        messages = [str(ForwardMsg.FromString(each)) for each in self.frames]
        raw = [each.decode("utf-8", "replace") for each in self.frames]
        text = "\n".join([*self.texts, *raw, *messages])
        text += re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
        return INDEXES.sub(" ", html.unescape(text))


def whole(folder):
    engine = installation.open_ready(settings.load(installations.environment(folder)))
    found = facts_of.read(engine)
    engine.dispose()
    return found


def totals(facts):
    """Return the plan's whole figures, written as a screen and as JSON write them; only telling ones."""
    today = clock.today()
    chosen = Selection(facts.plan.started_on, today.replace(day=1))
    for key in COUNTED:
        value = measure(BY_KEY[key], facts, chosen).value
        if value and value >= 1000:
            yield f"{int(value):,}".replace(",", " ")
            yield f'"value":{int(value)}'


def make_on_screen(manager, address, area):
    """Make a link by the form, with the keyboard for what is chosen; return its address."""
    manager.goto(f"{address}/partages")
    manager.get_by_label("Nom du partage").fill("Centre social")
    manager.keyboard.press("Tab")
    manager.locator(".st-key-partage-perimetre input").click()
    manager.keyboard.type(area)
    manager.keyboard.press("Enter")
    expect(manager.locator(".st-key-partage-perimetre [data-tag]")).to_have_count(1)
    manager.keyboard.press("Escape")
    for title in ("Ateliers", "Équipement", "Budget", "Couverture", "Quartiers", "Méthode"):
        manager.locator(".st-key-partage-pages input").click()
        manager.keyboard.type(title)
        manager.keyboard.press("Enter")
        expect(manager.locator(".st-key-partage-pages [data-tag]").filter(has_text=title)).to_be_visible()
        manager.keyboard.press("Escape")
    manager.get_by_role("button", name="Créer le lien").click()
    told = manager.locator(".share-address code")
    expect(told).to_be_visible()
    return told.inner_text()


def untold(said, facts):
    """Return the plan's whole figures that a text tells."""
    return [each for each in totals(facts) if re.search(rf"(?<!\d)(?<!\d ){re.escape(each)}(?!\d)", said)]


def test_the_search_finds_what_a_view_without_a_perimeter_would_send(service_template):
    facts = whole(service_template)
    name = facts.territory.communes["59033"].name
    for told in (f"de 3 à 4 ({name})", '{"code":"59033"}', "x=QN05918M&", "zone QN05918M."):
        assert elsewhere.found(told, facts, {QPV}) != [], told
    assert elsewhere.found(f"{facts.territory.qpvs[QPV].name} {QPV} 159033 5903", facts, {QPV}) == []
    assert list(totals(facts))
    assert all(untold(f"Participations : {figure}.", facts) for figure in totals(facts))


def test_a_view_is_shared_seen_and_closed(service, browser, screen):
    folder, address = service
    facts = whole(folder)
    sign_in(screen, folder, address)
    link = make_on_screen(screen, address, facts.territory.qpvs[QPV].name)
    secret = link.rpartition("/")[2]
    log = Log()
    with watched(browser) as partner:
        log.listen(partner)
        partner.goto(link)
        expect(partner).to_have_url(f"{address}/")
        expect(partner.locator(".shared")).to_contain_text("en lecture seule")
        expect(partner.locator(".pillars")).to_be_visible()
        expect(partner.get_by_role("link", name="Partages")).to_have_count(0)
        expect(partner.get_by_role("link", name="Journal")).to_have_count(0)
        expect(partner.get_by_role("button", name="Vues")).to_have_count(0)
        others = sorted(facts.territory.communes.keys() - {"59392"})[:2]
        for name in SHAREABLE:
            partner.goto(f"{address}/{'' if name == 'synthese' else name}?territoire=59392&periode=annee")
            expect(partner.locator(".foot")).to_be_visible()
            partner.wait_for_timeout(1500)
        partner.goto(f"{address}/quartiers?fiche={others[0]}")
        expect(partner.get_by_role("heading", name="ne vous est pas ouverte")).to_be_visible()
        partner.goto(f"{address}/ateliers")
        with partner.expect_download() as taken:
            partner.locator("summary", has_text="Voir les données").first.click()
            partner.get_by_role("button", name="Télécharger (CSV)").first.click()
        log.texts.append(Path(taken.value.path()).read_text("utf-8-sig"))
        settled(partner)
        assert [each for each in log.asked if secret in each and not each.startswith(link)] == []

        screen.get_by_role("button", name="le masquer").click()
        screen.get_by_role("button", name="Révoquer…").click()
        screen.get_by_role("button", name="Révoquer le lien").click()
        closed = partner.get_by_role("heading", name="Cette vue partagée n'est plus ouverte")
        expect(closed).to_be_visible(timeout=10_000)
        expect(partner.locator(".page-head, .shared, .exhibit, .st-key-filtres")).to_have_count(0)
        partner.get_by_role("button", name="Quitter cette vue").click()
        expect(partner.get_by_role("heading", name="Vous avez quitté la vue partagée")).to_be_visible()

    said = log.everything()
    assert len(log.frames) > 50
    assert facts.territory.qpvs[QPV].name in said, "the log holds what the partner saw"
    asked = {"59392", *others}  # written by the partner in the address, so sent back
    assert "arrow_" not in said, "columns of texts, run together, would need another search"
    assert elsewhere.found(said, facts, {QPV}, asked) == []
    assert untold(said, facts) == []


def test_a_paused_view_comes_back_on_the_same_screen(service, screen):
    folder, address = service
    identifier, secret = installations.link(folder, pages=("ateliers",), phrase=PHRASE)
    screen.goto(f"{address}/partage/{secret}")
    expect(screen).to_have_url(f"{address}/partage")
    screen.get_by_label("Phrase de passe").fill(PHRASE)
    screen.keyboard.press("Enter")
    expect(screen).to_have_url(f"{address}/ateliers")
    expect(screen.locator(".page-head")).to_be_visible()
    installations.on_link(folder, "pause", identifier)
    closed = screen.get_by_role("heading", name="Cette vue partagée n'est plus ouverte")
    expect(closed).to_be_visible(timeout=10_000)
    installations.on_link(folder, "resume", identifier)
    screen.reload()
    expect(screen.locator(".page-head")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible(own, browser, scheme):
    folder, address = own
    identifier, _ = installations.link(folder)
    installations.link(folder, label="Bailleur", phrase=PHRASE, origins=("https://www.exemple.fr",))
    installations.on_link(folder, "pause", identifier)
    with watched(browser, color_scheme=scheme) as screen:
        screen.goto(f"{address}/partages")
        expect(screen.locator(".shared-link")).to_have_count(2)
        screen.get_by_text("Créer un lien de partage").click()
        expect(screen.get_by_label("Nom du partage")).to_be_visible()
        screen.get_by_role("button", name="Révoquer…").first.click()
        expect(screen.locator(".question")).to_be_visible()
        settled(screen)
        assert english_names(screen) == []
        for width in (1280, 390, 320):
            screen.set_viewport_size({"width": width, "height": 800})
            settled(screen)
            assert screen.evaluate(looking.SPILLS) == [], width
            assert violations(screen) == []


def test_a_link_is_paused_with_the_keyboard(own, screen):
    folder, address = own
    installations.link(folder)
    screen.goto(f"{address}/partages")
    pause = screen.get_by_role("button", name="Suspendre")
    expect(pause).to_be_visible()
    for _ in range(60):
        screen.keyboard.press("Tab")
        if pause.evaluate("each => each === document.activeElement"):
            break
    screen.keyboard.press("Enter")
    expect(screen.locator(".shared-link .mark")).to_have_text("Suspendu")
    expect(screen.get_by_text("Centre social : lien suspendu.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_doors_of_a_view_are_accessible(service, screen, scheme):
    folder, address = service
    screen.emulate_media(color_scheme=scheme)
    _, secret = installations.link(folder, phrase=PHRASE)
    screen.goto(f"{address}/partage/{secret}")
    assert violations(screen) == []
    assert screen.evaluate("document.documentElement.scrollWidth <= innerWidth")


@contextmanager
def site(address):
    """Serve, under an origin of its own, a page that frames a view; yield that origin."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            body = f'<!DOCTYPE html><title>Site</title><iframe src="{address}" width=900 height=700></iframe>'
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_only_the_site_that_a_link_names_shows_it(service, browser):
    """Other ports of one machine are other origins of one site: cookies go there, frames ask."""
    folder, address = service
    identifier, secret = installations.link(folder, pages=("synthese",))
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    with site(f"{address}/?embed=true") as named, site(f"{address}/?embed=true") as other:
        with closing(sqlite3.connect(folder / "inclusion.db")) as database, database:
            database.execute(  # sites are over TLS, which a test on this machine is not
                "UPDATE shared_link SET origins = ? WHERE id = ?", (json.dumps([named]), identifier)
            )
        page.goto(f"{address}/partage/{secret}")
        expect(page.locator(".shared")).to_be_visible()
        page.goto(named)
        framed = page.frame_locator("iframe")
        expect(framed.locator(".shared")).to_contain_text("Centre social")
        refused = []
        page.on("console", lambda message: refused.append(message.text))
        page.goto(other)
        page.wait_for_timeout(2000)
        expect(page.frame_locator("iframe").locator(".shared")).to_have_count(0)
        assert any("frame-ancestors" in each for each in refused)
    context.close()
