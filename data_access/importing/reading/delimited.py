"""Reads .csv files as French offices export them."""

import codecs
import csv
import io
from collections.abc import Iterable

from data_access.errors import DataError
from data_access.importing import sheets
from data_access.importing.raw import RawSheet
from data_access.importing.reading.grids import to_sheet
from data_access.importing.wording import quote

SEPARATORS = ";,\t"


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
    text = _decode(file_name, content)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    try:
        return to_sheet(name, enumerate(rows, start=1))
    except csv.Error as error:
        raise DataError(
            f"« {file_name} » ne se lit pas comme un fichier .csv : enregistrez-le depuis un tableur."
        ) from error


def _decode(file_name: str, content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DataError(
        f"« {file_name} » n'est ni en UTF-8 ni en Windows-1252 : enregistrez-le au format « CSV UTF-8 »."
    )


def _separator(text: str) -> str:
    header = next((line for line in text.splitlines() if line.strip(SEPARATORS + " ")), "")
    outside_quotes = "".join(header.split('"')[::2])
    return max(SEPARATORS, key=outside_quotes.count)
