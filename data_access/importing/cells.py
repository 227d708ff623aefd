"""Reads one cell as a French office writes it; raises UnreadableError, which says what was expected."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from data_access.importing.raw import Faulty
from data_access.importing.wording import fold

YEARS = range(2000, 2100)
OLD_YEARS = range(1800, 2100)
CENT = Decimal("0.01")
NOISE = Decimal("1e-7")
LARGEST = Decimal(10) ** 12
SECONDS_A_DAY = 86_400
ROUNDED_BY_EXCEL = 10**15
ERRORS = frozenset(
    [
        "#REF!",
        "#N/A",
        "#VALEUR!",
        "#VALUE!",
        "#DIV/0!",
        "#NOM?",
        "#NAME?",
        "#NUL!",
        "#NULL!",
        "#NOMBRE!",
        "#NUM!",
        "#SPILL!",
        "#CALC!",
    ]
)


class UnreadableError(Exception):
    """The cell is refused; `expected` replaces the column's own wording when it says more."""

    def __init__(self, expected: str | None = None) -> None:
        super().__init__(expected or "")
        self.expected = expected


def is_blank(cell: object) -> bool:
    """Say whether a cell holds nothing."""
    return cell is None or (isinstance(cell, str) and not clean(cell))


def refuse_fault(cell: object) -> None:
    """Raise UnreadableError for an Excel error or a formula that was never computed."""
    if isinstance(cell, Faulty):
        raise UnreadableError(cell.expected)
    if isinstance(cell, str) and cell.strip().upper() in ERRORS:
        raise UnreadableError("une valeur (la cellule contient une erreur de calcul)")


def clean(text: str) -> str:
    """Return the text on one line, in composed characters, without control characters or outer spaces."""
    sound = text.encode("utf-8", "ignore").decode()
    return re.sub(r"[\s\x00-\x1f\x7f]+", " ", unicodedata.normalize("NFC", sound)).strip()


def text(cell: object) -> str:
    """Return a text of one line; a whole number loses its « .0 »."""
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, bool):
        return "VRAI" if cell else "FAUX"
    if isinstance(cell, int | float | Decimal):
        return _number_as_text(cell)
    raise UnreadableError("un texte (la cellule est une date ou une heure : mettez-la au format Texte)")


def lines(cell: object) -> str:
    """Return a text that may keep its line breaks."""
    if not isinstance(cell, str):
        return text(cell)
    return "\n".join(filter(None, (clean(line) for line in re.split(r"\r\n|\r|\n", cell))))


def short(limit: int) -> Callable[[object], str]:
    """Return a parser of texts of at most `limit` characters."""

    def parse(cell: object) -> str:
        value = text(cell)
        if len(value) > limit:
            raise UnreadableError(f"un texte d'au plus {limit} caractères")
        return value

    return parse


def _number_as_text(cell: float | Decimal) -> str:
    exact = Decimal(cell)
    if not exact.is_finite() or abs(exact) >= ROUNDED_BY_EXCEL:
        raise UnreadableError("un texte (ce nombre est trop long : mettez la cellule au format Texte)")
    return str(int(exact)) if exact == int(exact) else str(cell)


def day(cell: object) -> date:
    """Return a date between 2000 and 2099."""
    return _day(cell, YEARS)


def any_day(cell: object) -> date:
    """Return a date between 1800 and 2099, for what may be old."""
    return _day(cell, OLD_YEARS)


def _day(cell: object, years: range) -> date:
    if isinstance(cell, datetime):
        return _sensible(cell.date(), years)
    if isinstance(cell, date):
        return _sensible(cell, years)
    if isinstance(cell, str):
        return _sensible(_day_of_text(clean(cell)), years)
    raise UnreadableError("une date, telle que 12/03/2024 (mettez la cellule au format Date)")


def _day_of_text(text: str) -> date:
    french = re.fullmatch(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[ T]00:00(?::00)?)?", text, re.ASCII)
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?", text, re.ASCII)
    if re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2}", text, re.ASCII):
        raise UnreadableError("une date dont l'année a quatre chiffres, telle que 12/03/2024")
    try:
        if french:
            return date(int(french[4]), int(french[3]), int(french[1]))
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
    except ValueError:
        raise UnreadableError("une date qui existe au calendrier") from None
    raise UnreadableError


def _sensible(value: date, years: range) -> date:
    if value.year not in years:
        raise UnreadableError(f"une date entre {years.start} et {years.stop - 1}")
    return value


def hour(cell: object) -> time:
    """Return a time of day, to the second."""
    if isinstance(cell, datetime):
        return cell.time().replace(microsecond=0)
    if isinstance(cell, time):
        return cell.replace(microsecond=0)
    if isinstance(cell, timedelta):
        return _time_of_day(cell.total_seconds())
    if isinstance(cell, int | float) and not isinstance(cell, bool) and 0 <= cell < 1:
        return _time_of_day(cell * SECONDS_A_DAY)
    if isinstance(cell, str):
        return _hour_of_text(clean(cell))
    raise UnreadableError


