"""What an accepted import stores, and what it says of what was there."""

from datetime import date, time
from decimal import Decimal

import pytest

from data_access.database import reading, revision
from data_access.errors import UsageError
from data_access.importing import Action, Mode, Options, RawWorkbook, Refused, import_workbook, journal, read
from data_access.pseudonyms import pseudonym
from data_access.schema import (
    Attendance,
    BudgetLine,
    Device,
    Household,
    ImportChange,
    Person,
    Place,
    Stop,
    Target,
    Workshop,
)
from tests.data_access.importing.plans import (
    EVERY_SHEET,
    FORMER_QPV,
    MAUBEUGE,
    OUTSIDE,
    QPV,
    SECRET,
    amount,
    attendance,
    committee,
    content,
    device,
    handed,
    imported,
    place,
    rows,
    size,
    stop,
    target,
    workshop,
)


def current_revision(engine):
    with reading(engine) as connection:
        return revision(connection)


def entries(engine):
    with reading(engine) as connection:
        return journal(connection)


def test_a_workshop_is_stored_as_written(engine):
    cells = {
        "heure_debut": "14h",
        "heure_fin": "16h30",
        "thematiques": "bureautique | e-mail",
        "places": "12",
        "inscription": "x",
        "qpv_code": QPV.lower(),
        "intitule": "  Premiers   pas ",
        "animateur": "Centre social",
    }
    imported(engine, ateliers=[workshop(**cells)])
    (row,) = rows(engine, Workshop)
    assert row | {"id": 0, "source_id": 0} == {
        "id": 0,
        "source_id": 0,
        "key": "A1",
        "held_on": date(2024, 3, 12),
        "starts_at": time(14),
        "ends_at": time(16, 30),
        "title": "Premiers pas",
        "type": "initiation",
        "themes": "Bureautique|E-mail",
        "place_id": None,
        "stop_id": None,
        "commune_insee": MAUBEUGE,
        "qpv_code": QPV,
        "capacity": 12,
        "registration": True,
        "status": "tenu",
        "organiser": "Centre social",
    }


def test_the_journal_says_who_when_what(engine):
    report = imported(engine, options=Options(author="Mme la cheffe de projet"), ateliers=[workshop()])
    (entry,) = entries(engine)
    assert (entry.id, entry.source, entry.author) == (report.import_id, "classeur", "Mme la cheffe de projet")
    assert (entry.file_name, len(entry.sha256), entry.mode) == ("suivi.xlsx", 64, "maj")
    assert entry.counts["ateliers"] == {"added": 1, "changed": 0, "unchanged": 0, "removed": 0, "refused": 0}
    assert entry.revision == report.revision == current_revision(engine)
    assert entry.committed_at.utcoffset() is not None
    assert entry.undone_at is None


def test_importing_again_changes_nothing_not_even_the_revision(engine):
    imported(engine, sheets=EVERY_SHEET)
    before = content(engine)
    report = imported(engine, sheets=EVERY_SHEET)
    assert content(engine) == before
    assert report.import_id is None
    assert [(each.unchanged, each.written) for each in report.sheets.values()] == [(1, 0)] * len(EVERY_SHEET)
    assert report.text().startswith("Import : rien n'a changé.")


def test_a_dry_run_says_the_same_and_writes_nothing(engine):
    before = content(engine)
    planned = imported(engine, options=Options(dry_run=True), sheets=EVERY_SHEET)
    assert content(engine) == before
    done = imported(engine, sheets=EVERY_SHEET)
    assert planned.sheets == done.sheets
    assert (planned.dry_run, planned.import_id) == (True, None)
    assert "à blanc" in planned.text()


def test_a_change_is_shown_column_by_column_in_french(engine):
    imported(engine, ateliers=[workshop(places=12)], budget=[amount()])
    report = imported(
        engine,
        ateliers=[workshop(date="13/03/2024", places="", inscription="oui", thematiques="santé")],
        budget=[amount(montant="-1")],
    )
    (difference,) = report.sheets["ateliers"].differences
    assert (difference.key, difference.action, difference.row) == ("atelier A1", Action.CHANGED, 2)
    assert difference.changes == {
        "date": ("12/03/2024", "13/03/2024"),
        "places": ("12", "vide"),
        "inscription": ("non", "oui"),
        "thematiques": ("vide", "Santé"),
    }
    (spent,) = report.sheets["budget"].differences
    assert spent.changes == {"montant": ("25\u202f560,00\u202f€", "−1,00\u202f€")}


