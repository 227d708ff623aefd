"""Memory of the snapshot per million attendance rows, and time of the overview's figures.

Run: .venv/bin/python -m benchmarks.facts [millions]
"""

import statistics
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import polars as pl

from dashboard.indicators import ALL
from dashboard.measuring import measure_all
from dashboard.overview import KEY_FIGURES
from dashboard.selection import Selection
from data_access import facts as facts_of
from data_access import installation, settings
from data_access.facts import Facts

START, DAYS = date(2024, 1, 1), 730
SHOWN = [each for each in ALL if any(each.key in keys for keys in KEY_FIGURES.values())]


def main(millions: float = 1) -> None:
    """Print the measures."""
    facts = _facts(int(millions * 1_000_000))
    rows = facts.attendance.height
    size = facts.attendance.estimated_size("mb")
    print(f"{rows:,} lignes : {size:.0f} Mo, soit {size / rows * 1e6:.1f} Mo par million")  # noqa: T201
    whole = Selection(START, START + timedelta(DAYS))
    for label, selection in (
        ("tout le territoire", whole),
        ("un quartier", replace(whole, territories=frozenset({"QN05915M"}))),
        ("un mois", replace(whole, end=START + timedelta(30))),
    ):
        times = [_time(facts, selection) for _ in range(5)]
        print(f"figures de la synthèse, {label} : {statistics.median(times):.0f} ms")  # noqa: T201


def _time(facts: Facts, selection: Selection) -> float:
    started = time.perf_counter()
    measure_all(facts, selection, SHOWN)
    return (time.perf_counter() - started) * 1000


def _facts(rows: int) -> Facts:
    with tempfile.TemporaryDirectory() as folder:
        empty = facts_of.read(installation.migrate(settings.load({"INCLUSION_DATA_DIR": folder})))
    return replace(empty, attendance=_attendance(empty.attendance.schema, rows))


def _attendance(schema: pl.Schema, rows: int) -> pl.DataFrame:
    """Draw rows column by column; a quarter of the people are anonymous."""
    draw = np.random.default_rng(1)

    def column(name: str, kind: pl.DataType) -> pl.Series:
        if isinstance(kind, pl.Enum):
            codes = pl.Series(name, draw.integers(0, len(kind.categories), rows, dtype=np.uint8))
            return codes.cat.to(kind)
        if kind == pl.Date:
            days = np.sort(draw.integers(0, DAYS, rows, dtype=np.int32))
            return pl.Series(name, days + (START - date(1970, 1, 1)).days).cast(pl.Date)
        if kind == pl.Boolean:
            return pl.Series(name, draw.integers(0, 2, rows, dtype=np.uint8)).cast(pl.Boolean)
        top = {"headcount": 2, "workshop": max(rows // 12, 1)}.get(name, max(rows // 4, 1))
        values = pl.Series(name, draw.integers(1, top + 1, rows, dtype=np.uint32)).cast(kind)
        return values.set(pl.Series(draw.random(rows) < 0.25), None) if name == "person" else values

    return pl.DataFrame([column(name, kind) for name, kind in schema.items()])


if __name__ == "__main__":
    main(*map(float, sys.argv[1:]))
