"""Time of each file made of the demonstration, and of the document that they are all made of.

Run: .venv/bin/python -m benchmarks.exports [times]; fails when the whole deck takes longer than promised.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from dashboard.disclosure import INSIDE, OUTSIDE, allowed_selection, shared, window
from dashboard.exports import Format, compose, write
from dashboard.selection import Selection
from data_access import demo, installation, settings
from data_access import facts as facts_of
from data_access.facts import Facts
from data_access.importing import Mode, Options, RawWorkbook, import_workbook

TODAY = date(2026, 11, 24)
DECK_MS = 3_000


def main(times: float = 5) -> None:
    """Print the medians; what is remembered of facts is forgotten between two documents."""
    facts = _facts()
    start = facts.plan.started_on or TODAY
    whole, months = Selection(start, TODAY), window(start, None, start, TODAY)
    kept = allowed_selection(whole, months)

    def for_everyone() -> object:
        return compose(shared(facts, OUTSIDE, window=months), kept, TODAY)

    _say("document de l'équipe", lambda: compose(shared(facts, INSIDE), whole, TODAY), times)
    _say("document public", for_everyone, times)
    document = compose(shared(facts, INSIDE), whole, TODAY)
    public = compose(shared(facts, OUTSIDE, window=months), kept, TODAY)
    for form in Format:
        source = public if form is Format.OPEN_DATA else document
        _say(f"{form.value}, document fait", lambda source=source, form=form: write(source, form), times)
    deck = _say(
        "diaporama entier",
        lambda: write(compose(shared(facts, INSIDE), whole, TODAY), Format.PPTX),
        times,
    )
    if deck > DECK_MS:
        sys.exit(f"Le diaporama entier prend plus de {DECK_MS} ms.")


def _say(label: str, run: Callable[[], object], times: float) -> float:
    """Print and return the median, in milliseconds."""
    median = statistics.median(_time(run) for _ in range(int(times)))
    print(f"{label} : {median:.0f} ms")  # noqa: T201
    return median


def _time(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return (time.perf_counter() - started) * 1000


def _facts() -> Facts:
    with tempfile.TemporaryDirectory() as folder:
        current = settings.load({"INCLUSION_DATA_DIR": str(Path(folder))})
        engine = installation.migrate(current)
        raw = RawWorkbook.of("demonstration.xlsx", demo.generate(TODAY))
        import_workbook(engine, current.secret, raw, Options(source=demo.SOURCE, mode=Mode.REPLACE))
        facts = facts_of.read(engine)
        engine.dispose()
    return facts


if __name__ == "__main__":
    main(*map(float, sys.argv[1:]))
