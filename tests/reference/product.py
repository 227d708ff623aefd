"""The product, from an import of plain rows to its figures, as the reference names them."""

from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
from sqlalchemy import Engine, delete

from dashboard.indicators import BY_KEY
from dashboard.measuring import measure, split
from dashboard.selection import Basis, Selection
from data_access import facts
from data_access.database import writing
from data_access.facts import Facts
from data_access.importing import Options, RawWorkbook, import_workbook
from data_access.schema import (
    Attendance,
    BudgetLine,
    Committee,
    Decision,
    Device,
    Household,
    ImportChange,
    ImportRun,
    Person,
    Place,
    Source,
    Stop,
    Target,
    Workshop,
)
from tests.reference.embedded import SECRET
from tests.reference.model import Answer, Number, Rows, Squares

BASES = {"residence": Basis.RESIDENCE, "lieu": Basis.PLACE}
WRITTEN = (
    ImportChange,
    ImportRun,
    Attendance,
    Workshop,
    Stop,
    Place,
    Device,
    BudgetLine,
    Target,
    Decision,
    Committee,
    Person,
    Household,
    Source,
)


def load(engine: Engine, rows: Rows) -> Facts:
    """Return the facts of a database that holds these rows and nothing else."""
    with writing(engine) as connection:
        for table in WRITTEN:
            connection.execute(delete(table))
    raw = RawWorkbook.of("exemple.xlsx", {name: sheet for name, sheet in rows.items() if sheet})
    import_workbook(engine, SECRET.encode(), raw, Options())
    return facts.read(engine)


def on_squares(held: Facts, squares: Squares) -> Facts:
    """Return the facts with these population points."""
    schema = held.population_points.schema
    return replace(held, population_points=pl.DataFrame(list(squares), schema=schema, orient="row"))


def figures(held: Facts, du: date, au: date, territoires: frozenset[str], base: str) -> dict[str, Answer]:
    """Return every indicator over a selection, as the product gives it."""
    return {key: figure(held, key, du, au, territoires, base) for key in BY_KEY}


def figure(held: Facts, key: str, du: date, au: date, territoires: frozenset[str], base: str) -> Answer:
    found = measure(BY_KEY[key], held, _selection(du, au, territoires, base))
    return Answer(found.value, found.numerator, found.denominator, found.rows)


def groups(
    held: Facts, key: str, dimension: str, du: date, au: date, territoires: frozenset[str], base: str
) -> dict[str, Number]:
    """Return an indicator's value by group; groups without data are left out."""
    found = split(BY_KEY[key], held, _selection(du, au, territoires, base), dimension)
    return {group.code: group.figure.value for group in found if group.figure.value is not None}


def _selection(du: Any, au: Any, territoires: frozenset[str], base: str) -> Selection:
    return Selection(du, au, territories=territoires, basis=BASES[base])
