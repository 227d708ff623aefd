"""PDF files written by Typst, which checks them against PDF/UA-1 as it writes them.

The words of a document reach the templates as JSON values: none is ever read as markup.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import font_source_sans_pro
import font_source_serif_pro
import typst

from dashboard.charts.look import shortened
from dashboard.exports import palette, standing
from dashboard.exports.document import Decision, Definition, Document, Grid, Piece, Quote, Section
from dashboard.exports.drawing import drawing
from dashboard.exports.pdf.svg import svg
from dashboard.wording import NO_DATA, day, short_day, typeset

HERE = Path(__file__).parent
STANDARD: Any = ["ua-1"]
POINTS, DECISIONS, LONGEST_FOOT = 5, 3, 150
UNREADABLE = dict.fromkeys(each for each in range(32) if chr(each) not in "\n\t")

Words = dict[str, Any]


def report(document: Document) -> bytes:
    """Return the whole report: every chart, the data behind it, every definition."""
    return _compiled("report.typ", _whole(document))


def summary(document: Document) -> bytes:
    """Return where the plan stands on one page."""
    return _compiled("summary.typ", _one_page(document))


def _compiled(template: str, words: Words) -> bytes:
    data = json.dumps(_typeset(words), ensure_ascii=False, allow_nan=False)
    compiler = typst.Compiler(str(HERE / template), str(HERE), _fonts(), ignore_system_fonts=True)
    file = compiler.compile(
        format="pdf", pdf_standards=STANDARD, sys_inputs={"data": data}, timestamp=words["timestamp"]
    )
    assert isinstance(file, bytes)
    return file


@cache
def _fonts() -> typst.Fonts:
    folders = [
        Path(str(each.__file__)).parent / "files" for each in (font_source_sans_pro, font_source_serif_pro)
    ]
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder) for folder in folders])


def _typeset(value: Any) -> Any:
    """Return words as French sets them; charts keep theirs as they were drawn."""
    if isinstance(value, str):
        return typeset(value.translate(UNREADABLE))
    if isinstance(value, dict):
        return {key: each if key == "svg" else _typeset(each) for key, each in value.items()}
    return [_typeset(each) for each in value] if isinstance(value, list) else value


def _frame(document: Document) -> Words:
    """Return what every page says of itself."""
    return {
        "timestamp": int(document.updated.timestamp()),
        "title": f"{document.plan}, {document.territory} : {document.title}",
        "plan": document.plan,
        "territory": document.territory,
        "subject": document.title,
        "selection": document.selection,
        "foot": standing.foot(document, LONGEST_FOOT),
        "signed": standing.signed(document),
        "demonstration": f"{standing.DEMONSTRATION}, entièrement inventées" if document.demonstration else "",
        "disclosure": document.disclosure.said,
        "verdict": document.verdict,
    }


def _whole(document: Document) -> Words:
    return _frame(document) | {
        "targets": [_quote(document, quote) for quote in standing.judged(document)],
        "points": [_point(each.severity, each.sentence) for each in document.points],
        "sections": [_section(document, section) for section in document.sections],
        "decisions": [_decision(each) for each in document.decisions],
        "definitions": [_definition(each) for each in document.definitions],
        "sources": list(document.sources),
    }


def _one_page(document: Document) -> Words:
    late = [each for each in document.decisions if each.overdue]
    return _frame(document) | {
        "points": [_point(each.severity, shortened(each.sentence, 190)) for each in document.points[:POINTS]],
        "sections": [
            {
                "name": section.name,
                "fresh": _fresh(section),
                "quotes": [_quote(document, quote) for quote in section.quotes],
            }
            for section in document.sections
        ],
        "late": [
            {"text": shortened(each.text, 110), "owner": shortened(each.owner, 44), "due": _until(each)}
            for each in late[:DECISIONS]
        ],
        "late_count": len(late),
    }


def _section(document: Document, section: Section) -> Words:
    return {
        "name": section.name,
        "message": section.message,
        "fresh": _fresh(section),
        "quotes": [_quote(document, quote) for quote in section.figures],
        "pieces": [_piece(each) for each in section.pieces],
    }


def _quote(document: Document, quote: Quote) -> Words:
    sign, colour, tint = palette.STATUS.get(standing.status(quote), palette.UNKNOWN)
    aim = quote.aim
    return {
        "label": quote.label,
        "said": quote.said,
        "amount": quote.amount,
        "unit": quote.unit if quote.value is not None else "",
        "is_number": quote.value is not None,
        "status": f"{sign} {standing.status(quote)}" if aim else "",
        "colour": colour,
        "tint": tint,
        "aim": standing.aim(quote),
        "reached": aim.reached_said if aim else "",
        "expected": aim.expected_said if aim else "",
        "target": aim.said if aim else "",
        "due": short_day(aim.due) if aim else "",
        "change": standing.change(document, quote),
        "since": quote.change_said,
    }


def _piece(piece: Piece) -> Words:
    found = drawing(piece)
    return {
        "title": piece.title,
        "sentence": piece.sentence,
        "note": piece.note,
        "alternative": piece.alternative,
        "svg": svg(found) if found else "",
        "grid": _grid(piece.grid),
    }


def _grid(grid: Grid) -> Words:
    return {
        "caption": grid.caption,
        "headers": list(grid.headers),
        "numeric": list(grid.numeric),
        "rows": [[cell.said for cell in row] for row in grid.rows],
    }


def _point(severity: str, sentence: str) -> Words:
    sign, colour, tint = palette.SEVERITY[severity]
    return {"severity": f"{sign} {severity}", "sentence": sentence, "colour": colour, "tint": tint}


def _decision(each: Decision) -> Words:
    state = "■ en retard" if each.overdue else each.state
    return {"text": each.text, "owner": each.owner, "due": _due(each), "state": state}


def _due(each: Decision) -> str:
    return short_day(each.due) if each.due else "sans échéance"


def _until(each: Decision) -> str:
    return f"échéance le {_due(each)}" if each.due else _due(each)


def _definition(each: Definition) -> Words:
    return {
        "label": each.label,
        "pillar": each.pillar,
        "definition": each.definition,
        "formula": each.formula,
        "limits": each.limits,
        "source": each.source,
    }


def _fresh(section: Section) -> str:
    return f"Données au {day(section.freshest)}" if section.freshest else NO_DATA.capitalize()
