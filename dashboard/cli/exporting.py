"""`inclusion export`: the committee's figures as slides, a report, a page, a workbook, text files."""

import sys
from argparse import Namespace
from datetime import date

from dashboard.cli.kpis import selection_of
from dashboard.files import KINDS, to_all, to_team
from dashboard.wording import short_day
from data_access import facts as facts_of
from data_access import installation, settings
from data_access.errors import UsageError, reason

FORMATS = tuple(kind.key for kind in KINDS)


def export(options: Namespace) -> None:
    """Write the figures of a selection to a file; raises UsageError.

    Figures are told as the team reads them; those of an open data file as everyone may, over whole months.
    """
    from dashboard.exports import Format, compose, write  # Office libraries are loaded by this command only

    chosen, today = Format(options.format), date.today()  # noqa: DTZ011 -- the reader's day
    if options.sortie.suffix.lower() != chosen.suffix:
        raise UsageError(f"Ce format s'écrit dans un fichier {chosen.suffix} (reçu : {options.sortie.name}).")
    facts = facts_of.read(installation.open_ready(settings.load()))
    selection = selection_of(options, facts)
    is_open = chosen is Format.OPEN_DATA
    told, asked = to_all(facts, selection, today) if is_open else to_team(facts, selection)
    document = compose(told, asked, today)
    try:
        options.sortie.write_bytes(write(document, chosen))
    except OSError as error:
        raise UsageError(f"{options.sortie} ne peut pas être écrit ({reason(error)}).") from error
    sys.stdout.write(
        f"{options.sortie} : du {short_day(document.start)} au {short_day(document.end)}, "
        f"révision {document.revision}.\n"
    )
