"""Pass phrases, kept only as an argon2id hash."""

import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from data_access.errors import UsageError

LENGTH_MIN, LENGTH_MAX = 8, 200
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_one_at_a_time = threading.Lock()
"""Whoever guesses in parallel takes neither the memory of the machine nor the turn of others."""


def hashed(phrase: str) -> str:
    """Return the hash under which a phrase is kept; raises UsageError when it is too short or too long."""
    phrase = _normal(phrase)
    if not LENGTH_MIN <= len(phrase) <= LENGTH_MAX:
        raise UsageError(
            f"Une phrase de passe compte de {LENGTH_MIN} à {LENGTH_MAX} caractères (ici {len(phrase)})."
        )
    return _hasher.hash(phrase)


def is_right(kept: str, phrase: str) -> bool:
    """Say whether a phrase is the one kept."""
    phrase = _normal(phrase[: 2 * LENGTH_MAX])
    with _one_at_a_time:
        try:
            return _hasher.verify(kept, phrase)
        except (Argon2Error, InvalidHashError):
            return False


def _normal(phrase: str) -> str:
    """Return a phrase as any keyboard writes it, without spaces around."""
    return unicodedata.normalize("NFKC", phrase).strip()
