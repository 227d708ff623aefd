"""Whatever is imported, replaced or undone afterwards, what was frozen is what it was."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.committee.frozen import from_json
from dashboard.committee.gathering import gather
from dashboard.committee.slides import Meeting, slides
from dashboard.selection import Selection
from data_access import facts as facts_of
from data_access.committees import meetings, snapshots
from data_access.committees.meetings import Minutes
from data_access.importing import Mode, Options, RawWorkbook, Refused, import_workbook
from tests.dashboard.committee.conftest import NEXT, SPRING, START, TODAY, sheets, workshop
from tests.reference import embedded
from tests.reference.strategies import workbooks

SECRET = embedded.SECRET.encode()
MEETING = Meeting(NEXT, "Comité")


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    engine = embedded.installed(tmp_path_factory.mktemp("fige"))
    bring(engine, sheets(SPRING), Mode.UPDATE, "classeur")
    meetings.save(engine, Minutes(NEXT))
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def frozen(engine):
    facts = facts_of.read(engine)
    content = gather(facts, Selection(START, TODAY), TODAY)
    kept = snapshots.freeze(engine, SECRET, NEXT, content.to_json(), facts.revision)
    return content, kept


def bring(engine, rows, mode, source):
    raw = RawWorkbook.of("suite.xlsx", {name: sheet for name, sheet in rows.items() if sheet})
    import_workbook(engine, SECRET, raw, Options(source=source, mode=mode, valid_rows_only=True))


def shown(content):
    """Return everything that a meeting shows of figures."""
    deck = slides(MEETING, content, (), TODAY)
    return [(slide.title, slide.figure, slide.chart, slide.map, slide.notes) for slide in deck]


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(rows=workbooks(), mode=st.sampled_from(Mode), source=st.sampled_from(["classeur", "autre"]))
def test_a_frozen_figure_never_moves(engine, frozen, rows, mode, source):
    content, kept = frozen
    with suppress(Refused):
        bring(engine, rows, mode, source)
    (again,) = snapshots.of_meeting(engine, SECRET, kept.meeting_id)
    assert again == kept
    assert again.is_genuine
    assert from_json(again.content) == content
    assert shown(from_json(again.content)) == shown(content)


def test_live_figures_do_move(engine, frozen):
    """The property above would hold of a plan that nothing changes: this one is changed."""
    content, _ = frozen
    bring(engine, sheets(SPRING, workshop("A77", START, ("P71", "P72"))), Mode.UPDATE, "classeur")
    after = gather(facts_of.read(engine), Selection(START, TODAY), TODAY)
    assert after.figure("participations").value != content.figure("participations").value
