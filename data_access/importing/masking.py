"""What a message may quote of a sheet that names people: nothing that looks like somebody's identifier.

Columns may be shifted and a header missing, so any cell of such a sheet may hold an identifier: letters and
digits mixed, capitals only, or a long number. Words and what has the form that its column expects are quoted.
"""

import re
from collections.abc import Collection
from datetime import date, time, timedelta

from data_access.importing.raw import Faulty
from data_access.importing.sheets import DROPPED, SHEETS, Column, Kind, Sheet, kinds
from data_access.importing.wording import EMPTY, fold, fold_name, quote, show

IDENTIFIER = "un identifiant (masqué)"
VALUE = "une valeur (masquée)"
LONG_NUMBER = re.compile(r"\d[\d .-]{5,}\d")
WORD = re.compile(r"[^\W\d_]+")
CAPITALS = re.compile(r"[^\W\d_a-z][^\da-zà-ÿ]{3,}")
HEADERS = frozenset(name for sheet in SHEETS for name in sheet.by_name) | DROPPED
DATE = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}")
HOUR = re.compile(r"\d{1,2}[h:]\d{0,2}")
SHORT_NUMBER = re.compile(r"[-−]?\d{1,4}([.,]\d{1,2})?")
QPV = re.compile(r"q[np]\d{3}[0-9a-z]{2,3}")


def shown(sheet: Sheet, column: Column, cell: object) -> str:
    """Return what was read, quoted when it cannot identify anybody."""
    if isinstance(cell, Faulty):
        return quote(cell.read)
    if cell is None or (isinstance(cell, str) and (not cell.strip() or cell == EMPTY)):
        return quote(None)
    if column.hashed:
        return IDENTIFIER
    return quote(cell) if not sheet.hashed or _is_harmless(column.kind, cell) else VALUE


def column_title(sheet: Sheet, name: str, position: int, letter: str) -> str:
    """Return the name of an unknown column, or only its place: without a header, names are data."""
    if sheet.hashed and fold_name(name) not in HEADERS and _looks_like_an_identifier(name):
        return f"n° {position + 1} ({letter})"
    return quote(name)


def _is_harmless(kind: Kind, cell: object) -> bool:
    if isinstance(cell, bool | date | time | timedelta):
        return True
    if kind is kinds.KEY:
        return True
    text, form = show(cell), _form(kind)
    if form is not None and form.fullmatch(fold(text)):
        return True
    return _speaks_of(kind.choices or (), text) or not _looks_like_an_identifier(text)


def _speaks_of(choices: Collection[str], text: str) -> bool:
    """Say whether a value with figures, such as « 35 ans », has only the words of a list."""
    words = {word for choice in choices for word in WORD.findall(fold(choice))} | {"a", "an"}
    return bool(choices) and set(WORD.findall(fold(text))) <= words


def _looks_like_an_identifier(text: str) -> bool:
    has_digit, has_letter = any(map(str.isdigit, text)), any(map(str.isalpha, text))
    return bool((has_digit and has_letter) or CAPITALS.fullmatch(text) or LONG_NUMBER.fullmatch(text))


def _form(kind: Kind) -> re.Pattern[str] | None:
    if kind is kinds.QPV:
        return QPV
    forms = {"dd/mm/yyyy": DATE, "hh:mm": HOUR, "0": SHORT_NUMBER}
    return forms.get(kind.number_format)
