"""Signing in with an identity provider: OpenID Connect's code flow, with PKCE, as ProConnect asks for it."""

import base64
import hashlib
import hmac
import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests
from authlib.common.urls import add_params_to_uri
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from cryptography.fernet import Fernet, InvalidToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry
from starlette.requests import Request

from dashboard.access import mode
from data_access.access.attempts import Attempt
from data_access.errors import InclusionError
from data_access.provider_settings import ProviderSettings

TIMEOUT_S = 10
KEPT_S = 3600
CLOCK_LEEWAY_S = 30
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
RETURN, END = "/oidc/retour", "/oidc/fin"
log = logging.getLogger("inclusion")


class ProviderError(InclusionError):
    """The provider does not answer, or what it answers cannot be trusted."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the provider vouches for; `subject` is unique within `issuer`, `address` is checked by it."""

    issuer: str
    subject: str
    address: str
    name: str
    id_token: str


@dataclass(slots=True)
class _Known:
    """What a provider publishes about itself, for an hour."""

    metadata: dict[str, Any]
    keys: KeySet
    until: float


_known: dict[str, _Known] = {}
_asking = threading.Lock()


def base_url(request: Request) -> str:
    """Return the site's address: the one set, else, on this machine alone, the one asked for."""
    return mode.public_url() or f"{request.url.scheme}://{request.url.netloc}"


def departure(settings: ProviderSettings, attempt: Attempt, state: str, base: str) -> str:
    """Return the provider's address to leave for; raises ProviderError."""
    metadata = _published(settings).metadata
    with _session(settings, base) as session:
        address, _ = session.create_authorization_url(
            metadata["authorization_endpoint"],
            state=state,
            nonce=attempt.nonce,
            code_verifier=attempt.verifier,
            **({"acr_values": settings.acr_values} if settings.acr_values else {}),
        )
    return str(address)


def arrival(settings: ProviderSettings, attempt: Attempt, code: str, base: str) -> Identity:
    """Exchange a code for the identity it stands for; raises ProviderError unless everything is in order."""
    try:
        return _arrival(settings, attempt, code, base)
    except (requests.RequestException, OAuthError, JoseError, KeyError, TypeError, ValueError) as error:
        log.warning("identification refusée : %s", type(error).__name__)
        raise ProviderError(
            "Le fournisseur d'identité a donné une réponse qui ne peut pas être vérifiée. Recommencez ; "
            "si cela se répète, prévenez la personne qui administre le tableau de bord."
        ) from error


def sign_out_address(settings: ProviderSettings, id_token: str, state: str, base: str) -> str | None:
    """Return where the provider ends its own session, None when it does not say or does not answer."""
    try:
        endpoint = _published(settings).metadata.get("end_session_endpoint")
    except ProviderError:
        return None
    if not endpoint or not id_token:
        return None
    asked = {"id_token_hint": id_token, "state": state, "post_logout_redirect_uri": base + END}
    return str(add_params_to_uri(endpoint, asked))


def subject_hash(secret: bytes, identity: Identity) -> str:
    """Return the keyed hash under which a provider's reader is known: 64 hexadecimal digits."""
    message = f"lecteur\x1f{identity.issuer}\x1f{identity.subject}"
    return hmac.new(secret, message.encode(), hashlib.sha256).hexdigest()


def sealed(text: str, secret: bytes) -> str:
    """Encrypt a text with the installation's key."""
    return _cipher(secret).encrypt(text.encode()).decode()


def unsealed(text: str, secret: bytes) -> str:
    """Decrypt a sealed text; empty when the key is another one."""
    try:
        return _cipher(secret).decrypt(text.encode()).decode()
    except InvalidToken:
        return ""


def forget() -> None:
    """Ask providers anew what they publish."""
    with _asking:
        _known.clear()


def _arrival(settings: ProviderSettings, attempt: Attempt, code: str, base: str) -> Identity:
    metadata = _published(settings).metadata
    with _session(settings, base) as session:
        answer = session.fetch_token(
            metadata["token_endpoint"],
            grant_type="authorization_code",
            code=code,
            code_verifier=attempt.verifier,
        )
        claims = _id_token(settings, answer, attempt.nonce)
        about = _about(settings, session, metadata, claims["sub"]) or claims
    address = _address(settings, {**claims, **about})
    return Identity(settings.issuer, claims["sub"], address, _name(about) or address, answer["id_token"])


