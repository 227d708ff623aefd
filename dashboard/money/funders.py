"""The two main funders side by side: parity, and what each has paid in of what it granted."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from dashboard.charts import Balance, Side, balance
from dashboard.exhibits import Column, Exhibit, Table, table
from dashboard.money.amounts import GRANTED, NOTHING, RECEIVED
from dashboard.money.parity import WITH_ARTICLE, Parity, gap_words, parity
from dashboard.selection import Selection
from dashboard.wording import HARD, day, euros, listing, percent
from data_access.facts import Facts
from data_access.vocabulary import AGGLOMERATION, FUNDERS

TARGET_SAID = f"parité : 50{HARD}%"


def exhibit(facts: Facts, so_far: Selection) -> Exhibit:
    """Return parity since the plan's start, with what each funder has paid in of what it granted."""
    found, key = parity(facts, so_far), "budget-parite"
    if not any(GRANTED in chain.amounts for chain in found.main.values()):
        return Exhibit(key, "Parité Agglomération / État", _nothing(facts, so_far), _table(found))
    return Exhibit(
        key,
        title=f"Parité : {gap_words(found)}",
        sentence=_sentence(found, so_far.end),
        table=_table(found),
        figure=balance(_rows(found), TARGET_SAID) if _rows(found) else None,
        note=_others(found),
    )


def _sentence(found: Parity, until: date) -> str:
    said = [
        f"{funder} {euros(found.received(funder))} versés sur {euros(found.granted(funder))} notifiés"
        for funder in FUNDERS
    ]
    return f"Depuis le début du plan, au {day(until)} : {' ; '.join(said)}."


def _nothing(facts: Facts, so_far: Selection) -> str:
    """Say that nothing is granted here and, with a perimeter, how parity stands over the whole plan."""
    none = f"ni {' ni '.join(WITH_ARTICLE[each] for each in FUNDERS)} n'ont rien notifié"
    if facts.territory.perimeter:
        return f"Pour ce périmètre, {none}."
    if not so_far.territories:
        return f"Au {day(so_far.end)}, {none}."
    everywhere = parity(facts, replace(so_far, territories=frozenset()))
    return f"Pour ce périmètre, {none} ; sur tout le plan, {gap_words(everywhere)}."


def _rows(found: Parity) -> list[Balance]:
    """Return the bars that can be drawn: both sides at least zero, and not both nothing."""
    pairs = {
        "Notifié": [found.granted(funder) for funder in FUNDERS],
        "Versé": [found.received(funder) for funder in FUNDERS],
    }
    return [
        Balance(
            name,
            *(
                _side(funder, amount, sum(pair, NOTHING))
                for funder, amount in zip(FUNDERS, pair, strict=True)
            ),
        )
        for name, pair in pairs.items()
        if min(pair) >= 0 and any(pair)
    ]


def _side(funder: str, amount: Decimal, both: Decimal) -> Side:
    share = float(100 * amount / both)
    return Side(funder, share, f"<b>{euros(amount)}</b> · {percent(share)}")


def _table(found: Parity) -> Table:
    rows = [
        (
            chain.label,
            chain.amounts.get(GRANTED),
            _share(found, chain.label),
            chain.amounts.get(RECEIVED),
            chain.or_zero(GRANTED) - chain.or_zero(RECEIVED),
        )
        for chain in (*found.main.values(), *found.others)
        if chain.label in FUNDERS or GRANTED in chain.amounts or RECEIVED in chain.amounts
    ]
    return Table(
        "Notifié et versé depuis le début du plan ; la part compare l'Agglomération et l'État seuls.",
        (
            table.text("Financeur"),
            table.euros("Notifié"),
            Column("Part", percent, is_number=True, absent="sans objet"),
            table.euros("Versé"),
            table.euros("Reste à verser"),
        ),
        tuple(rows),
    )


def _share(found: Parity, funder: str) -> float | None:
    if found.share is None or funder not in FUNDERS:
        return None
    return found.share if funder == AGGLOMERATION else 100 - found.share


def _others(found: Parity) -> str:
    said = [
        f"{each.label} {euros(each.amounts[GRANTED])}" for each in found.others if GRANTED in each.amounts
    ]
    return f"Notifié par d'autres financeurs, hors parité : {listing(said)}." if said else ""
