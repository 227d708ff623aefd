from datetime import date

import pytest

from data_access import facts
from data_access.committees import meetings
from data_access.committees.meetings import Minutes
from data_access.errors import UsageError
from data_access.importing import Mode, Options
from data_access.vocabulary import EXCUSED, PRESENT
from tests.data_access.importing.plans import committee, imported

DAY, OTHER = date(2024, 3, 12), date(2024, 9, 3)
REPLACE = Options(mode=Mode.REPLACE)


def days(engine):
    return facts.read(engine).committees["date"].to_list()


def test_a_meeting_comes_back_as_it_was_written(engine):
    minutes = Minutes(
        DAY, " Comité  de pilotage ", "Siège", ["Point d'étape", "", " Budget "],
        {PRESENT: ["Sous-préfecture", "Sous-préfecture"], EXCUSED: ["Région"]},
    )  # fmt: skip
    kept = meetings.save(engine, minutes)
    assert meetings.kept(engine) == [kept]
    assert (kept.held_on, kept.title, kept.venue) == (DAY, "Comité de pilotage", "Siège")
    assert list(kept.agenda) == ["Point d'étape", "Budget"]
    assert kept.attendance == {PRESENT: ["Sous-préfecture"], EXCUSED: ["Région"]}


def test_a_meeting_is_a_committee_of_the_plan_at_once(engine):
    before = facts.read(engine).revision
    kept = meetings.save(engine, Minutes(DAY))
    assert (days(engine), facts.read(engine).revision) == ([DAY], before + 1)
    meetings.save(engine, Minutes(OTHER), kept.id)
    assert days(engine) == [OTHER]
    meetings.remove(engine, kept.id)
    assert days(engine) == []


def test_the_same_day_from_both_is_one_committee_that_the_screen_leads(engine):
    imported(engine, comites=[committee(date="12/03/2024", intitule="Du classeur", lieu="Mairie")])
    kept = meetings.save(engine, Minutes(DAY, "De l'écran"))
    (row,) = facts.read(engine).committees.iter_rows(named=True)
    assert row == {"date": DAY, "title": "De l'écran", "venue": "Mairie", "imported": True}
    meetings.remove(engine, kept.id)
    (row,) = facts.read(engine).committees.iter_rows(named=True)
    assert (row["title"], row["imported"]) == ("Du classeur", True)


def test_no_import_touches_what_is_kept_on_screen(engine):
    first = imported(engine, comites=[committee(date="12/03/2024"), committee("C2", date="03/09/2024")])
    kept = meetings.save(engine, Minutes(DAY, "De l'écran", agenda=["Budget"]))
    imported(
        engine,
        options=REPLACE,
        comites=[committee("C1", date="01/01/2024"), committee("C3", date="03/09/2024")],
    )
    assert meetings.kept(engine) == [kept]
    assert days(engine) == [date(2024, 1, 1), DAY, OTHER]
    assert first.written


def test_a_second_meeting_the_same_day_is_refused(engine):
    meetings.save(engine, Minutes(DAY))
    with pytest.raises(UsageError, match="déjà tenu à l'écran le 12/03/2024"):
        meetings.save(engine, Minutes(DAY, "Autre"))


@pytest.mark.parametrize(
    "name", ["Mme Dupont", "M. le préfet", "Monsieur Untel", "elue@ville.fr", "Élue, 03 27 00 00 00"]
)
def test_a_person_is_never_named(engine, name):
    with pytest.raises(UsageError, match="Écrivez sa fonction"):
        meetings.save(engine, Minutes(DAY, attendance={PRESENT: [name]}))
    assert meetings.kept(engine) == []


def test_nobody_is_both_present_and_excused(engine):
    with pytest.raises(UsageError, match="à la fois"):
        meetings.save(engine, Minutes(DAY, attendance={PRESENT: ["Région"], EXCUSED: ["Région"]}))


def test_a_meeting_that_is_gone_cannot_be_changed(engine):
    with pytest.raises(UsageError, match="n'existe plus"):
        meetings.save(engine, Minutes(DAY), 99)


def test_the_screens_name_is_no_source(engine):
    with pytest.raises(UsageError, match="saisi à l'écran"):
        Options(source=" Écran ")
