"""Server time of each page, beside that of a page with one text: results are ratios.

Run: .venv/bin/python -m benchmarks.pages [runs]
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from streamlit.testing.v1 import AppTest

from data_access import demo, installation, settings
from data_access.importing import Mode, Options, RawWorkbook, import_workbook

ROOT = Path(__file__).parents[1]
APP = ROOT / "dashboard" / "app.py"
FLOOR = "import streamlit as st\nst.write('Bonjour')\n"
TIMEOUT_S = 120
AREA = "59392"


def main(runs: int = 7) -> None:
    """Print, for each page: first run, median of the next ones, median of runs with a new perimeter."""
    with tempfile.TemporaryDirectory() as folder:
        _install(folder)
        floor_app = AppTest.from_string(FLOOR, default_timeout=TIMEOUT_S).run()
        floor = statistics.median(_time(floor_app.run) for _ in range(runs))
        print(f"plancher, une ligne de texte : {floor:.1f} ms")  # noqa: T201
        print(f"{'page':<12} {'premier':>9} {'ensuite':>9} {'÷ plancher':>11} {'autre territoire':>17}")  # noqa: T201
        for page in sorted((ROOT / "pages").glob("[!_]*.py")):
            _report(page, runs, floor)


def _report(page: Path, runs: int, floor: float) -> None:
    app = AppTest.from_file(str(APP), default_timeout=TIMEOUT_S).run()
    if page.stem != "synthese":
        app.switch_page(str(page))
    first = _time(app.run)
    again = statistics.median(_time(app.run) for _ in range(runs))
    app.query_params["territoire"] = AREA
    elsewhere = _time(app.run)
    print(f"{page.stem:<12} {first:>6.0f} ms {again:>6.0f} ms {again / floor:>11.1f} {elsewhere:>14.0f} ms")  # noqa: T201


def _time(run: Callable[[], AppTest]) -> float:
    started = time.perf_counter()
    app = run()
    assert not app.exception, app.exception
    return (time.perf_counter() - started) * 1000


def _install(folder: str) -> None:
    os.environ["INCLUSION_DATA_DIR"] = folder
    current = settings.load()
    raw = RawWorkbook.of("demonstration.xlsx", demo.generate(date.today()))  # noqa: DTZ011
    engine = installation.migrate(current)
    import_workbook(engine, current.secret, raw, Options(source=demo.SOURCE, mode=Mode.REPLACE))
    engine.dispose()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
