"""How readers sign in with a provider (OpenID Connect), from the environment and `inclusion.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from data_access.access.network import is_loopback
from data_access.access.readers import ROLES
from data_access.errors import SettingsError
from data_access.private_files import read_secret

TABLE = "oidc"
SCOPES = "openid email"
TEXTS = ("issuer", "client_id", "client_secret", "client_secret_file", "scopes", "acr_values", "label")
OTHERS = ("readers", "email_always_verified")


@dataclass(frozen=True, slots=True)
class ProviderSettings:
    """A provider, this site's identity there, and the role of each address or domain it vouches for.

    `email_always_verified`: the provider sends no `email_verified`, because it checks every address.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    scopes: str = SCOPES
    acr_values: str = ""
    label: str = "mon compte professionnel"
    readers: Mapping[str, str] = field(default_factory=dict)
    email_always_verified: bool = False

    def role(self, address: str) -> str | None:
        """Return the role of an e-mail address, else of its domain, None when neither is allowed."""
        folded = address.strip().casefold()
        return self.readers.get(folded) or self.readers.get(folded.rpartition("@")[2])


def read(environ: Mapping[str, str], table: object) -> ProviderSettings | None:
    """Return the provider's settings, None when no provider is set; raises SettingsError."""
    if not isinstance(table, dict):
        raise SettingsError(f"« {TABLE} » doit être une table de inclusion.toml : [{TABLE}].")
    unknown = sorted(set(table) - {*TEXTS, *OTHERS})
    if unknown:
        raise SettingsError(f"Réglages inconnus dans [{TABLE}] de inclusion.toml : {', '.join(unknown)}.")
    texts = {name: _text(environ, table, name) for name in TEXTS}
    if not texts["issuer"] and not texts["client_id"]:
        return None
    _check_issuer(texts["issuer"])
    if not texts["client_id"]:
        raise SettingsError("INCLUSION_OIDC_CLIENT_ID manque : c'est le nom de ce site chez le fournisseur.")
    chosen = {name: texts[name] for name in ("scopes", "acr_values", "label") if texts[name]}
    return ProviderSettings(
        issuer=texts["issuer"],
        client_id=texts["client_id"],
        client_secret=_client_secret(texts),
        readers=_readers(table.get("readers", {})),
        email_always_verified=table.get("email_always_verified") is True,
        **_with_openid(chosen),
    )


def _text(environ: Mapping[str, str], table: Mapping[str, Any], name: str) -> str:
    return (environ.get(f"INCLUSION_OIDC_{name.upper()}") or str(table.get(name, ""))).strip()


def _with_openid(chosen: dict[str, str]) -> dict[str, Any]:
    if "scopes" in chosen and "openid" not in chosen["scopes"].split():
        return chosen | {"scopes": f"openid {chosen['scopes']}"}
    return chosen


def _check_issuer(issuer: str) -> None:
    parts = urlsplit(issuer)
    safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
    if not safe or not parts.hostname or parts.query or parts.fragment:
        raise SettingsError(
            f"INCLUSION_OIDC_ISSUER doit être l'adresse https:// du fournisseur d'identité (reçu : {issuer})."
        )


def _client_secret(texts: Mapping[str, str]) -> str:
    if texts["client_secret"]:
        return texts["client_secret"]
    if not texts["client_secret_file"]:
        raise SettingsError(
            "Le secret du fournisseur d'identité manque : donnez INCLUSION_OIDC_CLIENT_SECRET, "
            "ou un fichier protégé dans INCLUSION_OIDC_CLIENT_SECRET_FILE."
        )
    secret = read_secret(Path(texts["client_secret_file"]), "Le secret du fournisseur d'identité")
    if not secret:
        raise SettingsError("Le fichier du secret du fournisseur d'identité est vide.")
    return secret


def _readers(table: object) -> dict[str, str]:
    """Return roles by folded address or domain; raises SettingsError."""
    readers = table if isinstance(table, dict) else {}
    for who, role in readers.items():
        if role not in ROLES:
            raise SettingsError(
                f"[{TABLE}.readers] donne à « {who} » un rôle inconnu. Rôles possibles : {', '.join(ROLES)}."
            )
    if not readers:
        raise SettingsError(
            f"Aucune adresse n'est admise : donnez dans [{TABLE}.readers] de inclusion.toml le rôle "
            'de chaque adresse ou domaine, par exemple "agglo.exemple.fr" = "lecteur".'
        )
    return {str(who).strip().lstrip("@").casefold(): role for who, role in readers.items()}
