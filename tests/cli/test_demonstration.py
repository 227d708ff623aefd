"""The demonstration comes with its last committee frozen, and goes with all that was kept of committees."""

from datetime import date

import pytest
from sqlalchemy import func, select

from dashboard.committee import freezing
from dashboard.committee.became import corrected
from dashboard.committee.frozen import from_json
from dashboard.exports import Format, write
from dashboard.files import to_team
from data_access import facts as facts_of
from data_access import installation, settings
from data_access.committees import meetings, register, snapshots
from data_access.committees.meetings import Minutes
from data_access.committees.register import Words
from data_access.database import reading
from data_access.demo import generate, late
from data_access.schema import CommitteeSnapshot, DecisionEntry, Meeting
from tests.cli.test_commands import WORKSHOPS

TODAY = date(2026, 11, 24)
KEPT = (CommitteeSnapshot, DecisionEntry, Meeting)


@pytest.fixture
def loaded(inclusion):
    code, out, errors = inclusion("demo", "--date", TODAY.isoformat())
    assert (code, errors) == (0, "")
    assert "figés" in out
    engine = installation.open_ready(settings.load())
    yield engine
    engine.dispose()


def only_snapshot(engine):
    (meeting,) = meetings.kept(engine)
    (kept,) = snapshots.of_meeting(engine, settings.load().secret, meeting.id)
    return kept


def counted(engine):
    with reading(engine) as connection:
        return [connection.execute(select(func.count()).select_from(table)).scalar() for table in KEPT]


def test_late_presences_correct_what_was_frozen(loaded):
    kept = only_snapshot(loaded)
    assert kept.is_genuine
    assert kept.taken_at.date() < kept.held_on < TODAY
    facts, frozen = facts_of.read(loaded), from_json(kept.content)
    told, _ = to_team(facts, frozen.selection)
    moved = {each.frozen.key: each.difference for each in corrected(told, frozen, TODAY)}
    sheets = generate(TODAY)
    _, afterwards = late.parted(sheets, kept.held_on)
    people = [row for row in afterwards["presences"] if row.get("present") != "excusé"]
    assert 0 < moved["participations"] <= len(people) * 40
    assert "ateliers" not in moved, "the workshops themselves were known"
    assert write(freezing.document(kept), Format.SUMMARY).startswith(b"%PDF")


def test_parting_loses_no_row():
    sheets = generate(TODAY)
    known, afterwards = late.parted(sheets, late.last_committee(sheets, TODAY))
    whole = known["presences"] + afterwards["presences"]
    assert sorted(map(repr, whole)) == sorted(map(repr, sheets["presences"]))
    assert len({row["id_atelier"] for row in afterwards["presences"]}) == late.WORKSHOPS
    assert {name for name in sheets if known[name] != sheets[name]} == {"presences"}


def test_loading_again_changes_nothing(loaded, inclusion):
    before = only_snapshot(loaded)
    assert inclusion("demo", "--date", TODAY.isoformat())[0] == 0
    assert only_snapshot(loaded) == before


def test_everything_kept_goes_with_it(loaded, inclusion):
    meetings.save(loaded, Minutes(date(2027, 1, 12)))
    register.create(loaded, Words("Ouvrir un guichet"), "Chef de projet")
    code, out, errors = inclusion("demo", "--remove")
    assert (code, errors) == (0, "")
    assert "2 comités, 1 version figée et 1 écriture" in out
    assert counted(loaded) == [0, 0, 0]
    assert inclusion("demo", "--date", TODAY.isoformat())[0] == 0
    assert only_snapshot(loaded).is_genuine


def test_it_stays_whole_when_other_data_came(loaded, inclusion, workbook):
    assert inclusion("import", workbook(ateliers=WORKSHOPS))[0] == 0
    code, _, errors = inclusion("demo", "--remove")
    assert code == 1
    assert "Rien n'a été retiré" in errors
    assert counted(loaded)[0] == 1
