"""What is coming, in words, on a hand-made plan."""

from datetime import date, time

import pytest

from dashboard.workshops.coming import Meeting, as_table, coming, overdue, weeks
from dashboard.workshops.located import located
from tests.dashboard.workshops.plans import installed, planned, stop

TODAY = date(2026, 11, 24)


def test_meetings_stand_by_week_and_day(tmp_path):
    facts = installed(
        tmp_path,
        ateliers=[
            planned("A1", date(2026, 11, 24), titre="Tablettes", places=12),
            planned("A2", date(2026, 12, 1)),
            planned("A3", date(2026, 12, 9)),
            planned("A4", date(2026, 11, 23), titre="Hier"),
        ],
        passages=[stop("T1", date(2026, 11, 26))],
    )
    found = weeks(coming(facts, frozenset(), TODAY), TODAY)
    assert [week.title for week in found] == [
        "Cette semaine",
        "La semaine prochaine",
        "Semaine du 7\u00a0décembre\u00a02026",
    ]
    assert [(name, len(meetings)) for name, meetings in found[0].days] == [
        ("mardi 24\u00a0novembre", 1),
        ("jeudi 26\u00a0novembre", 1),
    ]
    assert found[0].size == 2
    assert [each.title for each in overdue(facts, frozenset(), TODAY)] == ["Hier"]


def test_a_stop_that_a_workshop_takes_up_is_not_told_twice(tmp_path):
    day = date(2026, 12, 1)
    facts = installed(
        tmp_path,
        ateliers=[
            planned("A1", day, id_passage="T1", heure_debut=time(9, 30), heure_fin=time(12)),
            planned("A2", day, id_passage="T2", heure_debut=time(10), heure_fin=time(11)),
            planned("A3", day, id_passage="T3", heure_debut=time(9, 30), heure_fin=time(12)),
        ],
        passages=[stop("T1", day, nom="Le marché"), stop("T2", day), stop("T3", day, statut="annulé")],
    )
    found = {each.title: each for each in coming(facts, frozenset(), TODAY)}
    assert set(found) == {"A1", "A2", "A3", "Tiers-lieu mobile"}
    assert found["A1"].place == "Tiers-lieu mobile, Le marché"
    assert found["A3"].warning == "passage annulé"
    assert found["A2"].warning == ""


@pytest.mark.parametrize(
    ("capacity", "people", "said"),
    [
        (12, [], "12 places"),
        (12, ["présent"] * 9, "3 places restantes sur 12"),
        (3, ["présent", "présent", "excusé"], "1 place restante sur 3"),
        (2, ["présent"] * 3, "complet (2 places)"),
        (None, ["présent"], "1 inscrit"),
        (None, [], ""),
    ],
)
def test_room_is_told_as_far_as_it_is_known(tmp_path, capacity, people, said):
    facts = installed(
        tmp_path,
        ateliers=[planned("A1", TODAY, places=capacity)],
        presences=[
            {"id_atelier": "A1", "id_personne": f"P{rank}", "present": presence}
            for rank, presence in enumerate(people)
        ],
    )
    (meeting,) = coming(facts, frozenset(), TODAY)
    assert meeting.room == said


def test_the_perimeter_is_that_of_the_place(tmp_path):
    facts = installed(
        tmp_path,
        ateliers=[planned("A1", TODAY), planned("A2", TODAY, commune_insee="59291")],
        passages=[stop("T1", TODAY, commune_insee="59291")],
    )
    assert [each.title for each in coming(facts, frozenset({"59392"}), TODAY)] == ["A1"]
    assert len(coming(facts, frozenset({"59291"}), TODAY)) == 2
    assert coming(facts, frozenset({"QN05915M"}), TODAY) == ()


def test_what_is_not_known_is_said(tmp_path):
    facts = installed(tmp_path, ateliers=[planned("A1", TODAY, titre=None, heure_debut=None, heure_fin=None)])
    (meeting,) = coming(facts, frozenset(), TODAY)
    assert (meeting.title, meeting.hours, meeting.place) == ("Initiation", "horaires non renseignés", "")
    assert meeting.area == "Maubeuge"


def test_the_calendar_goes_out_as_a_table():
    meeting = Meeting(
        TODAY, time(9), time(11, 30), "Tablettes", "initiation", "Médiathèque", "Jeumont", "8 places"
    )
    assert as_table([meeting]).shown() == [
        [
            "24/11/2026",
            "9\u00a0h – 11\u00a0h\u00a030",
            "Tablettes",
            "initiation",
            "Médiathèque",
            "Jeumont",
            "8 places",
        ]
    ]


def test_every_workshop_is_located_once(facts):
    rows = located(facts)
    assert rows["workshop"].to_list() == list(range(len(facts.workshops)))
    assert rows["title"].null_count() == 0
    assert set(rows["commune"]) <= {area.name for area in facts.territory.communes.values()}