def test_an_absent_column_is_left_alone_an_empty_cell_empties(engine):
    imported(engine, ateliers=[workshop(places=12, animateur="Centre social")])
    imported(engine, ateliers=[workshop(animateur="")])
    (row,) = rows(engine, Workshop)
    assert (row["capacity"], row["organiser"]) == (12, None)


def test_rules_hold_on_the_row_as_it_would_be_stored(engine):
    imported(engine, ateliers=[workshop(heure_debut="14h", heure_fin="16h")])
    found = imported(
        engine, options=Options(dry_run=True), ateliers=[workshop(heure_fin="13h", heure_debut="12h")]
    )
    assert found.problems == ()
    bare = {name: cell for name, cell in workshop().items() if name != "commune_insee"}
    assert imported(engine, ateliers=[bare]).problems == ()
    only_end = imported(engine, options=Options(dry_run=True), ateliers=[workshop(heure_fin="13h")])
    assert "après 14:00" in only_end.problems[0].sentence


def test_sheet_and_column_names_are_forgiven(engine):
    cells = {" ID Comité ": "C1", "DATE": "12/03/2024"}
    assert imported(engine, sheets={" Comités": [cells]}).sheets["comites"].added == 1


def test_numbers_and_texts_are_the_same_key(engine):
    imported(engine, ateliers=[workshop(12.0)], presences=[attendance("12", 7)])
    report = imported(engine, ateliers=[workshop("12")], presences=[attendance(12, "7")])
    assert report.written == 0


def test_people_and_households_are_keyed_hashes_shared_by_sheets_and_imports(engine):
    imported(engine, ateliers=[workshop()], presences=[attendance(id_foyer="F1")], appareils=[handed()])
    imported(engine, ateliers=[workshop("A2")], presences=[attendance("A2", id_foyer="F1")])
    assert [row["pseudonym"] for row in rows(engine, Person)] == [
        pseudonym(SECRET, "classeur", "personne", "P1")
    ]
    assert [row["pseudonym"] for row in rows(engine, Household)] == [
        pseudonym(SECRET, "classeur", "foyer", "F1")
    ]
    assert rows(engine, Device)[0]["household_id"] == rows(engine, Attendance)[0]["household_id"]


def test_two_sources_have_their_own_keys_and_people(engine):
    for source in ("ccas", "centre social"):
        report = imported(
            engine, options=Options(source=source), ateliers=[workshop()], presences=[attendance()]
        )
        assert report.sheets["ateliers"].added == 1
    assert (size(engine, Workshop), size(engine, Person)) == (2, 2)


def test_a_source_without_name_is_refused():
    with pytest.raises(UsageError):
        Options(source=" ")


def test_anonymous_rows_get_the_smallest_free_rank(engine):
    ranks = ["", 2, "", ""]
    rows_given = [
        attendance(person="", rang=rank, nombre=position + 1) for position, rank in enumerate(ranks)
    ]
    imported(engine, ateliers=[workshop()], presences=[*rows_given, attendance(rang=1)])
    stored = {row["headcount"]: row["rank"] for row in rows(engine, Attendance) if row["rank"]}
    assert stored == {1: 1, 2: 2, 3: 3, 4: 4}


@pytest.mark.parametrize(
    ("year", "band"),
    [(2013, "Moins de 12 ans"), (2012, "12 - 17 ans"), (2006, "18 - 24 ans"), (1999, "25 - 39 ans"),
     (1984, "40 - 59 ans"), (1964, "60 - 69 ans"), (1954, "70 ans et plus"), (2024, "Moins de 12 ans")],
)  # fmt: skip
def test_a_birth_year_becomes_the_band_at_the_workshop_date(sqlite_engine, year, band):
    imported(sqlite_engine, ateliers=[workshop()], presences=[attendance(annee_naissance=year)])
    assert rows(sqlite_engine, Attendance)[0]["age_band"] == band


def test_the_age_band_wins_over_the_birth_year_with_a_warning(engine):
    report = imported(
        engine,
        ateliers=[workshop()],
        presences=[attendance(annee_naissance=1950, tranche_age="18-24 ans"), attendance(person="P2")],
    )
    assert rows(engine, Attendance)[0]["age_band"] == "18 - 24 ans"
    assert report.warnings == (
        "Feuille « presences » : tranche_age et annee_naissance ne concordent pas : la tranche est retenue "
        "— 1 ligne (2).",
    )


def test_residences_outside_the_territory_are_counted_in_one_warning(engine):
    given = [attendance(person=f"P{number}", commune_insee=OUTSIDE) for number in range(3)]
    report = imported(engine, ateliers=[workshop()], presences=given)
    assert report.warnings == (
        f"Feuille « presences » : le code INSEE {OUTSIDE} désigne Lille, hors du territoire : compté "
        "« Hors territoire » (est-ce un code postal ?) — 3 lignes (2, 3, 4).",
    )


