"""The plan's amounts by nature, from the declared indicators, as decimals exact to the cent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from dashboard.indicators import BY_KEY
from dashboard.measuring import Figure, Measurer
from dashboard.selection import Selection
from dashboard.targets import judged_selection
from dashboard.wording import euros
from data_access.facts import Facts
from data_access.vocabulary import UNKNOWN

NATURES = ("budget_prevu", "budget_notifie", "budget_verse", "budget_engage", "budget_mandate", "budget_paye")
PLANNED, GRANTED, RECEIVED, COMMITTED, APPROVED, PAID = NATURES
TO_COMMIT, TO_PAY = "reste_a_engager", "reste_a_payer"
AMOUNTS = (*NATURES, TO_COMMIT, TO_PAY)
QPV = "qpv"
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Chain:
    """The amounts of a group by indicator, and how many lines each adds up; no line, no amount."""

    label: str
    amounts: Mapping[str, Decimal]
    lines: Mapping[str, int]
    code: str = field(default="")

    def or_zero(self, key: str) -> Decimal:
        """Return an amount, nothing recorded counting as 0."""
        return self.amounts.get(key, NOTHING)

    @property
    def is_empty(self) -> bool:
        """Say whether no line says anything."""
        return not self.amounts

    def words(self, keys: Iterable[str] = NATURES) -> str:
        """Return « prévu 51 120,00 €, notifié 49 842,00 € »."""
        return ", ".join(
            f"{BY_KEY[key].label.lower()} {euros(self.amounts[key])}" for key in keys if key in self.amounts
        )


def whole(facts: Facts, selection: Selection, label: str = "Total") -> Chain:
    """Return the amounts of the whole selection."""
    measurer = Measurer(facts, selection)
    return _chain(label, {key: measurer.figure(BY_KEY[key]) for key in AMOUNTS})


def by_group(facts: Facts, selection: Selection, dimension: str) -> dict[str, Chain]:
    """Return the amounts of each group that has lines."""
    measurer, figures = Measurer(facts, selection), dict[str, dict[str, Figure]]()
    for key in AMOUNTS:
        for group in measurer.split(BY_KEY[key], dimension):
            figures.setdefault(group.code, {})[key] = group.figure
    return {code: _chain(code, found) for code, found in figures.items()}


def unearmarked(facts: Facts, selection: Selection) -> Chain:
    """Return the amounts that no line ties to a territory, whatever the perimeter."""
    everywhere = replace(selection, territories=frozenset())
    return by_group(facts, everywhere, QPV).get(UNKNOWN, Chain(UNKNOWN, {}, {}))


def less(chain: Chain, *others: Chain, label: str) -> Chain:
    """Return what is left of a chain without the others, which are parts of it."""
    lines = {
        key: count - sum(each.lines.get(key, 0) for each in others) for key, count in chain.lines.items()
    }
    amounts = {
        key: chain.amounts[key] - sum((each.or_zero(key) for each in others), NOTHING)
        for key, count in lines.items()
        if count
    }
    return Chain(label, amounts, {key: lines[key] for key in amounts})


def plan_to_date(facts: Facts, selection: Selection, today: date) -> Selection:
    """Return the selection from the plan's start to its end, or to today when it ends later."""
    end = min(selection.end, today)
    return judged_selection(facts, replace(selection, start=min(selection.start, end), end=end))


def exact(value: float) -> Decimal:
    """Return euros as a decimal; a figure is whole cents divided by 100, so nothing is rounded away."""
    return Decimal(round(value * 100)).scaleb(-2)


def _chain(code: str, figures: Mapping[str, Figure]) -> Chain:
    known = {key: figure for key, figure in figures.items() if figure.value is not None}
    return Chain(
        code,
        {key: exact(figure.value) for key, figure in known.items() if figure.value is not None},
        {key: figure.rows or 0 for key, figure in known.items()},
        code,
    )
