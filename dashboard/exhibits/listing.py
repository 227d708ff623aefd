"""A list of facts, searched and sorted as a whole, shown page by page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import polars as pl

from dashboard.exhibits.table import Column, Table

PER_PAGE = 20
ID = "id"


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows of a frame under their columns, by name; its `id` column names the row that a reader opens.

    `summed` says in words what the rows found add up to. `is_open`: its rows are no work of the team's, nor
    about people, so that every reader leafs through it.
    """

    key: str
    caption: str
    frame: pl.DataFrame
    columns: Mapping[str, Column]
    summed: Callable[[pl.DataFrame], str] | None = None
    is_open: bool = False

    def found(self, asked: str) -> "Listing":
        """Return the rows that hold every word asked for, accents and case set aside."""
        words = str(pl.select(_folded(pl.lit(asked))).item()).split()
        if not words:
            return self
        text = _folded(pl.concat_str([self._said(name) for name in self.columns], separator=" "))
        return replace(
            self,
            frame=self.frame.filter(pl.all_horizontal(text.str.contains(w, literal=True) for w in words)),
        )

    def sorted(self, name: str, *, descending: bool) -> "Listing":
        """Return the rows in the order of a column, unknown values last."""
        return replace(
            self,
            frame=self.frame.sort(name, descending=descending, nulls_last=True, maintain_order=True),
        )

    @property
    def pages(self) -> int:
        """Return how many pages the rows take, one at least."""
        return max(-(-len(self.frame) // PER_PAGE), 1)

    def page(self, number: int) -> tuple[list[str], list[list[str]]]:
        """Return the ids and the cells, in words, of a page counted from 1."""
        rows = self.frame.slice((number - 1) * PER_PAGE, PER_PAGE)
        return [str(each) for each in rows[ID]], self._table(rows).shown()

    @property
    def sums(self) -> str:
        """Return what all the rows add up to, in words; nothing when they do not."""
        return self.summed(self.frame) if self.summed else ""

    def table(self) -> Table:
        """Return every row, as exported."""
        return self._table(self.frame)

    def _table(self, rows: pl.DataFrame) -> Table:
        return Table(
            self.caption, tuple(self.columns.values()), tuple(rows.select(list(self.columns)).rows())
        )

    def _said(self, name: str) -> pl.Expr:
        column, text = pl.col(name), pl.col(name).cast(pl.String)
        match self.frame.schema[name]:
            case pl.Date:
                text = column.dt.strftime("%d/%m/%Y")
            case pl.Decimal():
                text = text.str.replace(".", ",", literal=True) + " €"
        return text.fill_null("")


def _folded(text: pl.Expr) -> pl.Expr:
    """Return a text without accents or capitals."""
    return text.str.normalize("NFKD").str.replace_all(r"\p{M}", "").str.to_lowercase()
