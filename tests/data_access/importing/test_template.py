import openpyxl
import pytest

from data_access.errors import DataError
from data_access.importing import Options, import_workbook, read, template
from data_access.importing.sheets import EXAMPLE, READ_ME, SHEETS
from tests.data_access.importing.plans import SECRET, content


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "vide.xlsx"
    template(path)
    return path


def test_it_reads_back_as_an_empty_import(path, engine):
    before = content(engine)
    report = import_workbook(engine, SECRET, read(path), Options())
    assert (report.problems, report.warnings, report.written) == ((), (), 0)
    assert content(engine) == before


def test_it_has_every_sheet_and_column_with_a_comment_each(path):
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [READ_ME, *(sheet.name for sheet in SHEETS)]
    for sheet in SHEETS:
        header = book[sheet.name][1]
        assert [cell.value for cell in header] == [column.name for column in sheet.columns]
        for cell, column in zip(header, sheet.columns, strict=True):
            assert ("Obligatoire" if column.required else "Facultatif") in cell.comment.text
            assert column.kind.expected in cell.comment.text
        assert book[sheet.name].freeze_panes == "B2"
    book.close()


def test_closed_lists_are_offered_in_the_cells(path):
    book = openpyxl.load_workbook(path)
    rules = {rule.formula1 for rule in book["presences"].data_validations.dataValidation}
    assert '"présent,absent,excusé"' in rules
    assert len(book["appareils"].data_validations.dataValidation) == 4
    book.close()


def test_its_example_rows_would_be_accepted_under_a_real_key(path, engine):
    """Also shows that only the key makes the example ignored."""
    raw = read(path)
    for sheet in raw.sheets.values():
        for _, row in sheet.rows:
            first = next(iter(row))
            assert row[first] == EXAMPLE
            row[first] = {"presences": "essai-ateliers", "objectifs": "essai"}.get(
                sheet.name, f"essai-{sheet.name}"
            )
            if sheet.name == "decisions":
                row["id_comite"] = "essai-comites"
    report = import_workbook(engine, SECRET, raw, Options())
    assert report.problems == ()
    assert [each.added for each in report.sheets.values()] == [1] * len(SHEETS)


def test_a_folder_that_does_not_exist_is_said_in_french(tmp_path):
    with pytest.raises(DataError, match="ne peut pas être écrit"):
        template(tmp_path / "absent" / "vide.xlsx")
