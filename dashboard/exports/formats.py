"""Number formats of office files, found in the words that numbers are said with."""

import re
from collections.abc import Iterable, Sequence

from dashboard.wording import HARD, MINUS, THIN

SYMBOLS = ("€", "%", "‰", "h", "m")
_SAID = re.compile(rf"[{MINUS}+-]?\d[\d{THIN}{HARD} ]*(?:,(\d+))?[{HARD}{THIN} ]?(.*)", re.DOTALL)
_AFTER = re.compile(r"[ ,;·(]")


def decimals_of(words: Iterable[str]) -> int:
    """Return how many decimals numbers are said with, at most."""
    return max((len(found.group(1) or "") for found in _matches(words)), default=0)


def symbol_of(words: Sequence[str]) -> str:
    """Return the symbol that every number is said with; nothing for words such as « personnes »."""
    found = {_AFTER.split(match.group(2).strip())[0] for match in _matches(words)}
    return found.pop() if len(found) == 1 and found <= set(SYMBOLS) else ""


def is_number(words: str) -> bool:
    """Say whether words tell a number, not why there is none."""
    return _SAID.fullmatch(words) is not None


def pattern(words: Sequence[str]) -> str:
    """Return the format that shows numbers as they are said: thousands apart, decimals, symbol after."""
    symbol = symbol_of(words)
    return _digits(decimals_of(words)) + (f'"{HARD}{symbol}"' if symbol else "")


def percent_pattern(words: Sequence[str]) -> str:
    """Return the format of a share of one shown as « 45,2 % »."""
    return f"{_digits(decimals_of(words)).removeprefix('#,##')}%"


def _digits(decimals: int) -> str:
    return "#,##0" + (f".{'0' * decimals}" if decimals else "")


def _matches(words: Iterable[str]) -> list[re.Match[str]]:
    return [found for each in words if (found := _SAID.fullmatch(each))]
