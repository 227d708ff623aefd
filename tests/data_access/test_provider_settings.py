"""How a provider is set: from the environment, from the file, with secrets that others cannot read."""

import pytest

from data_access import settings
from data_access.errors import SettingsError

READERS = """[oidc.readers]
"Agglo.exemple.fr" = "lecteur"
"@commune.exemple.fr" = "lecteur"
"chef@agglo.exemple.fr" = "chef_projet"
"""
TABLE = '[oidc]\nissuer = "https://op.exemple.fr"\nclient_id = "tableau"\n'


def load(tmp_path, text="", **environ):
    (tmp_path / "inclusion.toml").write_text(text)
    (tmp_path / "inclusion.toml").chmod(0o600)
    return settings.load({"INCLUSION_DATA_DIR": str(tmp_path)} | environ).provider


def test_none_is_set_unless_asked(tmp_path):
    assert load(tmp_path) is None


def test_the_file_and_the_environment_complete_each_other(tmp_path):
    found = load(
        tmp_path, TABLE + READERS, INCLUSION_OIDC_CLIENT_SECRET="s3cret", INCLUSION_OIDC_SCOPES="email"
    )
    assert (found.issuer, found.client_id, found.client_secret) == (
        "https://op.exemple.fr",
        "tableau",
        "s3cret",
    )
    assert found.scopes == "openid email"
    assert "s3cret" not in repr(found)


@pytest.mark.parametrize(
    ("address", "role"),
    [
        ("elue@agglo.exemple.fr", "lecteur"),
        ("Chef@AGGLO.exemple.fr", "chef_projet"),
        ("maire@commune.exemple.fr", "lecteur"),
        ("elue@pirate.exemple", None),
        ("elue@sous.agglo.exemple.fr", None),
        ("agglo.exemple.fr", "lecteur"),
        ("", None),
    ],
)
def test_an_address_has_its_own_role_else_its_domains(tmp_path, address, role):
    assert load(tmp_path, TABLE + READERS, INCLUSION_OIDC_CLIENT_SECRET="x").role(address) == role


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TABLE + READERS, "secret du fournisseur"),
        (TABLE + 'client_secret = "x"\n', "Aucune adresse n'est admise"),
        (TABLE + 'client_secret = "x"\n[oidc.readers]\n"a.fr" = "administrateur"\n', "rôle inconnu"),
        (TABLE + 'client_secret = "x"\nsecrets = "x"\n' + READERS, "inconnus"),
        ('[oidc]\nissuer = "http://op.exemple.fr"\nclient_id = "x"\n', "https://"),
        ('[oidc]\nissuer = "https://op.exemple.fr"\n', "CLIENT_ID"),
        ('oidc = "x"\n', "table"),
        (TABLE + 'client_secret_file = "/nulle/part"\n' + READERS, "n'est pas un fichier"),
    ],
)
def test_what_is_missing_or_unsafe_is_said(tmp_path, text, said):
    with pytest.raises(SettingsError, match=said):
        load(tmp_path, text)


def test_secrets_that_others_can_read_are_refused(tmp_path):
    secret = tmp_path / "secret-oidc"
    secret.write_text("s3cret\n")
    secret.chmod(0o644)
    with pytest.raises(SettingsError, match="chmod 600"):
        load(tmp_path, f'{TABLE}client_secret_file = "{secret}"\n{READERS}')
    secret.chmod(0o600)
    assert load(tmp_path, f'{TABLE}client_secret_file = "{secret}"\n{READERS}').client_secret == "s3cret"


@pytest.mark.parametrize(
    "text",
    ['secret = "9f2c61d07b8ae4353f0d92b6c1e8a74d5b06f3e2"\n', f'{TABLE}client_secret = "x"\n{READERS}'],
)
def test_a_settings_file_that_holds_a_secret_is_private(tmp_path, text):
    (tmp_path / "inclusion.toml").write_text(text)
    (tmp_path / "inclusion.toml").chmod(0o644)
    with pytest.raises(SettingsError, match="chmod 600"):
        settings.load({"INCLUSION_DATA_DIR": str(tmp_path)})
