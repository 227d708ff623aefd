"""The page of readers: who sees it, whom it lets in and shuts out, what it says once."""

import re
from datetime import UTC, datetime

import pytest

from dashboard import source
from dashboard.access import recording
from dashboard.ui import reader_form, readers
from data_access.access import invitations, journal
from data_access.access import readers as kept
from data_access.access.admissions import Admission, admit
from tests import installations
from tests.pages.conftest import opened, words
from tests.pages.test_access import at
from tests.pages.test_synthese import ENGLISH

LINK = re.compile(r"http://[\w.:]+/invitation/([\w-]{43})")
MANAGER, ELECTED = "Cheffe de projet", "Élue à l'inclusion"


def known():
    return {each.name: each for each in kept.listed(source.engine())}


def screen(service, sign_in):
    sign_in(service)
    return at(opened(), "lecteurs")


def sent(app, name=ELECTED, role="lecteur", days=30):
    app.text_input(key=reader_form.NAME).set_value(name)
    app.button_group(key=reader_form.ROLE).set_value(role)
    app.number_input(key=reader_form.DAYS_OPEN).set_value(days)
    return app.button(key="lecteur-inviter").click().run()


def answered(app, gesture, name):
    app.button(key=f"{gesture}-{known()[name].id}").click().run()
    return app.button(key="lecteur-oui").click().run()


def told(app):
    """Return the secrets on the screen."""
    return set(LINK.findall(" ".join(block.proto.body for block in app.get("html"))))


def worth(secret):
    return invitations.look(source.engine(), secret, datetime.now(UTC))


def lines():
    """Return what the journal keeps of accesses given and taken back, oldest first."""
    recording.recorder.flush()
    since = datetime(2000, 1, 1, tzinfo=UTC)
    found = reversed(journal.entries(source.engine(), since))
    return [
        (each.kind, each.name, each.role, each.detail)
        for each in found
        if each.kind in {"invitation", "révocation"}
    ]


@pytest.mark.parametrize("role", ["lecteur", "partenaire"])
def test_only_the_manager_sees_it(service, sign_in, presented, role):
    if role == "lecteur":
        sign_in(service, ELECTED, "lecteur")
    else:
        _, secret = installations.link(service)
        presented["inclusion-partage"] = installations.entered(service, secret)
    app = at(opened(), "lecteurs")
    assert "Cette page ne vous est pas ouverte" in words(app)
    for kind in (app.text_input, app.number_input, app.get("download_button")):
        assert len(kind) == 0


def test_somebody_is_invited_and_the_link_is_told_once(service, sign_in):
    app = sent(screen(service, sign_in), role="chef_projet", days=7)
    (secret,) = told(app)
    invited = worth(secret)
    assert (invited.is_valid, invited.name, invited.role, invited.days) == (True, ELECTED, "chef_projet", 7)
    text = words(app)
    for said in (f"« {ELECTED} »", "une seule fois", "2 personnes, dont 1 jamais venue", "Chef de projet"):
        assert said in text.replace("\xa0", " ")
    assert app.text_input(key=reader_form.NAME).value == ""
    assert lines()[-1] == ("invitation", MANAGER, "chef_projet", f"{ELECTED} (chef de projet)")
    assert ENGLISH.findall(text) == []
    assert told(app.button(key="lien-masquer").click().run()) == set()
    assert told(at(opened(), "lecteurs")) == set()


@pytest.mark.parametrize(
    ("name", "sentence"), [("  ", "Donnez un nom"), (MANAGER, "a déjà accès"), ("\u200b", "Donnez un nom")]
)
def test_what_cannot_be_invited_is_said_and_changes_nothing(service, sign_in, name, sentence):
    app = sent(screen(service, sign_in), name)
    assert sentence in words(app)
    assert told(app) == set()
    assert {each.name: each.role for each in known().values()} == {MANAGER: "chef_projet"}


def test_inviting_again_closes_the_former_link_and_keeps_role_and_days(service, sign_in):
    former = installations.invited(service, ELECTED, "lecteur", days=12)
    app = screen(service, sign_in)
    app.button(key=f"again-{known()[ELECTED].id}").click().run()
    assert "lecteur, 12 jours d'accès" in words(app).replace("\xa0", " ")
    app.button(key="lecteur-non").click().run()
    assert worth(former).is_valid, "nothing is done before the answer"
    (secret,) = told(answered(app, "again", ELECTED))
    assert not worth(former).is_valid
    assert (worth(secret).is_valid, worth(secret).role, worth(secret).days) == (True, "lecteur", 12)


