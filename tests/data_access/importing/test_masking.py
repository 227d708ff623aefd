"""Identifiers stay unsaid even when the header is missing or the columns are shifted."""

import pytest

from data_access.importing import Options, Refused, import_workbook, read
from tests.data_access.importing.plans import (
    SECRET,
    attendance,
    content,
    handed,
    imported,
    problems,
    workshop,
)

PERSON = "MARIE-DURAND-59"


def said(engine, sheets):
    """Return everything that an import says and stores, whether it is refused or not."""
    with pytest.raises(Refused) as refusal:
        imported(engine, sheets=sheets)
    written = imported(engine, options=Options(valid_rows_only=True), sheets=sheets)
    parts = (str(refusal.value), refusal.value.report, written, written.text(), content(engine))
    return "".join(map(repr, parts))


@pytest.mark.parametrize("name", ["presences", "appareils"])
def test_without_a_header_no_cell_is_taken_for_a_column_name(sqlite_engine, tmp_path, name):
    path = tmp_path / f"{name}.csv"
    path.write_text(f"A1;{PERSON};présent\nA1;P2;présent\n")
    raw = read(path)
    assert PERSON not in repr(raw)
    with pytest.raises(Refused) as refusal:
        import_workbook(sqlite_engine, SECRET, raw, Options())
    assert PERSON not in str(refusal.value)
    (problem,) = refusal.value.report.problems
    assert problem.sentence.startswith(
        f"Feuille « {name} » : lu moins de deux noms de colonnes connus ; attendu id_"
    )
    assert "la première ligne doit porter les noms des colonnes" in problem.sentence


def test_a_single_row_without_a_header_is_refused_too(sqlite_engine, tmp_path):
    path = tmp_path / "presences.csv"
    path.write_text(f"A1;{PERSON};absent\n")
    with pytest.raises(Refused, match="la première ligne doit porter"):
        import_workbook(sqlite_engine, SECRET, read(path), Options())


def test_an_unknown_column_beside_people_is_named_by_its_place(engine):
    report = imported(engine, ateliers=[workshop()], presences=[attendance(**{PERSON: "x", "Intitulé": "y"})])
    assert report.warnings == (
        "Feuille « presences » : colonne inconnue n° 4 (D), ignorée.",
        "Feuille « presences » : colonne inconnue « Intitulé », ignorée.",
    )
    assert PERSON not in repr(content(engine))


@pytest.mark.parametrize(
    "shifted",
    [
        attendance(present=PERSON),
        attendance(genre=PERSON, statut_social=PERSON, tranche_age=PERSON),
        attendance(commune_insee=PERSON),
        attendance(qpv_code="DURAND59"),
        attendance(rang=PERSON, nombre="0612345678"),
        attendance(annee_naissance="1750575123456"),
    ],
)
def test_an_identifier_under_another_column_is_masked(engine, shifted):
    spoken = said(engine, {"ateliers": [workshop()], "presences": [shifted]})
    assert not any(secret in spoken for secret in (PERSON, "DURAND", "0612345678", "1750575", "612345678"))
    assert "une valeur (masquée)" in spoken


@pytest.mark.parametrize(
    ("cells", "quoted"),
    [
        ({"present": "presente"}, "« presente »"),
        ({"present": "Abscent"}, "« Abscent »"),
        ({"present": "peut-être"}, "« peut-être »"),
        ({"commune_insee": "Maubeuge"}, "« Maubeuge »"),
        ({"tranche_age": "35 ans"}, "« 35 ans »"),
        ({"id_atelier": "A9"}, "« A9 »"),
        ({"present": "oui"}, "« oui »"),
        ({"genre": "F"}, "« F »"),
        ({"nombre": 0}, "« 0 »"),
        ({"qpv_code": "QN05999M"}, "« QN05999M »"),
        ({"tranche_age": "25 à 39 ans"}, "« 25 à 39 ans »"),
    ],
)
def test_what_helps_and_names_nobody_is_still_quoted(sqlite_engine, cells, quoted):
    (sentence,) = problems(sqlite_engine, ateliers=[workshop()], presences=[attendance(**cells)])
    assert f"lu {quoted}" in sentence


def test_dates_are_still_quoted_where_households_are(sqlite_engine):
    (sentence,) = problems(sqlite_engine, appareils=[handed(date_remise="01/01/2024")])
    assert "« 01/01/2024 »" in sentence
