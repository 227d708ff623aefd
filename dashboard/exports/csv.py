"""Figures as text files: for French Excel, and as open data."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from dashboard.disclosure.figure import Mask
from dashboard.exports import standing
from dashboard.exports.codec import digest
from dashboard.exports.document import Document, Share, Split
from dashboard.exports.formats import decimals_of
from dashboard.wording import NO_DATA, short_day, untold
from data_access.errors import UsageError

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
FRENCH = (
    "Pilier", "Indicateur", "Ventilation", "Code", "Groupe", "Valeur", "Unité", "Depuis le comité",
    "Objectif", "Échéance", "État", "Du", "Au", "Territoire", "Chiffres", "Nature des données",
)  # fmt: skip
OPEN = (
    "indicateur", "libelle", "unite", "maille", "territoire", "nom_territoire", "du", "au", "valeur",
    "statut", "etat", "revision", "empreinte",
)  # fmt: skip
AREAS = ("commune", "qpv")
GIVEN, UNTOLD, UNKNOWN = "diffusé", "secret statistique", "sans donnée"


def french_csv(document: Document) -> bytes:
    """Return every figure and every split as French Excel reads them: BOM, semicolons, decimal commas."""
    end = [
        short_day(document.start),
        short_day(document.end),
        ", ".join(document.names.get(code, code) for code in document.areas) or document.territory,
        standing.state(document),
        standing.DEMONSTRATION if document.demonstration else "",
    ]
    return _written(FRENCH, ([*row, *end] for row in _rows(document)), ";").encode("utf-8-sig")


def open_data(document: Document) -> bytes:
    """Return one row per figure, for the plan and each of its areas; raises UsageError for the team's own.

    UTF-8, commas, ISO dates, decimal points: what open data portals take as it is.
    """
    if not document.disclosure.public:
        raise UsageError(
            "Ces chiffres sont ceux de l'équipe : un fichier ouvert à tous se fait sans les petits effectifs."
        )
    state = "figé" if document.frozen else "provisoire"
    if document.demonstration:
        state = f"{state} (démonstration)"
    end = [state, str(document.revision), document.frozen.digest if document.frozen else digest(document)]
    return _written(OPEN, ([*row, *end] for row in _open_rows(document)), ",").encode()


def _rows(document: Document) -> Iterator[list[str]]:
    for section in document.sections:
        for quote in section.figures:
            aim = quote.aim
            yield [
                section.name, quote.label, "", "", "",
                _french(quote.value, quote.masked, [quote.said]),
                quote.unit,
                "" if quote.change is None else _comma(quote.change),
                "" if aim is None else _comma(aim.value),
                "" if aim is None else short_day(aim.due),
                standing.status(quote),
            ]  # fmt: skip
        for split in section.splits:
            words = [share.said for share in split.shares]
            for share in split.shares:
                code = share.code if share.code != share.name or split.dimension == "mois" else ""
                value = _french(share.value, share.masked, words)
                yield [section.name, split.label, split.dimension_name, code, share.name, value, split.unit,
                       "", "", "", ""]  # fmt: skip


def _open_rows(document: Document) -> Iterator[list[str]]:
    start, end = document.start.isoformat(), document.end.isoformat()
    whole, scale = "+".join(document.areas), "perimetre" if document.areas else "plan"
    name = ", ".join(document.names.get(code, code) for code in document.areas) or document.territory
    for section in document.sections:
        for quote in section.figures:
            unit = next(each.unit for each in document.definitions if each.key == quote.key)
            yield [
                quote.key,
                quote.label,
                unit,
                scale,
                whole,
                name,
                start,
                end,
                *_told(quote.value, quote.masked),
            ]
        for split in section.splits:
            if split.dimension in AREAS:
                yield from (_area(split, share, start, end) for share in split.shares)


def _area(split: Split, share: Share, start: str, end: str) -> list[str]:
    code = share.code if share.code != share.name else ""
    told = _told(share.value, share.masked)
    return [split.key, split.label, split.unit, split.dimension, code, share.name, start, end, *told]


def _told(value: float | None, masked: Mask | None) -> tuple[str, str]:
    if masked is not None:
        return "", UNTOLD
    return ("", UNKNOWN) if value is None else (f"{round(value, 6):.15g}", GIVEN)


def _french(value: float | None, masked: Mask | None, words: Sequence[str]) -> str:
    if masked is not None:
        return untold(masked)
    return NO_DATA if value is None else _comma(round(value, max(decimals_of(words), 6)))


def _comma(value: float) -> str:
    return f"{round(value, 6):.15g}".replace(".", ",")


def _written(headers: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(headers)
    writer.writerows([_inert(cell) for cell in row] for row in rows)
    return text.getvalue()


def _inert(cell: str) -> str:
    """Return a cell that no spreadsheet runs; a negative number is one."""
    if not cell.startswith(FORMULA) or _is_number(cell):
        return cell
    return f"'{cell}"


def _is_number(cell: str) -> bool:
    try:
        float(cell.replace(",", "."))
    except ValueError:
        return False
    return True
