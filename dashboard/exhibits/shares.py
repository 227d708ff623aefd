"""An indicator by type, theme, gender, age band… with each group's share."""

from collections.abc import Sequence

from dashboard import wording
from dashboard.charts import Bar, bars
from dashboard.exhibits import table
from dashboard.exhibits.areas import DIVIDED
from dashboard.exhibits.exhibit import Exhibit
from dashboard.exhibits.table import Table
from dashboard.indicators import Indicator
from dashboard.measuring import Group, measure, split
from dashboard.selection import Selection
from dashboard.wording import dimension_name, number, quantity
from data_access.facts import Facts
from data_access.vocabulary import AGE_BANDS, UNKNOWN

IN_THEIR_ORDER = {"tranche_age": AGE_BANDS}
SHOWN, SAID = 12, 8
HALF_A_CENT = 0.005
UNTOLD = "Secret statistique"
CUT = f"Les {SHOWN} premiers groupes sont tracés, tous sont dans les données. "
OVERLAP = (
    "Un même fait peut compter dans plusieurs groupes : les parts se rapportent au total, leur somme dépasse "
    f"100{wording.HARD}%. "
)
SHARE = table.Column("Part", lambda share: f"{number(share, 1)}{wording.HARD}%", is_number=True, absent="")
Shares = list[tuple[str, float, float | None]]


def by_dimension(facts: Facts, indicator: Indicator, selection: Selection, dimension: str) -> Exhibit:
    """Return each group's value and its share of the known ones; « Non renseigné » comes last, faded."""
    found = split(indicator, facts, selection, dimension)
    groups = _ordered([group for group in found if _is_told(group)], dimension)
    name = dimension_name(dimension)
    key, title = f"{indicator.key}-{dimension}", f"{indicator.label} par {name}"
    total = measure(indicator, facts, selection).value
    is_overlapping = overlap(indicator, groups, total)
    untold = [group for group in found if group.figure.masked]
    shares = _shares(groups, indicator, total if is_overlapping else None)
    if untold:
        shares = [(code, value, None) for code, value, _ in shares]
    rows = _table(indicator, groups, shares, title, untold)
    known = [each for each in shares if each[0] != UNKNOWN]
    if not known:
        why = wording.UNTOLD if untold else wording.NO_DATA
        return Exhibit(key, title, f"{title} : {why} sur cette période.", rows)
    top, value, share = max(known, key=lambda each: each[1])
    return Exhibit(
        key,
        title=title if untold else f"{title} : {_lower(top)} d'abord, {_said(indicator, value, share)}",
        sentence=_sentence(indicator, shares, total),
        table=rows,
        figure=bars(
            [
                Bar(_capital(code), each, _briefly(indicator, each, part), strong=code != UNKNOWN)
                for code, each, part in shares[:SHOWN]
            ],
            *_whole(indicator, total),
        ),
        note=(OVERLAP if is_overlapping else "")
        + (CUT if len(shares) > SHOWN else "")
        + (f"{UNTOLD} : {wording.listing([_lower(group.code) for group in untold])}. " if untold else ""),
    )


def _ordered(groups: Sequence[Group], dimension: str) -> list[Group]:
    order = list(IN_THEIR_ORDER.get(dimension, ()))

    def rank(group: Group) -> tuple[bool, float, str]:
        place = order.index(group.code) if group.code in order else -(group.figure.value or 0)
        return group.code == UNKNOWN, place, group.code

    return sorted(groups, key=rank)


def _shares(groups: Sequence[Group], indicator: Indicator, whole: float | None) -> Shares:
    """Return (label, value, share of `whole`, else of the known, in percent); a rate or a median has none."""
    total = whole or sum(group.figure.value or 0 for group in groups if group.code != UNKNOWN)
    return [
        (
            group.code,
            value,
            None if group.code == UNKNOWN or not total or not indicator.adds_up else 100 * value / total,
        )
        for group in groups
        if (value := group.figure.value) is not None
    ]


def _is_told(group: Group) -> bool:
    """Say whether a group has something to tell: a count of nothing has not, a rate of 0 % has."""
    return group.figure.value is not None and (group.figure.value != 0 or not group.figure.indicator.adds_up)


def _sentence(indicator: Indicator, shares: Shares, total: float | None) -> str:
    words = [f"{_lower(code)} {_briefly(indicator, value, share)}" for code, value, share in shares[:SAID]]
    more = len(shares) - SAID
    if more > 0:
        words.append(wording.count(more, "autre groupe", "autres groupes"))
    of = f"{quantity(indicator, total)} dans l'ensemble" if not indicator.adds_up else None
    return f"{of or f'En {indicator.unit.value}'} : {wording.listing(words)}."


def _table(
    indicator: Indicator, groups: Sequence[Group], shares: Shares, title: str, untold: Sequence[Group]
) -> Table:
    """Return the values beside their shares or what rates were divided by; those not told come last."""
    name, values = table.text(title.rpartition(" par ")[2].capitalize()), table.values(indicator)
    if indicator.denominator is None:
        masked = tuple((group.code, group.figure.told, None) for group in untold)
        return Table(title, (name, values, SHARE), (*shares, *masked))
    rows = tuple(
        (each.code, each.figure.told, each.figure.masked or each.figure.denominator)
        for each in (*groups, *untold)
    )
    return Table(title, (name, values, table.number(DIVIDED)), rows)


def overlap(indicator: Indicator, groups: Sequence[Group], total: float | None) -> bool:
    """Say whether the groups share what they count: their sum is then more than the total."""
    parts = sum(group.figure.value or 0 for group in groups)
    return indicator.adds_up and parts - (total or 0) > HALF_A_CENT


def _whole(indicator: Indicator, total: float | None) -> tuple[float | None, str]:
    """Return the mean to draw across groups and its words: a rate's own figure, nothing for a count."""
    if indicator.denominator is None or total is None:
        return None, ""
    return total, f"ensemble {wording.brief(indicator, total)}"


def _said(indicator: Indicator, value: float, share: float | None) -> str:
    said = quantity(indicator, value)
    return said if share is None else f"{said} ({_percent(share)})"


def _briefly(indicator: Indicator, value: float, share: float | None) -> str:
    said = wording.brief(indicator, value)
    return said if share is None else f"{said} ({_percent(share)})"


def _percent(share: float) -> str:
    """Return « 12 % »; a small share is not told as nothing."""
    return f"moins de 1{wording.HARD}%" if 0 < share < 0.5 else f"{number(share)}{wording.HARD}%"


def _capital(label: str) -> str:
    return f"{label[:1].upper()}{label[1:]}"


def _lower(label: str) -> str:
    return f"{label[:1].lower()}{label[1:]}"
