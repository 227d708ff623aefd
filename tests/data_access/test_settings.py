import stat

import pytest

from data_access import installation, settings
from data_access.errors import SettingsError
from data_access.pseudonyms import pseudonym


def load(tmp_path, **environ):
    return settings.load({"INCLUSION_DATA_DIR": str(tmp_path)} | environ)


def test_secret_is_made_once_and_kept_private(tmp_path):
    first, second = load(tmp_path), load(tmp_path)
    assert first.secret == second.secret
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_secret_readable_by_others_is_refused(tmp_path):
    load(tmp_path)
    (tmp_path / "secret").chmod(0o644)
    with pytest.raises(SettingsError, match="chmod 600"):
        load(tmp_path)


def test_truncated_secret_is_refused(tmp_path):
    (tmp_path / "secret").touch(mode=0o600)
    with pytest.raises(SettingsError, match="vide ou tronquée"):
        load(tmp_path)


def test_short_secret_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="trop court"):
        load(tmp_path, INCLUSION_SECRET="court")


def test_environment_wins_over_file(tmp_path):
    (tmp_path / "inclusion.toml").write_text('database_url = "sqlite:///ailleurs.db"')
    assert str(load(tmp_path).database_url) == "sqlite:///ailleurs.db"
    assert str(load(tmp_path, INCLUSION_DATABASE_URL="postgresql://u@h/b").database_url) == (
        "postgresql+psycopg://u@h/b"
    )


def test_unknown_option_is_refused(tmp_path):
    (tmp_path / "inclusion.toml").write_text('databse_url = "x"')
    with pytest.raises(SettingsError, match="databse_url"):
        load(tmp_path)


def test_unknown_database_is_refused_without_showing_its_password(tmp_path):
    with pytest.raises(SettingsError) as refusal:
        load(tmp_path, INCLUSION_DATABASE_URL="mysql://u:motdepasse@h/b")
    assert "motdepasse" not in str(refusal.value)


def test_settings_never_show_the_secret(tmp_path):
    given = load(tmp_path, INCLUSION_SECRET="s" * 40)
    assert "ssss" not in repr(given)


def test_pseudonym_depends_on_source_kind_and_secret():
    names = {
        pseudonym(secret, source, kind, "12")
        for secret in (b"a" * 32, b"b" * 32)
        for source in ("mairie", "centre")
        for kind in ("personne", "foyer")
    }
    assert len(names) == 8
    assert pseudonym(b"a" * 32, "mairie", "personne", " 12 ") in names


@pytest.mark.parametrize(
    "content",
    [
        f'secret = "{"9f2c61d07b8ae4353f0d92b6" * 2}"',
        'database_url = "postgresql://tableau:motdepasse@base/plan"',
        '[oidc]\nissuer = "https://a.exemple"\nclient_id = "x"\nclient_secret = "y"\n'
        '[oidc.readers]\n"a.fr" = "lecteur"',
    ],
)
def test_a_settings_file_that_holds_a_secret_is_for_its_owner(tmp_path, content):
    file = tmp_path / "inclusion.toml"
    file.write_text(content)
    file.chmod(0o640)
    with pytest.raises(SettingsError, match="chmod 600"):
        load(tmp_path)
    file.chmod(0o600)
    assert load(tmp_path)


def test_a_new_database_is_for_its_owner_and_an_old_one_keeps_its_rights(tmp_path):
    database = tmp_path / "inclusion.db"
    installation.migrate(load(tmp_path)).dispose()
    assert stat.S_IMODE(database.stat().st_mode) == 0o600
    database.chmod(0o660)
    installation.migrate(load(tmp_path)).dispose()
    assert stat.S_IMODE(database.stat().st_mode) == 0o660
