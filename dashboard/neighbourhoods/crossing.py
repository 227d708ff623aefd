"""Areas across the main measures: one word per cell says where each stands."""

from dataclasses import dataclass

from dashboard.exhibits import Table, table
from dashboard.exhibits.table import Cell
from dashboard.indicators import BY_KEY
from dashboard.neighbourhoods import shared, words
from dashboard.neighbourhoods.comparing import AreaStanding, Comparison
from dashboard.neighbourhoods.scales import MAIN, Scale, alphabetical
from dashboard.selection import Selection
from data_access.facts import Facts
from data_access.territory import Area


@dataclass(frozen=True, slots=True)
class Row:
    """One area's standings, in the order of the measures."""

    area: Area
    cells: tuple[AreaStanding, ...]


@dataclass(frozen=True, slots=True)
class Crossing:
    """Measures as columns, areas as rows in alphabetical order."""

    scale: Scale
    measures: tuple[Comparison, ...]
    rows: tuple[Row, ...]

    def table(self) -> Table:
        """Return the crossing as exported: a word and a value per measure."""
        columns = [table.text(self.scale.one.capitalize()), table.text("Code")]
        for measure in self.measures:
            subject = words.subject(measure.indicator)
            columns += [table.number(subject, 1), table.text(f"{subject}, face à la moyenne", absent="")]
        return Table(
            f"Les {self.scale.many} face à la moyenne", tuple(columns), tuple(map(_cells, self.rows))
        )


def crossing(facts: Facts, selection: Selection, scale: Scale) -> Crossing:
    """Return every area's standing on the main measures, the perimeter set aside."""
    measures = tuple(shared.comparison(facts, BY_KEY[key], selection, scale) for key in MAIN)
    places = sorted((each.area for each in measures[0].areas), key=alphabetical)
    rows = tuple(Row(area, tuple(measure.of(area.code) for measure in measures)) for area in places)
    return Crossing(scale, measures, rows)


def _cells(row: Row) -> tuple[Cell, ...]:
    pairs = [
        (each.masked or each.value, each.standing.value if each.standing else None) for each in row.cells
    ]
    return row.area.name, row.area.code, *(cell for pair in pairs for cell in pair)
