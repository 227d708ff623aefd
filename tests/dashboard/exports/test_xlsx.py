import io
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest

from dashboard.exports.standing import DEMONSTRATION
from dashboard.exports.xlsx import xlsx
from dashboard.exports.xlsx.workbook import FIGURES, SPLITS


@pytest.fixture(scope="module")
def book(document):
    return opened(document)


def opened(document):
    return openpyxl.load_workbook(io.BytesIO(xlsx(document)))


def rows_under(sheet, headers):
    """Return the cells under a row of headers, up to the first empty row."""
    rows = list(sheet.iter_rows())
    start = next(
        at for at, row in enumerate(rows) if tuple(cell.value for cell in row[: len(headers)]) == headers
    )
    found = []
    for row in rows[start + 1 :]:
        if row[0].value is None:
            break
        found.append(dict(zip(headers, row, strict=False)))
    return found


def test_has_a_sheet_per_pillar_between_the_summary_and_the_definitions(book):
    assert book.sheetnames == [
        "Synthèse", "Ateliers", "Équipement", "Budget", "Couverture", "Ventilations", "Définitions",
    ]  # fmt: skip


def test_figures_are_real_numbers_and_shares_real_shares(book, document):
    for section in document.sections:
        found = rows_under(book[section.name], FIGURES)
        for row, quote in zip(found, section.figures, strict=True):
            assert row["Indicateur"].value == quote.label
            scale = 100 if quote.unit == "%" else 1
            assert row["Valeur"].value * scale == pytest.approx(quote.value)
            assert ("%" in row["Valeur"].number_format) == (quote.unit == "%")
            assert ("€" in row["Valeur"].number_format) == (quote.unit == "€")


def test_targets_have_real_dates(book):
    due = [row["Échéance"] for row in rows_under(book["Synthèse"], FIGURES) if row["Échéance"].value]
    assert due
    assert all(isinstance(cell.value, datetime) and cell.number_format == "dd/mm/yyyy" for cell in due)


def test_every_split_is_there(book, document):
    shares = [share for section in document.sections for each in section.splits for share in each.shares]
    found = rows_under(book["Ventilations"], SPLITS)
    assert len(found) == len(shares)
    for row, share in zip(found, shares, strict=True):
        assert row["Groupe"].value == share.name
        if share.value is None:
            assert row["Valeur"].value == share.said
        else:
            scale = 100 if "%" in row["Valeur"].number_format else 1
            assert row["Valeur"].value * scale == pytest.approx(share.value)


def test_every_definition_is_there(book, document):
    found = {row[1].value: row[3].value for row in book["Définitions"].iter_rows() if row[3].value}
    assert all(found[each.label] == each.definition for each in document.definitions)


def test_every_sheet_is_ready_to_be_read_and_printed(book, document):
    for sheet in book:
        assert sheet.freeze_panes
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert DEMONSTRATION in sheet.oddFooter.left.text
        head = " ".join(str(row[0].value) for row in sheet.iter_rows(max_row=5))
        assert document.selection.split(",")[0] in head
        assert "Provisoire" in head
        assert DEMONSTRATION in head
    assert all(book[name].print_title_rows for name in ("Ventilations", "Définitions"))
    assert "Plan d'inclusion numérique" in book.properties.title
    assert book.properties.category == DEMONSTRATION


def test_real_data_bear_no_mark(document):
    book = opened(replace(document, demonstration=False))
    assert not any(
        DEMONSTRATION in str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row
    )


@pytest.mark.parametrize("name", ["document", "hostile"])
def test_nothing_is_a_formula_nor_a_link(name, request):
    book = opened(request.getfixturevalue(name))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)
    risky = [cell for cell in cells if cell.data_type == "s" and cell.value[0] in "=+-@"]
    assert all(cell.quotePrefix for cell in risky)
    assert name == "document" or risky


def test_what_is_not_told_is_said_in_words(public):
    book = opened(public)
    found = rows_under(book["Ventilations"], SPLITS)
    shares = [share for section in public.sections for each in section.splits for share in each.shares]
    masked = [row["Valeur"] for row, share in zip(found, shares, strict=True) if share.masked]
    assert masked
    assert {(cell.data_type, cell.value) for cell in masked} == {("s", "secret statistique")}
    quotes = [row["Valeur"].value for row in rows_under(book["Ateliers"], FIGURES)]
    assert "secret statistique" in quotes


def test_an_empty_plan_has_its_sheets(empty):
    book = opened(empty)
    said = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "aucune donnée" in said
    assert not said & {"nan", "null"}
