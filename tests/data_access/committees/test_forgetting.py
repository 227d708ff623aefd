"""What was kept of an invented plan may be forgotten; of a real one, the database refuses."""

import pytest
from sqlalchemy import text

from data_access.committees import forgetting, meetings, register, snapshots
from data_access.committees.forgetting import Forgotten
from data_access.database import writing, writing_aside
from data_access.errors import StorageError
from tests.data_access.committees.test_register import MANAGER, WORDS
from tests.data_access.committees.test_snapshots import COMING, Minutes, freeze


@pytest.fixture
def kept(engine):
    meeting = meetings.save(engine, Minutes(COMING))
    register.create(engine, WORDS, MANAGER)
    freeze(engine)
    freeze(engine)
    return meeting.id


def mark(engine):
    with writing(engine) as connection:
        connection.execute(text("UPDATE plan SET demonstration = :it"), {"it": True})


def test_a_real_plan_keeps_all(engine, kept):
    with pytest.raises(StorageError):
        forgetting.forget(engine)
    assert snapshots.frozen_meetings(engine) == {kept: 2}


def test_an_invented_plan_forgets_all(engine, kept):
    mark(engine)
    assert forgetting.forget(engine) == Forgotten(meetings=1, snapshots=2, entries=1)
    assert snapshots.frozen_meetings(engine) == {}
    assert meetings.kept(engine) == []


def test_even_invented_figures_are_never_rewritten(engine, kept):
    mark(engine)
    for table in ("committee_snapshot SET revision = 9", "decision_entry SET state = 'fait'"):
        with pytest.raises(StorageError), writing_aside(engine) as connection:
            connection.execute(text(f"UPDATE {table}"))
