"""Failures a reader can act on: each message is a French sentence that says what to do."""

import errno


class InclusionError(Exception):
    """Something the reader can act on."""


class UsageError(InclusionError):
    """The request itself is wrong (unknown code, inverted dates…)."""


class SettingsError(InclusionError):
    """The installation is not set up as it should be."""


class StorageError(InclusionError):
    """The database cannot be read or written; nothing was half-written."""


class DataError(InclusionError):
    """The data handed in is refused; nothing was written."""


_REASONS = {
    errno.ENOENT: "dossier ou fichier introuvable",
    errno.EACCES: "accès refusé",
    errno.EPERM: "accès refusé",
    errno.EROFS: "disque en lecture seule",
    errno.ENOSPC: "disque plein",
    errno.EDQUOT: "quota atteint",
    errno.EFBIG: "fichier trop gros",
    errno.EEXIST: "un fichier porte déjà ce nom",
    errno.ENOTDIR: "un élément du chemin n'est pas un dossier",
    errno.EISDIR: "c'est un dossier",
    errno.ENAMETOOLONG: "nom trop long",
}


def reason(error: OSError) -> str:
    """Say in French why the system refused."""
    return _REASONS.get(error.errno or 0, f"erreur système {error.errno}")
