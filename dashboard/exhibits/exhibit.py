"""What readers are shown about one question: a message, a sentence, a chart, the table behind it."""

from dataclasses import dataclass

from dashboard.charts.look import Figure
from dashboard.exhibits.table import Table, text

SECRET = (
    "Secret statistique : ce détail vient de lignes sur des personnes ou des foyers, que seule l'équipe voit."
)
WHOLE_PLAN = "Non partagé : le stock est commun à tout le plan, il n'est pas dans ce partage."


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


def withheld(key: str, title: str, why: str = SECRET) -> Exhibit:
    """Return the exhibit that says why readers outside the team have no other."""
    return Exhibit(key, title, why, Table(title, (text("Donnée"),), ()))
