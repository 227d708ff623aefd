"""The lines of the budget: a list, its exact sums, and one line with what it belongs to."""

from dataclasses import dataclass

import polars as pl

from dashboard.exhibits import Listing, table
from dashboard.exhibits.table import Table
from dashboard.selection import Selection
from dashboard.wording import area_name, euros, listing
from data_access.facts import Facts
from data_access.vocabulary import NATURES, OUTSIDE_QPV

NOT_EARMARKED = "non fléché"
EXACT = pl.Decimal(20, 2)
COLUMNS = {
    "date": table.day("Date"),
    "nature": table.text("Nature"),
    "amount": table.euros("Montant"),
    "label": table.text("Libellé", "sans libellé"),
    "funder": table.text("Financeur"),
    "action": table.text("Action", "non renseignée"),
    "document": table.text("Pièce", "sans pièce"),
    "territory": table.text("Territoire", NOT_EARMARKED),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line in words, and the lines of the same spending: same label, funder and action."""

    fields: tuple[tuple[str, str], ...]
    kin: Table


def lines(facts: Facts, selection: Selection) -> Listing:
    """Return the lines dated in the period and inside the perimeter."""
    return Listing("budget-lignes", "Lignes de budget", _inside(all_lines(facts), selection), COLUMNS, sums)


def sums(frame: pl.DataFrame) -> str:
    """Return « prévu 51 120,00 € et payé 24 160,43 € »: natures follow one another, never add up together."""
    found = dict(frame.group_by("nature").agg(pl.col("amount").sum()).rows())
    return listing([f"{nature} {euros(found[nature])}" for nature in NATURES if nature in found])


def line(facts: Facts, number: str) -> Line:
    """Return the line of that number in the facts."""
    frame = all_lines(facts)
    row = frame.row(by_predicate=pl.col("id") == number, named=True)
    same = [
        pl.col(name).eq_missing(pl.lit(row[name], frame.schema[name]))
        for name in ("label", "funder", "action")
    ]
    kin = frame.filter(*same) if row["label"] else frame.clear()
    names = ("date", "nature", "document", "amount")
    columns = {name: COLUMNS[name] for name in names}
    return Line(
        tuple(
            (column.label, column.absent if row[name] is None else column.said(row[name]))
            for name, column in COLUMNS.items()
        ),
        Table("De l'engagement au paiement", tuple(columns.values()), tuple(kin.select(names).rows())),
    )


def all_lines(facts: Facts) -> pl.DataFrame:
    """Return every line with its number, its exact amount and its territory in words."""
    kinds = ("qpv", "commune")
    codes = {code for kind in kinds for code in facts.budget[f"home_{kind}"].drop_nulls().cast(pl.String)}
    names = {code: area_name(code, facts.territory) for code in codes - {OUTSIDE_QPV}}
    said = [
        pl.col(f"home_{kind}").cast(pl.String).replace_strict(names, default=None, return_dtype=pl.String)
        for kind in kinds
    ]
    return facts.budget.with_row_index("id").with_columns(
        pl.col("id").cast(pl.String),
        territory=pl.coalesce(said),
        amount=(pl.col("cents").cast(EXACT) / 100).cast(EXACT),
    )


def _inside(frame: pl.DataFrame, selection: Selection) -> pl.DataFrame:
    found = frame.filter(pl.col("date").is_between(selection.start, selection.end))
    if not selection.territories:
        return found
    codes = sorted(selection.territories)
    return found.filter(
        pl.any_horizontal(
            pl.col(f"home_{kind}").cast(pl.String).is_in(codes).fill_null(False)
            for kind in ("commune", "qpv")
        )
    )
