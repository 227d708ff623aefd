"""From planned to paid: the six natures per funder, per action, per territory, with totals to the cent."""

from collections.abc import Iterable, Sequence

from dashboard.charts import Bar, Panel, panels
from dashboard.exhibits import Exhibit, Table, table
from dashboard.indicators import BY_KEY
from dashboard.money.amounts import AMOUNTS, GRANTED, NATURES, PAID, Chain, by_group, whole
from dashboard.selection import Selection
from dashboard.wording import euros
from data_access.facts import Facts
from data_access.vocabulary import ACTIONS, FUNDERS, UNKNOWN

NO_LINE = "aucune ligne"
SPENT = frozenset(NATURES[3:])
SHADES = "En clair, ce que les financeurs apportent ; en foncé, ce que le plan dépense."
EMPTY = "Aucune ligne de budget sur cette période."


def by_funder(facts: Facts, selection: Selection) -> Exhibit:
    """Return the chain of each funder under what all of them granted and what is paid."""
    total = whole(facts, selection)
    groups = in_order(by_group(facts, selection, "financeur").values(), FUNDERS)
    title = f"Par financeur : {_progress(total)}" if groups else "Du prévu au payé, par financeur"
    return exhibit("budget-financeurs", title, groups, total, "Financeur")


def by_action(facts: Facts, selection: Selection) -> Exhibit:
    """Return the chain of each action under the name of the one whose money is the least spent."""
    total = whole(facts, selection)
    groups = in_order(by_group(facts, selection, "action").values(), ACTIONS)
    funded = [each for each in groups if each.label != UNKNOWN and each.or_zero(GRANTED) > 0]
    title = "Du prévu au payé, par action"
    if len(funded) == 1:
        title = f"{funded[0].label} : {_progress(funded[0])}"
    elif funded:
        last = min(funded, key=lambda each: each.or_zero(PAID) / each.or_zero(GRANTED))
        title = f"{last.label}, l'action la moins avancée : {_progress(last)}"
    elif groups:
        title = f"Par action : {_progress(total)}"
    return exhibit("budget-actions", title, groups, total, "Action")


def exhibit(key: str, title: str, groups: Sequence[Chain], total: Chain, what: str) -> Exhibit:
    """Return a panel per group, and the table of groups and natures that adds up to the total.

    « Non renseigné » is a row of the table, told in the note: drawn, it would often flatten the others.
    """
    rows = matrix(groups, total, what)
    if not groups:
        return Exhibit(key, title, EMPTY, rows)
    unknown = [each for each in groups if each.label == UNKNOWN]
    drawn = [each for each in groups if each not in unknown] or groups
    aside = f" {UNKNOWN} : {unknown[0].words()}." if unknown and drawn is not groups else ""
    return Exhibit(
        key,
        title,
        sentence=_sentence(drawn),
        table=rows,
        figure=panels([Panel(each.label, _bars(each), each.code) for each in drawn]),
        note=SHADES + aside,
    )


def matrix(groups: Sequence[Chain], total: Chain, what: str) -> Table:
    """Return groups by natures, what remains of each, and the total on the last row."""
    return Table(
        f"{what}s et natures, en euros : la dernière ligne est le total, au centime près.",
        (table.text(what), *(table.euros(BY_KEY[key].label) for key in AMOUNTS)),
        tuple((each.label, *(each.amounts.get(key) for key in AMOUNTS)) for each in (*groups, total)),
    )


def in_order(groups: Iterable[Chain], first: Sequence[str]) -> list[Chain]:
    """Return the groups in the order of the workbook's list, then by name; « Non renseigné » last."""
    known = {label: rank for rank, label in enumerate(first)}
    return sorted(
        groups, key=lambda each: (each.label == UNKNOWN, known.get(each.label, len(known)), each.label)
    )


def _bars(chain: Chain) -> list[Bar]:
    return [
        Bar(
            BY_KEY[key].label,
            None if key not in chain.amounts else float(chain.amounts[key]),
            euros(chain.amounts[key]) if key in chain.amounts else NO_LINE,
            strong=key in SPENT,
        )
        for key in NATURES
    ]


def _sentence(groups: Sequence[Chain]) -> str:
    return f"{' ; '.join(f'{each.label} : {_progress(each)}' for each in groups)}."


def _progress(chain: Chain) -> str:
    """Return « 27 359,43 € payés sur 49 842,00 € notifiés », or the amounts there are."""
    paid, granted = chain.amounts.get(PAID), chain.amounts.get(GRANTED)
    if granted is None:
        return chain.words() or NO_LINE
    if paid is None:
        return f"{euros(granted)} notifiés, rien de payé"
    return f"{euros(paid)} payés sur {euros(granted)} notifiés"
