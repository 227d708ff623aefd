"""`inclusion demo`: an invented plan, its last committee frozen, and how to be rid of them."""

import sys
from argparse import Namespace
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import Engine, select, update

from dashboard.clock import PARIS
from dashboard.committee import freezing
from dashboard.files import to_team
from dashboard.selection import Selection
from dashboard.wording import count, day
from data_access import demo as invented
from data_access import facts as facts_of
from data_access import installation, settings
from data_access.committees import forgetting, snapshots
from data_access.database import reading, writing
from data_access.demo import late
from data_access.errors import DataError
from data_access.importing import Mode, Options, RawWorkbook, import_workbook, journal
from data_access.importing import undo as undo_import
from data_access.schema import Plan

COMMAND_LINE = "ligne de commande"
FROZEN_AT = time(17, 0)
"""The hour, the day before a committee, at which its figures are frozen."""


def demo(options: Namespace) -> int:
    """Load the demonstration, or remove it."""
    current = settings.load()
    engine = installation.open_ready(current)
    if options.remove:
        return _remove(engine)
    with reading(engine) as connection:
        others = {run.source for run in journal(connection) if run.undone_at is None} - {invented.SOURCE}
    if others:
        raise DataError(
            "La base contient déjà des données qui ne sont pas de démonstration "
            f"({', '.join(sorted(others))}) : rien n'a été écrit. "
            "Donnez un autre dossier dans INCLUSION_DATA_DIR pour essayer la démonstration."
        )
    load(engine, current.secret, options.date or date.today(), options.seed)  # noqa: DTZ011 -- reader's day
    return 0


def load(engine: Engine, secret: bytes, today: date, seed: int) -> None:
    """Write the invented plan; what comes late is written after the figures of its last committee froze."""
    _say("Chargement des données de démonstration…")
    sheets = invented.generate(today, seed)
    committee = late.last_committee(sheets, today)
    if snapshots.frozen_meetings(engine):
        written = _bring(engine, secret, sheets, Mode.REPLACE)
        mark(engine, is_demonstration=True)
    else:
        known, afterwards = late.parted(sheets, committee)
        written = _bring(engine, secret, known, Mode.REPLACE)
        mark(engine, is_demonstration=True)
        _freeze(engine, secret, committee)
        written += _bring(engine, secret, afterwards, Mode.UPDATE)
        _say(f"Chiffres du comité du {day(committee)} figés.")
    _say(f"{count(written, 'ligne écrite', 'lignes écrites')} ; tout y est inventé.")


def is_marked(engine: Engine) -> bool:
    """Say whether the plan is marked as invented."""
    with reading(engine) as connection:
        return bool(connection.execute(select(Plan.demonstration)).scalar_one())


def mark(engine: Engine, *, is_demonstration: bool) -> None:
    """Mark the plan as invented, or not."""
    if is_marked(engine) == is_demonstration:
        return
    with writing(engine) as connection:
        connection.execute(update(Plan).values(demonstration=is_demonstration))


def _bring(engine: Engine, secret: bytes, sheets: late.Sheets, mode: Mode) -> int:
    raw = RawWorkbook.of("demonstration.xlsx", sheets)
    report = import_workbook(
        engine, secret, raw, Options(source=invented.SOURCE, mode=mode, author=COMMAND_LINE)
    )
    return report.written


def _freeze(engine: Engine, secret: bytes, committee: date) -> None:
    """Freeze the figures of a committee as they were known the day before."""
    eve = committee - timedelta(days=1)
    at = datetime.combine(eve, FROZEN_AT, PARIS)
    facts = replace(facts_of.read(engine), committed_at=at, imports=())
    told, selection = to_team(facts, Selection(facts.plan.started_on or eve, eve))
    content = freezing.content(told, selection, eve)
    snapshots.freeze(engine, secret, committee, content, facts.revision, at)


def _remove(engine: Engine) -> int:
    with reading(engine) as connection:
        active = [run for run in journal(connection) if run.undone_at is None]
    runs = [run.id for run in active if run.source == invented.SOURCE]
    if not runs:
        raise DataError("La base ne contient pas de données de démonstration.")
    if len(runs) < len(active):
        raise DataError(
            "Des données qui ne sont pas de démonstration ont été importées depuis : les comités et les "
            "décisions tenus à l'écran ne peuvent plus être partagés entre les deux. Rien n'a été retiré. "
            "Repartez d'un autre dossier dans INCLUSION_DATA_DIR."
        )
    forgotten = forgetting.forget(engine)
    for run in sorted(runs, reverse=True):
        undo_import(engine, run, COMMAND_LINE)
    mark(engine, is_demonstration=False)
    _say(
        f"Données de démonstration retirées, avec {count(forgotten.meetings, 'comité')}, "
        f"{count(forgotten.snapshots, 'version figée', 'versions figées')} et "
        f"{count(forgotten.entries, 'écriture')} du registre des décisions."
    )
    return 0


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
