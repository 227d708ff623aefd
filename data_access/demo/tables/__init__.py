"""The invented plan's tables of positions and residences, one CSV file each."""

import csv
from functools import cache
from pathlib import Path


@cache
def read(name: str) -> tuple[dict[str, str], ...]:
    """Return a table's rows as they are written."""
    with (Path(__file__).parent / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
