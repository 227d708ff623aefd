"""What readers are shown about one question: a message, a sentence, a chart, the table behind it."""

from dataclasses import dataclass

from dashboard.charts.look import Figure
from dashboard.exhibits.table import Table


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A chart that says its message in words; without data there is no chart, and the sentence says so.

    `key` names it in the address of a picture, of a file and on the page. `note` says the basis, or what the
    chart leaves out.
    """

    key: str
    title: str
    sentence: str
    table: Table
    figure: Figure | None = None
    note: str = ""

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to draw."""
        return self.figure is None