def test_a_residence_that_is_no_commune_at_all_is_said_so(engine):
    report = imported(engine, ateliers=[workshop()], presences=[attendance(commune_insee="59999")])
    assert "le code 59999 n'est celui d'aucune commune connue" in report.warnings[0]


def test_a_former_qpv_is_accepted_and_one_outside_the_commune_is_a_warning(engine):
    report = imported(
        engine,
        ateliers=[workshop()],
        presences=[
            attendance(qpv_code=FORMER_QPV, commune_insee=MAUBEUGE),
            attendance(person="P2", qpv_code=QPV, commune_insee="59291"),
        ],
    )
    assert report.warnings == (
        f"Feuille « presences » : le QPV {QPV} n'est pas dans la commune 59291 — 1 ligne (3).",
    )


def test_unknown_themes_are_kept_with_a_warning(engine):
    report = imported(engine, ateliers=[workshop(thematiques="Robotique|Entrepreneuriat")])
    assert rows(engine, Workshop)[0]["themes"] == "Robotique|Accompagner un professionnel"
    assert "la thématique « Robotique »" in report.warnings[0]


def test_a_workshop_keeps_its_own_codes_only(engine):
    imported(engine, lieux=[place()], ateliers=[workshop(id_lieu="L1", commune_insee="")])
    (row,) = rows(engine, Workshop)
    assert (row["commune_insee"], row["qpv_code"]) == (None, None)
    assert row["place_id"] == rows(engine, Place)[0]["id"]


def test_a_place_gets_its_qpv_from_its_position(engine):
    imported(engine, lieux=[place(latitude="50,282316", longitude="3,952028")])
    assert rows(engine, Place)[0]["qpv_code"] == QPV


def test_a_place_that_lies_in_another_commune_is_a_warning(engine):
    report = imported(engine, lieux=[place(code_insee="59291")])
    assert "la position est à Maubeuge (59392), pas dans la commune 59291" in report.warnings[0]


def test_a_place_keeps_the_national_columns_without_contacts(engine):
    cells = {
        "services": "Accès internet et matériel informatique;Maîtrise des outils",
        "horaires": "Mo-Fr 09:00-12:00; Sa 08:30-12:00",
        "date_maj": date(2024, 1, 2),
        "telephone": "+33300000000",
        "courriels": "a@exemple.fr",
        "prise_rdv": "",
    }
    report = imported(engine, lieux=[place(**cells)])
    assert rows(engine, Place)[0]["details"] == {
        "services": "Accès internet et matériel informatique|Maîtrise des outils",
        "horaires": "Mo-Fr 09:00-12:00; Sa 08:30-12:00",
        "date_maj": "2024-01-02",
    }
    assert report.warnings == ()


def test_an_absent_national_column_is_left_alone(engine):
    imported(engine, lieux=[place(services="A", horaires="Mo")])
    report = imported(engine, lieux=[place(services="B")])
    assert rows(engine, Place)[0]["details"] == {"services": "B", "horaires": "Mo"}
    assert report.sheets["lieux"].differences[0].changes == {"services": ("A", "B")}


def test_a_stop_gets_its_commune_and_qpv_from_its_position(engine):
    imported(engine, passages=[stop(latitude="50,282316", longitude="3,952028", commune_insee="")])
    (row,) = rows(engine, Stop)
    assert (row["commune_insee"], row["qpv_code"]) == (MAUBEUGE, QPV)


def test_a_stop_that_moves_is_located_again_one_that_stays_keeps_its_codes(engine):
    imported(engine, passages=[stop(commune_insee="59291")])
    imported(engine, passages=[stop(nom="Marché")])
    assert rows(engine, Stop)[0]["commune_insee"] == "59291"
    imported(engine, passages=[stop(latitude=50.282316, longitude=3.952028)])
    assert rows(engine, Stop)[0]["commune_insee"] == MAUBEUGE


def test_a_stop_outside_the_territory_is_in_its_own_commune(engine):
    report = imported(engine, passages=[stop(latitude=50.63, longitude=3.06)])
    assert rows(engine, Stop)[0]["commune_insee"] == "59350"
    assert "Lille, hors du territoire" in report.warnings[0]


@pytest.mark.parametrize(("latitude", "longitude"), [(50.85, 4.35), (50.45, 3.95), (45.07, 7.68)])
def test_a_position_across_the_border_is_refused(engine, latitude, longitude):
    with pytest.raises(Refused, match="une position en France"):
        imported(engine, passages=[stop(latitude=latitude, longitude=longitude)])


