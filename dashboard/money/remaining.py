"""What remains: granted = paid + still to pay + still to commit, to the cent."""

from decimal import Decimal

from dashboard.charts import Step, steps
from dashboard.exhibits import Exhibit, Table, table
from dashboard.indicators import BY_KEY
from dashboard.money.amounts import COMMITTED, GRANTED, NOTHING, PAID, TO_COMMIT, TO_PAY, Chain, whole
from dashboard.selection import Selection
from dashboard.wording import day, euros
from data_access.facts import Facts

KEY, TITLE = "budget-reste", "Ce qui reste à engager et à payer"
SPLITS = {GRANTED: (PAID, TO_PAY, TO_COMMIT), COMMITTED: (PAID, TO_PAY)}
SAID = {PAID: "payés", TO_PAY: "engagés restant à payer", TO_COMMIT: "restant à engager"}
WHOLES = {GRANTED: "notifiés", COMMITTED: "engagés"}
OVERRUN = "Un reste négatif est un dépassement : engagé au-delà du notifié, ou payé au-delà de l'engagé."


def exhibit(facts: Facts, so_far: Selection) -> Exhibit:
    """Return how the money granted since the plan's start splits; else the money committed."""
    total = whole(facts, so_far)
    of = next((key for key in SPLITS if key in total.amounts), None)
    if of is None:
        words = f"Rien n'est notifié ni engagé au {day(so_far.end)}."
        return Exhibit(KEY, TITLE, words, Table(TITLE, (table.text("Part"), table.euros("Montant")), ()))
    parts = {key: total.or_zero(key) for key in SPLITS[of]}
    said = " + ".join(f"{euros(part)} {SAID[key]}" for key, part in parts.items())
    label, amount = BY_KEY[of].label, total.amounts[of]
    return Exhibit(
        KEY,
        title=_title(total, of),
        sentence=f"Depuis le début du plan, au {day(so_far.end)} : {euros(amount)} {WHOLES[of]} = {said}.",
        table=_table(parts, label, amount),
        figure=steps(Step(label, 0, float(amount), euros(amount)), _steps(parts)),
        note=OVERRUN if min(parts.values()) < 0 else "",
    )


def _title(total: Chain, of: str) -> str:
    to_commit, to_pay = total.or_zero(TO_COMMIT), euros(total.or_zero(TO_PAY))
    if of == COMMITTED:
        return f"{to_pay} restent à payer ; aucun montant notifié à engager"
    if to_commit < 0:
        return f"{euros(-to_commit)} engagés au-delà du notifié, {to_pay} restent à payer"
    return f"{euros(to_commit)} restent à engager, {to_pay} à payer"


def _steps(parts: dict[str, Decimal]) -> list[Step]:
    found, reached = [], NOTHING
    for key, part in parts.items():
        found.append(Step(BY_KEY[key].label, float(reached), float(reached + part), euros(part)))
        reached += part
    return found


def _table(parts: dict[str, Decimal], label: str, amount: Decimal) -> Table:
    rows = [(BY_KEY[key].label, part) for key, part in parts.items()]
    return Table(
        "Chaque part, puis leur somme sur la dernière ligne, au centime près.",
        (table.text("Part"), table.euros("Montant")),
        (*rows, (label, amount)),
    )
