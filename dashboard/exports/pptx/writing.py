"""Words on slides: boxes of paragraphs, the footer, alternative texts, the French language."""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE, PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.util import Inches, Pt

from dashboard.exports import palette
from dashboard.exports.pptx.master import (
    EYEBROW,
    FOOT,
    FULL,
    LEAD,
    MARGIN,
    MARK,
    SMALL_PT,
    TEXT_PT,
    TITLE,
    Box,
)
from dashboard.exports.standing import DEMONSTRATION
from dashboard.wording import typeset

LANGUAGE = "fr-FR"
LINE, SENTENCE = 0.44, 0.29
LINE_SIGNS, SENTENCE_SIGNS = 68, 118
"""Heights in inches and signs of a line of a title and of a sentence, at their sizes."""
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
FORBIDDEN = dict.fromkeys(each for each in range(32) if chr(each) not in "\t\n\r")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of one look."""

    text: str
    points: int = TEXT_PT
    bold: bool = False
    colour: str = palette.INK
    before: int = 0


def safe(text: str) -> str:
    """Return words that XML can hold, typeset as French wants."""
    return typeset(text.translate(FORBIDDEN))


def head(slide: Slide, subject: str, title: str, sentence: str = "") -> Box:
    """Write a slide's subject, message and sentence; return the room left under them.

    What says nothing is taken away; under a title of one line, everything moves up.
    """
    assert slide.shapes.title is not None
    top = TITLE.box.top + LINE * _lines(title) + 0.1
    slide.shapes.title.text_frame.text = safe(title)
    for index, words in ((EYEBROW, subject), (LEAD, sentence)):
        holder = next(each for each in slide.placeholders if each.placeholder_format.idx == index)
        if words:
            holder.text_frame.text = safe(words)
        else:
            holder._element.getparent().remove(holder._element)
        if words and index == LEAD:
            height = SENTENCE * (1 + (len(words) > SENTENCE_SIGNS)) + 0.1
            holder.left, holder.top, holder.width, holder.height = Box(MARGIN, top, FULL, height).emu
            top += height
    return Box(MARGIN, top + 0.12, FULL, FOOT.top - 0.22 - top)


def _lines(title: str) -> int:
    """Return how many lines a title takes; capitals are wider."""
    return 1 + int((len(title) + 0.35 * sum(each.isupper() for each in title)) / (LINE_SIGNS + 1.5))


def box(slide: Slide, place: Box, lines: Sequence[Line], name: str, fill: str | None = None) -> Any:
    """Write paragraphs in a box, on a tile when `fill` gives its colour."""
    if fill is None:
        shape = slide.shapes.add_textbox(*place.emu)
    else:
        shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *place.emu)
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string(fill)
        shape.line.color.rgb = RGBColor.from_string(palette.RULE)
        shape.line.width = Pt(1)
        style = shape._element.find("{*}style")
        shape._element.remove(style)  # the theme's shadows
    shape.name = name
    frame = shape.text_frame
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    inset = Inches(0 if fill is None else 0.22)
    frame.margin_left = frame.margin_right = inset
    frame.margin_top = frame.margin_bottom = Inches(0 if fill is None else 0.16)
    write(frame, lines)
    return shape


def write(frame: Any, lines: Iterable[Line]) -> None:
    """Write paragraphs in a text frame."""
    for rank, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if rank == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.space_before = Pt(line.before)
        run = paragraph.add_run()
        run.text = safe(line.text)
        run.font.size, run.font.bold = Pt(line.points), line.bold
        run.font.color.rgb = RGBColor.from_string(line.colour)


def foot(slide: Slide, words: str, *, demonstration: bool) -> None:
    """Write the footer, the mark of invented data and the slide's number, last in reading order."""
    for holder in slide.slide_layout.placeholders:
        kind = holder.placeholder_format.type
        if kind in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
            copied = deepcopy(holder._element)
            slide.shapes._spTree.append(copied)
            copied.find(".//{*}cNvPr").set("id", str(max(shape.shape_id for shape in slide.shapes) + 1))
            if kind == PP_PLACEHOLDER.FOOTER:
                slide.shapes[-1].text_frame.text = safe(words)
    if demonstration:
        mark = box(slide, MARK, [Line(DEMONSTRATION, SMALL_PT, bold=True, colour=palette.ON_DEMONSTRATION)],
                   DEMONSTRATION, palette.DEMONSTRATION)  # fmt: skip
        frame = mark.text_frame
        frame.vertical_anchor, frame.paragraphs[0].alignment = MSO_ANCHOR.MIDDLE, PP_ALIGN.CENTER
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0


def describe(shape: Any, words: str) -> None:
    """Give a chart or a table its alternative text."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", safe(words))


def notes(slide: Slide, paragraphs: Iterable[str]) -> None:
    """Write what is said over the slide."""
    frame = slide.notes_slide.notes_text_frame
    assert frame is not None
    frame.text = "\n".join(safe(each) for each in paragraphs if each)


def speak_french(element: Any) -> None:
    """Mark every word of a part as French."""
    for run in element.iter(f"{DRAWING}r", f"{DRAWING}fld"):
        if run.find(f"{DRAWING}rPr") is None:
            run.insert(0, etree.SubElement(run, f"{DRAWING}rPr"))
    for name in ("rPr", "endParaRPr", "defRPr"):
        for properties in element.iter(f"{DRAWING}{name}"):
            properties.set("lang", LANGUAGE)
