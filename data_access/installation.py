"""Opens the installation's database, making it ready to use."""

from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect

from data_access import migrations, territory
from data_access.database import connect, guarded, reading, writing
from data_access.errors import StorageError
from data_access.settings import Settings


def migrate(settings: Settings) -> Engine:
    """Return the engine on an up-to-date schema with a territory; raises StorageError, SettingsError."""
    engine = connect(settings.database_url)
    _make_private(engine)
    migrations.upgrade(engine)
    with reading(engine) as connection:
        installed = territory.installed(connection)
    if not installed:
        with writing(engine) as connection:
            territory.install(connection, settings.territory)
    return engine


def _make_private(engine: Engine) -> None:
    """Make a new database file that no other account reads; one that exists keeps its rights."""
    path = engine.url.database if engine.dialect.name == "sqlite" else None
    if path and path != ":memory:":
        with suppress(OSError):  # what connects next says what is wrong
            Path(path).touch(mode=0o600, exist_ok=False)


def open_ready(settings: Settings) -> Engine:
    """Return the engine, preparing a database that is empty; one of another version is refused."""
    engine = connect(settings.database_url)
    with guarded(engine), engine.connect() as connection:
        version, empty = migrations.current(connection), _is_empty(connection)
    if empty:
        return migrate(settings)
    if version != migrations.versions()[-1]:
        raise StorageError(
            f"La base de données est à la version « {version} » du schéma, l'application attend "
            f"« {migrations.versions()[-1]} » : lancez « inclusion migrate »."
        )
    return engine


def _is_empty(connection: Connection) -> bool:
    return not inspect(connection).get_table_names()
