"""How values and names are compared and written in French."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from functools import lru_cache

NARROW = "\u202f"
EMPTY = "vide"
LONGEST_QUOTE = 80


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return what two spellings of one label share: no case, accent, apostrophe form or odd space."""
    bare = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    bare = "".join(character for character in bare if not unicodedata.combining(character)).casefold()
    bare = re.sub("[’ʼ‘´`]", "'", bare)
    return re.sub(r"\s*[-‐‑‒–—]\s*", "-", re.sub(r"\s+", " ", bare).strip())


@lru_cache(maxsize=4096)
def fold_name(text: str) -> str:
    """Return what two spellings of a sheet or column name share: spaces and underscores do not count."""
    return re.sub(r"[\s_-]+", "", fold(text))


def quote(value: object) -> str:
    """Return what was read, short enough for a sentence."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return "une cellule vide"
    text = re.sub(r"[\x00-\x1f\x7f]+", " ", show(value))
    text = text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "…"
    return f"« {text} »"


def show(value: object) -> str:
    """Return a value as a French office writes it."""
    if value is None or value == "":
        return EMPTY
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, date):
        return f"{value:%d/%m/}{value.year:04d}"
    if isinstance(value, time):
        return value.strftime("%H:%M:%S" if value.second else "%H:%M")
    if isinstance(value, int | float | Decimal):
        return show_number(value)
    return str(value)


def show_number(value: float | Decimal) -> str:
    """Return a number with narrow no-break spaces and a decimal comma."""
    try:
        text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,.10g}"
    except (OverflowError, ValueError):
        return str(value)
    return text.replace(",", NARROW).replace(".", ",").replace("-", "−")


def euros(value: Decimal) -> str:
    """Return an amount, such as 25 560,00 €."""
    return f"{show_number(value.quantize(Decimal('0.01')))}{NARROW}€"


def count(number: int, one: str, many: str | None = None) -> str:
    """Return « 1 ligne », « 3 lignes »."""
    noun = one if abs(number) < 2 else many or f"{one}s"
    return f"{show_number(number)} {noun}"


def listing(items: Iterable[object], limit: int = 5) -> str:
    """Return « 2, 3, 4… »."""
    every = [str(item) for item in items]
    return ", ".join(every[:limit]) + ("…" if len(every) > limit else "")


def letters(position: int) -> str:
    """Return a column's letters: 0 is A, 26 is AA."""
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
