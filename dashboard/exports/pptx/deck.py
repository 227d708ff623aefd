"""The whole deck: where the plan stands, each pillar, the decisions; one message per slide."""

import io
from collections.abc import Sequence

from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from dashboard.charts.look import shortened
from dashboard.exports import palette, standing
from dashboard.exports.document import Decision, Document, Piece, Quote, Section
from dashboard.exports.drawing import Drawing, Kind, drawing
from dashboard.exports.formats import SYMBOLS
from dashboard.exports.pptx import charts, master, tables
from dashboard.exports.pptx.master import COVER, FULL, MARGIN, MESSAGE, Box
from dashboard.exports.pptx.tables import Rows
from dashboard.exports.pptx.writing import LANGUAGE, Line, box, foot, head, notes, safe, speak_french, write
from dashboard.wording import HARD, NO_DATA, count, short_day

LONGEST_TITLE, LONGEST_SENTENCE, LONGEST_FOOT = 140, 230, 200
ROWS, DECISIONS, POINTS = 9, 5, 5
STATUS_WORDS = (
    "Atteint : l'objectif est atteint. À l'heure : au moins sur la trajectoire, la ligne droite qui mène à "
    "l'objectif. À surveiller : au moins 90 % de la trajectoire. En retard : en dessous."
)


def pptx(document: Document) -> bytes:
    """Return the deck as a PowerPoint file."""
    deck = master.blank()
    _properties(deck, document)
    _cover(deck, document)
    _targets(deck, document)
    _attention(deck, document)
    for section in document.sections:
        _pillar(deck, document, section)
        for piece in section.pieces:
            _piece(deck, document, section, piece)
    _decisions(deck, document)
    _reading(deck, document)
    _finish(deck, document)
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def _properties(deck: Deck, document: Document) -> None:
    core = deck.core_properties
    core.title = safe(f"{document.plan} : {document.title}")
    core.subject, core.author = safe(standing.foot(document, LONGEST_FOOT)), safe(document.plan)
    core.language, core.category = LANGUAGE, standing.DEMONSTRATION if document.demonstration else ""
    core.comments, core.keywords = "", ""


def _slide(deck: Deck, name: str = MESSAGE) -> Slide:
    return deck.slides.add_slide(next(each for each in deck.slide_layouts if each.name == name))


def _cover(deck: Deck, document: Document) -> None:
    slide = _slide(deck, COVER)
    assert slide.shapes.title is not None
    slide.shapes.title.text_frame.text = safe(f"{document.plan}, {document.territory}")
    frame = slide.placeholders[1].text_frame
    about = Line(document.title, 30, bold=True, colour=palette.MAIN)
    state = Line(f"{standing.state(document)}.", 20, colour=palette.QUIET, before=14)
    write(frame, [about, Line(document.selection, 24, before=10), state])
    notes(slide, [document.title, document.selection, standing.signed(document), document.disclosure.said])


def _targets(deck: Deck, document: Document) -> None:
    """Say where the plan stands, target by target."""
    quotes = standing.judged(document)
    for rank, shown in enumerate(_chunks(quotes, ROWS)):
        slide = _slide(deck)
        title = document.verdict.rstrip(".") if rank == 0 else "Suite des objectifs"
        place = head(slide, "Où en est le plan", title)
        rows: list[list[Line | str]] = [["Objectif suivi", "Atteint", "Trajectoire", "Visé", "État"]]
        rows += [_target(quote) for quote in shown]
        tables.add(slide, place, Rows((3.5, 2.6, 1.8, 1.8, 2.5), rows, (1, 2, 3)), document.verdict)
        notes(slide, [document.verdict, STATUS_WORDS, *_aims(shown)])
    if not quotes:
        slide = _slide(deck)
        head(slide, "Où en est le plan", document.verdict)
        notes(slide, [document.verdict, STATUS_WORDS])


def _target(quote: Quote) -> list[Line | str]:
    assert quote.aim is not None
    sign, colour, _ = palette.STATUS.get(quote.aim.status, palette.UNKNOWN)
    status = Line(f"{sign} {standing.status(quote)}", bold=True, colour=colour)
    return [quote.label, quote.aim.reached_said, quote.aim.expected_brief, quote.aim.brief, status]


