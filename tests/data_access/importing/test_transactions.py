"""An import happens whole or not at all, whatever happens to the disk, the process or other writers."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event

from data_access.database import connect, reading, revision, writing
from data_access.errors import StorageError
from data_access.importing import Options
from data_access.schema import BudgetLine, ImportRun, Person, Source, Workshop
from tests.data_access.importing.plans import (
    EVERY_SHEET,
    amount,
    attendance,
    content,
    imported,
    size,
    workshop,
)

MANY = [amount(f"B{number}") for number in range(5_000)]
ROOT = Path(__file__).resolve().parents[3]

KILLED = """
import os, signal, sys
from data_access.database import connect
from tests.data_access.importing.plans import amount, imported

def die(step, done, total):
    if step == "Écriture":
        os.kill(os.getpid(), signal.SIGKILL)

imported(connect(sys.argv[1]), progress=die, budget=[amount(f"B{number}") for number in range(5_000)])
"""


def test_a_failure_while_writing_leaves_everything_as_it_was(engine):
    imported(engine, sheets=EVERY_SHEET)
    before = content(engine)

    def fail(step, done, total):
        if step == "Écriture" and done > 2_000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        imported(engine, progress=fail, budget=MANY)
    assert content(engine) == before


def test_a_process_killed_while_writing_leaves_everything_as_it_was(engine, database_url):
    before = content(engine)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, database_url],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert content(engine) == before
    assert imported(engine, budget=MANY).written == 5_000


def test_two_imports_at_once_queue(engine, database_url):
    other = connect(database_url)
    sheets = [
        {"ateliers": [workshop("A1")], "presences": [attendance("A1")], "budget": MANY[:3_000]},
        {"ateliers": [workshop("A1")], "presences": [attendance("A1")], "budget": MANY[2_000:]},
    ]
    with ThreadPoolExecutor(2) as pool:
        reports = list(
            pool.map(
                lambda pair: imported(pair[0], sheets=pair[1]), zip((engine, other), sheets, strict=True)
            )
        )
    other.dispose()
    assert sum(report.sheets["budget"].added for report in reports) == 5_000
    assert (size(engine, BudgetLine), size(engine, Workshop), size(engine, Person)) == (5_000, 1, 1)
    assert (size(engine, ImportRun), size(engine, Source)) == (2, 1)
    with reading(engine) as connection:
        assert revision(connection) == max(report.revision for report in reports)


def test_the_same_file_twice_at_once_is_imported_once(engine, database_url):
    other = connect(database_url)
    with ThreadPoolExecutor(2) as pool:
        reports = list(pool.map(lambda each: imported(each, sheets=EVERY_SHEET), (engine, other)))
    other.dispose()
    assert sorted(report.written for report in reports) == [0, 9]


def test_a_database_that_stays_locked_is_said_in_french(sqlite_engine):
    impatient = create_engine(sqlite_engine.url, connect_args={"timeout": 0.1})
    event.listen(impatient, "connect", lambda connection, _: setattr(connection, "isolation_level", None))
    event.listen(impatient, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    with writing(sqlite_engine), pytest.raises(StorageError, match="occupée par un autre traitement"):
        imported(impatient, budget=[amount()])
    impatient.dispose()
    assert size(sqlite_engine, BudgetLine) == 0


def test_a_full_disk_is_said_in_french_and_leaves_everything_as_it_was(sqlite_engine):
    before = content(sqlite_engine)
    with closing(sqlite_engine.raw_connection()) as raw:
        cursor = raw.cursor()
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.close()

    @event.listens_for(sqlite_engine, "connect")
    def limit(connection, _):
        connection.execute(f"PRAGMA max_page_count = {pages + 5}")

    with pytest.raises(StorageError, match="Le disque est plein"):
        imported(sqlite_engine, budget=MANY)
    assert content(sqlite_engine) == before


def test_a_dry_run_does_not_wait_for_writers(engine, database_url):
    other = connect(database_url)
    with writing(other):
        assert imported(engine, options=Options(dry_run=True), budget=[amount()]).sheets["budget"].added == 1
    other.dispose()
