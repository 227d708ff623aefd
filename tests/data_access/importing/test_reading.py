import io
import zipfile
from datetime import date

import openpyxl
import pytest

from data_access.errors import DataError
from data_access.importing import read, reading
from data_access.importing.raw import Faulty

CSV = "id_comite;date;intitule\nC1;12/03/2024;Comité\n"
XML = "xl/worksheets/sheet1.xml"


def workbook(path, sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    book.save(path)
    return path


def with_xml(path, change):
    """Rewrite the first sheet's XML, as other programs would have written it."""
    source = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            target.writestr(entry.filename, change(content) if entry.filename == XML else content)
    return path


def archive(path, entries):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in entries.items():
            target.writestr(name, content)
    return path


def committees(raw):
    return [(number, dict(row)) for number, row in raw.sheets["comites"].rows]


EXPECTED = [(2, {"id_comite": "C1", "date": "12/03/2024", "intitule": "Comité"})]


def test_a_workbook_keeps_excel_types_and_row_numbers(tmp_path):
    rows = [[], ["id_comite", "date"], ["C1", date(2024, 3, 12)], [], ["C2", date(2024, 3, 13)], ["", " "]]
    raw = read(workbook(tmp_path / "suivi.xlsx", {"Comités ": rows}))
    assert committees(raw) == [
        (3, {"id_comite": "C1", "date": date(2024, 3, 12)}),
        (5, {"id_comite": "C2", "date": date(2024, 3, 13)}),
    ]
    assert (raw.file_name, len(raw.sha256)) == ("suivi.xlsx", 64)


def test_unknown_sheets_come_without_rows(tmp_path):
    raw = read(workbook(tmp_path / "a.xlsx", {"comites": [["id_comite"], ["C1"]], "Calculs": [["a"], [1]]}))
    assert raw.sheets["Calculs"].rows == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_csv_of_every_office(tmp_path, encoding, separator):
    path = tmp_path / "Comités.csv"
    path.write_bytes(CSV.replace(";", separator).replace("\n", "\r\n").encode(encoding))
    assert committees(read(path)) == EXPECTED


def test_a_folder_of_csv(tmp_path):
    (tmp_path / "comites.csv").write_text(CSV, "utf-8")
    (tmp_path / "notes.txt").write_text("rien")
    (tmp_path / "autre.csv").write_text("a;b")
    raw = read(tmp_path)
    assert committees(raw) == EXPECTED
    assert raw.sheets["autre"].rows == ()


def test_a_zip_of_csv_from_a_mac_with_a_folder_inside(tmp_path):
    entries = {"suivi/comites.csv": CSV, "__MACOSX/suivi/._comites.csv": "x", "suivi/._comites.csv": "x"}
    assert committees(read(archive(tmp_path / "suivi.zip", entries))) == EXPECTED


def test_names_inside_a_zip_lead_nowhere(tmp_path):
    folder = tmp_path / "here"
    folder.mkdir()
    raw = read(archive(folder / "suivi.zip", {"../../comites.csv": CSV}))
    assert committees(raw) == EXPECTED
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["here", "suivi.zip"]


def test_quoted_line_breaks_count_as_one_row(tmp_path):
    path = tmp_path / "comites.csv"
    path.write_text('id_comite;intitule\nC1;"deux\nlignes"\nC2;"a;b"\n')
    assert [(number, row["intitule"]) for number, row in read(path).sheets["comites"].rows] == [
        (2, "deux\nlignes"),
        (3, "a;b"),
    ]


def refusal(path):
    with pytest.raises(DataError) as caught:
        read(path)
    return str(caught.value)


def test_a_column_given_twice_is_refused_unless_unknown(tmp_path):
    path = tmp_path / "comites.csv"
    path.write_text("id_comite;note;note\nC1;a;b\n")
    assert read(path).sheets["comites"].columns == ("id_comite", "note")
    path.write_text("id_comite;date;Date\nC1;;\n")
    assert "la colonne « Date » est présente deux fois" in refusal(path)


def test_the_same_sheet_twice_is_refused(tmp_path):
    rows = [["id_comite"], ["C1"]]
    assert "présente deux fois" in refusal(workbook(tmp_path / "a.xlsx", {"comites": rows, "Comités": rows}))
    entries = {"a/comites.csv": CSV, "b/comites.csv": CSV}
    assert "donnée par deux fichiers" in refusal(archive(tmp_path / "a.zip", entries))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.pdf", b"%PDF-1.7", "n'est pas un classeur lisible"),
        ("a.xlsx", b"du texte", "n'est pas un classeur lisible"),
        ("vide.xlsx", b"", "n'est pas un classeur lisible"),
        ("a.xlsx", b"PK\x03\x04tronque", "abîmé"),
        ("a.xls", reading.OLE + b"\0" * 512, "ancien Excel"),
        ("a.xlsx", reading.OLE + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
        ("autre.csv", b"a;b\n1;2\n", "Aucun fichier ne porte le nom d'une feuille"),
        ("comites.csv", b"id_comite\n\x81\x8d\n", "ni en UTF-8 ni en Windows-1252"),
        ("comites.csv", b'id_comite\n"' + b"x" * 200_000, "ne se lit pas comme un fichier .csv"),
    ],
)
def test_what_is_not_a_workbook_is_said_in_french(tmp_path, name, content, sentence):
    path = tmp_path / name
    path.write_bytes(content)
    assert sentence in refusal(path)