def _session(settings: ProviderSettings, base: str) -> OAuth2Session:
    """Return a client of the provider; without leeway, for a 60-second token is good until its last."""
    supported = _published(settings).metadata.get(
        "token_endpoint_auth_methods_supported", ["client_secret_basic"]
    )
    return OAuth2Session(
        settings.client_id,
        settings.client_secret,
        scope=settings.scopes,
        redirect_uri=base + RETURN,
        code_challenge_method="S256",
        token_endpoint_auth_method="client_secret_post"
        if "client_secret_post" in supported
        else "client_secret_basic",
        leeway=0,
        default_timeout=TIMEOUT_S,
    )


def _id_token(settings: ProviderSettings, answer: Mapping[str, Any], nonce: str) -> dict[str, Any]:
    """Return the identity token's claims, its signature, issuer, audience, dates and nonce checked."""
    token = _decoded(settings, answer["id_token"])
    claims = CodeIDToken(
        token.claims,
        token.header,
        {"iss": {"essential": True, "values": [settings.issuer]}},
        {"nonce": nonce, "client_id": settings.client_id, "access_token": answer.get("access_token")},
    )
    claims.validate(leeway=CLOCK_LEEWAY_S)
    if claims.get("nonce") != nonce or settings.client_id not in _audience(claims):
        raise ValueError("nonce ou destinataire")
    if settings.acr_values and claims.get("acr") not in settings.acr_values.split():
        raise ValueError("niveau d'identification")
    return dict(claims)


def _about(
    settings: ProviderSettings, session: OAuth2Session, metadata: Mapping[str, Any], subject: str
) -> dict[str, Any]:
    """Return what the provider tells about its user, signed or not; empty when it tells nothing."""
    endpoint = metadata.get("userinfo_endpoint")
    if not endpoint:
        return {}
    answer = session.get(endpoint)
    answer.raise_for_status()
    if answer.headers.get("content-type", "").partition(";")[0].strip() == "application/jwt":
        about = _decoded(settings, answer.text).claims
        if about.get("iss", settings.issuer) != settings.issuer:
            raise ValueError("émetteur")
        if "aud" in about and settings.client_id not in _audience(about):
            raise ValueError("destinataire")
    else:
        about = answer.json()
    if about.get("sub") != subject:
        raise ValueError("sujet")
    return dict(about)


def _audience(claims: Mapping[str, Any]) -> list[str]:
    audience = claims.get("aud", [])
    return [audience] if isinstance(audience, str) else list(audience)


def _address(settings: ProviderSettings, claims: Mapping[str, Any]) -> str:
    """Return the checked e-mail address; raises ValueError without one."""
    address = claims.get("email")
    verified = claims.get("email_verified", settings.email_always_verified)
    if not isinstance(address, str) or address.count("@") != 1 or verified not in (True, "true"):
        raise ValueError("adresse non vérifiée")
    return address


def _name(about: Mapping[str, Any]) -> str:
    whole = about.get("name")
    family = about.get("usual_name") or about.get("family_name")
    parts = [whole] if whole else [about.get("given_name"), family]
    return " ".join(part for part in parts if isinstance(part, str))


def _decoded(settings: ProviderSettings, token: str) -> jwt.Token:
    """Return a token signed by the provider; its keys are asked for again when it has changed them."""
    registry = JWSRegistry(algorithms=list(ALGORITHMS), strict_check_header=False)
    try:
        return jwt.decode(token, _published(settings).keys, registry=registry)
    except InvalidKeyIdError:
        return jwt.decode(token, _published(settings, anew=True).keys, registry=registry)


def _published(settings: ProviderSettings, *, anew: bool = False) -> _Known:
    """Return what the provider publishes, at most an hour old; raises ProviderError."""
    with _asking:
        known = _known.get(settings.issuer)
        if known is None or anew or known.until < time.monotonic():
            known = _known[settings.issuer] = _ask(settings)
        return known


def _ask(settings: ProviderSettings) -> _Known:
    try:
        metadata = _json(settings.issuer.rstrip("/") + "/.well-known/openid-configuration")
        if metadata.get("issuer") != settings.issuer:
            raise ValueError("émetteur")
        keys = KeySet.import_key_set(_json(metadata["jwks_uri"]))
    except (requests.RequestException, JoseError, KeyError, ValueError) as error:
        log.warning("fournisseur d'identité : %s", type(error).__name__)
        raise ProviderError(
            "Le fournisseur d'identité ne répond pas comme prévu. Réessayez dans quelques minutes, "
            "ou demandez une invitation au chef de projet."
        ) from error
    return _Known(metadata, keys, time.monotonic() + KEPT_S)


def _json(address: str) -> Any:
    answer = requests.get(address, timeout=TIMEOUT_S)
    answer.raise_for_status()
    return answer.json()


def _cipher(secret: bytes) -> Fernet:
    key = hmac.new(secret, b"jetons du fournisseur", hashlib.sha256).digest()
    return Fernet(base64.urlsafe_b64encode(key))
