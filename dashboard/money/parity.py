"""Parity: what the agglomeration and the State granted, each against the other, and what each paid in."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from dashboard.indicators import BY_KEY
from dashboard.measuring import measure
from dashboard.money.amounts import GRANTED, RECEIVED, Chain, by_group
from dashboard.selection import Selection
from dashboard.wording import euros, listing
from data_access.facts import Facts
from data_access.vocabulary import AGGLOMERATION, FUNDERS, STATE

SHARE = BY_KEY["part_agglomeration"]
WITH_ARTICLE = {AGGLOMERATION: "l'Agglomération", STATE: "l'État"}


@dataclass(frozen=True, slots=True)
class Parity:
    """The chains of the two main funders and of the others, and the agglomeration's share in percent."""

    main: Mapping[str, Chain]
    others: tuple[Chain, ...]
    share: float | None

    @property
    def behind(self) -> str:
        """Return the funder that granted less."""
        return min(FUNDERS, key=self.granted)

    @property
    def ahead(self) -> str:
        """Return the other one."""
        return next(funder for funder in FUNDERS if funder != self.behind)

    @property
    def gap(self) -> Decimal:
        """Return how much more one granted than the other."""
        return self.granted(self.ahead) - self.granted(self.behind)

    def granted(self, funder: str) -> Decimal:
        """Return what a main funder granted."""
        return self.main[funder].or_zero(GRANTED)

    def received(self, funder: str) -> Decimal:
        """Return what a main funder paid in."""
        return self.main[funder].or_zero(RECEIVED)


def parity(facts: Facts, selection: Selection) -> Parity:
    """Return where parity stands over a selection."""
    groups = by_group(facts, selection, "financeur")
    return Parity(
        {funder: groups.get(funder, Chain(funder, {}, {})) for funder in FUNDERS},
        tuple(each for label, each in sorted(groups.items()) if label not in FUNDERS),
        measure(SHARE, facts, selection).value,
    )


def gap_words(found: Parity) -> str:
    """Return « l'État a notifié 1 278,00 € de moins que l'Agglomération », or that both granted as much."""
    if not found.gap:
        return f"{listing([WITH_ARTICLE[each] for each in FUNDERS])} ont notifié autant l'un que l'autre"
    behind, ahead = WITH_ARTICLE[found.behind], WITH_ARTICLE[found.ahead]
    return f"{behind} a notifié {euros(found.gap)} de moins que {ahead}"
