"""Secrets that open something: 256 random bits, kept only as a hash."""

import hashlib
import secrets

BYTES = 32
LENGTH = 43
ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def new() -> str:
    """Return a new token: 43 characters that a URL takes as they are."""
    return secrets.token_urlsafe(BYTES)


def is_token(text: str) -> bool:
    """Say whether a text has the form of a token."""
    return len(text) == LENGTH and ALPHABET.issuperset(text)


def digest(token: str) -> str:
    """Return the 64 hexadecimal digits under which a token is kept; 256 random bits need no salt."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
