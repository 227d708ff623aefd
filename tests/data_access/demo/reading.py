"""Days to try the demonstration on, and what its tests compare with."""

import csv
from datetime import date
from pathlib import Path

from data_access import installation
from data_access import territory as territories
from data_access.database import reading
from data_access.settings import Settings

TODAY = date(2026, 11, 23)
AWKWARD_DAYS = [date(2028, 2, 29), date(2027, 1, 1), date(2025, 8, 31), date(2026, 12, 25)]
SECRET = b"s" * 32


def by_key(rows, column):
    return {row[column]: row for row in rows}


def rows_of(path: Path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def new_database(folder: Path):
    return installation.migrate(Settings(folder, f"sqlite:///{folder / 'demo.db'}", SECRET, None))


def territory(folder: Path):
    engine = new_database(folder)
    with reading(engine) as connection:
        found = territories.read(connection)
    engine.dispose()
    return found
