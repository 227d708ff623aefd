from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, inspect, select, table

from data_access import facts, migrations
from data_access.schema import Base

PERCENT = {"sqlite": "%", "postgresql": "%%"}
SAMPLES = Path(__file__).parent / "migrations"


def test_every_version_has_sample_data():
    assert [path.stem for path in sorted(SAMPLES.glob("*.sql"))] == migrations.versions()


@pytest.mark.parametrize("version", migrations.versions())
def test_upgrading_keeps_data_in_place(blank_engine, version):
    migrations.upgrade(blank_engine, version)
    fill(blank_engine, version)
    before = counts(blank_engine)
    assert all(before.values()), "the sample leaves a table of its version empty"
    migrations.upgrade(blank_engine)
    after = counts(blank_engine)
    assert {table: after[table] for table in before} == before
    assert set(after) == {table.name for table in Base.metadata.sorted_tables}
    with blank_engine.connect() as connection:
        assert migrations.current(connection) == migrations.versions()[-1]
    kept = facts.read(blank_engine)
    assert kept.attendance["headcount"].sum() == 8
    assert kept.budget["cents"].to_list() == [2556007]
    assert kept.targets["value"].to_list() == [100]
    assert kept.population_points["people"].to_list() == ([41.5] if version >= "0003" else [])


def fill(engine, version):
    """Put the sample data of a version in the database."""
    with engine.begin() as connection:
        for statement in (SAMPLES / f"{version}.sql").read_text("utf-8").splitlines():
            connection.exec_driver_sql(statement.replace("%", PERCENT[engine.dialect.name]))


def counts(engine):
    """Return how many rows each table of the database holds, Alembic's own left out."""
    with engine.connect() as connection:
        return {
            name: connection.execute(select(func.count()).select_from(table(name))).scalar_one()
            for name in inspect(connection).get_table_names()
            if name != "alembic_version"
        }


def test_the_schema_is_what_the_migrations_build(engine):
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_upgrading_twice_changes_nothing(engine):
    before = facts.read(engine).revision
    migrations.upgrade(engine)
    assert facts.read(engine).revision == before
