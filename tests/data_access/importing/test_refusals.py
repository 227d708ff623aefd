"""What is refused, and the sentence that says so."""

import pytest

from data_access.importing import Options, Refused
from data_access.schema import Attendance, Workshop
from tests.data_access.importing.plans import (
    EVERY_SHEET,
    amount,
    attendance,
    committee,
    content,
    decision,
    device,
    handed,
    imported,
    place,
    problems,
    size,
    stop,
    target,
    workshop,
)

CLOSED_FIRST = place(date_ouverture="02/01/2024", date_fermeture="01/01/2024")


def test_a_problem_says_sheet_row_column_what_was_read_and_what_is_expected(engine):
    assert problems(engine, ateliers=[workshop(), workshop("A2", places=-3)]) == [
        "Feuille « ateliers », ligne 3, colonne « places » : lu « −3 » ; "
        "attendu un nombre entier entre 1 et 10\u202f000."
    ]


@pytest.mark.parametrize(
    ("sheet", "row", "column", "words"),
    [
        ("ateliers", workshop(date="31/02/2024"), "date", "« 31/02/2024 » ; attendu une date qui existe"),
        ("ateliers", workshop(date=""), "date", "une cellule vide ; attendu une date"),
        ("ateliers", workshop(heure_debut="14h"), "heure_fin", "vont ensemble"),
        ("ateliers", workshop(heure_fin="14h"), "heure_debut", "vont ensemble"),
        ("ateliers", workshop(heure_debut="14h", heure_fin="14h"), "heure_fin", "une heure après 14:00"),
        ("ateliers", workshop(type="formation"), "type", "« formation » ; attendu initiation"),
        ("ateliers", workshop(commune_insee=""), "commune_insee", "obligatoire sans id_lieu ni id_passage"),
        ("ateliers", workshop(commune_insee="Maubeuge"), "commune_insee", "INSEE de cinq caractères"),
        ("ateliers", workshop(qpv_code="QN059XXX"), "qpv_code", "code QPV inconnu"),
        ("ateliers", workshop(id_lieu="L9"), "id_lieu", "« L9 » ; attendu un identifiant"),
        ("ateliers", workshop(id_passage="M9"), "id_passage", "de la feuille « passages »"),
        ("ateliers", workshop(intitule="x" * 301), "intitule", "au plus 300 caractères"),
        ("ateliers", workshop(intitule="#REF!"), "intitule", "erreur de calcul"),
        ("presences", attendance("A9"), "id_atelier", "« A9 » ; attendu un identifiant"),
        ("appareils", handed(date_remise="01/01/2024"), "date_remise", "au 10/01/2024 (date_reception)"),
        ("appareils", device(date_pret="01/01/2024"), "date_pret", "au 10/01/2024 (date_reception)"),
        ("appareils", handed(date_retour="11/03/2024"), "date_retour", "au 12/03/2024 (date_remise)"),
        ("appareils", device(date_retour="11/03/2024"), "date_retour", "demande une date_remise"),
        ("appareils", handed(modalite=""), "modalite", "obligatoire avec date_remise"),
        ("appareils", handed(id_foyer=""), "id_foyer", "obligatoire avec date_remise"),
        ("budget", amount(montant="12,345"), "montant", "deux décimales"),
        ("budget", amount(montant="beaucoup"), "montant", "un montant en euros, tel que 25 560,00"),
        ("budget", amount(nature="dépensé"), "nature", "mandaté ou payé"),
        ("lieux", place(latitude=0, longitude=0), "latitude", "« latitude 0, longitude 0 »"),
        ("lieux", place(latitude=3.97, longitude=50.28), "latitude", "semblent inversées"),
        ("lieux", place(latitude=48.2, longitude=16.4), "latitude", "attendu une position en France"),
        ("lieux", CLOSED_FIRST, "date_fermeture", "postérieure"),
        ("passages", stop(heure_fin="8h"), "heure_fin", "une heure après 09:00"),
        ("objectifs", target(indicateur="nombre d'ateliers"), "indicateur", "la clé d'un indicateur"),
        ("objectifs", target(territoire="59350"), "territoire", "une commune ou un QPV du territoire"),
        ("objectifs", target(date_depart="01/01/2027"), "date_depart", "avant l'échéance (31/12/2026)"),
        ("decisions", decision(id_comite="C9"), "id_comite", "de la feuille « comites »"),
        ("decisions", decision(etat="oublié"), "etat", "à faire, en cours, fait ou abandonné"),
    ],
)  # fmt: skip
def test_each_rule_refuses_its_own_column(sqlite_engine, sheet, row, column, words):
    (sentence,) = problems(sqlite_engine, **{sheet: [row]})
    assert f"Feuille « {sheet} », ligne 2, colonne « {column} »" in sentence
    assert words in sentence


