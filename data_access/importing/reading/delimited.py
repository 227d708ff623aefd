"""Reads .csv files as French offices export them."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from data_access.errors import DataError
from data_access.importing import sheets
from data_access.importing.raw import RawSheet
from data_access.importing.reading.grids import SEARCHED, known_titles, to_sheet
from data_access.importing.wording import quote

SEPARATORS = ";,\t"
DECLARED = re.compile(r"\"?sep=([;,\t])\"?[ \t]*(?:\r\n|\r|\n)", re.IGNORECASE)
BREAK = re.compile(r"\r\n|\r|\n")


def read_files(files: Iterable[tuple[str, bytes]]) -> dict[str, RawSheet]:
    """Return the sheets of (file name, content); raises DataError."""
    found: dict[str, RawSheet] = {}
    for file_name, content in files:
        given = file_name[: -len(".csv")]
        sheet = sheets.named(given)
        name = sheet.name if sheet else given
        if name in found:
            raise DataError(f"La feuille « {name} » est donnée par deux fichiers : gardez-en un.")
        found[name] = _read(file_name, name, content) if sheet else RawSheet(name, (), ())
    _refuse_none_known(found)
    return found


def _refuse_none_known(found: dict[str, RawSheet]) -> None:
    if not any(sheets.named(name) for name in found):
        raise DataError(
            f"Aucun fichier ne porte le nom d'une feuille : {', '.join(map(quote, found))}. "
            f"Noms attendus : {', '.join(f'{sheet.name}.csv' for sheet in sheets.SHEETS)}."
        )


def _read(file_name: str, name: str, content: bytes) -> RawSheet:
    text, warnings = _decode(file_name, name, content)
    declared = DECLARED.match(text)
    if declared:
        text = text[declared.end() :]
    separator = declared[1] if declared else _separator(name, text)
    records = _records(file_name, text, separator, 2 if declared else 1)
    return to_sheet(name, enumerate(records, start=1), warnings, refuse_overflow=True)


def _records(file_name: str, text: str, separator: str, first_line: int) -> Iterator[list[str]]:
    """Yield the records; a quote that is never closed, or closed rows further, is refused by its line."""
    records = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line, width = first_line, 0
    while True:
        try:
            cells = next(records)
        except StopIteration:
            return
        except csv.Error as error:
            raise DataError(_open_quote(file_name, line)) from error
        width = max(width, len(cells)) if line < first_line + SEARCHED else width
        for position, cell in enumerate(cells):
            if _swallows_rows(cell, separator, width):
                opened = line + sum(len(BREAK.findall(before)) for before in cells[:position])
                raise DataError(_open_quote(file_name, opened))
        yield cells
        line = first_line + records.line_num


def _swallows_rows(cell: str, separator: str, width: int) -> bool:
    """Say whether a line inside a cell has the separators of a whole row; prose puts a space after them."""
    if separator not in cell or width <= 1:
        return False
    inner = BREAK.split(cell)[1:]
    return any(len(re.findall(f"{separator}(?! )", each)) >= width - 1 for each in inner)


def _open_quote(file_name: str, line: int) -> str:
    return (
        f"« {file_name} » ne se lit pas comme un fichier .csv : un guillemet (\") s'ouvre à la ligne {line} "
        "du fichier sans être refermé à sa place, et ferait perdre les lignes suivantes. "
        "Fermez-le ou retirez-le, ou enregistrez le fichier depuis un tableur."
    )


def _decode(file_name: str, name: str, content: bytes) -> tuple[str, Sequence[str]]:
    """Return the text, and a warning when its encoding is not certain."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _text(file_name, content, "utf-16"), ()
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        doubtful = _refuse_damaged(file_name, content, error)
    warning = f"Feuille « {name} » : encodage Windows-1252 supposé, vérifiez les accents."
    return _text(file_name, content, "cp1252"), [warning] if doubtful else ()


def _text(file_name: str, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise DataError(
            f"« {file_name} » n'est ni en UTF-8 ni en Windows-1252 : enregistrez-le au format « CSV UTF-8 »."
        ) from error


def _refuse_damaged(file_name: str, content: bytes, error: UnicodeDecodeError) -> bool:
    """Refuse a file in UTF-8 but for a few bytes; say whether another one still has some UTF-8 in it."""
    text = content.decode("utf-8-sig", "replace")
    bad = text.count("\ufffd")
    sound = sum(not character.isascii() for character in text) - bad
    if sound <= bad and not content.startswith(codecs.BOM_UTF8):
        return sound > 0
    # The bytes that the error names come without the mark that starts the file; it holds no line break.
    line = content.removeprefix(codecs.BOM_UTF8).count(b"\n", 0, error.start) + 1
    raise DataError(
        f"« {file_name} » est en UTF-8, mais un caractère de la ligne {line} du fichier est illisible : "
        "corrigez-le, puis enregistrez le fichier au format « CSV UTF-8 »."
    ) from error


def _separator(name: str, text: str) -> str:
    """Return the separator that shows the most names of columns, else the most frequent in the first line."""
    lines = [line for line in text.splitlines()[:200] if line.strip(SEPARATORS + " ")][:SEARCHED]
    first = "".join(lines[0].split('"')[::2]) if lines else ""

    def rank(separator: str) -> tuple[int, int]:
        split = ([cell.strip(' "') for cell in line.split(separator)] for line in lines)
        return max((known_titles(name, cells) for cells in split), default=0), first.count(separator)

    return max(SEPARATORS, key=rank)
