"""Saved views: a page and its filters under a name that everyone at the installation shares."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, delete, insert, select, update

from data_access.database import reading, writing_aside
from data_access.errors import UsageError
from data_access.schema import SavedView

NAME_MAX = 80

Query = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class View:
    """A named address: a page, and its parameters as lists of texts."""

    id: int
    name: str
    page: str
    query: dict[str, list[str]]
    created_at: datetime


class NameTakenError(UsageError):
    """Another view already bears the name; `name` is how it writes it."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Une vue s'appelle déjà « {name} ».")
        self.name = name


def saved(engine: Engine) -> list[View]:
    """Return every view, by name as French sorts them; raises StorageError."""
    with reading(engine) as connection:
        return sorted(_views(connection), key=lambda view: (_folded(view.name), view.id))


def save(engine: Engine, name: str, page: str, query: Query, *, replace: bool = False) -> View:
    """Keep a page and its parameters under a name; only `replace` gives a known name another address.

    Raises NameTakenError, UsageError, StorageError.
    """
    name = _checked(name)
    values = {
        "name": name,
        "page": page,
        "query": {key: list(texts) for key, texts in query.items()},
        "created_at": datetime.now(UTC),
    }
    with writing_aside(engine) as connection:
        taken = _namesake(connection, name)
        if taken and not replace:
            raise NameTakenError(taken.name)
        statement = update(SavedView).where(SavedView.id == taken.id) if taken else insert(SavedView)
        connection.execute(statement.values(values))
        return next(view for view in _views(connection) if view.name == name)


def rename(engine: Engine, identifier: int, name: str) -> None:
    """Give a view another name; raises NameTakenError, UsageError, StorageError."""
    name = _checked(name)
    with writing_aside(engine) as connection:
        taken = _namesake(connection, name)
        if taken and taken.id != identifier:
            raise NameTakenError(taken.name)
        changed = connection.execute(
            update(SavedView).where(SavedView.id == identifier).values(name=name)
        ).rowcount
        if not changed:
            raise UsageError("Cette vue n'existe plus : quelqu'un l'a supprimée entre-temps.")


def remove(engine: Engine, identifier: int) -> None:
    """Forget a view, or do nothing when it is already gone; raises StorageError."""
    with writing_aside(engine) as connection:
        connection.execute(delete(SavedView).where(SavedView.id == identifier))


def _views(connection: Connection) -> list[View]:
    columns = SavedView.id, SavedView.name, SavedView.page, SavedView.query, SavedView.created_at
    return [View(*row) for row in connection.execute(select(*columns))]


def _namesake(connection: Connection, name: str) -> View | None:
    """Return the view whose name reads the same, capitals apart."""
    return next((view for view in _views(connection) if view.name.casefold() == name.casefold()), None)


def _checked(name: str) -> str:
    """Return the name with single spaces and without what cannot be seen; raises UsageError."""
    words = unicodedata.normalize("NFC", name).split()
    name = " ".join(filter(None, ("".join(filter(str.isprintable, word)) for word in words)))
    if not name:
        raise UsageError("Donnez un nom à la vue : « QPV de Maubeuge, mois dernier », par exemple.")
    if len(name) > NAME_MAX:
        raise UsageError(f"Ce nom est trop long : {len(name)} caractères pour {NAME_MAX} au plus.")
    return name


def _folded(name: str) -> str:
    """Return a name without accents and capitals, for sorting."""
    return "".join(
        letter
        for letter in unicodedata.normalize("NFD", name.casefold())
        if not unicodedata.combining(letter)
    )