def test_a_stop_without_status_is_planned(engine):
    imported(engine, passages=[stop(statut=None)])
    assert rows(engine, Stop)[0]["status"] == "prévu"


def test_a_place_may_be_older_than_the_plan(engine):
    imported(engine, lieux=[place(date_ouverture="01/09/1968")])
    assert rows(engine, Place)[0]["opened_on"].year == 1968


def test_a_resident_of_a_qpv_elsewhere_is_outside_the_territory(engine):
    given = attendance(commune_insee=OUTSIDE, qpv_code="QN05901M")
    assert imported(engine, ateliers=[workshop()], presences=[given]).sheets["presences"].added == 1


def test_amounts_are_exact_and_funders_spelt_one_way(engine):
    given = [
        amount("B1", montant="25\u202f560,10", financeur="etat", action="EQUIPEMENT"),
        amount("B2", montant=-0.1, financeur="Région  Hauts-de-France"),
        amount("B3", financeur="région hauts-de-france"),
    ]
    imported(engine, budget=given)
    imported(engine, budget=[amount("B4", financeur="REGION HAUTS-DE-FRANCE")])
    stored = rows(engine, BudgetLine)
    assert [row["amount"] for row in stored[:2]] == [Decimal("25560.10"), Decimal("-0.10")]
    assert [row["funder"] for row in stored] == ["État", *["Région Hauts-de-France"] * 3]
    assert stored[0]["action"] == "Équipement"


def test_targets_default_to_zero_at_the_start(engine):
    imported(engine, objectifs=[target(), target(territoire=59392), target(territoire=QPV.lower())])
    stored = rows(engine, Target)
    assert [row["territory"] for row in stored] == ["*", MAUBEUGE, QPV]
    assert [row["start_value"] for row in stored] == [0.0] * 3


def test_rows_may_refer_to_what_was_imported_before(engine):
    imported(engine, lieux=[place()], comites=[committee()], ateliers=[workshop()])
    report = imported(engine, ateliers=[workshop(id_lieu="L1")], presences=[attendance()])
    assert (report.sheets["ateliers"].changed, report.sheets["presences"].added) == (1, 1)


def test_references_stay_inside_their_source(engine):
    imported(engine, options=Options(source="autre"), lieux=[place()])
    found = imported(engine, options=Options(dry_run=True), ateliers=[workshop(id_lieu="L1")])
    assert len(found.problems) == 1


def test_every_written_row_has_an_undo_record(engine):
    imported(engine, sheets=EVERY_SHEET)
    assert size(engine, ImportChange) == len(EVERY_SHEET)
    assert {row["before"] for row in rows(engine, ImportChange)} == {None}


def test_an_update_of_many_rows_counts_each_kind(engine):
    imported(engine, appareils=[device(f"D{number}") for number in range(30)])
    given = [device(f"D{number}", lot="Lot 1" if number < 10 else "") for number in range(40)]
    report = imported(engine, appareils=given)
    done = report.sheets["appareils"]
    assert (done.added, done.changed, done.unchanged) == (10, 10, 20)


def test_progress_goes_through_checking_and_writing(engine):
    seen = []
    imported(
        engine, progress=lambda *step: seen.append(step), ateliers=[workshop()], presences=[attendance()]
    )
    assert seen == [("Vérification", 2, 2), ("Écriture", 1, 2), ("Écriture", 2, 2)]


def test_a_csv_folder_goes_all_the_way(engine, tmp_path):
    (tmp_path / "ateliers.csv").write_bytes(
        "id_atelier;date;type;commune_insee;statut\nA1;12/03/2024;Évènement;59392;Prévu\n".encode("cp1252")
    )
    report = import_workbook(engine, SECRET, read(tmp_path), Options(mode=Mode.UPDATE))
    assert report.sheets["ateliers"].added == 1
    assert rows(engine, Workshop)[0]["type"] == "évènement"


def test_a_workbook_of_plain_rows_is_numbered_as_under_a_header():
    raw = RawWorkbook.of("a.xlsx", {"comites": [{"a": 1}, {"b": 2}]})
    assert raw.sheets["comites"].columns == ("a", "b")
    assert [number for number, _ in raw.sheets["comites"].rows] == [2, 3]
    assert raw.sha256 == RawWorkbook.of("b.xlsx", {"comites": [{"a": 1}, {"b": 2}]}).sha256


def test_identifiers_stay_out_of_what_a_log_may_show_of_a_file():
    assert "Martine" not in repr(RawWorkbook.of("a.xlsx", {"presences": [attendance(person="Martine")]}))
