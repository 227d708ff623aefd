"""How often an address may knock; counted in the database, so that replicas count together."""

from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from data_access.database import reading, writing_apart
from data_access.schema import RateCount

STRETCH = timedelta(minutes=10)
KEY_MAX = 100


def reached(engine: Engine, key: str, most: int, now: datetime) -> bool:
    """Say whether a key was already counted that often in this stretch; raises StorageError."""
    query = select(RateCount.count).where(RateCount.key == key[:KEY_MAX], RateCount.stretch == _stretch(now))
    with reading(engine) as connection:
        return (connection.execute(query).scalar() or 0) >= most


def count(engine: Engine, key: str, now: datetime) -> None:
    """Count a key once more, forgetting earlier stretches; raises StorageError."""
    dialect = postgresql if engine.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(RateCount).values(key=key[:KEY_MAX], stretch=_stretch(now), count=1)
    statement = statement.on_conflict_do_update(
        index_elements=[RateCount.key, RateCount.stretch], set_={"count": RateCount.count + 1}
    )
    with writing_apart(engine) as connection:
        connection.execute(statement)
        connection.execute(delete(RateCount).where(RateCount.stretch < _stretch(now) - 1))


def remaining(now: datetime) -> timedelta:
    """Return how long the present stretch still lasts."""
    return STRETCH - timedelta(seconds=now.timestamp() % STRETCH.total_seconds())


def _stretch(now: datetime) -> int:
    return int(now.timestamp() // STRETCH.total_seconds())
