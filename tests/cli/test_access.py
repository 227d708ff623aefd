"""Giving and taking access from the command line."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from data_access import installation, settings
from data_access.access import invitations, readers, shares
from data_access.access.shared_view import SharedView
from data_access.access.shares import Author

LINK = re.compile(r"^(http\S+)/invitation/([\w-]{43})$", re.MULTILINE)


@pytest.fixture
def served(monkeypatch):
    """Return where `serve` would have listened, instead of listening."""
    where = []
    monkeypatch.setattr("dashboard.server.serve", lambda host, port: where.append((host, port)))
    return where


@pytest.fixture(autouse=True)
def no_public_url(monkeypatch):
    monkeypatch.delenv("INCLUSION_PUBLIC_URL", raising=False)


def engine():
    return installation.open_ready(settings.load())


def use(token):
    return invitations.redeem(engine(), token, datetime.now(UTC), "192.0.2.0/24")[1]


def test_someone_is_invited_seen_and_revoked(inclusion):
    code, out, _ = inclusion("invite", "Élue à l'inclusion", "--role", "lecteur", "--days", "7")
    assert code == 0
    assert "Élue à l'inclusion (lecteur)" in out
    assert "7 jours" in out
    assert "invité" in inclusion("readers")[1]
    assert use(LINK.search(out)[2])
    assert "vu le" in inclusion("readers")[1]
    assert "1 session fermée" in inclusion("revoke", "Élue à l'inclusion")[1]
    assert "retiré le" in inclusion("readers")[1]
    lines = inclusion("journal")[1].splitlines()
    assert [line.split()[2] for line in lines] == ["révocation", "connexion", "invitation"]


def test_links_bear_the_sites_address(inclusion, monkeypatch):
    monkeypatch.setenv("INCLUSION_PUBLIC_URL", "https://inclusion.exemple.fr/")
    assert LINK.search(inclusion("invite", "É", "--role", "lecteur")[1])[1] == "https://inclusion.exemple.fr"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("invite", "É", "--role", "administrateur"), 2, "n'est pas un choix possible"),
        (("invite", "É"), 2, "il manque"),
        (("invite", " ", "--role", "lecteur"), 2, "Donnez un nom"),
        (("invite", "É", "--role", "lecteur", "--days", "400"), 2, "de 1 à 90 jours"),
        (("revoke", "Personne"), 2, "Personne ne s'appelle"),
        (("journal", "--since", "hier"), 2, "n'est pas une date"),
    ],
)
def test_what_is_refused_says_why(inclusion, arguments, code, said):
    told = inclusion(*arguments)
    assert told[0] == code
    assert said in told[2]


def test_nobody_yet_is_said(inclusion):
    assert "Personne n'a encore accès" in inclusion("readers")[1]
    assert "Rien depuis le" in inclusion("journal", "--since", "01/01/2026")[1]


def test_the_first_start_invites_the_manager_until_somebody_came_in(inclusion, served):
    first = LINK.search(inclusion("serve", "--port", "8777")[1])
    assert first[1] == "http://127.0.0.1:8777"
    second = LINK.search(inclusion("serve")[1])
    assert not use(first[2])
    assert use(second[2])
    assert LINK.search(inclusion("serve")[1]) is None
    assert [reader.name for reader in readers.listed(engine())] == ["Chef de projet"]
    assert len(served) == 3


def test_the_demonstration_invites_nobody(inclusion, served):
    assert LINK.search(inclusion("serve", "--demo")[1]) is None
    assert served == [("127.0.0.1", 8501)]


@pytest.mark.parametrize(
    ("host", "public"), [("0.0.0.0", None), ("192.0.2.1", None), ("127.0.0.1", "https://demo.exemple.fr")]
)
def test_the_demonstration_is_not_served_to_others(inclusion, served, monkeypatch, host, public):
    if public:
        monkeypatch.setenv("INCLUSION_PUBLIC_URL", public)
    code, _, err = inclusion("serve", "--demo", "--host", host)
    assert (code, served) == (1, [])
    assert "inclusion demo --remove" in err
    assert "Aucun import" in inclusion("imports")[1]


def test_others_are_served_under_a_public_address_only(inclusion, served, monkeypatch):
    code, _, err = inclusion("serve", "--host", "0.0.0.0")
    assert (code, served) == (1, [])
    assert "INCLUSION_PUBLIC_URL" in err
    monkeypatch.setenv("INCLUSION_PUBLIC_URL", "https://inclusion.exemple.fr")
    assert inclusion("serve", "--host", "0.0.0.0")[0] == 0


@pytest.mark.parametrize(
    "address", ["http://inclusion.exemple.fr", "inclusion.exemple.fr", "https://a/b", "ftp://a"]
)
def test_a_public_address_is_an_origin_and_travels_ciphered(inclusion, served, monkeypatch, address):
    monkeypatch.setenv("INCLUSION_PUBLIC_URL", address)
    code, _, err = inclusion("serve")
    assert (code, served) == (1, [])
    assert "https://" in err


@pytest.mark.parametrize(
    "secret",
    ["changez-moi-changez-moi-changez-moi", "a" * 64, "0123456789" * 5, "ab" * 20, "MonSecretDeDemo" * 3],
)
def test_a_key_that_can_be_guessed_does_not_serve(inclusion, served, monkeypatch, secret):
    monkeypatch.setenv("INCLUSION_SECRET", secret)
    code, _, err = inclusion("serve")
    assert (code, served) == (1, [])
    assert "openssl rand -hex 32" in err


def test_imports_and_undos_go_to_the_journal(inclusion):
    inclusion("demo", "--date", "2026-11-24")
    number = inclusion("imports")[1].split()[0]
    inclusion("undo", number)
    lines = inclusion("journal")[1].splitlines()
    entries = [line for line in lines if line.split()[2] in {"import", "annulation"}]
    assert [line.split()[2:4] for line in entries] == [
        ["annulation", "administration"],
        ["import", "administration"],
        ["import", "administration"],
    ]
    assert f"import n° {number}" in entries[0]
    assert all("demonstration" in line for line in entries[1:])


def test_what_writes_nothing_is_not_in_the_journal(inclusion, tmp_path):
    book = tmp_path / "vide.xlsx"
    inclusion("template", str(book))
    inclusion("import", str(book))
    inclusion("import", str(book), "--dry-run")
    assert "Rien depuis le" in inclusion("journal")[1]


def test_shared_links_are_listed_and_revoked(inclusion):
    inclusion("migrate")
    assert "Aucun lien de partage" in inclusion("shares")[1]
    now = datetime.now(UTC)
    view = SharedView("Centre social", ("59392",), ("synthese",), None, None, now + timedelta(days=9))
    secret = shares.make(engine(), view, Author("Cheffe"), now)
    code, out, _ = inclusion("shares")
    assert code == 0
    for said in ("Centre social", "actif", "59392", "Jamais ouvert"):
        assert said in out
    assert secret not in out
    assert inclusion("shares", "--revoke", "1")[0] == 0
    assert "révoqué" in inclusion("shares")[1]
    code, _, err = inclusion("shares", "--revoke", "1")
    assert (code, "déjà révoqué" in err) == (2, True)
    assert inclusion("shares", "--revoke", "x")[0] == 2
