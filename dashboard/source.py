"""The process's facts: one store per database, opened when first needed."""

import threading

from sqlalchemy import URL, Engine

from data_access import installation, settings
from data_access.facts import FactsStore

_stores: dict[URL, FactsStore] = {}
_opening = threading.Lock()


def store() -> FactsStore:
    """Return the store of the installation's database; raises StorageError, SettingsError."""
    current = settings.load()
    with _opening:
        if current.database_url not in _stores:
            _stores[current.database_url] = FactsStore(installation.open_ready(current))
        return _stores[current.database_url]


def secret() -> bytes:
    """Return the installation's key; raises SettingsError."""
    return settings.load().secret


def engine() -> Engine:
    """Return the installation's database, for what is no fact; raises StorageError, SettingsError."""
    return store().engine
