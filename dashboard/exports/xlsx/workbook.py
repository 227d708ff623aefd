"""A workbook of real numbers, dates and shares; no word of it is ever read as a formula."""

import io
from collections.abc import Callable, Sequence
from typing import Any

import xlsxwriter

from dashboard.exports import palette, standing
from dashboard.exports.document import Document, Quote, Raw, Section, Share, Split
from dashboard.exports.formats import SYMBOLS, decimals_of, pattern, percent_pattern
from dashboard.exports.xlsx.sheet import Sheet
from dashboard.wording import NO_DATA, untold

LONGEST_SUBJECT = 250
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
FIGURES = (
    "Indicateur", "Valeur", "Unité", "Depuis le comité", "Objectif", "Échéance", "Trajectoire à ce jour",
    "Atteint depuis le début du plan", "État", "Compté",
)  # fmt: skip
SPLITS = ("Pilier", "Indicateur", "Ventilation", "Code", "Groupe", "Valeur", "Unité")
DEFINITIONS = ("Pilier", "Indicateur", "Unité", "Définition", "Calcul", "Limites", "Source")
WIDTHS = (46, 18, 18, 18, 16, 14, 20, 22, 20, 26)
BASES = {"residence": "à la résidence", "lieu": "au lieu de l'atelier"}


def xlsx(document: Document) -> bytes:
    """Return the workbook: where the plan stands, a sheet per pillar, every split, every definition."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        book.set_properties(_properties(document))
        _summary(Sheet(book, document, "Synthèse", WIDTHS))
        for section in document.sections:
            _pillar(Sheet(book, document, section.name, WIDTHS), section)
        _splits(Sheet(book, document, "Ventilations", (14, 34, 20, 16, 52, 16, 16)))
        _definitions(Sheet(book, document, "Définitions", (14, 32, 14, 60, 60, 60, 44)))
    return file.getvalue()


def _properties(document: Document) -> dict[str, Any]:
    return {
        "title": f"{document.plan}, {document.territory} : {document.title}",
        "subject": standing.foot(document, LONGEST_SUBJECT),
        "author": document.plan,
        "company": document.territory,
        "category": standing.DEMONSTRATION if document.demonstration else "",
        "comments": standing.signed(document),
        "created": document.updated.replace(tzinfo=None),
    }


def _summary(sheet: Sheet) -> None:
    document = sheet.document
    sheet.words(document.verdict, bold=True, font_size=13)
    sheet.row += 1
    first = sheet.row
    sheet.headers(FIGURES, numeric=(False, True, False, True, True, False, True, True))
    for section in document.sections:
        for quote in section.quotes:
            sheet.line(_figure(document, quote))
    sheet.filter(first, len(FIGURES))
    sheet.row += 1
    _points(sheet)
    _decisions(sheet)
    sheet.words("Sources", bold=True, font_size=12, font_color=f"#{palette.MAIN}")
    for source in document.sources:
        sheet.words(source)


def _points(sheet: Sheet) -> None:
    sheet.words("Ce qui demande attention", bold=True, font_size=12, font_color=f"#{palette.MAIN}")
    for point in sheet.document.points:
        sheet.words(f"{point.severity} : {point.sentence}")
    if not sheet.document.points:
        sheet.words("Rien à signaler.")
    sheet.row += 1


def _decisions(sheet: Sheet) -> None:
    sheet.words("Décisions du comité", bold=True, font_size=12, font_color=f"#{palette.MAIN}")
    sheet.headers(("Décision", "Responsable", "Échéance", "État"))
    for each in sheet.document.decisions:
        due: Raw = each.due or "sans échéance"
        state = "en retard" if each.overdue else each.state
        sheet.line(((each.text, ""), (each.owner, ""), (due, ""), (state, "")))
    sheet.row += 1


def _pillar(sheet: Sheet, section: Section) -> None:
    sheet.words(section.message, bold=True, font_size=13)
    sheet.row += 1
    sheet.headers(FIGURES, numeric=(False, True, False, True, True, False, True, True))
    for quote in section.figures:
        sheet.line(_figure(sheet.document, quote))
    sheet.row += 1
    for piece in section.pieces:
        sheet.grid(piece.grid)


def _figure(document: Document, quote: Quote) -> list[tuple[Raw, str]]:
    aim, written = quote.aim, _as(quote.unit, [quote.said])
    return [
        (quote.label, ""),
        written(quote.value, quote.masked),
        (_unit(quote.value, quote.unit), ""),
        _change(document, quote),
        written(aim.value, None) if aim else ("", ""),
        (aim.due if aim else "", ""),
        written(aim.expected, None) if aim else ("", ""),
        written(aim.reached, aim.masked) if aim else ("", ""),
        (standing.status(quote), ""),
        (BASES[quote.basis.value], ""),
    ]


def _change(document: Document, quote: Quote) -> tuple[Raw, str]:
    """Return a change with its sign, a rate's in points."""
    if quote.change is None or document.committee is None:
        return "", ""
    is_share = quote.unit == "%"
    shown = pattern([quote.amount]) + '" points"' if is_share else pattern([quote.said])
    moved = round(quote.change, decimals_of([quote.said])) != 0
    return (quote.change if moved else 0), f"+{shown};-{shown};0"


def _unit(value: float | None, unit: str) -> str:
    """Return the unit of a number whose format does not say it."""
    return "" if value is None or unit in SYMBOLS else unit


Written = Callable[[Any, Any], tuple[Raw, str]]


def _as(unit: str, words: Sequence[str]) -> Written:
    """Return how values are written: shares as shares, words in the place of what is not told."""
    is_share = unit == "%"
    shown = percent_pattern(words) if is_share else pattern(words)
    shown = "0.0%" if is_share and not any(each[:1].isdigit() for each in words) else shown

    def written(value: float | None, masked: Any) -> tuple[Raw, str]:
        if masked is not None:
            return untold(masked), "0"
        if value is None:
            return NO_DATA, "0"
        return (value / 100, shown) if is_share else (value, shown)

    return written


def _splits(sheet: Sheet) -> None:
    first = sheet.row
    sheet.headers(SPLITS, freeze=True, numeric=(False, False, False, False, False, True))
    for section in sheet.document.sections:
        for split in section.splits:
            written = _as(split.unit, [share.said for share in split.shares])
            for share in split.shares:
                sheet.line(_share(section, split, share, written))
    sheet.filter(first, len(SPLITS))


def _share(section: Section, split: Split, share: Share, written: Written) -> list[tuple[Raw, str]]:
    is_coded = share.code != share.name
    return [
        (section.name, ""),
        (split.label, ""),
        (split.dimension_name, ""),
        (share.code if is_coded or split.dimension == "mois" else "", ""),
        (share.name, ""),
        written(share.value, share.masked),
        (_unit(share.value, split.unit), ""),
    ]


def _definitions(sheet: Sheet) -> None:
    first = sheet.row
    sheet.headers(DEFINITIONS, freeze=True)
    for each in sheet.document.definitions:
        words = (each.pillar, each.label, each.unit, each.definition, each.formula, each.limits, each.source)
        sheet.line((word, "") for word in words)
    sheet.filter(first, len(DEFINITIONS))
