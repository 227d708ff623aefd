"""An installation on the embedded territory."""

from pathlib import Path

from sqlalchemy import Engine

from data_access import installation, settings, territory
from data_access.database import reading
from data_access.territory import Territory

SECRET = "cle-de-reference-" * 3


def installed(folder: Path) -> Engine:
    """Return the engine of a new SQLite database that holds the embedded territory."""
    return installation.migrate(
        settings.load({"INCLUSION_DATA_DIR": str(folder), "INCLUSION_SECRET": SECRET})
    )


def read_territory(engine: Engine) -> Territory:
    with reading(engine) as connection:
        return territory.read(connection)