def _aims(quotes: Sequence[Quote]) -> list[str]:
    return [f"{quote.label}. {standing.aim(quote)}." for quote in quotes]


def _attention(deck: Deck, document: Document) -> None:
    if not document.points:
        return
    slide, shown = _slide(deck), document.points[:POINTS]
    title = f"{count(len(document.points), 'point demande', 'points demandent')} attention"
    cut = f"Les {POINTS} plus pressants." if len(document.points) > POINTS else ""
    place = head(slide, "Ce qui demande attention", title, cut)
    rows: list[list[Line | str]] = [["Nature", "Constat"]]
    for point in shown:
        sign, colour, _ = palette.SEVERITY[point.severity]
        rows.append(
            [Line(f"{sign} {point.severity}", bold=True, colour=colour), shortened(point.sentence, 180)]
        )
    tables.add(slide, place, Rows((2, 10), rows), title)
    notes(slide, [f"{point.severity} : {point.sentence}" for point in document.points])


def _pillar(deck: Deck, document: Document, section: Section) -> None:
    """Show a pillar's key figures against their targets, and what changed since the last committee."""
    slide = _slide(deck)
    room = head(slide, section.name, shortened(section.message, LONGEST_TITLE))
    gap = 0.3
    width = (FULL - gap * (len(section.quotes) - 1)) / len(section.quotes)
    size = min(_size(quote) for quote in section.quotes)
    for rank, quote in enumerate(section.quotes):
        place = Box(MARGIN + rank * (width + gap), room.top + 0.1, width, 4.75)
        box(slide, place, _card(document, quote, size), quote.label, palette.WHITE)
    fresh = (
        f"Données au {short_day(section.freshest)}." if section.freshest else f"{section.name} : {NO_DATA}."
    )
    notes(slide, [section.message, f"{fresh}.", *_defined(document, section.quotes)])


def _value(quote: Quote) -> str:
    """Return a value with its sign, or without a unit that is a word and stands under it."""
    return quote.said if quote.unit in SYMBOLS else quote.amount


def _size(quote: Quote) -> int:
    """Return the largest size at which a value fits its card; words in its place ask for nothing."""
    return 64 if quote.value is None or len(_value(quote)) < 7 else 48


def _card(document: Document, quote: Quote, size: int) -> list[Line]:
    is_number, is_sign = quote.value is not None, quote.unit in SYMBOLS
    lines = [
        Line(quote.label, 20, bold=True, colour=palette.QUIET),
        Line(_value(quote), size if is_number else 28, bold=True, before=6),
        Line(quote.unit if is_number and not is_sign else HARD, 20),
    ]
    if quote.aim:
        sign, colour, _ = palette.STATUS.get(quote.aim.status, palette.UNKNOWN)
        lines.append(Line(f"{sign} {standing.status(quote)}", 20, bold=True, colour=colour, before=16))
        lines.append(Line(standing.aim(quote), before=2))
    changed = standing.change(document, quote)
    return [*lines, Line(changed, before=16)] if changed else lines


def _piece(deck: Deck, document: Document, section: Section, piece: Piece) -> None:
    """Show an exhibit as a chart, or as a table when it has too many bars for a room."""
    found = drawing(piece)
    if found is None:
        return
    slide = _slide(deck)
    place = head(slide, section.name, shortened(piece.title, LONGEST_TITLE), _lead(piece, found))
    if found.kind is Kind.GROUPS:
        _table(slide, piece, place)
    else:
        charts.add(slide, found, place, piece.key, piece.alternative)
    notes(slide, [piece.sentence, piece.said_anywhere, *_defined(document, section.quotes, piece.key)])


def _lead(piece: Piece, found: Drawing) -> str:
    cut = ""
    if found.kind is Kind.BARS and len(charts.kept(found)) < len(found.labels):
        cut = f"{_cut(found)} sur {len(found.labels)}. "
    return f"{cut}{shortened(piece.sentence, LONGEST_SENTENCE - len(cut))}"


