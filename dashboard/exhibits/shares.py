"""An indicator by type, theme, gender, age band… with each group's share."""

from collections.abc import Sequence

from dashboard import wording
from dashboard.charts import Bar, bars
from dashboard.exhibits import table
from dashboard.exhibits.exhibit import Exhibit
from dashboard.exhibits.table import Table
from dashboard.indicators import Indicator
from dashboard.measuring import Group, measure, split
from dashboard.selection import Selection
from dashboard.wording import dimension_name, number, quantity
from data_access.facts import Facts
from data_access.vocabulary import AGE_BANDS, UNKNOWN

IN_THEIR_ORDER = {"tranche_age": AGE_BANDS}
SHOWN = 12
Shares = list[tuple[str, float, float | None]]


def by_dimension(facts: Facts, indicator: Indicator, selection: Selection, dimension: str) -> Exhibit:
    """Return each group's value and its share of the known ones; « Non renseigné » comes last, faded."""
    groups = [group for group in split(indicator, facts, selection, dimension) if group.figure.value]
    name = dimension_name(dimension)
    key, title = f"{indicator.key}-{dimension}", f"{indicator.label} par {name}"
    shares = _shares(_ordered(groups, dimension), indicator)
    rows = _table(indicator, shares, title, name)
    known = [each for each in shares if each[0] != UNKNOWN]
    if not known:
        return Exhibit(key, title, f"{title} : aucune donnée sur cette période.", rows)
    top, value, share = max(known, key=lambda each: each[1])
    return Exhibit(
        key,
        title=f"{title} : {_lower(top)} d'abord, {_said(indicator, value, share)}",
        sentence=_sentence(indicator, shares),
        table=rows,
        figure=bars(
            [
                Bar(_capital(code), each, _briefly(indicator, each, part), strong=code != UNKNOWN)
                for code, each, part in shares[:SHOWN]
            ]
        ),
        note=_overlap(facts, indicator, selection, groups),
    )


def _ordered(groups: Sequence[Group], dimension: str) -> list[Group]:
    order = list(IN_THEIR_ORDER.get(dimension, ()))

    def rank(group: Group) -> tuple[bool, float, str]:
        place = order.index(group.code) if group.code in order else -(group.figure.value or 0)
        return group.code == UNKNOWN, place, group.code

    return sorted(groups, key=rank)


def _shares(groups: Sequence[Group], indicator: Indicator) -> Shares:
    """Return (label, value, share of the known in percent); a rate has no share."""
    total = sum(group.figure.value or 0 for group in groups if group.code != UNKNOWN)
    return [
        (
            group.code,
            value,
            None
            if group.code == UNKNOWN or not total or indicator.denominator is not None
            else 100 * value / total,
        )
        for group in groups
        if (value := group.figure.value) is not None
    ]


def _sentence(indicator: Indicator, shares: Shares) -> str:
    words = [f"{_lower(code)} {_briefly(indicator, value, share)}" for code, value, share in shares[:SHOWN]]
    return f"En {indicator.unit.value} : {wording.listing(words)}."


def _table(indicator: Indicator, shares: Shares, title: str, name: str) -> Table:
    return Table(
        title,
        (
            table.text(name.capitalize()),
            table.values(indicator),
            table.Column(
                "Part", lambda share: f"{number(share, 1)}{wording.HARD}%", is_number=True, absent=""
            ),
        ),
        tuple(shares),
    )


def _overlap(facts: Facts, indicator: Indicator, selection: Selection, groups: Sequence[Group]) -> str:
    """Say that groups overlap when their sum is more than the total."""
    total = measure(indicator, facts, selection).value or 0
    parts = sum(group.figure.value or 0 for group in groups)
    if indicator.denominator is None and parts > total:
        return "Un même fait peut compter dans plusieurs groupes : leur somme dépasse le total. "
    return ""


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
