"""Every test of the data layer runs on SQLite and on a real PostgreSQL server."""

import shutil
from contextlib import contextmanager
from itertools import count

import pytest
from sqlalchemy import create_engine, make_url

from data_access import installation, settings
from data_access.database import connect
from tests import postgres

DATABASES = ("sqlite", "postgresql")
SECRET = "cle-de-test-" * 4
_numbers = count(1)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    """Return a migrated SQLite file to copy."""
    folder = tmp_path_factory.mktemp("sqlite")
    installation.migrate(_settings(folder)).dispose()
    return folder / "inclusion.db"


@pytest.fixture(scope="session")
def postgres_server():
    with postgres.server() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_server, tmp_path_factory):
    """Return the name of a migrated database to copy."""
    with _administering(postgres_server) as connection:
        connection.exec_driver_sql("CREATE DATABASE migrated")
    url = make_url(postgres_server).set(database="migrated").render_as_string(hide_password=False)
    installation.migrate(_settings(tmp_path_factory.mktemp("pg"), INCLUSION_DATABASE_URL=url)).dispose()
    return "migrated"


@pytest.fixture(params=DATABASES)
def database_url(request, tmp_path):
    """Return the address of a migrated database of this test alone."""
    if request.param == "sqlite":
        path = shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "inclusion.db")
        yield f"sqlite:///{path}"
    else:
        template = request.getfixturevalue("postgres_template")
        with _database(request.getfixturevalue("postgres_server"), template) as url:
            yield url


@pytest.fixture
def engine(database_url):
    engine = connect(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def sqlite_engine(sqlite_template, tmp_path):
    """Return an engine on SQLite alone, for what does not depend on the database."""
    engine = connect(f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'alone.db')}")
    yield engine
    engine.dispose()


@pytest.fixture(params=DATABASES)
def blank_engine(request, tmp_path):
    """Return an engine on an empty database, without any table."""
    if request.param == "sqlite":
        engine = connect(f"sqlite:///{tmp_path / 'blank.db'}")
        yield engine
        engine.dispose()
    else:
        with _database(request.getfixturevalue("postgres_server"), "template0") as url:
            engine = connect(url)
            yield engine
            engine.dispose()


@contextmanager
def _database(server, template):
    """Yield the address of a copy of a database, dropped at the end."""
    name = f"test_{next(_numbers)}"
    with _administering(server) as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    with _administering(server) as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def _administering(server):
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def _settings(folder, **environ):
    return settings.load({"INCLUSION_DATA_DIR": str(folder), "INCLUSION_SECRET": SECRET} | environ)
