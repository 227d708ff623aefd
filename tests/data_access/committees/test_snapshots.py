import hashlib
import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from data_access import facts
from data_access.committees import meetings, snapshots
from data_access.committees.meetings import Minutes
from data_access.database import writing_aside
from data_access.errors import StorageError, UsageError
from tests.data_access.importing.plans import SECRET, committee, imported

COMING = datetime.now(UTC).date() + timedelta(20)
PAST = date(2024, 3, 12)
CONTENT = {"chiffres": {"ateliers": {"valeur": 12, "mots": "12 ateliers"}}, "é": [1.5, None, "« fin »"]}
contents = st.dictionaries(
    st.text(max_size=8),
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=8,
    ),
    max_size=5,
)


def freeze(engine, day=COMING, content=CONTENT):
    return snapshots.freeze(engine, SECRET, day, content, 7)


def reread(engine, snapshot):
    return next(
        each for each in snapshots.of_meeting(engine, SECRET, snapshot.meeting_id) if each.id == snapshot.id
    )


def tamper(engine, statement, **values):
    """Change a row as somebody who holds the database would: without its triggers."""
    with writing_aside(engine) as connection:
        if engine.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER committee_snapshot_unchanged"))
        else:
            connection.execute(text("ALTER TABLE committee_snapshot DISABLE TRIGGER ALL"))
        connection.execute(text(statement), values)


@pytest.fixture
def prepared(engine):
    meetings.save(engine, Minutes(COMING))
    return freeze(engine)


def test_what_was_frozen_comes_back_and_is_signed(engine, prepared):
    kept = reread(engine, prepared)
    assert kept == prepared
    assert kept.is_genuine
    assert {name: kept.content[name] for name in CONTENT} == CONTENT
    assert (kept.version, kept.revision, kept.held_on) == (1, 7, COMING)
    with engine.connect() as connection:
        (stored,) = connection.execute(text("SELECT content FROM committee_snapshot")).scalars()
    assert kept.digest == hashlib.sha256(stored.encode()).hexdigest()
    assert json.dumps(json.loads(stored), sort_keys=True, separators=(",", ":"), ensure_ascii=False) == stored


def test_freezing_changes_no_figure(engine):
    imported(engine, comites=[committee(date=f"{COMING:%d/%m/%Y}")])
    before = facts.read(engine)
    freeze(engine)
    assert facts.read(engine).revision == before.revision
    assert facts.read(engine).committees.equals(before.committees)


def test_a_workbooks_committee_is_kept_on_screen_once_frozen(engine):
    imported(engine, comites=[committee(date=f"{COMING:%d/%m/%Y}", intitule="COPIL")])
    kept = freeze(engine)
    assert [(each.id, each.title) for each in meetings.kept(engine)] == [(kept.meeting_id, "COPIL")]
    imported(engine, comites=[committee(date="01/01/2020")])
    assert reread(engine, kept).held_on == COMING


def test_a_day_without_committee_freezes_nothing(engine):
    with pytest.raises(UsageError, match="créez-le d'abord"):
        freeze(engine)


def test_a_new_version_leaves_the_earlier_one_as_it_was(engine, prepared):
    second = freeze(engine, content={"chiffres": {}})
    assert second.version == 2
    assert reread(engine, prepared) == prepared
    assert snapshots.frozen_meetings(engine) == {prepared.meeting_id: 2}


def test_what_was_shown_at_a_meeting_held_is_final(engine):
    meetings.save(engine, Minutes(PAST))
    freeze(engine, PAST)
    with pytest.raises(UsageError, match="ne change plus"):
        freeze(engine, PAST)


def test_a_frozen_meeting_may_be_put_off_but_not_removed(engine, prepared):
    later = COMING + timedelta(7)
    meetings.save(engine, Minutes(later), prepared.meeting_id)
    assert reread(engine, prepared).is_genuine
    assert reread(engine, prepared).held_on == later
    with pytest.raises(UsageError, match="figés"):
        meetings.remove(engine, prepared.meeting_id)


def test_the_database_itself_refuses_a_change(engine, prepared):
    for statement in ("UPDATE committee_snapshot SET revision = 8", "DELETE FROM committee_snapshot"):
        with pytest.raises(StorageError), writing_aside(engine) as connection:
            connection.execute(text(statement))
    assert reread(engine, prepared) == prepared


@pytest.mark.parametrize("change", ["figure", "garbage", "another key", "moment", "resigned without the key"])
def test_tampering_shows(engine, prepared, change):
    content = snapshots.canonical(prepared.content)
    forged = content.replace("12 ateliers", "99 ateliers")
    assert forged != content
    if change == "figure":
        tamper(engine, "UPDATE committee_snapshot SET content = :it", it=forged)
    elif change == "garbage":
        tamper(engine, "UPDATE committee_snapshot SET content = '{\"ch'")
    elif change == "moment":
        tamper(engine, "UPDATE committee_snapshot SET revision = 9")
    elif change == "resigned without the key":
        digest = hashlib.sha256(forged.encode()).hexdigest()
        tamper(engine, "UPDATE committee_snapshot SET content = :it, signature = :s", it=forged, s=digest)
    secret = b"une autre cle, tout aussi longue" if change == "another key" else SECRET
    (kept,) = snapshots.of_meeting(engine, secret, prepared.meeting_id)
    assert not kept.is_genuine


def test_a_genuine_content_copied_to_another_version_shows(engine, prepared):
    freeze(engine, content={"chiffres": {}})
    tamper(
        engine,
        "UPDATE committee_snapshot SET content = (SELECT content FROM committee_snapshot WHERE version = 1), "
        "signature = (SELECT signature FROM committee_snapshot WHERE version = 1) WHERE version = 2",
    )
    first, second = snapshots.of_meeting(engine, SECRET, prepared.meeting_id)
    assert (first.is_genuine, second.is_genuine) == (True, False)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=contents)
def test_any_content_comes_back_and_stays_genuine(sqlite_engine, content):
    if not meetings.kept(sqlite_engine):
        meetings.save(sqlite_engine, Minutes(COMING))
    kept = freeze(sqlite_engine, content=content)
    assert kept.is_genuine
    assert {name: kept.content[name] for name in content if name not in snapshots.ENVELOPE} == {
        name: value for name, value in content.items() if name not in snapshots.ENVELOPE
    }
