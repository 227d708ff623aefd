"""Mode « remplacement »: what the file no longer holds over its period goes."""

import pytest

from data_access.importing import Action, Mode, Options
from data_access.schema import Attendance, BudgetLine, Committee, Decision, Place, Stop, Target, Workshop
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


def test_places_have_no_date_and_are_replaced_whole(engine):
    imported(engine, lieux=[place("L1"), place("L2")])
    imported(engine, options=REPLACE, lieux=[place("L2")])
    assert keys(engine, Place) == ["L2"]


def test_targets_are_replaced_over_the_period_of_their_due_dates(engine):
    given = [target(), target(territoire="59392"), target(echeance="31/12/2027")]
    imported(engine, objectifs=given)
    report = imported(engine, options=REPLACE, objectifs=[target()])
    assert report.sheets["objectifs"].removed == 1
    assert [(row["territory"], row["due_on"].year) for row in rows(engine, Target)] == [
        ("*", 2026),
        ("*", 2027),
    ]


def test_decisions_are_dated_by_their_committee_else_by_when_they_are_due(engine):
    committees = [committee("C1", date="12/03/2024"), committee("C2", date="12/03/2025")]
    decisions = [
        decision("R1", id_comite="C1", echeance="01/06/2025"),
        decision("R2", id_comite="C2"),
        decision("R3", id_comite="C2"),
        decision("R4", echeance="01/03/2025"),
        decision("R5", echeance="12/03/2025"),
        decision("R6"),
    ]
    imported(engine, comites=committees, decisions=decisions)
    imported(engine, options=REPLACE, decisions=[decision("R6")])
    assert keys(engine, Decision) == ["R1", "R2", "R3", "R4", "R5", "R6"]
    imported(engine, options=REPLACE, decisions=[decision("R2")])
    assert keys(engine, Decision) == ["R1", "R2", "R4", "R6"]


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


VALID = Options(mode=Mode.REPLACE, valid_rows_only=True)


def test_a_refused_row_without_a_readable_key_keeps_its_whole_sheet(engine):
    imported(engine, budget=[amount("B1"), amount("B2")])
    report = imported(engine, options=VALID, budget=[amount("B1"), amount("x" * 201), amount("")])
    assert keys(engine, BudgetLine) == ["B1", "B2"]
    assert report.warnings == (
        "Feuille « budget » : rien n'est supprimé, l'identifiant de 2 lignes refusées (3, 4) est illisible.",
    )


def attended(engine):
    imported(
        engine,
        ateliers=[workshop("A1"), workshop("A2")],
        presences=[attendance(key, person) for key in ("A1", "A2") for person in ("P1", "P2")],
    )


@pytest.mark.parametrize("unreadable", [{"person": "x" * 201}, {"person": "", "rang": "?"}])
def test_attendance_whose_person_is_unreadable_keeps_its_workshop(engine, unreadable):
    attended(engine)
    report = imported(
        engine,
        options=VALID,
        presences=[attendance("A1"), attendance("A2"), attendance("A2", **unreadable)],
    )
    assert (report.sheets["presences"].removed, size(engine, Attendance)) == (1, 3)
    assert report.warnings == (
        "Feuille « presences » : rien n'est supprimé de 1 atelier, "
        "une personne ou un rang y est illisible (lignes 4).",
    )


def test_attendance_whose_workshop_is_unreadable_keeps_everything(engine):
    attended(engine)
    report = imported(
        engine,
        options=VALID,
        ateliers=[workshop("A1")],
        presences=[attendance("A1"), attendance("", person="P9")],
    )
    assert report.sheets["presences"].removed == report.sheets["ateliers"].removed == 0
    assert (size(engine, Workshop), size(engine, Attendance)) == (2, 4)
    assert any(
        "rien n'est supprimé, l'identifiant de 1 ligne refusée (3)" in each for each in report.warnings
    )


def test_a_workshop_that_refused_attendance_names_is_kept(engine):
    attended(engine)
    imported(
        engine,
        options=VALID,
        ateliers=[workshop("A1")],
        presences=[attendance("A1"), attendance("A2", present="?")],
    )
    assert keys(engine, Workshop) == ["A1", "A2"]
