"""Schema versions, applied by `inclusion migrate`."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from data_access.database import guarded

HEAD = "head"


def upgrade(engine: Engine, target: str = HEAD) -> None:
    """Bring the schema to `target` in one transaction; data in place is kept. Raises StorageError."""
    with guarded(engine), engine.connect().execution_options(writes=True) as connection, connection.begin():
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, target)


def current(connection: Connection) -> str | None:
    """Return the schema's version, None when the database is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def versions() -> list[str]:
    """Return every version, oldest first."""
    script = ScriptDirectory.from_config(_config())
    return [step.revision for step in reversed(list(script.walk_revisions()))]


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config
