"""Whole installations, made through the product's own doors, for tests of screens."""

from datetime import date

from data_access import demo, installation, settings
from data_access.database import writing
from data_access.importing import Mode, Options, RawWorkbook, import_workbook
from data_access.schema import Plan

SECRET = "cle-de-test-" * 4


def environment(folder):
    """Return the variables that point a process at an installation."""
    return {"INCLUSION_DATA_DIR": str(folder), "INCLUSION_SECRET": SECRET}


def empty(folder):
    """Prepare an installation without any data."""
    installation.migrate(_settings(folder)).dispose()
    return folder


def demonstration(folder, today: date):
    """Prepare an installation with the demonstration, marked as such."""
    bring(folder, demo.generate(today), source=demo.SOURCE, mode=Mode.REPLACE)
    engine = installation.open_ready(_settings(folder))
    with writing(engine) as connection:
        connection.execute(Plan.__table__.update().values(demonstration=True))
    engine.dispose()
    return folder


def bring(folder, sheets, **options):
    """Import rows by sheet, as another process would."""
    current = _settings(folder)
    engine = installation.open_ready(current)
    report = import_workbook(engine, current.secret, RawWorkbook.of("test.xlsx", sheets), Options(**options))
    engine.dispose()
    return report


def _settings(folder):
    return settings.load(environment(folder))
