"""Coming in, being shut out, leaving: in a real browser, on a real process."""

import re
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests import installations
from tests.browser import looking
from tests.browser.conftest import free_port, serving, sign_in, watched
from tests.browser.looking import drawn, english_names, settled, tabbed_to, violations
from tests.identity_provider.running import choose, running, trust

PAGES = sorted(path.stem for path in (Path(__file__).parents[2] / "pages").glob("[a-z]*.py"))
LINK = re.compile(r"http://\S+/invitation/[\w-]{43}")


def verdict(page):
    return page.locator(".verdict")


def test_two_commands_are_enough_to_come_in(screen, tmp_path):
    folder = installations.empty(tmp_path)
    with serving(folder) as address:
        screen.goto(f"{address}/ateliers")
        expect(screen.get_by_role("heading", name="Se connecter")).to_be_visible()
        link = LINK.search((folder / "journal.txt").read_text())[0]
        screen.get_by_label("Lien reçu du chef de projet").fill(link)
        screen.get_by_role("button", name="Ouvrir l'invitation").click()
        screen.get_by_role("button", name="Ouvrir le tableau de bord").click()
        expect(screen).to_have_url(f"{address}/ateliers")
        expect(screen.get_by_role("heading", name="Trois étapes pour commencer")).to_be_visible()
        expect(screen.locator(".account")).to_contain_text("Chef de projet")
        screen.goto("about:blank")


def test_an_open_screen_shuts_when_access_is_taken_away(service, screen):
    folder, address = service
    frames = []
    screen.on("websocket", lambda socket: socket.on("framereceived", lambda data: frames.append(data)))
    sign_in(screen, folder, address)
    screen.goto(f"{address}/?territoire=59392")
    expect(verdict(screen)).to_be_visible(timeout=20_000)
    installations.revoke(folder)
    expect(screen.get_by_role("heading", name="Connectez-vous pour continuer")).to_be_visible(timeout=10_000)
    expect(verdict(screen)).to_have_count(0)
    expect(screen.locator(".account, .band, .pillars")).to_have_count(0)
    frames.clear()
    screen.wait_for_timeout(3000)
    assert not any("Maubeuge" in str(frame) for frame in frames)
    screen.get_by_role("link", name="Se connecter").click()
    expect(screen).to_have_url(re.compile(r"/connexion\?retour=%2F%3Fterritoire%3D59392$"))


def test_a_reader_sees_no_list_and_a_manager_sees_it(service, screen):
    folder, address = service
    sign_in(screen, folder, address, "Élue", "lecteur")
    screen.goto(f"{address}/ateliers")
    expect(screen.get_by_text("Les listes ligne à ligne sont réservées")).to_be_visible(timeout=20_000)
    expect(screen.locator(".list")).to_have_count(0)
    expect(screen.get_by_role("link", name="Journal")).to_have_count(0)
    screen.goto(f"{address}/journal")
    expect(screen.get_by_role("heading", name="Cette page ne vous est pas ouverte")).to_be_visible(
        timeout=20_000
    )
    expect(screen.get_by_role("button", name="Se déconnecter")).to_be_visible()
    installations.invited(folder, "Élue", "chef_projet")
    screen.goto(f"{address}/ateliers")
    expect(screen.locator(".list")).to_be_visible(timeout=20_000)


