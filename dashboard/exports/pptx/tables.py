"""Native tables, with a header row that assistive technologies know as such."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.util import Inches, Pt

from dashboard.exports import palette
from dashboard.exports.pptx.master import TEXT_PT, Box
from dashboard.exports.pptx.writing import DRAWING, Line, describe, write

ROW = 0.5


@dataclass(frozen=True, slots=True)
class Rows:
    """A table's words, its first row naming the columns; `right` are the places of columns of numbers."""

    widths: Sequence[float]
    words: Sequence[Sequence[Line | str]]
    right: Sequence[int] = ()


def add(slide: Slide, top: Box, rows: Rows, alternative: str) -> None:
    """Add a table over the whole width of a place, whose columns share it as their widths say."""
    place = Box(top.left, top.top, top.width, ROW * len(rows.words))
    frame = slide.shapes.add_table(len(rows.words), len(rows.widths), *place.emu)
    frame.name = "Tableau"
    describe(frame, alternative)
    table = frame.table
    table.first_row, table.horz_banding = True, False
    for column, width in zip(table.columns, rows.widths, strict=True):
        column.width = Inches(top.width * width / sum(rows.widths))
    for rank, row in enumerate(rows.words):
        table.rows[rank].height = Inches(ROW)
        for at, words in enumerate(row):
            line = words if isinstance(words, Line) else Line(words)
            _cell(table.cell(rank, at), line, is_header=rank == 0, is_right=at in rows.right)


def _cell(cell: Any, line: Line, *, is_header: bool, is_right: bool) -> None:
    if is_header:
        line = Line(line.text, TEXT_PT, bold=True, colour=palette.WHITE)
    write(cell.text_frame, [line])
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_left = cell.margin_right = Inches(0.1)
    cell.margin_top = cell.margin_bottom = Inches(0.06)
    if is_right:
        cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(palette.BAND if is_header else palette.WHITE)
    _rule(cell)


def _rule(cell: Any) -> None:
    """Draw a thin line under a cell."""
    properties = cell._tc.get_or_add_tcPr()
    line = etree.Element(f"{DRAWING}lnB", w=str(Pt(1)), cap="flat", cmpd="sng")
    fill = etree.SubElement(line, f"{DRAWING}solidFill")
    etree.SubElement(fill, f"{DRAWING}srgbClr", val=palette.RULE)
    properties.insert(0, line)