def _cut(found: Drawing) -> str:
    shown = len(charts.kept(found))
    if found.mean is None or shown < charts.SHOWN_BARS:
        return f"Les {shown} premiers"
    return f"Les {charts.FIRST} premiers et les {shown - charts.FIRST} derniers"


def _table(slide: Slide, piece: Piece, place: Box) -> None:
    """Show a piece's table, without what does not fit: the whole of it is in the workbook."""
    places = range(min(len(piece.grid.headers), 7))
    rows: list[list[Line | str]] = [[piece.grid.headers[place] for place in places]]
    rows += [[row[place].said for place in places] for row in piece.grid.rows[:ROWS]]
    numbers = [place for place in places if piece.grid.numeric[place]]
    widths = [1.55 if place in numbers else 2.3 for place in places]
    tables.add(slide, place, Rows(widths, rows, numbers), piece.alternative)


def _decisions(deck: Deck, document: Document) -> None:
    title = _decisions_title(document.decisions)
    for shown in _chunks(document.decisions, DECISIONS):
        slide = _slide(deck)
        place = head(slide, "Décisions du comité", title)
        rows: list[list[Line | str]] = [["Décision", "Responsable", "Échéance", "État"]]
        rows += [_decision(each) for each in shown]
        tables.add(slide, place, Rows((6.2, 3.1, 1.5, 1.6), rows), title)
        notes(slide, [f"{each.text} {each.owner}, {each.state}." for each in shown])
    if not document.decisions:
        slide = _slide(deck)
        head(slide, "Décisions du comité", title)
        notes(slide, [title])


def _decisions_title(decisions: Sequence[Decision]) -> str:
    if not decisions:
        return "Aucune décision n'est enregistrée"
    late = sum(each.overdue for each in decisions)
    said = count(len(decisions), "décision suivie", "décisions suivies")
    return f"{said}, dont {late} en retard" if late else f"{said}, aucune en retard"


def _decision(each: Decision) -> list[Line | str]:
    due = short_day(each.due) if each.due else "sans échéance"
    state = "■ en retard" if each.overdue else each.state
    colour = palette.STATUS["en retard"][1] if each.overdue else palette.INK
    return [
        shortened(each.text, 110),
        shortened(each.owner, 44),
        due,
        Line(state, bold=each.overdue, colour=colour),
    ]


def _reading(deck: Deck, document: Document) -> None:
    """Say where the figures come from, what they leave untold and whether they may still move."""
    slide = _slide(deck)
    place = head(slide, "Sources et lecture", "D'où viennent ces chiffres, et comment les lire")
    lines = [standing.signed(document), document.disclosure.said, STATUS_WORDS]
    if document.demonstration:
        lines.insert(0, f"{standing.DEMONSTRATION}, entièrement inventées.")
    lines += list(document.sources[:6])
    box(slide, place, [Line(shortened(each, 220), before=9) for each in lines], "Sources et lecture")
    notes(slide, [*document.sources, *(_definition(document, quote.key) for quote in document.figures)])


def _defined(document: Document, quotes: Sequence[Quote], key: str = "") -> list[str]:
    """Return the definitions of the figures that a slide shows."""
    found = [each for each in document.figures if key.startswith(f"{each.key}-")] if key else list(quotes)
    return [_definition(document, quote.key) for quote in found]


def _definition(document: Document, key: str) -> str:
    found = document.define(key)
    if found is None:
        return ""
    return (
        f"{found.label}. {found.definition} Calcul : {found.formula} Limites : {found.limits} "
        f"Source : {found.source}"
    )


def _finish(deck: Deck, document: Document) -> None:
    words = standing.foot(document, LONGEST_FOOT)
    for slide in deck.slides:
        foot(slide, words, demonstration=document.demonstration)
        speak_french(slide.element)
        speak_french(slide.notes_slide.element)
    for page in (deck.slide_master, *deck.slide_layouts, deck.notes_master):
        speak_french(page.element)


def _chunks(items: Sequence[Quote] | Sequence[Decision], size: int) -> list[list]:  # type: ignore[type-arg]
    return [list(items[start : start + size]) for start in range(0, len(items), size)]