def test_a_reader_is_invited_comes_in_and_is_shut_out_from_the_screen(service, screen, browser):
    """The manager's screen gives the link; another browser uses it, and closes when the manager says so."""
    folder, address = service
    sign_in(screen, folder, address)
    screen.goto(address)
    screen.get_by_role("link", name="Lecteurs").click()
    expect(screen.locator(".card").first).to_be_visible()
    drawn(screen)
    screen.get_by_text("Inviter quelqu'un").click()
    screen.get_by_label("Nom de la personne").fill("Élue à l'inclusion")
    screen.get_by_role("button", name="Créer l'invitation").click()
    link = screen.locator(".made-link code").inner_text()
    assert LINK.fullmatch(link)
    screen.context.grant_permissions(["clipboard-read", "clipboard-write"])
    screen.get_by_role("button", name="Copier le lien").click()
    expect(screen.get_by_text("Lien copié")).to_be_visible()
    assert screen.evaluate("navigator.clipboard.readText()") == link
    card = screen.locator("[class*=st-key-lecteur-]").filter(has=screen.get_by_role("heading", name="Élue"))
    expect(card.locator(".mark")).to_have_text("Invité")
    screen.get_by_role("button", name="le masquer").click()
    expect(screen.locator(".made-link")).to_have_count(0)
    assert link not in screen.content()
    with watched(browser) as other:
        other.goto(link)
        other.get_by_role("button", name="Ouvrir le tableau de bord").click()
        expect(other.locator(".account")).to_contain_text("Élue à l'inclusion")
        expect(other.locator(".account")).to_contain_text("Lecteur")
        expect(other.get_by_role("link", name="Lecteurs")).to_have_count(0)
        expect(verdict(other)).to_be_visible()
        screen.reload()
        expect(card.locator(".mark")).to_contain_text("Vu le")
        card.get_by_role("button", name="Retirer l'accès…").click()
        card.get_by_role("button", name="Retirer l'accès", exact=True).click()
        expect(screen.get_by_text("accès retiré, 1 session fermée.")).to_be_visible()
        closed = other.get_by_role("heading", name="Connectez-vous pour continuer")
        expect(closed).to_be_visible(timeout=10_000)
        expect(verdict(other)).to_have_count(0)
    screen.goto(f"{address}/journal")
    for said in ("révocation", "invitation"):
        line = screen.locator(".list tr", has_text=said).filter(has_text="Cheffe de projet")
        expect(line.first).to_contain_text("Élue à l'inclusion", timeout=20_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_of_readers_is_accessible(service, browser, scheme):
    folder, address = service
    installations.invited(folder, "Élue à l'inclusion", "lecteur")
    installations.signed_in(folder, "Ancienne élue", "lecteur")
    installations.revoke(folder, "Ancienne élue")
    with watched(browser, color_scheme=scheme) as screen:
        sign_in(screen, folder, address)
        screen.goto(f"{address}/lecteurs")
        expect(screen.locator(".card").first).to_be_visible()
        drawn(screen)
        screen.get_by_text("Inviter quelqu'un").click()
        screen.get_by_label("Nom de la personne").fill("Maire")
        screen.get_by_role("button", name="Créer l'invitation").click()
        expect(screen.locator(".made-link")).to_be_visible()
        screen.get_by_text("1 accès retiré").click()
        screen.get_by_role("button", name="Retirer l'accès…").first.click()
        expect(screen.locator(".question")).to_be_visible()
        settled(screen)
        assert english_names(screen) == []
        levels = screen.evaluate(looking.HEADINGS)
        assert (levels[0], max(after - before for before, after in pairwise(levels))) == (1, 1)
        for width in (1280, 390, 320):
            screen.set_viewport_size({"width": width, "height": 800})
            settled(screen)
            assert screen.evaluate(looking.SPILLS) == [], width
            assert violations(screen) == []


def test_the_keyboard_alone_invites_and_shuts_out(service, screen):
    """Out goes whom the first start invited; the link just made for somebody else stays."""
    folder, address = service
    sign_in(screen, folder, address)
    screen.goto(f"{address}/lecteurs")
    expect(screen.locator(".card").first).to_be_visible()
    drawn(screen)
    tabbed_to(screen, "Inviter quelqu'un")
    screen.keyboard.press("Enter")
    tabbed_to(screen, "Nom de la personne")
    screen.keyboard.type("Élue")
    tabbed_to(screen, "Créer l'invitation")
    screen.keyboard.press("Enter")
    expect(screen.locator(".made-link")).to_contain_text("Élue")
    tabbed_to(screen, "Retirer l'accès…")
    screen.keyboard.press("Enter")
    expect(screen.locator(".question")).to_be_visible()
    tabbed_to(screen, "Retirer l'accès")
    screen.keyboard.press("Enter")
    expect(screen.get_by_text("Chef de projet : accès retiré.")).to_be_visible()
    expect(screen.locator(".made-link")).to_be_visible()


def test_leaving_by_the_button(service, screen):
    folder, address = service
    sign_in(screen, folder, address)
    screen.goto(address)
    expect(screen.locator(".account")).to_contain_text("Cheffe de projet", timeout=20_000)
    screen.get_by_role("button", name="Se déconnecter").click()
    expect(screen.get_by_role("heading", name="Vous êtes déconnecté")).to_be_visible()
    screen.goto(address)
    expect(screen.get_by_role("heading", name="Se connecter")).to_be_visible()


def test_every_session_is_closed_from_the_privacy_page(service, screen, browser):
    """A second browser of the same reader shuts by itself, on the page it had open."""
    folder, address = service
    sign_in(screen, folder, address)
    with watched(browser) as other:
        sign_in(other, folder, address)
        other.goto(f"{address}/methode")
        expect(other.locator(".account")).to_be_visible()
        screen.goto(address)
        screen.get_by_role("link", name="Données et confidentialité").click()
        screen.get_by_role("button", name="Fermer toutes mes sessions").click()
        expect(screen.get_by_role("heading", name="Vous êtes déconnecté partout")).to_be_visible()
        expect(other.get_by_role("heading", name="Connectez-vous pour continuer")).to_be_visible()


def test_a_professional_account_leads_back_to_the_page_and_its_filters(service_template, screen, tmp_path):
    """From an unknown visitor's address to the provider, back to that very page, and out of both."""
    folder, port = shutil.copytree(service_template, tmp_path / "donnees"), free_port()
    site = f"http://127.0.0.1:{port}"
    with running(site) as provider:
        trust(folder, provider)
        choose(provider, "elue")
        with serving(folder, port):
            asked = []
            screen.on("request", lambda request: asked.append(request.url))
            screen.goto(f"{site}/ateliers?territoire=59392")
            screen.get_by_role("link", name="Continuer avec ProConnect").click()
            expect(screen).to_have_url(f"{site}/ateliers?territoire=59392")
            expect(screen.locator(".account")).to_contain_text("Camille Dupont")
            expect(screen.locator(".account")).to_contain_text("Lecteur")
            expect(screen.get_by_text("Maubeuge").first).to_be_visible()
            assert any(url.startswith(f"{provider}/authorize?") for url in asked)
            screen.get_by_role("button", name="Se déconnecter").click()
            expect(screen).to_have_url(re.compile(rf"^{site}/oidc/fin\?state="))
            expect(screen.get_by_role("heading", name="Vous êtes déconnecté")).to_be_visible()
            assert any(url.startswith(f"{provider}/session/end?") for url in asked)
            assert screen.context.cookies(site) == [
                each for each in screen.context.cookies(site) if not each["name"].startswith("inclusion")
            ]
            screen.goto(f"{site}/ateliers")
            expect(screen.get_by_role("heading", name="Se connecter")).to_be_visible()


def test_the_demonstration_tries_each_role(screen, shared):
    screen.goto(f"{shared}/ateliers?territoire=59392")
    expect(screen.locator(".list")).to_be_visible(timeout=20_000)
    screen.get_by_role("button", name="Lecteur").click()
    expect(screen.get_by_text("Les listes ligne à ligne sont réservées")).to_be_visible(timeout=20_000)
    expect(screen).to_have_url(f"{shared}/ateliers?territoire=59392")
    expect(screen.get_by_role("button", name="Lecteur")).to_have_attribute("aria-current", "true")


@pytest.mark.parametrize("name", PAGES)
def test_no_page_breaks_the_policy_of_scripts(screen, shared, name):
    """The screen fixture fails on any refusal by the browser: they are console errors."""
    policies = []
    screen.on(
        "response",
        lambda answer: (
            policies.append(answer.headers["content-security-policy"])
            if answer.request.resource_type == "document" and "/component/" not in answer.url
            else None
        ),
    )
    screen.goto(f"{shared}/{name if name != 'synthese' else ''}")
    expect(screen.locator("h1").first).to_be_visible(timeout=20_000)
    screen.wait_for_timeout(3000)
    assert policies
    for policy in policies:
        scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
        assert "unsafe" not in scripts


def test_what_the_journal_keeps_can_be_read(service, screen):
    folder, address = service
    sign_in(screen, folder, address)
    screen.goto(f"{address}/ateliers?territoire=59392")
    expect(screen.locator(".list")).to_be_visible(timeout=20_000)
    with screen.expect_download():
        screen.get_by_role("button", name="Télécharger la liste (CSV)").click()
    screen.goto(f"{address}/journal")
    for said in ("ouverture", "export", "connexion"):
        expect(screen.locator(".list").get_by_text(said, exact=True).first).to_be_visible(timeout=20_000)
    screen.locator(".list tbody button").first.click()
    expect(screen.get_by_role("dialog")).to_contain_text("Événement")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_doors_are_accessible(service, screen, scheme, width):
    folder, address = service
    screen.emulate_media(color_scheme=scheme)
    screen.set_viewport_size({"width": width, "height": 800})
    for path in ("/connexion", f"/invitation/{installations.invited(folder)}"):
        screen.goto(address + path)
        found = Axe().run(screen).response["violations"]
        assert [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found] == []
        assert screen.evaluate("document.documentElement.scrollWidth <= innerWidth")
    sign_in(screen, folder, address)
    screen.goto(f"{address}/confidentialite")
    screen.get_by_role("button", name="Fermer toutes mes sessions").click()
    expect(screen.get_by_role("heading", name="Vous êtes déconnecté partout")).to_be_visible()
    found = Axe().run(screen).response["violations"]
    assert [each["id"] for each in found] == []
