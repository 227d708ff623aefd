"""Mode « remplacement »: what the file no longer holds over its period goes."""

import pytest

from data_access.importing import Action, Mode, Options
from data_access.schema import Attendance, BudgetLine, Committee, Decision, Place, Stop, Workshop
from tests.data_access.importing.plans import (
    EVERY_SHEET,
    amount,
    attendance,
    committee,
    content,
    decision,
    imported,
    place,
    rows,
    size,
    stop,
    target,
    workshop,
)

REPLACE = Options(mode=Mode.REPLACE)


def keys(engine, table):
    return [row["key"] for row in rows(engine, table)]


def test_the_same_file_replaces_nothing(engine):
    imported(engine, sheets=EVERY_SHEET)
    before = content(engine)
    assert imported(engine, options=REPLACE, sheets=EVERY_SHEET).written == 0
    assert content(engine) == before


def test_only_the_period_of_the_file_is_replaced(engine):
    days = {"B1": "01/01/2024", "B2": "15/02/2024", "B3": "01/03/2024", "B4": "02/03/2024"}
    imported(engine, budget=[amount(key, date=day) for key, day in days.items()])
    report = imported(
        engine,
        options=REPLACE,
        budget=[amount("B5", date="02/01/2024"), amount("B3", date="01/03/2024")],
    )
    assert keys(engine, BudgetLine) == ["B1", "B3", "B4", "B5"]
    done = report.sheets["budget"]
    assert (done.added, done.unchanged, done.removed) == (1, 1, 1)
    assert [each.key for each in done.differences if each.action is Action.REMOVED] == ["ligne B2"]


def test_rows_of_other_sources_stay(engine):
    imported(engine, options=Options(source="ccas"), budget=[amount("B1")])
    imported(engine, options=REPLACE, budget=[amount("B2")])
    assert keys(engine, BudgetLine) == ["B1", "B2"]


def test_absent_and_empty_sheets_are_left_alone(engine):
    imported(engine, sheets=EVERY_SHEET)
    report = imported(engine, options=REPLACE, sheets={"budget": [], "comites": [committee()]})
    assert report.written == 0


def test_undated_sheets_are_replaced_whole(engine):
    imported(engine, lieux=[place("L1"), place("L2")], objectifs=[target(), target(echeance="31/12/2027")])
    report = imported(engine, options=REPLACE, lieux=[place("L2")], objectifs=[target()])
    assert keys(engine, Place) == ["L2"]
    assert report.sheets["objectifs"].removed == 1


def test_a_removed_workshop_takes_its_attendance_with_it(engine):
    imported(
        engine,
        ateliers=[workshop("A1"), workshop("A2")],
        presences=[attendance("A1"), attendance("A2"), attendance("A2", person="")],
    )
    report = imported(engine, options=REPLACE, ateliers=[workshop("A1")])
    assert (report.sheets["ateliers"].removed, report.sheets["presences"].removed) == (1, 2)
    assert (size(engine, Workshop), size(engine, Attendance)) == (1, 1)


def test_attendance_is_replaced_in_the_workshops_that_it_names(engine):
    imported(
        engine,
        ateliers=[workshop("A1"), workshop("A2")],
        presences=[attendance("A1"), attendance("A1", person="P2"), attendance("A2")],
    )
    report = imported(engine, options=REPLACE, presences=[attendance("A1")])
    assert (report.sheets["presences"].removed, report.sheets["presences"].unchanged) == (1, 1)
    assert size(engine, Attendance) == 2


def test_attendance_is_replaced_in_every_workshop_of_the_period(engine):
    ateliers = [workshop("A1"), workshop("A2")]
    imported(engine, ateliers=ateliers, presences=[attendance("A1"), attendance("A2")])
    imported(engine, options=REPLACE, ateliers=ateliers, presences=[attendance("A1")])
    assert size(engine, Attendance) == 1


def test_what_is_still_referred_to_is_kept_with_a_warning(engine):
    imported(engine, lieux=[place("L1"), place("L2")], ateliers=[workshop(id_lieu="L1")])
    report = imported(engine, options=REPLACE, lieux=[place("L3")])
    assert keys(engine, Place) == ["L1", "L3"]
    assert report.warnings == (
        "Feuille « lieux » : 1 ligne absente du fichier gardée, d'autres lignes s'y réfèrent (L1).",
    )


def test_what_is_no_longer_referred_to_goes(engine):
    imported(
        engine,
        lieux=[place("L1")],
        passages=[stop("M1")],
        ateliers=[workshop("A1", id_lieu="L1"), workshop("A2", id_passage="M1")],
    )
    imported(
        engine,
        options=REPLACE,
        lieux=[place("L2")],
        passages=[stop("M2")],
        ateliers=[workshop("A1", id_lieu="L2")],
    )
    assert (keys(engine, Place), keys(engine, Stop), keys(engine, Workshop)) == (["L2"], ["M2"], ["A1"])


def test_committees_with_decisions_that_stay_are_kept(engine):
    imported(engine, comites=[committee("C1")], decisions=[decision(id_comite="C1")])
    imported(engine, options=REPLACE, comites=[committee("C2")])
    assert keys(engine, Committee) == ["C1", "C2"]
    imported(engine, options=REPLACE, comites=[committee("C2")], decisions=[decision("R2", id_comite="C2")])
    assert (keys(engine, Committee), keys(engine, Decision)) == (["C2"], ["R2"])


def test_a_workshop_that_attendance_of_the_file_names_is_kept(engine):
    imported(engine, ateliers=[workshop("A1"), workshop("A2")])
    report = imported(engine, options=REPLACE, ateliers=[workshop("A1")], presences=[attendance("A2")])
    assert keys(engine, Workshop) == ["A1", "A2"]
    assert "s'y réfèrent (A2)" in report.warnings[0]


def test_a_refused_row_of_the_file_is_not_taken_for_absent(engine):
    imported(engine, ateliers=[workshop("A1"), workshop("A2")], presences=[attendance("A2")])
    valid = Options(mode=Mode.REPLACE, valid_rows_only=True)
    report = imported(
        engine,
        options=valid,
        ateliers=[workshop("A1"), workshop("A2", statut="?")],
        presences=[attendance("A2", present="?"), attendance("A1")],
    )
    assert report.refused == 2
    assert (size(engine, Workshop), size(engine, Attendance)) == (2, 2)


@pytest.mark.parametrize("mode", Mode)
def test_a_sheet_whose_every_row_is_refused_removes_nothing(engine, mode):
    imported(engine, budget=[amount("B1")])
    options = Options(mode=mode, valid_rows_only=True)
    assert imported(engine, options=options, budget=[amount("B2", montant="?")]).written == 0
    assert keys(engine, BudgetLine) == ["B1"]
