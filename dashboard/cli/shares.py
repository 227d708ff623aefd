"""Shared links from the command line: listing them, revoking one."""

import sys
from argparse import Namespace
from datetime import UTC, datetime

from sqlalchemy import Engine

from dashboard import shares as saying
from dashboard.wording import short_day
from data_access import installation, settings
from data_access.access import shares
from data_access.access.journal import COMMAND_LINE


def run(options: Namespace) -> None:
    """List the links, or revoke one."""
    engine = installation.open_ready(settings.load())
    if options.revoke is None:
        _list(engine)
        return
    shares.revoke(engine, options.revoke, COMMAND_LINE, datetime.now(UTC))
    sys.stdout.write(f"Le lien {options.revoke} est révoqué ; ses écrans ouverts se ferment.\n")


def _list(engine: Engine) -> None:
    found = shares.listed(engine, datetime.now(UTC))
    for link in found:
        until = short_day(saying.last_day(link.view.expires_at))
        where = ", ".join(link.view.territories)
        sys.stdout.write(
            f"{link.id:>4}  {link.state:<9} jusqu'au {until}  {link.view.label}  [{where}]  "
            f"{saying.accesses(link)}\n"
        )
    if not found:
        sys.stdout.write("Aucun lien de partage : ils se créent sur la page « Partages ».\n")
