"""The page to come back to after signing in: only ever a page of this site."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode, urlsplit

HOME = "/"
LONGEST = 2000
DOORS = ("connexion", "deconnexion", "demonstration", "invitation", "oidc", "partage")
RETURN = "retour"


def safe_return(asked: str) -> str:
    """Return the address asked for when it is a page of this site, else the home page."""
    if not asked.startswith("/") or asked.startswith("//") or len(asked) > LONGEST:
        return HOME
    if (
        not asked.isascii()
        or "\\" in asked
        or any(ord(letter) <= 0x20 or ord(letter) == 0x7F for letter in asked)
    ):
        return HOME
    try:
        parts = urlsplit(asked)
    except ValueError:
        return HOME
    if parts.scheme or parts.netloc or parts.path.startswith("//"):
        return HOME
    first, *others = parts.path.strip("/").split("/")
    if first in DOORS or first.startswith("_stcore") or others:
        return HOME
    return asked


def sign_in(asked: str) -> str:
    """Return the address of the sign-in page that comes back to the page asked for."""
    back = safe_return(asked)
    return "/connexion" if back == HOME else f"/connexion?{urlencode({RETURN: back})}"


def page(path: str, query: Mapping[str, Sequence[str]]) -> str:
    """Return the address of a page with its filters."""
    text = urlencode({name: list(values) for name, values in query.items()}, doseq=True)
    return f"/{path}?{text}" if text else f"/{path}"
