"""The list of workshops, and one workshop in its drawer."""

import re
from datetime import date, time

import pytest

from dashboard.exhibits.listing import PER_PAGE
from dashboard.selection import Selection
from dashboard.workshops.catalogue import catalogue
from dashboard.workshops.sheet import sheet
from data_access.vocabulary import PRESENT
from tests.dashboard.exhibits.test_exhibits import START, UNSAID
from tests.dashboard.workshops.plans import installed, planned

DAY = date(2026, 3, 3)


def held(key, **values):
    return planned(key, DAY, **{"statut": "tenu"} | values)


def came(key, *people, **values):
    return [{"id_atelier": key, "id_personne": person, "present": "présent"} | values for person in people]


def test_a_workshop_is_told_in_french(tmp_path):
    facts = installed(
        tmp_path,
        ateliers=[
            held(
                "A1",
                titre="Mes démarches",
                thematiques="Santé|E-mail",
                heure_debut=time(9, 30),
                heure_fin=time(12),
                places=12,
                inscription="oui",
                animateur="Centre social",
                qpv_code="QN05915M",
            )
        ],
        presences=[
            *came("A1", "P1", "P2", "P3", genre="féminin", tranche_age="40 - 59 ans"),
            *came("A1", "P4", "P5", genre="masculin"),
            *came("A1", "P6", present="absent"),
            *came("A1", "P7", present="excusé"),
            {"id_atelier": "A1", "present": "présent", "nombre": 3},
        ],
    )
    found = sheet(facts, 0)
    assert (found.title, found.state, found.note) == ("Mes démarches", "tenu", "")
    assert dict(found.traits) == {
        "Date": "3\u00a0mars\u00a02026",
        "Horaires": "9\u00a0h\u00a030 – 12\u00a0h",
        "Durée": "2\u00a0h\u00a030",
        "Type": "initiation",
        "Thématiques": "Santé, E-mail",
        "Lieu": "non renseigné",
        "Commune": "Maubeuge",
        "Quartier": facts.territory.qpvs["QN05915M"].name,
        "Organisateur": "Centre social",
        "Accès": "sur inscription",
        "Capacité": "12 places",
    }
    assert dict(found.numbers) == {
        "Inscrits": "10",
        "Présents": "8",
        "dont anonymes": "3",
        "Absents": "1",
        "Excusés": "1",
        "Nouveaux bénéficiaires": "5",
        "Taux de présence": "80\u00a0%",
        "Remplissage": "67\u00a0%",
    }
    assert [(each.title, each.groups) for each in found.breakdowns] == [
        ("Par genre", (("féminin", 3), ("masculin", 2), ("Non renseigné", 3))),
        ("Par tranche d'âge", (("40 - 59 ans", 3), ("Non renseigné", 5))),
    ]


def test_fewer_than_five_people_are_not_broken_down(tmp_path):
    facts = installed(
        tmp_path,
        ateliers=[held("A1")],
        presences=[
            *came("A1", "P1", "P2", "P3", "P4", genre="féminin"),
            {"id_atelier": "A1", "present": "présent", "nombre": 9},
        ],
    )
    found = sheet(facts, 0)
    assert found.breakdowns == ()
    assert dict(found.numbers)["Présents"] == "13"
    assert found.note.startswith("Moins de 5 personnes identifiées")


@pytest.mark.parametrize(
    ("values", "people", "note"),
    [
        ({"statut": "annulé"}, [], "Annulé : cet atelier ne compte dans aucun chiffre."),
        ({"statut": "prévu"}, [], "Prévu : il comptera une fois déclaré tenu."),
        (
            {"statut": "prévu"},
            ["P1", "P2"],
            "Prévu, 2 inscrits à ce jour : il comptera une fois déclaré tenu.",
        ),
        ({}, [], "Tenu, mais aucune présence n'est saisie"),
    ],
)
def test_a_workshop_without_attendance_says_why(tmp_path, values, people, note):
    facts = installed(tmp_path, ateliers=[held("A1", **values)], presences=came("A1", *people))
    found = sheet(facts, 0)
    assert found.note.startswith(note)
    assert (found.numbers, found.breakdowns) == ((), ())


def test_every_workshop_of_the_demonstration_opens(facts, today):
    rows = catalogue(facts, Selection(START, today)).frame
    opened = [sheet(facts, rank) for rank in rows["id"].to_list()[::9]]
    for each in opened:
        said = " ".join(
            [each.title, each.note, *(word for pair in each.traits + each.numbers for word in pair)]
        )
        assert not UNSAID.search(said)
    assert {each.state for each in opened} >= {"tenu", "annulé"}


def test_the_list_holds_every_workshop_of_the_period(facts, today):
    selection = Selection(date(2026, 1, 1), date(2026, 6, 30))
    listed = catalogue(facts, selection)
    expected = [
        row
        for row in facts.workshops.iter_rows(named=True)
        if selection.start <= row["date"] <= selection.end
    ]
    assert listed.frame["id"].to_list() == [row["workshop"] for row in expected]
    counts, registered = {}, set(facts.attendance["workshop"])
    for row in facts.attendance.iter_rows(named=True):
        if row["presence"] == PRESENT:
            counts[row["workshop"]] = counts.get(row["workshop"], 0) + row["headcount"]
    states = {row["workshop"]: row["status"] for row in expected}
    for row in listed.frame.iter_rows(named=True):
        is_silent = states[row["id"]] == "tenu" and row["id"] not in registered
        assert row["status"] == ("tenu, à saisir" if is_silent else states[row["id"]])
        assert (row["present"] or 0) == counts.get(row["id"], 0)
        if row["fill"] is not None:
            assert row["fill"] == pytest.approx(100 * row["present"] / row["capacity"])


def test_the_list_is_searched_sorted_and_said_in_french(facts, today):
    listed = catalogue(facts, Selection(START, today))
    ids, cells = listed.sorted("date", descending=True).page(1)
    assert len(ids) == PER_PAGE
    assert cells[0][0] == today.strftime("%d/%m/%Y")
    assert all(not UNSAID.search(cell) for row in cells for cell in row)
    found = listed.found("smartphone hautmont")
    assert 0 < len(found.frame) < len(listed.frame)
    assert all("Hautmont" in " ".join(row) for row in found.page(1)[1])
    fullest = listed.sorted("fill", descending=True).page(1)[1][0]
    assert re.fullmatch(r"1\d\d\u00a0%", fullest[-1])
