"""Files that hold a secret: only their owner may read them."""

import stat
from pathlib import Path

from data_access.errors import SettingsError, reason


def refuse_public(path: Path, what: str) -> None:
    """Check that no other account reads a file; `what` is its French name. Raises SettingsError."""
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise SettingsError(
            f"{what} {path} est lisible par d'autres comptes. Protégez-le des autres : chmod 600 {path}"
        )


def read_secret(path: Path, what: str) -> str:
    """Return a secret kept alone in a private file; raises SettingsError."""
    if not path.is_file():
        raise SettingsError(f"{what} {path} n'est pas un fichier.")
    refuse_public(path, what)
    try:
        return path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        cause = reason(error) if isinstance(error, OSError) else "ce n'est pas du texte"
        raise SettingsError(f"{what} {path} ne se lit pas ({cause}).") from error
