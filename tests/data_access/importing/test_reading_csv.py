"""CSV files whose quotes, separators or encoding are wrong lose no row in silence."""

import pytest

from data_access.errors import DataError
from data_access.importing import Options, Refused, import_workbook, read
from data_access.schema import Committee
from tests.data_access.importing.plans import SECRET, size

HEADER = "id_comite;date;intitule;lieu\n"


def written(tmp_path, text, name="comites.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return path


def refusal(path):
    with pytest.raises(DataError) as caught:
        read(path)
    return str(caught.value)


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ('C1;12/03/2024;"Comité;Siège\nC2;13/03/2024;a;b\n', 2),
        ('C1;12/03/2024;a;b\nC2;13/03/2024;"Comité;Siège\n', 3),
        ('C1;12/03/2024;"Comité;Siège\nC2;13/03/2024;a;b\nC3;14/03/2024;"c";d\n', 2),
        ('C1;12/03/2024;"Comité;Siège\nC2;13/03/2024;a;b\nC3;14/03/2024;c;"\n', 2),
        ('C1;12/03/2024;"deux\nlignes";"Siège\nC2;13/03/2024;a;b\nC3;14/03/2024;c;"\n', 3),
        ('C1;12/03/2024;"Le "Phare"";b\n', 2),
    ],
)
def test_a_quote_left_open_is_refused_by_its_line(tmp_path, rows, line):
    sentence = refusal(written(tmp_path, HEADER + rows))
    assert f"un guillemet (\") s'ouvre à la ligne {line} du fichier" in sentence
    assert "Comité" not in sentence


@pytest.mark.parametrize(
    "cell", ["deux\r\nlignes", "a ; b ; c ; d\ne ; f ; g ; h", "Santé\nE-mail", 'Le ""Phare""\nsuite', "a;b"]
)
def test_sound_quoted_cells_still_work(tmp_path, cell):
    raw = read(written(tmp_path, f'{HEADER}C1;12/03/2024;"{cell}";x\nC2;13/03/2024;5" pouces;y\n'))
    first, second = raw.sheets["comites"].rows
    assert first[1]["intitule"] == cell.replace('""', '"')
    assert (second[0], second[1]["intitule"]) == (3, '5" pouces')


def test_prose_with_commas_in_a_comma_file_is_no_row(tmp_path):
    text = 'id_decision,texte,etat\nD1,"Ouvrir un lieu\nà Maubeuge, à Hautmont, à Louvroil",fait\n'
    assert len(read(written(tmp_path, text, "decisions.csv")).sheets["decisions"].rows) == 1


def test_a_file_in_utf8_with_one_bad_byte_is_refused_by_its_line(tmp_path):
    damaged = (HEADER + "C1;12/03/2024;é;à\nC2;13/03/2024;x;y\n").encode().replace(b";x", b";\xe9")
    assert "est en UTF-8, mais un caractère de la ligne 3" in refusal(written(tmp_path, damaged))
    marked = HEADER.encode("utf-8-sig") + b"C1;12/03/2024;\xe9;\n"
    assert "un caractère de la ligne 2" in refusal(written(tmp_path, marked))


def test_a_file_in_windows_1252_with_some_utf8_is_a_warning(tmp_path):
    mixed = (HEADER + "C1;12/03/2024;éàç;ù\n").encode("cp1252") + "C2;13/03/2024;é;\n".encode()
    sheet = read(written(tmp_path, mixed)).sheets["comites"]
    assert sheet.warnings == ("Feuille « comites » : encodage Windows-1252 supposé, vérifiez les accents.",)
    assert read(written(tmp_path, HEADER + "C1;;é;", encoding="cp1252")).sheets["comites"].warnings == ()


def test_a_row_with_too_many_cells_is_refused_alone(sqlite_engine, tmp_path):
    raw = read(written(tmp_path, "id_comite,date,intitule\nC1,12/03/2024,a,b\nC2,13/03/2024,c,,\n"))
    with pytest.raises(Refused) as caught:
        import_workbook(sqlite_engine, SECRET, raw, Options())
    (problem,) = caught.value.report.problems
    assert problem.sentence.startswith(
        "Feuille « comites », ligne 2 : lu 4 cellules pour 3 colonnes ; attendu une cellule par colonne"
    )
    report = import_workbook(sqlite_engine, SECRET, raw, Options(valid_rows_only=True))
    assert (report.refused, size(sqlite_engine, Committee)) == (1, 1)


@pytest.mark.parametrize("declared", ["sep=;\r\n", "SEP=,\n", '"sep=;"\n', "sep=\t\n"])
def test_the_separator_that_excel_declares_is_used(tmp_path, declared):
    separator = declared.strip('"\r\n')[-1]
    text = declared + HEADER.replace(";", separator) + "C1;12/03/2024;a;b\n".replace(";", separator)
    (row,) = read(written(tmp_path, text)).sheets["comites"].rows
    assert row == (2, {"id_comite": "C1", "date": "12/03/2024", "intitule": "a", "lieu": "b"})


def test_a_title_above_the_header_is_left_out_with_a_warning(tmp_path):
    text = "Suivi; de la feuille de route; 2024\n\n" + HEADER.replace(";", ",") + "C1,12/03/2024,a,b\n"
    sheet = read(written(tmp_path, text)).sheets["comites"]
    assert [number for number, _ in sheet.rows] == [4]
    assert sheet.warnings == ("Feuille « comites » : 1 ligne ignorée au-dessus des noms des colonnes (1).",)
