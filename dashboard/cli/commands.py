"""What each command does, apart from `kpis`."""

import sys
from argparse import Namespace
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Engine
from tqdm import tqdm

from dashboard.access import mode
from dashboard.cli import demonstration
from dashboard.cli.access import first_invitation
from dashboard.indicators import BY_KEY
from dashboard.wording import count, short_day
from data_access import installation, purging, settings
from data_access.access import retention
from data_access.database import reading
from data_access.database import revision as read_revision
from data_access.errors import UsageError, reason
from data_access.importing import (
    Mode,
    Options,
    RawWorkbook,
    Refused,
    import_workbook,
    journal,
    read,
)
from data_access.importing import template as write_template
from data_access.importing import undo as undo_import

COMMAND_LINE = "ligne de commande"


def serve(options: Namespace) -> None:
    """Open the dashboard; a new database may first receive the demonstration."""
    from dashboard.server import serve as run  # Streamlit is loaded by this command only

    current = settings.load()
    engine = installation.migrate(current)
    with reading(engine) as connection:
        is_new = not journal(connection)
    if options.demo and is_new:
        mode.check(current, options.host, demonstration=True)
        demonstration.load(engine, current.secret, _today(), seed=2026)
    invented = demonstration.is_marked(engine)
    mode.check(current, options.host, demonstration=invented)
    retention.purge(engine, datetime.now(UTC))
    if not invented and current.provider is None:
        first_invitation(engine, current.public_url or f"http://{options.host}:{options.port}")
    engine.dispose()
    run(options.host, options.port)


def migrate(options: Namespace) -> None:
    """Bring the database up to date and install the territory."""
    installation.migrate(settings.load())
    _say("La base est prête.")


def template(options: Namespace) -> None:
    """Write an empty workbook."""
    path = Path(options.out)
    if path.suffix.lower() != ".xlsx":
        raise UsageError(f"Le classeur vide s'écrit dans un fichier .xlsx (reçu : {path.name}).")
    try:
        write_template(path)
    except OSError as error:
        raise UsageError(f"{path} ne peut pas être écrit ({reason(error)}).") from error
    _say(f"Classeur vide écrit : {path}")


def import_(options: Namespace) -> int:
    """Import a workbook and say what changed; 1 when rows are refused."""
    path = Path(options.path)
    if not path.exists():
        raise UsageError(f"Fichier introuvable : {path}")
    current = settings.load()
    engine = installation.open_ready(current)
    chosen = Options(
        source=options.source.strip(),
        mode=Mode(options.mode),
        dry_run=options.dry_run,
        valid_rows_only=options.valid_rows_only,
        author=COMMAND_LINE,
        known_indicators=frozenset(BY_KEY),
    )
    raw = read(path)
    readable = raw.file_name.encode(errors="replace").decode()
    return _import(engine, current.secret, replace(raw, file_name=readable), chosen)


def undo(options: Namespace) -> None:
    """Undo an import."""
    engine = installation.open_ready(settings.load())
    _say(undo_import(engine, options.import_id, COMMAND_LINE).text())


def imports(options: Namespace) -> None:
    """List the imports, newest first."""
    with reading(installation.open_ready(settings.load())) as connection:
        runs = journal(connection)
    for run in runs:
        undone = " (annulé)" if run.undone_at else ""
        _say(f"{run.id:>5}  {run.committed_at:%d/%m/%Y %H:%M}  {run.source:<16} {run.file_name}{undone}")
    if not runs:
        _say("Aucun import pour l'instant.")


def revision(options: Namespace) -> None:
    """Print the revision number."""
    with reading(installation.open_ready(settings.load())) as connection:
        _say(str(read_revision(connection)))


def purge(options: Namespace) -> None:
    """Forget who was last seen before a date."""
    engine = installation.open_ready(settings.load())
    purged = purging.purge(engine, options.before)
    retention.purge(engine, datetime.now(UTC))
    _say(
        f"{count(purged.people, 'personne')} et {count(purged.households, 'foyer')} sans contact depuis le "
        f"{short_day(options.before)} ne peuvent plus être reconnus. Les chiffres ne changent pas."
    )


def _import(engine: Engine, secret: bytes, raw: RawWorkbook, chosen: Options) -> int:
    with tqdm(file=sys.stderr, unit="ligne", leave=False, disable=not sys.stderr.isatty()) as bar:

        def show(step: str, done: int, total: int) -> None:
            bar.set_description(step)
            bar.total, bar.n = total, done
            bar.refresh()

        try:
            report = import_workbook(engine, secret, raw, chosen, show)
        except Refused as refusal:
            bar.close()
            sys.stderr.write(refusal.report.text() + "\n")
            return 1
    _say(report.text())
    would_be_refused = chosen.dry_run and not chosen.valid_rows_only
    return int(bool(report.problems) and (would_be_refused or not report.written))


def _today() -> date:
    return date.today()  # noqa: DTZ011 -- the reader's day


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
