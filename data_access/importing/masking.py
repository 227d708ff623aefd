"""What a message may quote of a sheet that names people: never what could be somebody's identifier.

Columns may be shifted and a header missing, so any cell of such a sheet may hold an identifier. A value
is quoted only when it has the form that its column expects, or nearly spells an accepted value of a list.
"""

import re
from datetime import date, time, timedelta
from difflib import get_close_matches

from data_access.importing.raw import Faulty
from data_access.importing.sheets import DROPPED, SHEETS, Column, Kind, Sheet, kinds
from data_access.importing.wording import EMPTY, fold, fold_name, quote, show

IDENTIFIER = "un identifiant (masqué)"
VALUE = "une valeur (masquée)"
NEAR = 0.75
COMMON = frozenset(["oui", "non", "homme", "femme", "masculin", "feminin", "inconnu", "nc", "nr", "?", "-"])
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
    if sheet.hashed and fold_name(name) not in HEADERS:
        return f"n° {position + 1} ({letter})"
    return quote(name)


def _is_harmless(kind: Kind, cell: object) -> bool:
    if isinstance(cell, bool | date | time | timedelta):
        return True
    text = fold(show(cell))
    if kind.choices:
        return _is_nearly_listed(text, [fold(choice) for choice in kind.choices])
    form = _form(kind)
    return form is not None and form.fullmatch(text) is not None


def _form(kind: Kind) -> re.Pattern[str] | None:
    if kind is kinds.QPV:
        return QPV
    forms = {"dd/mm/yyyy": DATE, "hh:mm": HOUR, "0": SHORT_NUMBER}
    return forms.get(kind.number_format)


def _is_nearly_listed(text: str, choices: list[str]) -> bool:
    if text in COMMON or (len(text) == 1 and not text.isdigit()):
        return True
    has_digit = re.search(r"\d", text) and not any(re.search(r"\d", choice) for choice in choices)
    return not has_digit and bool(get_close_matches(text, choices, 1, NEAR))
