import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import openpyxl
import pytest
from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Emu, Pt

from dashboard.charts import Bar, bars
from dashboard.disclosure.figure import Mask
from dashboard.exports import freeze
from dashboard.exports.document import Cell, Grid, Piece
from dashboard.exports.drawing import drawing
from dashboard.exports.pptx import pptx
from dashboard.exports.standing import DEMONSTRATION
from dashboard.wording import typeset
from tests.dashboard.exports.conftest import HOSTILE

UNDER = ("Pied de page", "Numéro de diapositive", DEMONSTRATION)
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
MOMENT = datetime(2026, 12, 15, 14, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def deck(document):
    return opened(document)


def opened(document):
    return Presentation(io.BytesIO(pptx(document)))


def texts(slide):
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for shape in slide.shapes:
        if shape.has_table:
            found += [cell.text for row in shape.table.rows for cell in row.cells]
    return found


def charts(deck):
    return [(slide, shape.chart) for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def test_says_first_where_the_plan_stands(deck, document):
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles[0] == f"{document.plan}, {document.territory}"
    assert titles[1].replace("\u00a0", " ") == document.verdict.rstrip(".").replace("\u00a0", " ")
    assert "2 en retard" in titles[-2]
    assert all(titles)


def test_every_slide_says_its_selection_its_state_and_that_all_is_invented(deck):
    for number, slide in enumerate(deck.slides, start=1):
        said = " ".join(texts(slide))
        assert "Du 1er\u00a0novembre\u00a02024 au 24\u00a0novembre\u00a02026, toute l'agglomération" in said
        assert "Provisoire, révision" in said
        assert DEMONSTRATION in said
        assert [holder.name for holder in slide.placeholders if "Numéro" in holder.name], number


def test_a_frozen_deck_says_when_and_its_print(document):
    frozen = freeze(document, MOMENT)
    said = " ".join(texts(opened(frozen).slides[3]))
    assert "Figé le 15/12/2026" in said
    assert frozen.frozen.digest[:12] in said


def test_real_data_bear_no_mark(document):
    assert all(DEMONSTRATION not in text for slide in opened(replace(document, demonstration=False)).slides
               for text in texts(slide))  # fmt: skip


def test_titles_and_words_are_readable_from_afar(deck):
    for slide in deck.slides:
        for shape in slide.shapes:
            if not shape.has_text_frame or shape.name in (
                "Pied de page",
                "Numéro de diapositive",
                DEMONSTRATION,
            ):
                continue
            sizes = [run.font.size for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]
            assert all(size is None or size >= Pt(18) for size in sizes), shape.name
        for table in (shape.table for shape in slide.shapes if shape.has_table):
            runs = [run for row in table.rows for cell in row.cells for p in cell.text_frame.paragraphs
                    for run in p.runs]  # fmt: skip
            assert all(run.font.size >= Pt(18) for run in runs)
    for layout in deck.slide_layouts:
        title = next(each for each in layout.placeholders if each.placeholder_format.idx == 0)
        assert int(title._element.find(f".//{A}defRPr").get("sz")) >= 2800


def test_charts_and_tables_are_native_and_described(deck):
    kinds = [shape.shape_type for slide in deck.slides for shape in slide.shapes]
    assert kinds.count(MSO_SHAPE_TYPE.CHART) >= 10
    assert kinds.count(MSO_SHAPE_TYPE.TABLE) >= 4
    assert MSO_SHAPE_TYPE.PICTURE not in kinds
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert len(shape._element.xpath(".//p:cNvPr")[0].get("descr")) > 15


def test_charts_hold_the_numbers_that_pages_draw(deck, document):
    drawn = {piece.key: drawing(piece) for section in document.sections for piece in section.pieces}
    for slide in deck.slides:
        for shape in slide.shapes:
            if not shape.has_chart:
                continue
            found = drawn[shape.name]
            known = {value for series in found.series for value in series.values} | {None}
            known |= {found.mean[0]} if found.mean else set()
            for series in shape.chart.plots[0].series:
                values = [value for value in series.values if value is not None]
                assert values, shape.name
                assert all(any(v is not None and abs(v - value) < 1e-9 for v in known) for value in values)


def test_each_slide_has_something_to_say_and_definitions(deck, document):
    for slide in deck.slides:
        assert slide.notes_slide.notes_text_frame.text.strip()
    notes = " ".join(slide.notes_slide.notes_text_frame.text for slide in deck.slides)
    for quote in document.figures:
        assert typeset(document.define(quote.key).label) in notes


def test_titles_come_before_what_they_announce_and_footers_last(deck):
    for slide in deck.slides:
        names = [shape.name for shape in slide.shapes]
        bodies = [at for at, shape in enumerate(slide.shapes) if shape.has_chart or shape.has_table]
        at = next(place for place, shape in enumerate(slide.shapes) if shape == slide.shapes.title)
        assert all(at < body for body in bodies)
        assert [name for name in names if name == "Pied de page"] == ["Pied de page"]
        assert names.index("Pied de page") > max(bodies, default=0)


def test_nothing_leaves_the_slide_and_nothing_lies_on_the_footer(deck):
    for slide in deck.slides:
        foot = next(shape.top for shape in slide.placeholders if shape.name == "Pied de page")
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= deck.slide_width + Emu(10)
            assert shape.top + shape.height <= deck.slide_height
            if shape.has_chart or shape.has_table:
                assert shape.top + shape.height <= foot, slide.shapes.title.text


def test_every_word_is_french(document):
    with zipfile.ZipFile(io.BytesIO(pptx(document))) as file:
        for name in file.namelist():
            if name.startswith(("ppt/slides/slide", "ppt/notesSlides/notes", "ppt/slideLayouts/slide")):
                root = etree.fromstring(file.read(name))
                assert {each.get("lang") for each in root.iter(f"{A}rPr", f"{A}endParaRPr")} <= {"fr-FR"}
                assert all(run.find(f"{A}rPr") is not None for run in root.iter(f"{A}r"))
            if name.startswith("ppt/charts/chart"):
                assert etree.fromstring(file.read(name)).find(f"{C}lang").get("val") == "fr-FR"
    assert opened(document).core_properties.language == "fr-FR"


def test_the_file_has_no_part_that_nothing_uses(document):
    with zipfile.ZipFile(io.BytesIO(pptx(document))) as file:
        names = file.namelist()
    assert len([name for name in names if name.startswith("ppt/slideLayouts/slideLayout")]) == 2
    assert len(names) == len(set(names))


def masked_piece():
    rows = (("A", 41, "41"), ("B", Mask(), "secret statistique"), ("C", Mask(11), "<\u00a011"))
    grid = Grid("Par quartier", ("Quartier", "Personnes"), (False, True),
                tuple((Cell(name, name), Cell(raw, said)) for name, raw, said in rows))  # fmt: skip
    drawn = bars([Bar(name, None if isinstance(raw, Mask) else raw, said) for name, raw, said in rows])
    return Piece("masque", "Titre", "Phrase.", grid, drawn)


def test_what_is_not_told_is_in_no_cache_and_no_embedded_cell(document):
    section = replace(document.sections[0], pieces=(masked_piece(),))
    deck = opened(replace(document, sections=(section,)))
    ((_, chart),) = charts(deck)
    assert [
        point.text for point in chart._chartSpace.iter(f"{C}v") if point.text.replace(".", "").isdigit()
    ] == ["41"]
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    numbers = [cell.value for row in book.active for cell in row if isinstance(cell.value, int | float)]
    assert numbers == [41]


def test_words_stand_in_the_place_of_what_is_not_told(public):
    deck = opened(public)
    said = [text for slide in deck.slides for text in texts(slide)]
    assert any("secret statistique" in text for text in said)


def test_an_empty_plan_has_its_slides(empty):
    deck = opened(empty)
    said = " ".join(text for slide in deck.slides for text in texts(slide))
    assert "aucune donnée" in said
    assert "Aucune décision n'est enregistrée" in said
    assert not any(word in said for word in ("None", "nan", "null"))


def test_hostile_names_are_only_words(hostile):
    deck = opened(hostile)
    said = " ".join(text for slide in deck.slides for text in texts(slide))
    assert '#panic("perdu")' in said
    assert "=HYPERLINK" in said
    assert "\x07" not in said
    for _, chart in charts(deck):
        book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        assert all(cell.data_type != "f" for row in book.active for cell in row)


def test_a_name_of_forty_signs_stays_whole(hostile):
    assert len(HOSTILE[6]) >= 40
    said = " ".join(text for slide in opened(hostile).slides for text in texts(slide))
    assert HOSTILE[6] in said
