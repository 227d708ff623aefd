"""The engine, transactions that serialise writers, the revision, and storage failures said in French."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL, Connection, Dialect, Engine, create_engine, event, make_url, select, update
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool, Pool, StaticPool

from data_access.errors import StorageError
from data_access.schema import Revision

BUSY_TIMEOUT_S = 15


def connect(url: str | URL) -> Engine:
    """Return an engine for a SQLite or PostgreSQL address; nothing is opened yet."""
    if make_url(url).get_backend_name() == "sqlite":
        engine = create_engine(
            url,
            poolclass=_pool(url),
            connect_args={"timeout": BUSY_TIMEOUT_S, "check_same_thread": False},
        )
        event.listen(engine, "do_connect", _refuse_a_vanished_file())
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 5})


def _pool(url: str | URL) -> type[Pool]:
    """Open a database file anew each time: one put in its place, or taken away, is noticed at once."""
    return NullPool if make_url(url).database not in (None, "", ":memory:") else StaticPool


def _refuse_a_vanished_file() -> Callable[..., None]:
    """Return a listener that lets SQLite make its file once, never a second, empty one behind our back."""
    seen: set[str] = set()

    def listener(dialect: Dialect, record: object, arguments: list[str], options: dict[str, object]) -> None:
        path = arguments[0]
        if path in seen and not Path(path).exists():
            raise sqlite3.OperationalError("unable to open database file")
        seen.add(path)

    return listener


def _prepare_sqlite(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver must not open transactions behind our back
    for pragma in ("journal_mode = WAL", "foreign_keys = ON", "synchronous = NORMAL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Yield a connection whose reads all see one state of the database; raises StorageError."""
    with guarded(engine), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Yield a connection in one transaction that commits with a new revision, or leaves no trace.

    Writers queue: the second waits for the first. Raises StorageError.
    """
    with writing_aside(engine) as connection:
        yield connection
        connection.execute(
            update(Revision).values(number=Revision.number + 1, committed_at=datetime.now(UTC))
        )


@contextmanager
def writing_aside(engine: Engine) -> Iterator[Connection]:
    """Yield a connection like `writing`, whose commit keeps the revision: it changes no figure.

    A new revision would make every process read all facts again, for nothing. Raises StorageError.
    """
    with guarded(engine), engine.connect() as connection:
        connection = connection.execution_options(writes=True)
        with connection.begin():
            connection.execute(select(Revision.number).with_for_update()).scalar_one()
            yield connection


@contextmanager
def writing_apart(engine: Engine) -> Iterator[Connection]:
    """Yield a connection in a short transaction that no figure depends on; raises StorageError.

    It does not queue behind importers where the database lets two writers work at once.
    """
    with guarded(engine), engine.connect() as connection:
        connection = connection.execution_options(writes=True)
        with connection.begin():
            yield connection


def revision(connection: Connection) -> int:
    """Return the number of committed writes."""
    return connection.execute(select(Revision.number)).scalar_one()


@contextmanager
def guarded(engine: Engine) -> Iterator[None]:
    """Turn database failures into StorageError with a French sentence."""
    try:
        yield
    except SQLAlchemyError as error:
        raise StorageError(explain(error, engine)) from error


def explain(error: Exception, engine: Engine) -> str:
    """Say in French what a database failure means and what to do about it."""
    cause = str(getattr(error, "orig", None) or error).lower()
    for sign, sentence in _SIGNS:
        if sign in cause:
            return sentence
    if (isinstance(error, DBAPIError) and error.connection_invalidated) or "connect" in cause:
        where = engine.url.render_as_string(hide_password=True)
        return f"La base de données {where} ne répond pas. Vérifiez qu'elle est démarrée, puis réessayez."
    return f"La base de données a refusé l'opération ; rien n'a été écrit ({type(error).__name__})."


_BUSY = (
    "La base de données est occupée par un autre traitement. Rien n'a été écrit : réessayez dans une minute."
)
_FULL = "Le disque est plein. Rien n'a été écrit : libérez de la place, puis recommencez."
_DAMAGED = (
    "Le fichier de la base de données est abîmé. Arrêtez l'application, mettez ce fichier de côté "
    "et restaurez la dernière sauvegarde."
)
_NOT_READY = "La base de données n'est pas prête : lancez « inclusion migrate », puis réessayez."

_SIGNS = (
    ("locked", _BUSY),
    ("lock timeout", _BUSY),
    ("disk is full", _FULL),
    ("no space left", _FULL),
    ("malformed", _DAMAGED),
    ("not a database", _DAMAGED),
    ("readonly", "La base de données est en lecture seule : donnez à l'application le droit d'y écrire."),
    (
        "unable to open",
        "Le fichier de la base de données ne peut pas être ouvert : vérifiez le dossier et ses droits.",
    ),
    ("no such table", _NOT_READY),
    ("does not exist", _NOT_READY),
)
