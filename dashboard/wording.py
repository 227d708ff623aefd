"""Words that depend on data: French numbers, euros, dates, plurals, the sentence of a selection."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from dashboard.disclosure.figure import Figure, Mask
from dashboard.indicators.declaration import Indicator, Unit
from dashboard.selection import Basis, Preset, Selection
from data_access.territory import Territory

NO_DATA = "aucune donnée"
UNTOLD = "secret statistique"
NOT_SHARED = "non partagé"
THIN = "\u202f"
HARD = "\u00a0"
MINUS = "\u2212"
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
    "novembre", "décembre",
)  # fmt: skip
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
PRESETS = {
    Preset.PLAN: "Depuis le début du plan",
    Preset.SINCE_COMMITTEE: "Depuis le dernier comité",
    Preset.THIS_MONTH: "Mois en cours",
    Preset.LAST_MONTH: "Mois dernier",
    Preset.QUARTER: "Trimestre en cours",
    Preset.YEAR: "Année civile",
    Preset.SCHOOL_YEAR: "Année scolaire",
    Preset.FREE: "Dates libres",
}
SHARED_PRESETS = PRESETS | {Preset.SINCE_COMMITTEE: "Depuis le mois du dernier comité"}
"""To whom only whole months are told."""
_DIMENSIONS = {
    "mois": "mois",
    "commune": "commune",
    "qpv": "quartier prioritaire",
    "genre": "genre",
    "tranche_age": "tranche d'âge",
    "statut_social": "statut social",
    "type": "type",
    "statut": "état",
    "origine": "origine",
    "modalite": "modalité",
    "motif": "motif",
    "financeur": "financeur",
    "action": "action",
    "nature": "nature",
    "thematique": "thématique",
}
_SINGULAR = {
    Unit.WORKSHOPS: "atelier",
    Unit.ATTENDANCES: "participation",
    Unit.PEOPLE: "personne",
    Unit.DEVICES: "appareil",
    Unit.HOUSEHOLDS: "foyer",
    Unit.DAYS: "jour",
    Unit.COMMUNES: "commune",
}
Told = float | Mask | None
"""What a figure tells: its value, None for « aucune donnée », or the marker of one that is not told."""
_TIGHT = frozenset({Unit.PERCENT, Unit.PER_THOUSAND, Unit.EUROS, Unit.HOURS, Unit.METRES})


def number(value: float | Decimal, decimals: int = 0) -> str:
    """Return « 12 345,67 » with narrow no-break spaces and a true minus."""
    text = f"{abs(value):,.{decimals}f}".replace(",", THIN).replace(".", ",")
    is_zero = not any(digit in text for digit in "123456789")
    return text if value >= 0 or is_zero else MINUS + text


def euros(value: float | Decimal) -> str:
    """Return « 25 560,00 € », with its cents however large."""
    return f"{number(value, 2)}{HARD}€"


def percent(value: float) -> str:
    """Return « 68,8 % »."""
    return f"{number(value, 1)}{HARD}%"


def untold(mask: Mask) -> str:
    """Return what is said in place of a figure: « < 11 », « secret statistique », « non partagé »."""
    if not mask.shared:
        return NOT_SHARED
    return UNTOLD if mask.below is None else f"<{HARD}{number(mask.below)}"


def silence(*figures: Figure) -> str:
    """Return why figures without a value have none: as soon as one is not told, why it is not."""
    masks = [figure.masked for figure in figures if figure.masked]
    if not masks:
        return NO_DATA
    return UNTOLD if any(mask.shared for mask in masks) else NOT_SHARED


def amount(indicator: Indicator, value: Told, decimals: int | None = None) -> str:
    """Return a value in figures without its unit."""
    if value is None:
        return NO_DATA
    if isinstance(value, Mask):
        return untold(value)
    return number(value, _decimals(indicator, value) if decimals is None else decimals)


def unit(indicator: Indicator, value: Told) -> str:
    """Return the unit, singular where French wants it; nothing after « secret statistique »."""
    if isinstance(value, Mask):
        return "" if value.below is None else indicator.unit.value
    few = value is not None and abs(value) < 2
    return _SINGULAR.get(indicator.unit, indicator.unit.value) if few else indicator.unit.value


def quantity(indicator: Indicator, value: Told, decimals: int | None = None) -> str:
    """Return « 12 foyers », « 45,2 % », « 1 250,50 € », « < 11 foyers », « secret statistique »."""
    if value is None:
        return NO_DATA
    if isinstance(value, Mask) and value.below is None:
        return untold(value)
    space = HARD if indicator.unit in _TIGHT else " "
    return f"{amount(indicator, value, decimals)}{space}{unit(indicator, value)}"


def brief(indicator: Indicator, value: Told) -> str:
    """Return a value without a unit that its title already says: « 312 », « 45,2 % », « 1 250,50 € »."""
    is_said = indicator.unit in _SINGULAR or indicator.unit is Unit.QPV
    return amount(indicator, value) if is_said else quantity(indicator, value)


def change(indicator: Indicator, value: float) -> str:
    """Return a signed change, rates in points: « +37 participations », « −2,1 points »."""
    if not round(value, indicator.decimals):
        return "inchangé"
    sign = "+" if value > 0 else ""
    if indicator.unit is Unit.PERCENT:
        points = "point" if abs(value) < 2 else "points"
        return f"{sign}{number(value, 1)}{HARD}{points}"
    return f"{sign}{quantity(indicator, value)}"


def short_change(indicator: Indicator, value: float) -> str:
    """Return a signed change whose unit is already said beside it: « +37 », « −2,1 points », « +120 € »."""
    if not round(value, indicator.decimals) or indicator.unit is Unit.PERCENT:
        return change(indicator, value)
    return f"{'+' if value > 0 else ''}{brief(indicator, value)}"


def day(value: date) -> str:
    """Return « 1er mars 2026 »."""
    number_of_day = "1er" if value.day == 1 else str(value.day)
    return f"{number_of_day}{HARD}{MONTHS[value.month - 1]}{HARD}{value.year}"


def as_of(value: date | None) -> str:
    """Return « , au 31 août 2026 » for what is counted up to another day than the one asked for."""
    return f", au {day(value)}" if value else ""


def short_day(value: date) -> str:
    """Return « 01/03/2026 »."""
    return f"{value:%d/%m/%Y}"


def month(value: date) -> str:
    """Return « mars 2026 »."""
    return f"{MONTHS[value.month - 1]}{HARD}{value.year}"


def short_month(value: date) -> str:
    """Return « mars 26 », « sept. 26 »."""
    name = MONTHS[value.month - 1]
    short = (
        name if len(name) <= 4 else f"{name[:4]}." if name.startswith(("juil", "sept")) else f"{name[:3]}."
    )
    return f"{short} {value:%y}"


def dimension_name(dimension: str) -> str:
    """Return how readers call a split: « tranche d'âge »."""
    return _DIMENSIONS[dimension]


