"""How comparisons are told: compared values, gaps, ranks, names."""

from collections.abc import Sequence

from dashboard import wording
from dashboard.indicators.declaration import Indicator, Unit
from dashboard.neighbourhoods.comparing import (
    AreaStanding,
    Comparison,
    Standing,
    decimals,
    is_per_inhabitant,
)
from dashboard.wording import HARD, NO_DATA, THIN, listing, number
from data_access.territory import Area

PER_THOUSAND = f"pour 1{THIN}000 habitants"
NOTHING_RECORDED = "rien d'enregistré"
ALONE = {"participations_anonymes": "Participations anonymes"}
SHOWN_NAMES = 6
_MEASURED = frozenset({Unit.HOURS, Unit.EUROS})


def label(indicator: Indicator) -> str:
    """Return an indicator's label when nothing above it completes it."""
    return ALONE.get(indicator.key, indicator.label)


def subject(indicator: Indicator) -> str:
    """Return what is compared: « Participations pour 1 000 habitants »."""
    return f"{label(indicator)} {PER_THOUSAND}" if is_per_inhabitant(indicator) else label(indicator)


def compared(indicator: Indicator, value: float | None) -> str:
    """Return a compared value, short: « 101,6 », « 86,7 h », « 81,7 % », « 180 m »."""
    if value is None:
        return NO_DATA
    if not is_per_inhabitant(indicator):
        return wording.quantity(indicator, value)
    unit = f"{HARD}{indicator.unit.value}" if indicator.unit in _MEASURED else ""
    return f"{number(value, 1)}{unit}"


def told(indicator: Indicator, value: float | None) -> str:
    """Return a compared value with what it is out of: « 101,6 pour 1 000 habitants »."""
    is_out_of = is_per_inhabitant(indicator) and value is not None
    return f"{compared(indicator, value)}{f' {PER_THOUSAND}' if is_out_of else ''}"


def mean(comparison: Comparison) -> str:
    """Return what areas are compared with, short, or why there is none."""
    is_secret = comparison.mean is None and comparison.untold
    return wording.UNTOLD if is_secret else compared(comparison.indicator, comparison.mean)


def gap(indicator: Indicator, difference: float) -> str:
    """Return a signed gap to the mean, rates in points: « +71,2 », « −2,1 points »; empty without any."""
    if not round(difference, decimals(indicator)):
        return ""
    if not is_per_inhabitant(indicator):
        return wording.change(indicator, difference)
    return f"{'+' if difference > 0 else ''}{compared(indicator, difference)}"


def ordinal(rank: int) -> str:
    """Return « 1er », « 2e »."""
    return "1er" if rank == 1 else f"{rank}e"


def rank(ranks: tuple[int, int]) -> str:
    """Return « 1er » or, when it cannot be told, « 2e à 5e »."""
    first, last = ranks
    return ordinal(first) if first == last else f"{ordinal(first)} à {ordinal(last)}"


def name(area: Area) -> str:
    """Return the first part of a long name, enough in a sentence: « Les Explorateurs »."""
    return area.name.partition(" - ")[0]


def names(areas: Sequence[AreaStanding]) -> str:
    """Return the areas' names, the first ones and a number when they are many."""
    more = len(areas) - SHOWN_NAMES
    shown = [name(each.area) for each in areas[: SHOWN_NAMES if more > 1 else None]]
    return listing([*shown, f"{number(more)} autres"] if more > 1 else shown)


def unranked(comparison: Comparison) -> str:
    """Say which areas cannot be compared, and why; empty when all can."""
    silent = [each for each in comparison.areas if each.value is None]
    if not silent or not comparison.ranked:
        return ""
    untold = [each for each in silent if each.masked]
    uncounted = [each for each in silent if each.area.population is None and not each.masked]
    unknown = [each for each in silent if each.area.population is not None and not each.masked]
    said = [
        f"{words} : {names(areas)}"
        for words, areas in (
            ("Population inconnue", uncounted),
            ("Aucune donnée", unknown),
            (capital(wording.UNTOLD), untold),
        )
        if areas
    ]
    return f"Sans rang. {'. '.join(said)}."


def of_standing(comparison: Comparison, standing: Standing) -> list[AreaStanding]:
    """Return the areas that stand so."""
    return [each for each in comparison.areas if each.standing is standing]


def capital(text: str) -> str:
    """Return a text with its first letter in capital."""
    return f"{text[:1].upper()}{text[1:]}"