def _time_of_day(seconds: float) -> time:
    whole = round(seconds)
    if not 0 <= whole < SECONDS_A_DAY:
        raise UnreadableError
    return time(whole // 3600, whole // 60 % 60, whole % 60)


def _hour_of_text(text: str) -> time:
    found = re.fullmatch(
        r"(\d{1,2}) ?[h:] ?(?:(\d{2}) ?(?:(?::|mn?|min) ?)?(\d{2})?)?", text.lower(), re.ASCII
    )
    if not found:
        raise UnreadableError
    try:
        return time(int(found[1]), int(found[2] or 0), int(found[3] or 0))
    except ValueError:
        raise UnreadableError from None


def number(cell: object) -> Decimal:
    """Return an exact number; texts never pass through a float."""
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal | str):
        raise UnreadableError
    if isinstance(cell, str):
        value = _number_of_text(clean(cell))
    else:
        value = Decimal(repr(cell) if isinstance(cell, float) else cell)
    if not value.is_finite() or abs(value) > LARGEST:
        raise UnreadableError
    return value


def _number_of_text(text: str) -> Decimal:
    bare = re.sub(r" ?(€|eur|euros?)$", "", text.replace("−", "-").casefold())
    figures = _without_grouping(bare.removeprefix("-").strip())
    if not re.fullmatch(r"\d{1,20}(\.\d{1,20})?", figures, re.ASCII):
        raise UnreadableError
    return Decimal(f"-{figures}" if bare.startswith("-") else figures)


def _without_grouping(figures: str) -> str:
    """Return digits with a decimal point at most; odd groupings are left as they are, to be refused."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}", figures, re.ASCII):
        figures = figures.replace(".", "")
    elif re.fullmatch(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}", figures, re.ASCII):
        figures = figures.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?", figures, re.ASCII):
        figures = figures.replace(" ", "")
    return figures.replace(",", ".", 1)


def money(cell: object) -> Decimal:
    """Return euros with two decimals; a float's own noise is dropped, a fraction of a cent is refused."""
    value = number(cell)
    rounded = value.quantize(CENT)
    if abs(value - rounded) > (NOISE if isinstance(cell, float) else 0):
        raise UnreadableError("un montant d'au plus deux décimales")
    return rounded


def whole(lowest: int, highest: int) -> Callable[[object], int]:
    """Return a parser of whole numbers between two bounds."""

    def parse(cell: object) -> int:
        value = number(cell)
        if value != value.to_integral_value() or not lowest <= value <= highest:
            raise UnreadableError
        return int(value)

    return parse


def decimal(cell: object) -> float:
    """Return a number that needs not be exact, such as a coordinate."""
    return float(number(cell))


BOOLEANS = {"oui": True, "vrai": True, "true": True, "1": True, "x": True} | {
    "non": False,
    "faux": False,
    "false": False,
    "0": False,
}


def boolean(cell: object) -> bool:
    """Return oui or non."""
    try:
        return BOOLEANS[fold(text(cell))]
    except KeyError:
        raise UnreadableError from None


def one_of(spellings: Mapping[str, str | None]) -> Callable[[object], str | None]:
    """Return a parser of a closed list: folded spelling → stored label."""

    def parse(cell: object) -> str | None:
        try:
            return spellings[fold(text(cell))]
        except KeyError:
            raise UnreadableError from None

    return parse


def insee(cell: object) -> str:
    """Return a commune's five characters; the zero that spreadsheets drop is put back."""
    code = text(cell).replace(" ", "").upper()
    code = code.zfill(5) if re.fullmatch(r"\d{4}", code, re.ASCII) else code
    if not re.fullmatch(r"\d{5}|2[AB]\d{3}", code, re.ASCII):
        raise UnreadableError
    return code


def code(limit: int) -> Callable[[object], str]:
    """Return a parser of codes in capitals, without spaces."""

    def parse(cell: object) -> str:
        value = text(cell).replace(" ", "").upper()
        if len(value) > limit:
            raise UnreadableError
        return value

    return parse


def indicator(cell: object) -> str:
    """Return an indicator's key."""
    key = text(cell)
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_.-]{0,49}", key, re.ASCII):
        raise UnreadableError
    return key


def several(cell: object) -> str:
    """Return values joined by « | », given with « | », « ; » or line breaks."""
    given = re.split(r"[|;\r\n]", cell) if isinstance(cell, str) else [text(cell)]
    return "|".join(dict.fromkeys(filter(None, (clean(value) for value in given))))
