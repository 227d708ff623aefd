"""Failures a reader can act on: each message is a French sentence that says what to do."""


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
