import pytest

from data_access.database import reading, revision
from data_access.errors import DataError
from data_access.importing import Mode, Options, journal, undo
from data_access.schema import (
    Attendance,
    BudgetLine,
    Committee,
    Decision,
    Device,
    Place,
    Stop,
    Target,
    Workshop,
)
from tests.data_access.importing.plans import (
    EVERY_SHEET,
    amount,
    attendance,
    committee,
    content,
    decision,
    handed,
    imported,
    place,
    stop,
    target,
    workshop,
)

PLAN = (Place, Stop, Workshop, Attendance, Device, BudgetLine, Target, Committee, Decision)
REPLACE = Options(mode=Mode.REPLACE)


def refusal(engine, import_id):
    before = content(engine)
    with pytest.raises(DataError) as caught:
        undo(engine, import_id, "moi")
    assert content(engine) == before
    return str(caught.value)


def test_undoing_the_first_import_leaves_an_empty_plan(engine):
    before = content(engine, *PLAN)
    first = imported(engine, sheets=EVERY_SHEET)
    report = undo(engine, first.import_id, "moi")
    assert content(engine, *PLAN) == before
    assert report.revision == first.revision + 1
    assert {name: each.removed for name, each in report.sheets.items()} == dict.fromkeys(EVERY_SHEET, 1)
    assert report.text().startswith(f"Annulation de l'import n° {first.import_id} : 9 lignes écrites.")


def test_undoing_puts_back_what_was_changed_and_removed_exactly(engine):
    imported(
        engine,
        sheets=EVERY_SHEET | {"ateliers": [workshop(id_lieu="L1", heure_debut="14h", heure_fin="16h")]},
    )
    before = content(engine, *PLAN)
    replaced = imported(
        engine,
        options=REPLACE,
        lieux=[place("L2", services="A|B")],
        passages=[stop("M2")],
        ateliers=[workshop("A2")],
        presences=[attendance("A2", person="")],
        appareils=[handed(lot="Lot 2", household="F2")],
        budget=[amount(montant="-0,01")],
        objectifs=[target(valeur=12.5)],
        comites=[committee("C2")],
        decisions=[decision("R2", id_comite="C2", echeance="01/06/2024")],
    )
    assert content(engine, *PLAN) != before
    undo(engine, replaced.import_id, "moi")
    assert content(engine, *PLAN) == before


def test_the_journal_keeps_who_undid_it(engine):
    first = imported(engine, budget=[amount()])
    undo(engine, first.import_id, "Mme la cheffe de projet")
    with reading(engine) as connection:
        (entry,) = journal(connection)
        assert revision(connection) == first.revision + 1
    assert entry.undone_by == "Mme la cheffe de projet"
    assert entry.undone_at >= entry.committed_at


def test_an_undone_import_can_be_made_again(engine):
    first = imported(engine, sheets=EVERY_SHEET)
    undo(engine, first.import_id, "moi")
    assert imported(engine, sheets=EVERY_SHEET).written == 9


def test_an_import_is_undone_once(engine):
    first = imported(engine, budget=[amount()])
    undo(engine, first.import_id, "moi")
    assert "est déjà annulé" in refusal(engine, first.import_id)
    assert "pas d'import n° 99" in refusal(engine, 99)


def test_a_later_import_of_the_same_rows_must_be_undone_first(engine):
    first = imported(engine, budget=[amount()])
    second = imported(engine, budget=[amount(montant=1)])
    sentence = refusal(engine, first.import_id)
    assert f"(import n° {second.import_id})" in sentence
    undo(engine, second.import_id, "moi")
    undo(engine, first.import_id, "moi")


def test_a_later_import_of_other_rows_does_not_matter(engine):
    first = imported(engine, budget=[amount("B1")])
    imported(engine, budget=[amount("B2")])
    undo(engine, first.import_id, "moi")
    assert [row[2] for row in content(engine, BudgetLine)["budget_line"]] == ["B2"]


@pytest.mark.parametrize(
    ("parents", "children", "sheet"),
    [
        ({"ateliers": [workshop()]}, {"presences": [attendance()]}, "presences"),
        ({"lieux": [place()]}, {"ateliers": [workshop(id_lieu="L1")]}, "ateliers"),
        ({"passages": [stop()]}, {"ateliers": [workshop(id_passage="M1")]}, "ateliers"),
        ({"comites": [committee()]}, {"decisions": [decision(id_comite="C1")]}, "decisions"),
    ],
)
def test_rows_that_others_now_refer_to_stay(engine, parents, children, sheet):
    first = imported(engine, sheets=parents)
    second = imported(engine, sheets=children)
    sentence = refusal(engine, first.import_id)
    assert f"1 ligne de « {sheet} » s'y réfèrent à présent (import n° {second.import_id})" in sentence


def test_a_row_removed_then_added_again_is_not_doubled(engine):
    imported(engine, budget=[amount("B1"), amount("B2")])
    removal = imported(engine, options=REPLACE, budget=[amount("B2")])
    again = imported(engine, budget=[amount("B1")])
    assert f"import n° {again.import_id}" in refusal(engine, removal.import_id)
    undo(engine, again.import_id, "moi")
    undo(engine, removal.import_id, "moi")
    assert len(content(engine, BudgetLine)["budget_line"]) == 2


def test_attendance_removed_then_added_again_is_not_doubled(engine):
    imported(
        engine,
        ateliers=[workshop()],
        presences=[attendance(), attendance(person="P2"), attendance(person="")],
    )
    removal = imported(engine, options=REPLACE, presences=[attendance(person="P2")])
    imported(engine, presences=[attendance(present="absent")])
    assert "ajoutée de nouveau" in (sentence := refusal(engine, removal.import_id)) or "touchées" in sentence


def test_a_row_whose_reference_has_gone_since_cannot_come_back(engine):
    imported(
        engine, lieux=[place("L1"), place("L2")], ateliers=[workshop("A1", id_lieu="L1"), workshop("A2")]
    )
    removal = imported(engine, options=REPLACE, ateliers=[workshop("A2")])
    later = imported(engine, options=REPLACE, lieux=[place("L2")])
    sentence = refusal(engine, removal.import_id)
    assert f"supprimées depuis (import n° {later.import_id})" in sentence
