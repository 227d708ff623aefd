import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pdfplumber
import pypdf
import pytest

from dashboard.exports import freeze
from dashboard.exports.drawing import drawing
from dashboard.exports.pdf import report, summary
from dashboard.exports.pdf.svg import svg
from dashboard.exports.standing import DEMONSTRATION
from dashboard.indicators import BY_KEY
from dashboard.wording import quantity

MOMENT = datetime(2026, 12, 15, 14, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def whole(document):
    return read(report(document))


def read(file):
    return pypdf.PdfReader(io.BytesIO(file))


def words(reader):
    return " ".join(spaced(page.extract_text()) for page in reader.pages)


def spaced(text):
    return re.sub(r"\s+", " ", text)


def tags(node, found=None):
    """Return every element of the structure, with its alternative text when it has one."""
    found = [] if found is None else found
    node = node.get_object()
    for each in node if isinstance(node, list) else [node]:
        each = each.get_object() if hasattr(each, "get_object") else each
        if isinstance(each, dict):
            if "/S" in each:
                found.append((each["/S"], each.get("/Alt")))
            if "/K" in each:
                tags(each["/K"], found)
    return found


@pytest.mark.parametrize("write", [report, summary])
def test_declares_that_everybody_can_read_it(write, document):
    root = read(write(document)).trailer["/Root"]
    assert root["/Lang"] == "fr-FR"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    assert read(write(document)).metadata.title.startswith("Plan d'inclusion numérique")


def test_charts_are_vectors_with_words_in_their_place(whole, document):
    drawn = [piece for section in document.sections for piece in section.pieces if piece.figure]
    alternatives = [alt for tag, alt in tags(whole.trailer["/Root"]["/StructTreeRoot"]) if tag == "/Figure"]
    assert len(alternatives) == len(drawn)
    assert all(alternatives)
    assert not any(page.images for page in whole.pages)


def test_tables_have_headers_and_headings_follow(whole):
    found = [tag for tag, _ in tags(whole.trailer["/Root"]["/StructTreeRoot"])]
    assert found.count("/THead") == found.count("/Table") > 10
    levels = [int(tag[2]) for tag in found if re.fullmatch(r"/H\d", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_bookmarks_lead_to_each_part(whole):
    titles = [each.title for each in whole.outline if not isinstance(each, list)]
    assert titles[:5] == ["Où en est le plan", "Ateliers", "Équipement", "Budget", "Couverture"]
    assert titles[-1] == "Définitions"


def test_says_every_figure_in_selectable_words(whole, document):
    said = words(whole)
    for quote in document.figures:
        assert spaced(quantity(BY_KEY[quote.key], quote.value)) in said, quote.key


def test_an_independent_reader_finds_the_same_words(document):
    with pdfplumber.open(io.BytesIO(report(document))) as file:
        said = spaced(" ".join(page.extract_text() for page in file.pages))
    assert "Définitions" in said
    assert "5 864" in said.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize("write", [report, summary])
def test_every_page_says_its_state_and_that_all_is_invented(write, document):
    pages = read(write(document)).pages
    for number, page in enumerate(pages, start=1):
        said = spaced(page.extract_text())
        assert DEMONSTRATION in said
        assert "Provisoire, révision" in said
        assert f"{number} / {len(pages)}" in said


def test_a_frozen_report_gives_its_whole_print(document):
    frozen = freeze(document, MOMENT)
    assert frozen.frozen.digest in words(read(report(frozen))).replace(" ", "")


def test_real_data_bear_no_mark(document):
    assert DEMONSTRATION not in words(read(summary(replace(document, demonstration=False))))


@pytest.mark.parametrize("name", ["document", "public", "empty", "hostile"])
def test_the_summary_is_one_page(name, request):
    assert len(read(summary(request.getfixturevalue(name))).pages) == 1


@pytest.mark.parametrize("name", ["public", "empty"])
def test_says_why_a_figure_is_missing(name, request):
    document = request.getfixturevalue(name)
    said = words(read(report(document)))
    assert {"public": "secret statistique", "empty": "aucune donnée"}[name] in said
    assert not re.search(r"\b(None|none|nan|null)\b", said)


def test_user_words_are_never_markup(hostile):
    said = words(read(report(hostile)))
    assert '#panic("perdu")' in said
    assert "$ x^2 $ *gras* _it_ `code`" in said
    assert "=HYPERLINK" in said
    assert "Quarante signes de quartier et pas un mot" in said


def test_the_same_document_gives_the_same_file(document):
    assert summary(document) == summary(document)


def test_drawings_are_well_formed_and_stay_in_their_frame(document, public):
    from defusedxml.ElementTree import fromstring

    for source in (document, public):
        for piece in (each for section in source.sections for each in section.pieces if each.figure):
            root = fromstring(svg(drawing(piece)))
            width, height = float(root.get("width")), float(root.get("height"))
            for shape in root.iter("{http://www.w3.org/2000/svg}rect"):
                if shape.get("x") is None:
                    continue
                x, y = float(shape.get("x")), float(shape.get("y"))
                assert -0.01 <= x <= x + float(shape.get("width")) <= width + 0.01, piece.key
                assert -0.01 <= y <= y + float(shape.get("height")) <= height + 0.01, piece.key