def hour(value: datetime | time) -> str:
    """Return « 9 h 05 »."""
    return f"{value.hour}{HARD}h{HARD}{value.minute:02}"


def hours(start: time, end: time) -> str:
    """Return « 9 h 30 – 12 h »."""
    return f"{_short_hour(start)} – {_short_hour(end)}"


def duration(minutes: int) -> str:
    """Return « 45 min », « 2 h », « 2 h 30 »."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return f"{rest}{HARD}min"
    return f"{whole}{HARD}h{HARD}{rest:02}" if rest else f"{whole}{HARD}h"


def named_day(value: date) -> str:
    """Return « mardi 3 mars »."""
    number_of_day = "1er" if value.day == 1 else str(value.day)
    return f"{WEEKDAYS[value.weekday()]} {number_of_day}{HARD}{MONTHS[value.month - 1]}"


def count(value: int, singular: str, plural: str | None = None) -> str:
    """Return « 1 atelier », « 3 ateliers »."""
    return f"{number(value)} {singular if abs(value) < 2 else plural or singular + 's'}"


def typeset(text: str) -> str:
    """Return a sentence whose French punctuation, signs and thousands stay with their word."""
    text = re.sub(r"(?<=\d) (?=\d{3}\b)", THIN, text)
    tied = text.replace("« ", f"«{HARD}").replace(" »", f"{HARD}»").replace(" :", f"{HARD}:")
    for sign in (";", "?", "!", "%"):
        tied = tied.replace(f" {sign}", f"{THIN}{sign}")
    return tied.replace("÷ ", f"÷{HARD}").replace("× ", f"×{HARD}")


def listing(items: Sequence[str]) -> str:
    """Return « a, b et c »."""
    return " et ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def selection_sentence(selection: Selection, territory: Territory) -> str:
    """Return « Du … au …, à Maubeuge, selon la résidence »."""
    where = perimeter(selection.territories, territory)
    return f"{dates(selection)}, {where}, {basis(selection)}."


def dates(selection: Selection) -> str:
    """Return « Du 1er mars 2026 au 4 mars 2026 », « Le 4 mars 2026 »."""
    if selection.start == selection.end:
        return f"Le {day(selection.start)}"
    return f"Du {day(selection.start)} au {day(selection.end)}"


def basis(selection: Selection) -> str:
    """Return « selon la résidence », « selon le lieu de l'atelier »."""
    return "selon la résidence" if selection.basis is Basis.RESIDENCE else "selon le lieu de l'atelier"


def perimeter(codes: Iterable[str], territory: Territory) -> str:
    """Return the names of the chosen areas, else of those shared, else « toute l'agglomération »."""
    names = [area_name(code, territory) for code in sorted(codes or territory.perimeter)]
    return listing(names) if names else "toute l'agglomération"


def area_name(code: str, territory: Territory) -> str:
    """Return the name of a commune or QPV, or the code itself when it is a French label."""
    area: Any = territory.area(code)
    if area is None:
        return code
    return f"QPV {area.name}" if area.communes else str(area.name)


def _short_hour(value: time) -> str:
    return hour(value) if value.minute else f"{value.hour}{HARD}h"


def _decimals(indicator: Indicator, value: float) -> int:
    """Euros lose their cents from a thousand up; a whole number of hours or points needs no decimal."""
    if indicator.unit is Unit.EUROS and abs(value) >= 1000:
        return 0
    if indicator.unit is Unit.HOURS and abs(value) >= 100:
        return 0
    return indicator.decimals
