from datetime import date

import pytest
from sqlalchemy import text

from data_access.database import reading, revision
from data_access.errors import DataError, UsageError
from data_access.importing import Mode, Options, undo
from data_access.pseudonyms import pseudonym
from data_access.purging import is_forgotten, purge
from data_access.schema import (
    Attendance,
    BudgetLine,
    Device,
    Household,
    ImportChange,
    Person,
    Plan,
    Workshop,
)
from tests.data_access.importing.plans import (
    SECRET,
    amount,
    attendance,
    content,
    handed,
    imported,
    rows,
    size,
    workshop,
)

BEFORE = date(2024, 1, 1)
OLD, RECENT = workshop("OLD", date="01/06/2022"), workshop("NEW", date="01/06/2024")
PLAN = {
    "ateliers": [OLD, RECENT],
    "presences": [
        attendance("OLD", "gone", id_foyer="F gone", genre="féminin"),
        attendance("OLD", "kept"),
        attendance("NEW", "kept", id_foyer="F kept"),
        attendance("OLD", "", nombre=12),
    ],
    "appareils": [
        handed("D1", "F gone", date_reception="01/01/2022", date_remise="01/02/2022"),
        handed("D2", "F device", date_reception="01/01/2022", date_remise="01/03/2022"),
        handed("D3", "F kept", date_reception="01/01/2022", date_remise="01/03/2022"),
    ],
}


@pytest.fixture
def purged(engine):
    imported(engine, sheets=PLAN)
    purge(engine, BEFORE)
    return engine


def known(engine, table, kind, *identifiers):
    found = {row["pseudonym"] for row in rows(engine, table)}
    return [pseudonym(SECRET, "classeur", kind, identifier) in found for identifier in identifiers]


def test_people_and_households_lost_from_sight_are_forgotten(engine):
    imported(engine, sheets=PLAN)
    done = purge(engine, BEFORE)
    assert (done.people, done.households, done.orphans) == (1, 2, 0)
    assert known(engine, Person, "personne", "gone", "kept") == [False, True]
    assert known(engine, Household, "foyer", "F gone", "F device", "F kept") == [False, False, True]
    assert sum(is_forgotten(row["pseudonym"]) for row in rows(engine, Person)) == 1


def test_every_figure_stays_the_same(engine):
    imported(engine, sheets=PLAN)
    before = content(engine, Attendance, Device, Workshop)
    purge(engine, BEFORE)
    assert content(engine, Attendance, Device, Workshop) == before


def test_a_purge_is_a_revision_and_the_plan_remembers_it(engine):
    imported(engine, sheets=PLAN)
    done = purge(engine, BEFORE)
    with reading(engine) as connection:
        assert revision(connection) == done.revision
    assert rows(engine, Plan)[0]["purged_before"] == BEFORE


def test_purging_again_forgets_nobody_and_an_older_date_changes_nothing(purged):
    before = content(purged, Person, Household, Plan)
    done = purge(purged, date(2023, 1, 1))
    assert (done.people, done.households) == (0, 0)
    assert content(purged, Person, Household, Plan) == before


def test_a_date_to_come_is_refused(engine):
    with pytest.raises(UsageError, match="dans l'avenir"):
        purge(engine, date(2999, 1, 1))


def test_undo_records_of_the_forgotten_are_deleted_others_stay(engine):
    imported(engine, sheets=PLAN)
    imported(
        engine, presences=[attendance("OLD", "gone", genre="autre"), attendance("OLD", "kept", genre="autre")]
    )
    purge(engine, BEFORE)
    records = rows(engine, ImportChange)
    forgotten = {row["id"] for row in rows(engine, Attendance) if row["gender"] == "autre"}
    assert len([each for each in records if each["table_name"] == "workshop"]) == 2
    assert (
        len([each for each in records if each["table_name"] == "attendance" and each["row_id"] in forgotten])
        == 2
    )
    assert [each["row_id"] for each in records if each["table_name"] == "device"] == [
        row["id"] for row in rows(engine, Device) if row["key"] == "D3"
    ]


