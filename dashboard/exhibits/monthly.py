"""An indicator month by month."""

from datetime import date

from dashboard.charts import Series, columns
from dashboard.disclosure.figure import Mask
from dashboard.exhibits import table
from dashboard.exhibits.exhibit import Exhibit
from dashboard.exhibits.shares import overlap
from dashboard.exhibits.table import Table
from dashboard.indicators import Indicator
from dashboard.measuring import Figure, measure, month_ends, split
from dashboard.selection import Selection, up_to
from dashboard.wording import amount, month, quantity, short_month, silence
from data_access.facts import Facts

OPEN = "Le dernier mois, plus pâle, n'est pas terminé. "
UNTOLD = "Des mois ne sont pas donnés : secret statistique. "
OVERLAP = "Un même fait peut compter dans plusieurs mois : leur somme dépasse le total. "


def monthly(facts: Facts, indicator: Indicator, selection: Selection, today: date) -> Exhibit:
    """Return one column per month of the period up to today; a month not over yet is faded."""
    so_far = up_to(selection, today)
    groups = split(indicator, facts, so_far, "mois")
    found = {group.code: group.figure for group in groups}
    ends = month_ends(so_far.start, so_far.end)
    told = [(end, figure.told if (figure := found.get(f"{end:%Y-%m}")) else None) for end in ends]
    months = [(end, None if isinstance(value, Mask) else value) for end, value in told]
    known = [(end, value) for end, value in months if value is not None]
    silent = any(isinstance(value, Mask) for _, value in told)
    rows = Table(
        f"{indicator.label} par mois",
        (table.Column("Mois", month), table.values(indicator)),
        tuple(told),
    )
    key = f"{indicator.key}-mois"
    if not known:
        sentence = f"{indicator.label} : {silence(*found.values())} sur cette période."
        return Exhibit(key, f"{indicator.label} par mois", sentence, rows)
    overall = measure(indicator, facts, so_far)
    if silent and not any(value for _, value in known):
        sentence = f"{quantity(indicator, 0)} les mois donnés ; les autres : secret statistique."
        return Exhibit(key, _title(overall, known, is_whole=False), sentence, rows)
    is_open = so_far.end == today and _is_unfinished(today)
    return Exhibit(
        key,
        title=_title(overall, known, is_whole=not silent),
        sentence=_sentence(indicator, known),
        table=rows,
        figure=columns(
            [short_month(end).replace(" ", "<br>") for end in ends],
            [
                Series(
                    indicator.label,
                    [value for _, value in months],
                    ["" if value is None else amount(indicator, value) for _, value in months],
                    faded=[is_open and end == ends[-1] for end in ends],
                )
            ],
        ),
        note=(OPEN if is_open else "")
        + (OVERLAP if overlap(indicator, groups, overall.value) else "")
        + (UNTOLD if silent else ""),
    )


def _title(overall: Figure, known: list[tuple[date, float]], *, is_whole: bool) -> str:
    """Tell the best month of a count; a rate's may rest on a handful of people: its whole period is told.

    So it is when some months are not told: one of them may be the best.
    """
    indicator = overall.indicator
    if not indicator.adds_up or not is_whole:
        return f"{indicator.label} : {quantity(indicator, overall.told)} sur la période"
    end, best = max(known, key=lambda each: each[1])
    return f"{indicator.label} : {month(end)} en tête, avec {quantity(indicator, best)}"


def _sentence(indicator: Indicator, known: list[tuple[date, float]]) -> str:
    (last_end, last), values = known[-1], [value for _, value in known]
    low, high = min(values), max(values)
    if len(known) == 1:
        return f"{quantity(indicator, last)} en {month(last_end)}, seul mois donné."
    span = f"de {quantity(indicator, low)} à {quantity(indicator, high)} par mois"
    return f"{span[0].upper()}{span[1:]} ; {quantity(indicator, last)} en {month(last_end)}."


def _is_unfinished(today: date) -> bool:
    return month_ends(today, today.replace(year=today.year + 1, day=1))[0] != today
