import sqlite3
from decimal import Decimal

import pytest
from sqlalchemy import insert, select

from data_access import installation, settings
from data_access.database import connect, reading, revision, writing
from data_access.errors import StorageError
from data_access.schema import BudgetLine, Source
from tests.data_access.rows import add, money, source, workshop


def number(engine):
    with reading(engine) as connection:
        return revision(connection)


def test_each_write_is_one_revision(engine):
    before = number(engine)
    add(engine, source(), workshop(1))
    assert number(engine) == before + 1


def test_a_failed_write_leaves_no_trace(engine):
    before = number(engine)
    with pytest.raises(ZeroDivisionError):
        _write_then_fail(engine)
    assert number(engine) == before
    with reading(engine) as connection:
        assert connection.execute(select(Source)).all() == []


def test_foreign_keys_are_enforced(engine):
    with pytest.raises(StorageError):
        add(engine, workshop(1, source_id=999))


def test_a_reader_sees_one_state_of_the_database(engine):
    with reading(engine) as connection:
        before = revision(connection)
        add(engine, source())
        assert revision(connection) == before


def test_money_comes_back_to_the_cent(engine):
    add(engine, source(), money(1, "25560.07"), money(2, "-0.01"))
    with reading(engine) as connection:
        amounts = connection.execute(select(BudgetLine.amount).order_by(BudgetLine.id)).scalars().all()
    assert amounts == [Decimal("25560.07"), Decimal("-0.01")]


def test_a_fraction_of_a_cent_is_refused(engine):
    with pytest.raises(StorageError):
        add(engine, source(), money(1, "0.001"))


def test_a_corrupted_file_is_said_in_french(tmp_path):
    path = tmp_path / "inclusion.db"
    path.write_bytes(b"ceci n'est pas une base" * 500)
    given = settings.load({"INCLUSION_DATA_DIR": str(tmp_path)})
    with pytest.raises(StorageError, match=r"abîmé.*restaurez"):
        installation.open_ready(given)


def test_a_file_taken_away_is_noticed_and_not_replaced(tmp_path):
    path = tmp_path / "inclusion.db"
    engine = installation.migrate(settings.load({"INCLUSION_DATA_DIR": str(tmp_path)}))
    path.rename(tmp_path / "ailleurs.db")
    with pytest.raises(StorageError, match="ne peut pas être ouvert"):
        number(engine)
    assert not path.exists()
    (tmp_path / "ailleurs.db").rename(path)
    assert number(engine) == 1


def test_a_locked_database_is_said_in_french(tmp_path, monkeypatch):
    monkeypatch.setattr("data_access.database.BUSY_TIMEOUT_S", 0.1)
    given = settings.load({"INCLUSION_DATA_DIR": str(tmp_path)})
    engine = installation.migrate(given)
    holder = sqlite3.connect(tmp_path / "inclusion.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageError, match=r"occupée.*réessayez"), writing(engine):
        pass
    holder.close()
    engine.dispose()


def test_a_full_disk_is_said_in_french(tmp_path):
    given = settings.load({"INCLUSION_DATA_DIR": str(tmp_path)})
    engine = installation.migrate(given)
    before = number(engine)
    with pytest.raises(StorageError, match="plein"):
        _write_more_than_fits(engine)
    engine.dispose()
    assert number(connect(given.database_url)) == before


def test_an_unreachable_server_is_said_in_french():
    engine = connect("postgresql+psycopg://personne@127.0.0.1:1/rien")
    with pytest.raises(StorageError, match="ne répond pas"), reading(engine):
        pass


def test_a_database_of_another_version_is_refused(tmp_path):
    given = settings.load({"INCLUSION_DATA_DIR": str(tmp_path)})
    engine = installation.migrate(given)
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StorageError, match="inclusion migrate"):
        installation.open_ready(given)
    engine.dispose()


def _write_then_fail(engine):
    with writing(engine) as connection:
        connection.execute(insert(Source).values(name="perdue"))
        1 / 0  # noqa: B018 -- the failure under test


def _write_more_than_fits(engine):
    with writing(engine) as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        connection.execute(insert(Source), [{"name": f"{i}" * 50} for i in range(10, 5000)])