def test_an_access_is_taken_back_and_given_again(service, sign_in):
    installations.signed_in(service, ELECTED, "lecteur")
    app = screen(service, sign_in)
    app = answered(app, "withdraw", ELECTED)
    assert f"{ELECTED} : accès retiré, 1 session fermée." in words(app).replace("\xa0", " ")
    assert known()[ELECTED].revoked_at is not None
    assert "1 accès retiré" in [each.label for each in app.expander]
    assert "Retiré le" in words(app)
    assert lines()[-1] == ("révocation", MANAGER, "chef_projet", ELECTED)
    (secret,) = told(answered(app, "again", ELECTED))
    assert worth(secret).is_valid
    assert known()[ELECTED].revoked_at is None


def test_taking_an_access_back_hides_its_link(service, sign_in):
    app = sent(screen(service, sign_in))
    (secret,) = told(app)
    assert told(answered(app, "withdraw", ELECTED)) == set()
    assert not worth(secret).is_valid


def test_nobody_takes_their_own_access_back(service, sign_in):
    installations.invited(service, "Directeur", "chef_projet")
    app = screen(service, sign_in)
    own = known()[MANAGER].id
    assert "C'est votre propre accès" in words(app)
    assert not [each for each in app.button if each.key in {f"withdraw-{own}", f"again-{own}"}]


def test_what_was_done_elsewhere_meanwhile_is_said(service, sign_in):
    installations.invited(service, ELECTED, "lecteur")
    app = screen(service, sign_in)
    app.button(key=f"withdraw-{known()[ELECTED].id}").click().run()
    installations.revoke(service, ELECTED)
    app.button(key="lecteur-oui").click().run()
    assert "déjà retiré" in words(app)


@pytest.mark.parametrize("gesture", ["invite", "ask", "again", "withdraw"])
def test_each_callback_asks_again(service, sign_in, gesture):
    """The manager becomes a reader between the drawing of the screen and the click."""
    installations.invited(service, ELECTED, "lecteur")
    app = screen(service, sign_in)
    if gesture in {"again", "withdraw"}:
        app.button(key=f"{gesture}-{known()[ELECTED].id}").click().run()
    installations.invited(service, "Autre", "chef_projet")
    installations.invited(service, MANAGER, "lecteur")
    before, noted = known(), lines()
    if gesture == "invite":
        sent(app, "Intrus")
    elif gesture == "ask":
        app.button(key=f"withdraw-{before[ELECTED].id}").click().run()
        assert readers.ASKING not in app.session_state
    else:
        app.button(key="lecteur-oui").click().run()
    assert "Cette page ne vous est pas ouverte" in words(app)
    assert known() == before
    assert lines() == noted
    assert told(app) == set()


def test_a_professional_account_is_not_invited_again_while_it_opens(service, sign_in):
    engine, now = source.engine(), datetime.now(UTC)
    admit(engine, Admission("a" * 64, "Camille Dupont", "lecteur", "192.0.2.0/24", "x"), now)
    app = screen(service, sign_in)
    camille = known()["Camille Dupont"].id
    assert "Fournisseur d'identité" in words(app)
    assert [each.key for each in app.button if str(camille) == (each.key or "").rpartition("-")[2]] == [
        f"withdraw-{camille}"
    ]


def test_the_demonstration_says_why_it_invites_nobody(demonstration, presented):
    app = at(opened(), "lecteurs")
    text = words(app)
    assert "une invitation n'ouvrirait rien" in text
    assert "Personne n'est inscrit" in text
    assert len(app.text_input) == 0
    assert not [each for each in app.button if "inviter" in (each.key or "")]
    with pytest.raises(readers.UsageError, match="n'ouvrirait rien"):
        readers.invite(invitations.Wanted("Intrus", "chef_projet"))
    assert known() == {}


def test_the_last_manager_stays(demonstration, presented):
    """Only the demonstration has a manager beside the list: anywhere else the last one is oneself."""
    installations.invited(demonstration, "Chef", "chef_projet")
    app = at(opened(), "lecteurs")
    assert "C'est le dernier chef de projet" in words(app)
    assert not [each for each in app.button if (each.key or "").startswith(("withdraw", "again"))]


def test_an_empty_installation_shows_whoever_prepared_it(empty):
    assert MANAGER in words(at(opened(), "lecteurs"))