def test_each_broken_rule_is_one_problem_on_its_own_column(sqlite_engine):
    bare = device(date_pret="01/01/2024", date_remise="02/01/2024", date_retour="01/01/2024")
    found = problems(sqlite_engine, appareils=[bare])
    columns = [sentence.split("colonne « ")[1].split(" »")[0] for sentence in found]
    assert columns == ["date_pret", "date_remise", "modalite", "id_foyer", "date_retour"]


def test_attendance_of_groups_and_people(sqlite_engine):
    rows = [attendance(nombre=3), attendance(person="", nombre=10_001), attendance(person="", nombre=0)]
    first, second, third = sorted(
        problems(sqlite_engine, ateliers=[workshop()], presences=rows),
        key=lambda text: text.split("ligne ")[1],
    )
    assert "colonne « nombre » : lu « 3 » ; attendu 1 : un nombre" in first
    assert "entre 1 et 10" in second
    assert "entre 1 et 10" in third


@pytest.mark.parametrize("year", [2025, 1890])
def test_an_implausible_birth_year_is_refused(sqlite_engine, year):
    (sentence,) = problems(sqlite_engine, ateliers=[workshop()], presences=[attendance(annee_naissance=year)])
    assert "une année de naissance plausible pour un atelier de 2024" in sentence


def test_unknown_indicators_are_refused_when_the_list_is_known(sqlite_engine):
    options = Options(dry_run=True, known_indicators=frozenset({"ateliers_tenus"}))
    rows = {"objectifs": [target(), target(indicateur="autre")], "decisions": [decision(indicateur="autre")]}
    report = imported(sqlite_engine, options=options, sheets=rows)
    assert [(each.sheet, each.row) for each in report.problems] == [("objectifs", 3), ("decisions", 2)]


def test_a_key_given_twice_refuses_both_rows_and_names_them(sqlite_engine):
    report = imported(sqlite_engine, options=Options(dry_run=True), ateliers=[workshop(), workshop()])
    assert report.problems[0].sentence == (
        "Feuille « ateliers », ligne 3, colonne « id_atelier » : lu « A1 » ; "
        "attendu une seule ligne par atelier : déjà en ligne 2."
    )
    assert report.sheets["ateliers"].refused == 2


def test_the_same_person_twice_in_a_workshop_is_refused(sqlite_engine):
    found = problems(
        sqlite_engine, ateliers=[workshop()], presences=[attendance(), attendance(person=" P1 ")]
    )
    assert len(found) == 1
    assert "déjà en ligne 2" in found[0]


def test_attendance_of_a_refused_workshop_says_where_it_was_refused(sqlite_engine):
    found = problems(sqlite_engine, ateliers=[workshop(statut="?")], presences=[attendance()])
    assert "celle de la feuille « ateliers », ligne 2, est refusée" in found[1]


def test_a_missing_required_column_is_one_problem(sqlite_engine):
    rows = [{"id_comite": "C1"}, {"id_comite": "C2"}]
    report = imported(sqlite_engine, options=Options(dry_run=True), comites=rows)
    assert [each.sentence for each in report.problems] == [
        "Feuille « comites », colonne « date » : "
        "lu aucune colonne de ce nom ; attendu cette colonne, obligatoire."
    ]
    assert report.sheets["comites"].refused == 2