def test_removed_rows_of_people_without_any_left_are_forgotten_too(engine):
    imported(engine, sheets=PLAN)
    imported(
        engine,
        options=Options(mode=Mode.REPLACE),
        presences=[attendance("OLD", "kept"), attendance("OLD", "")],
    )
    done = purge(engine, BEFORE)
    assert (done.people, done.orphans) == (0, 1)
    assert "féminin" not in "".join(row["before"] or "" for row in rows(engine, ImportChange))


def test_an_import_that_a_purge_touched_cannot_be_undone_others_can(engine):
    first = imported(engine, sheets=PLAN)
    second = imported(engine, budget=[amount()])
    purge(engine, BEFORE)
    with pytest.raises(DataError, match="une purge a effacé"):
        undo(engine, first.import_id, "moi")
    undo(engine, second.import_id, "moi")
    assert size(engine, BudgetLine) == 0


@pytest.mark.parametrize("mode", Mode)
def test_importing_the_same_file_after_a_purge_brings_nobody_back(purged, mode):
    before = content(purged, Person, Household, Attendance, Device, Workshop)
    report = imported(purged, options=Options(mode=mode), sheets=PLAN)
    assert report.written == 0
    assert content(purged, Person, Household, Attendance, Device, Workshop) == before
    assert any(
        "personne oubliée, ou inconnue à cette date, ligne ignorée — 1 ligne (2)" in each
        for each in report.warnings
    )


def test_someone_forgotten_who_comes_back_is_new_and_their_past_stays_forgotten(purged):
    again = {"ateliers": [OLD, RECENT], "presences": [attendance("OLD", "gone"), attendance("NEW", "gone")]}
    assert imported(purged, sheets=again).sheets["presences"].added == 1
    assert imported(purged, sheets=again).written == 0
    assert size(purged, Person) == 3


def test_a_household_forgotten_does_not_come_back_by_a_known_person(engine):
    rows_given = [attendance("OLD", "kept", id_foyer="F old"), attendance("NEW", "kept")]
    imported(engine, ateliers=[OLD, RECENT], presences=rows_given)
    assert purge(engine, BEFORE).households == 1
    assert imported(engine, presences=rows_given).written == 0


def test_a_device_given_again_after_the_purge_has_its_new_household(purged):
    handover = handed("D1", "F new", date_reception="01/01/2022", date_remise="01/06/2024")
    assert imported(purged, appareils=[handover]).sheets["appareils"].changed == 1
    assert known(purged, Household, "foyer", "F new") == [True]


def test_a_device_handed_before_the_purge_to_an_unknown_household_is_left_out(purged):
    handover = handed("D9", "F other", date_reception="01/01/2022", date_remise="01/06/2022")
    report = imported(purged, appareils=[handover])
    assert report.written == 0
    assert "foyer oublié" in report.warnings[0]


def test_anonymous_rows_before_the_purge_are_still_imported(purged):
    assert imported(purged, presences=[attendance("OLD", "", rang=2)]).written == 1


def test_old_pseudonyms_leave_no_trace_in_the_sqlite_files(sqlite_engine, tmp_path):
    imported(sqlite_engine, sheets=PLAN)
    trace = pseudonym(SECRET, "classeur", "personne", "gone").encode()

    def traces():
        return [path.name for path in tmp_path.glob("alone.db*") if trace in path.read_bytes()]

    assert traces()
    purge(sqlite_engine, BEFORE)
    assert traces() == []


def test_pseudonyms_of_the_forgotten_fit_and_differ(engine):
    imported(engine, ateliers=[OLD], presences=[attendance("OLD", f"P{number}") for number in range(600)])
    assert purge(engine, BEFORE).people == 600
    with reading(engine) as connection:
        drawn = connection.execute(
            text("SELECT count(DISTINCT pseudonym), max(length(pseudonym)) FROM person")
        ).one()
    assert tuple(drawn) == (600, 64)
