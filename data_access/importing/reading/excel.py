"""Reads .xlsx files: values with calamine, and from the XML what it hides (errors, formulas not computed)."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree  # type: ignore[import-untyped]
from defusedxml import DefusedXmlException
from python_calamine import CalamineError, CalamineWorkbook

from data_access.errors import DataError
from data_access.importing import sheets
from data_access.importing.raw import Faulty, RawSheet
from data_access.importing.reading.grids import to_sheet
from data_access.importing.wording import letters

WORKBOOK = "xl/workbook.xml"
LARGEST_AREA = 5_000_000

Sheets = dict[str, RawSheet]

_F = rb"<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\s([^>]*)>\s*" + _F + rb"\s*(?:<(?:\w+:)?v\s*>([^<]*)</|<(?:\w+:)?v\s*/>)?"
)
_ERROR = re.compile(rb'<(?:\w+:)?c\s([^>]*\bt="e"[^>]*)>\s*(?:' + _F + rb")?\s*<(?:\w+:)?v\s*>([^<]*)</")


def read(name: str, content: bytes, entries: zipfile.ZipFile) -> Sheets:
    """Return the workbook's sheets; those that mean nothing here come without rows. Raises DataError."""
    try:
        paths = _paths(entries)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        found = {title: path for title, path in paths.items() if title in workbook.sheet_names}
        result = dict(_sheets(workbook, entries, found))
    except (CalamineError, ParseError, DefusedXmlException, KeyError, OSError, ValueError) as error:
        raise DataError(
            f"« {name} » ne se lit pas comme un classeur Excel : ouvrez-le et enregistrez-le au format .xlsx."
        ) from error
    _refuse_none_known(name, result)
    return result


def _refuse_none_known(name: str, found: Sheets) -> None:
    if not any(sheets.named(title) for title in found):
        raise DataError(
            f"« {name} » ne contient aucune feuille reconnue ({', '.join(found) or 'aucune'}). "
            f"Feuilles attendues : {', '.join(sheet.name for sheet in sheets.SHEETS)}."
        )


def _sheets(
    workbook: CalamineWorkbook, entries: zipfile.ZipFile, paths: dict[str, str]
) -> Iterator[tuple[str, RawSheet]]:
    taken: set[str] = set()
    for title, path in paths.items():
        sheet = sheets.named(title)
        if sheet is None:
            yield title, RawSheet(title, (), ())
            continue
        if sheet.name in taken:
            raise DataError(f"La feuille « {sheet.name} » est présente deux fois : gardez-en une.")
        taken.add(sheet.name)
        yield sheet.name, _sheet(sheet.name, workbook, title, entries.read(path))


def _sheet(name: str, workbook: CalamineWorkbook, title: str, xml: bytes) -> RawSheet:
    _refuse_stray_cell(name, xml)
    grid: list[list[Any]] = workbook.get_sheet_by_name(title).to_python(skip_empty_area=False)
    for (row, column), fault in _faults(xml):
        _put(grid, row, column, fault)
    return to_sheet(name, enumerate(grid, start=1))


def _put(grid: list[list[Any]], row: int, column: int, fault: Faulty) -> None:
    grid.extend([] for _ in range(row + 1 - len(grid)))
    grid[row].extend("" for _ in range(column + 1 - len(grid[row])))
    grid[row][column] = fault


def _refuse_stray_cell(name: str, xml: bytes) -> None:
    """A lone cell far away would make the reader allocate the whole rectangle before it."""
    columns = max(map(_position, set(re.findall(rb'\sr="([A-Z]{1,3})\d+"', xml))), default=0) + 1
    rows = max(map(int, set(re.findall(rb'\sr="[A-Z]{0,3}(\d{1,7})"', xml))), default=0)
    if rows * columns > LARGEST_AREA:
        raise DataError(
            f"Feuille « {name} » : elle s'étend jusqu'à la cellule {letters(columns - 1)}{rows}. "
            "Supprimez les lignes et colonnes au-delà du tableau, ou découpez le fichier par période."
        )


def _faults(xml: bytes) -> Iterator[tuple[tuple[int, int], Faulty]]:
    for found in _ERROR.finditer(xml) if b't="e"' in xml else ():
        shown = found[2].decode("ascii", "replace")
        yield _place(found[1]), Faulty(shown, "une valeur (la cellule contient une erreur de calcul)")
    for found in _FORMULA.finditer(xml):
        if not found[2] and b't="str"' not in found[1]:
            yield _place(found[1]), UNCOMPUTED


UNCOMPUTED = Faulty(
    "formule sans valeur calculée",
    "une valeur : ouvrez le classeur dans Excel ou LibreOffice, enregistrez-le",
)


def _place(attributes: bytes) -> tuple[int, int]:
    found = re.search(rb'\br="([A-Z]{1,3})(\d{1,7})"', attributes)
    if found is None:
        raise ValueError("cellule sans adresse")
    return int(found[2]) - 1, _position(found[1])


def _position(name: bytes) -> int:
    position = 0
    for letter in name:
        position = position * 26 + letter - ord("A") + 1
    return position - 1


def _paths(entries: zipfile.ZipFile) -> dict[str, str]:
    """Return the file of each sheet inside the archive, by sheet title."""
    targets = {
        link.get("Id", ""): posixpath.normpath(posixpath.join("xl", link.get("Target", ""))).lstrip("/")
        for link in _parse(entries, "xl/_rels/workbook.xml.rels")
    }
    return {
        element.get("name", ""): targets[_relation(element)]
        for element in _parse(entries, WORKBOOK).iter()
        if element.tag.endswith("}sheet") and targets[_relation(element)].startswith("xl/worksheets/")
    }


def _relation(element: Element) -> str:
    return next(value for attribute, value in element.attrib.items() if attribute.endswith("}id"))


def _parse(entries: zipfile.ZipFile, path: str) -> Element:
    root: Element = defusedxml.ElementTree.fromstring(entries.read(path))
    return root