def test_nothing_is_written_when_any_row_is_refused(engine):
    before = content(engine)
    with pytest.raises(Refused) as refusal:
        imported(engine, ateliers=[workshop(), workshop("A2", places=-3)], budget=[amount()])
    assert content(engine) == before
    assert refusal.value.report.refused == 1
    said = str(refusal.value).splitlines()
    assert said[0] == "Import : rien n'a été écrit, à cause de 1 ligne refusée. Sans elle :"
    assert said[1:3] == ["  ateliers : 1 serait ajoutée, 1 refusée", "  budget : 1 serait ajoutée"]


def test_valid_rows_alone_are_imported_on_request(engine):
    rows = {
        "ateliers": [workshop(), workshop("A2", statut="?")],
        "presences": [attendance(), attendance("A2")],
    }
    report = imported(engine, options=Options(valid_rows_only=True), sheets=rows)
    assert (report.refused, report.written) == (2, 2)
    assert (size(engine, Workshop), size(engine, Attendance)) == (1, 1)


def test_correcting_refused_anonymous_rows_does_not_renumber_the_others(engine):
    rows = [attendance(person="", present="?"), attendance(person="", genre="autre")]
    imported(engine, options=Options(valid_rows_only=True), ateliers=[workshop()], presences=rows)
    report = imported(engine, presences=[attendance(person="", genre="féminin"), rows[1]])
    assert (report.sheets["presences"].added, report.sheets["presences"].unchanged) == (1, 1)


def test_unknown_columns_and_sheets_are_warnings(engine):
    report = imported(engine, sheets={"comites": [committee(note="x")], "calculs": [{"a": 1}]})
    assert report.warnings == (
        "La feuille « calculs » n'est pas attendue : ignorée.",
        "Feuille « comites » : colonne inconnue « note », ignorée.",
    )


def test_identifiers_never_reach_the_database_the_report_or_a_refusal(engine, caplog):
    name = "Martine Dupont-Lefevre"
    rows = {
        "ateliers": [workshop(places="?")],
        "presences": [
            attendance(person=name, id_foyer=name, annee_naissance=1980),
            attendance(person=name),
            attendance("A9", person=name * 20, id_foyer=name * 20),
        ],
        "appareils": [handed(household=name, modalite="")],
    }
    with pytest.raises(Refused) as refusal:
        imported(engine, sheets=rows)
    written = imported(
        engine, options=Options(valid_rows_only=True), sheets=rows | {"ateliers": [workshop()]}
    )
    said = "".join(map(repr, (refusal.value, refusal.value.report, written, written.text(), caplog.text)))
    assert "Martine" not in said
    assert "Martine" not in repr(content(engine))
    assert "un identifiant (masqué)" in said


def test_nobody_is_named_in_differences(engine):
    imported(engine, ateliers=[workshop()], presences=[attendance(id_foyer="F1")])
    report = imported(engine, presences=[attendance(id_foyer="F2", present="absent")])
    (difference,) = report.sheets["presences"].differences
    assert difference.key == "atelier A1, personne de la ligne 2"
    assert difference.changes == {"present": ("présent", "absent"), "id_foyer": ("foyer …", "autre foyer")}


def test_the_birth_year_is_dropped(engine):
    imported(engine, ateliers=[workshop()], presences=[attendance(annee_naissance=1981)])
    assert "1981" not in repr(content(engine, Attendance))


def test_every_sheet_at_once_is_accepted(engine):
    report = imported(engine, sheets=EVERY_SHEET)
    assert {name: sheet.added for name, sheet in report.sheets.items()} == dict.fromkeys(EVERY_SHEET, 1)


def test_a_dry_run_says_that_refused_rows_would_keep_everything_out(sqlite_engine):
    given = {"ateliers": [workshop("A0"), workshop(), workshop("A2", places=-3), workshop("A3", statut="?")]}
    whole = imported(sqlite_engine, options=Options(dry_run=True), sheets=given).text().splitlines()
    assert whole[0] == "Import à blanc : rien ne serait écrit, à cause de 2 lignes refusées. Sans elles :"
    assert whole[1] == "  ateliers : 2 seraient ajoutées, 2 refusées"
    options = Options(dry_run=True, valid_rows_only=True)
    valid = imported(sqlite_engine, options=options, sheets=given).text().splitlines()
    assert valid[:2] == ["Import à blanc : rien n'a été écrit.", whole[1]]
