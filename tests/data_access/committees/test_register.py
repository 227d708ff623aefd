from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from data_access import facts
from data_access.committees import meetings, register
from data_access.committees.meetings import Minutes
from data_access.committees.register import Name, Words
from data_access.database import writing_aside
from data_access.errors import StorageError, UsageError
from data_access.importing import Mode, Options
from tests.data_access.importing.plans import committee, decision, imported

DAY, DUE = date(2024, 3, 12), date(2024, 6, 30)
MANAGER = "Chef de projet"
WORDS = Words("Ouvrir un atelier", "à faire", "Équipe mobile", DUE, "ateliers")


def rows(engine):
    return facts.read(engine).decisions.to_dicts()


def state_and_text(engine):
    return [(row["state"], row["text"]) for row in rows(engine)]


def test_a_decision_made_on_screen_enters_the_register(engine):
    meetings.save(engine, Minutes(DAY))
    before = facts.read(engine).revision
    name = register.create(engine, replace(WORDS, committee=DAY), MANAGER)
    (row,) = rows(engine)
    assert (row["source"], row["key"], row["committee"]) == (name.source, name.key, DAY)
    assert (row["text"], row["owner"], row["due"], row["state"]) == (
        "Ouvrir un atelier", "Équipe mobile", DUE, "à faire",
    )  # fmt: skip
    assert (row["imported"], facts.read(engine).revision) == (False, before + 1)


def test_each_change_is_kept_with_its_author_and_its_moment(engine):
    name = register.create(engine, WORDS, MANAGER)
    register.change(engine, name, replace(WORDS, state="en cours"), MANAGER, seen=rows(engine)[0]["entry"])
    first, second = register.history(engine, name)
    assert (first.words, second.words.state) == (WORDS, "en cours")
    assert first.written_at <= second.written_at
    assert {first.written_by, second.written_by} == {MANAGER}
    assert state_and_text(engine) == [("en cours", "Ouvrir un atelier")]


def test_two_people_never_write_over_each_other_unknowingly(engine):
    name = register.create(engine, WORDS, MANAGER)
    seen = rows(engine)[0]["entry"]
    register.change(engine, name, replace(WORDS, state="fait"), MANAGER, seen=seen)
    with pytest.raises(UsageError, match="par quelqu'un d'autre"):
        register.change(engine, name, replace(WORDS, state="abandonné"), MANAGER, seen=seen)
    assert state_and_text(engine)[0][0] == "fait"


def test_the_database_itself_refuses_that_history_be_rewritten(engine):
    register.create(engine, WORDS, MANAGER)
    for statement in ("UPDATE decision_entry SET state = 'fait'", "DELETE FROM decision_entry"):
        with pytest.raises(StorageError), writing_aside(engine) as connection:
            connection.execute(text(statement))
    assert state_and_text(engine) == [("à faire", "Ouvrir un atelier")]


def test_a_workbooks_decision_taken_up_on_screen_is_led_there(engine):
    imported(engine, comites=[committee()], decisions=[decision(id_comite="C1", etat="à faire")])
    (row,) = rows(engine)
    name = Name(row["source"], row["key"])
    register.change(engine, name, Words("Repris", "fait"), MANAGER, seen=row["entry"])
    imported(engine, decisions=[decision(id_comite="C1", etat="en cours", texte="Réimporté")])
    assert state_and_text(engine) == [("fait", "Repris")]
    assert rows(engine)[0]["committee"] == DAY
    assert [entry.written_by for entry in register.history(engine, name)] == [
        "Import n° 1", MANAGER, "Import n° 2",
    ]  # fmt: skip


def test_it_stays_in_the_register_when_the_workbook_drops_it(engine):
    imported(engine, comites=[committee()], decisions=[decision(id_comite="C1")])
    (row,) = rows(engine)
    register.change(engine, Name(row["source"], row["key"]), Words("Repris", "en cours"), MANAGER)
    imported(
        engine,
        options=Options(mode=Mode.REPLACE),
        comites=[committee()],
        decisions=[decision("R9", id_comite="C1")],
    )
    assert ("en cours", "Repris") in state_and_text(engine)
    assert len(rows(engine)) == 2


def test_a_decision_that_an_import_removed_cannot_be_changed(engine):
    with pytest.raises(UsageError, match="un import l'a retirée"):
        register.change(engine, Name("classeur", "R1"), WORDS, MANAGER)


def test_what_imports_did_to_a_decision_is_its_history(engine):
    imported(engine, decisions=[decision(etat="à faire", echeance="01/06/2024")])
    imported(engine, decisions=[decision(etat="fait", echeance="01/06/2024")])
    (row,) = rows(engine)
    found = register.history(engine, Name(row["source"], row["key"]))
    assert [(entry.words.state, entry.words.due_on) for entry in found] == [
        ("à faire", date(2024, 6, 1)), ("fait", date(2024, 6, 1)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (Words("  "), "Écrivez la décision"),
        (Words("Agir", "peut-être"), "L'état d'une décision"),
        (Words("Agir", owner="Mme Untel"), "Écrivez sa fonction"),
        (Words("Agir", committee=date(2030, 1, 1)), "Aucun comité n'est prévu le 01/01/2030"),
    ],
)
def test_what_is_not_sound_is_refused(engine, words, said):
    with pytest.raises(UsageError, match=said):
        register.create(engine, words, MANAGER)
    assert rows(engine) == []


def test_a_meeting_where_a_decision_was_taken_stays(engine):
    kept = meetings.save(engine, Minutes(DAY))
    register.create(engine, replace(WORDS, committee=DAY), MANAGER)
    with pytest.raises(UsageError, match="des décisions"):
        meetings.remove(engine, kept.id)