def test_a_missing_file_or_an_empty_folder_is_said_in_french(tmp_path):
    assert "ne peut pas être lu" in refusal(tmp_path / "absent.xlsx")
    assert "ne contient aucun fichier .csv" in refusal(tmp_path)


def test_zips_of_something_else(tmp_path):
    assert "ni classeur Excel ni fichier .csv" in refusal(
        archive(tmp_path / "a.ods", {"content.xml": "<a/>"})
    )
    broken = archive(tmp_path / "b.xlsx", {"xl/workbook.xml": "<a", "xl/_rels/workbook.xml.rels": "<a/>"})
    assert "ne se lit pas comme un classeur Excel" in refusal(broken)
    other = workbook(tmp_path / "c.xlsx", {"Feuil1": [["a"]]})
    assert "aucune feuille reconnue (Feuil1)" in refusal(other)


def test_a_file_over_fifty_megabytes_is_refused_with_its_size(tmp_path):
    path = tmp_path / "gros.xlsx"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    assert "pèse 200 Mo ; la limite est de 50 Mo" in refusal(path)


def test_a_zip_bomb_is_refused_before_anything_is_unpacked(tmp_path):
    bomb = archive(tmp_path / "a.xlsx", {"xl/workbook.xml": b"\0" * 60_000_000})
    assert bomb.stat().st_size < 100_000
    assert "une fois décompressé, il contiendrait 1 fichiers et 60 Mo" in refusal(bomb)
    many = archive(tmp_path / "b.zip", {f"{number}.csv": "" for number in range(2_001)})
    assert "2001 fichiers" in refusal(many)


def test_an_archive_whose_sizes_lie_is_refused(tmp_path):
    path = archive(tmp_path / "a.zip", {"comites.csv": b"\0" * 60_000_000})
    content = path.read_bytes()
    path.write_bytes(content.replace((60_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little")))
    assert "abîmé" in refusal(path)


def test_a_formula_never_computed_is_recognised(tmp_path):
    rows = [["id_comite", "date"], ["C1", "=TODAY()"], ["C2", None]]
    raw = read(workbook(tmp_path / "a.xlsx", {"comites": rows}))
    cell = committees(raw)[0][1]["date"]
    assert isinstance(cell, Faulty)
    assert "ouvrez le classeur dans Excel ou LibreOffice, enregistrez-le" in cell.expected


def test_a_last_row_of_formulas_never_computed_is_not_lost(tmp_path):
    raw = read(workbook(tmp_path / "a.xlsx", {"comites": [["id_comite", "date"], ["=A9", "=B9"]]}))
    assert [type(cell) for cell in committees(raw)[0][1].values()] == [Faulty, Faulty]


@pytest.mark.parametrize("formula", [b"<f>B1+1</f>", b'<f t="shared" si="0"/>', b"<f>[1]Feuil1!$A$1</f>"])
def test_computed_formulas_even_to_other_files_give_their_value(tmp_path, formula):
    path = workbook(tmp_path / "a.xlsx", {"budget": [["id_ligne", "montant"], ["B1", 12.5]]})
    path = with_xml(path, lambda xml: xml.replace(b"<v>12.5</v>", formula + b"<v>12.5</v>"))
    assert read(path).sheets["budget"].rows == [(2, {"id_ligne": "B1", "montant": 12.5})]


def test_a_formula_that_gives_an_empty_text_is_an_empty_cell(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"budget": [["id_ligne", "montant"], ["B1", 12.5]]})
    cell = b'<c r="B2" t="n"><v>12.5</v></c>'
    path = with_xml(path, lambda xml: xml.replace(cell, b'<c r="B2" t="str"><f>""</f><v></v></c>'))
    assert read(path).sheets["budget"].rows == [(2, {"id_ligne": "B1", "montant": ""})]


def test_error_cells_keep_their_name(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"budget": [["id_ligne", "montant"], ["B1", 12.5]]})
    cell = b'<c r="B2" t="n"><v>12.5</v></c>'
    path = with_xml(path, lambda xml: xml.replace(cell, b'<c r="B2" t="e"><f>Z1</f><v>#REF!</v></c>'))
    assert read(path).sheets["budget"].rows[0][1]["montant"].read == "#REF!"


def test_a_stray_cell_far_away_is_refused_by_its_address(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"budget": [["id_ligne", "montant"], ["B1", 12.5]]})
    path = with_xml(
        path,
        lambda xml: xml.replace(
            b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row></sheetData>'
        ),
    )
    assert "s'étend jusqu'à la cellule XFD1048576" in refusal(path)


def test_cells_outside_the_table_are_left_out_with_one_warning(tmp_path):
    rows = [["id_comite", None, "date"], ["C1", "note", "12/03/2024"], [], [None] * 25 + ["=1+1"]]
    sheet = read(workbook(tmp_path / "a.xlsx", {"comites": rows})).sheets["comites"]
    assert sheet.rows == [(2, {"id_comite": "C1", "date": "12/03/2024"})]
    assert sheet.warnings == ("Feuille « comites » : cellules hors du tableau ignorées : B2, Z4.",)


def test_the_header_of_a_workbook_may_be_under_a_title(tmp_path):
    rows = [["Comités de pilotage"], ["date", "édité le 12/03"], [], ["id_comite", "date"], ["C1", "x"]]
    sheet = read(workbook(tmp_path / "a.xlsx", {"comites": rows})).sheets["comites"]
    assert sheet.rows == [(5, {"id_comite": "C1", "date": "x"})]
    assert "2 lignes ignorées au-dessus des noms des colonnes (1, 2)" in sheet.warnings[0]
