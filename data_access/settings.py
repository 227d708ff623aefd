"""The installation's settings, from the environment, else from `inclusion.toml` in the data directory."""

import os
import secrets
import tempfile
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from data_access import provider_settings
from data_access.access.network import is_loopback
from data_access.errors import SettingsError, reason
from data_access.private_files import refuse_public
from data_access.provider_settings import ProviderSettings

CHECKOUT = Path(__file__).resolve().parent.parent
SECRET_MINIMUM = 32
DIFFERENT_MINIMUM = 12
EXAMPLES = (
    "change",
    "exemple",
    "example",
    "secret",
    "password",
    "motdepasse",
    "mot-de-passe",
    "demo",
    "test",
    "0123456789",
    "azerty",
    "qwerty",
)
DRIVERS = {
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
    "sqlite": "sqlite",
}
OPTIONS = frozenset({"database_url", "secret", "territory", "public_url"})


@dataclass(frozen=True, slots=True)
class Settings:
    """Where data lives and the key that hashes identifiers; without `territory`, the embedded one serves.

    `public_url` is the site's address as readers type it, without a final slash.
    """

    data_dir: Path
    database_url: URL
    secret: bytes
    territory: Path | None
    public_url: str | None = None
    provider: ProviderSettings | None = None

    def __repr__(self) -> str:
        return f"Settings(data_dir={str(self.data_dir)!r})"


def load(environ: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings, making the data directory and the secret when absent; raises SettingsError."""
    data_dir = Path(environ.get("INCLUSION_DATA_DIR") or _default_data_dir(environ)).expanduser().absolute()
    _make_directory(data_dir)
    content = _read_file(data_dir / "inclusion.toml")
    given = {option: str(content[option]) for option in OPTIONS & set(content)} | {
        option: environ[f"INCLUSION_{option.upper()}"]
        for option in OPTIONS
        if environ.get(f"INCLUSION_{option.upper()}")
    }
    address = given.get("database_url")
    url = _with_driver(address) if address else URL.create("sqlite", database=str(data_dir / "inclusion.db"))
    territory = given.get("territory")
    return Settings(
        data_dir,
        url,
        _secret(given, data_dir),
        Path(territory) if territory else None,
        _public_url(given.get("public_url")),
        provider_settings.read(environ, content.get(provider_settings.TABLE, {})),
    )


def _default_data_dir(environ: Mapping[str, str]) -> Path:
    if (CHECKOUT / "pyproject.toml").is_file():
        return CHECKOUT / ".inclusion"
    return Path(environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "inclusion"


def _make_directory(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise SettingsError(
            f"Le dossier de données {path} ne peut pas être créé ({reason(error)}). "
            "Donnez un dossier où l'on peut écrire dans INCLUSION_DATA_DIR."
        ) from error


def _read_file(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"Le fichier de réglages {path} n'est pas écrit en TOML : chaque ligne doit avoir la forme "
            'nom = "valeur".'
        ) from error
    except OSError as error:
        raise SettingsError(f"Le fichier de réglages {path} ne se lit pas ({reason(error)}).") from error
    if _holds_secret(content):
        refuse_public(path, "Le fichier de réglages, qui contient un secret,")
    unknown = sorted(set(content) - OPTIONS - {provider_settings.TABLE})
    if unknown:
        raise SettingsError(
            f"Le fichier de réglages {path} contient des réglages inconnus : {', '.join(unknown)}. "
            f"Réglages attendus : {', '.join(sorted(OPTIONS))}, et la table [{provider_settings.TABLE}]."
        )
    return content


def _holds_secret(content: Mapping[str, Any]) -> bool:
    """Say whether a settings file holds a key, a provider's secret or a database's password."""
    provider = content.get(provider_settings.TABLE)
    return (
        "secret" in content
        or (isinstance(provider, dict) and "client_secret" in provider)
        or "@" in str(content.get("database_url", ""))
    )


def _with_driver(address: str) -> URL:
    scheme, separator, rest = address.partition("://")
    driver = DRIVERS.get(scheme)
    if driver is None or not separator:
        raise SettingsError(
            "INCLUSION_DATABASE_URL doit commencer par « sqlite:/// » ou « postgresql:// » "
            f"(reçu : « {scheme if separator else '…'} »)."
        )
    try:
        return make_url(f"{driver}://{rest}")
    except ArgumentError as error:
        raise SettingsError("INCLUSION_DATABASE_URL n'a pas la forme d'une adresse de base.") from error


def _public_url(address: str | None) -> str | None:
    """Return the site's origin; raises SettingsError when it is not one, or travels in clear."""
    if not address:
        return None
    parts = urlsplit(address.rstrip("/"))
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise SettingsError(
            f"INCLUSION_PUBLIC_URL doit être l'adresse du site, sans rien après (reçu : {address}). "
            "Par exemple : https://inclusion.exemple.fr"
        )
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise SettingsError(
            f"INCLUSION_PUBLIC_URL doit commencer par https:// (reçu : {address}) : "
            "en clair, une session se vole sur le réseau."
        )
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _secret(given: Mapping[str, str], data_dir: Path) -> bytes:
    if "secret" in given:
        secret = given["secret"].encode()
        if len(secret) < SECRET_MINIMUM:
            raise SettingsError(
                f"INCLUSION_SECRET est trop court : {len(secret)} octets, "
                f"{SECRET_MINIMUM} au moins sont attendus."
            )
        return secret
    return _kept_secret(data_dir / "secret")


def is_guessable(secret: bytes) -> bool:
    """Say whether a key looks like an example, or like something that a person typed."""
    text = secret.decode("utf-8", "replace").casefold()
    return len(set(text)) < DIFFERENT_MINIMUM or any(word in text for word in EXAMPLES)


def _kept_secret(path: Path) -> bytes:
    """Read the key file, making it once; two processes starting together agree on one key."""
    if not path.exists():
        _draw_secret(path)
    return _read_secret(path)


def _draw_secret(path: Path) -> None:
    """Write a new key whole or not at all, unless another process just did."""
    try:
        descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix="secret-")
        try:
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_hex(32))
            with suppress(FileExistsError):
                os.link(draft, path)
        finally:
            Path(draft).unlink()
    except OSError as error:
        raise SettingsError(
            f"La clé de hachage ne peut pas être écrite dans {path} ({reason(error)})."
        ) from error


def _read_secret(path: Path) -> bytes:
    if not path.is_file():
        raise SettingsError(f"La clé de hachage {path} n'est pas un fichier.")
    refuse_public(path, "La clé de hachage")
    try:
        secret = path.read_bytes().strip()
    except OSError as error:
        raise SettingsError(f"La clé de hachage {path} ne se lit pas ({reason(error)}).") from error
    if len(secret) < SECRET_MINIMUM:
        raise SettingsError(
            f"La clé de hachage {path} est vide ou tronquée. Restaurez-la depuis une sauvegarde : "
            "sans elle, les personnes déjà connues ne seraient plus reconnues."
        )
    return secret
