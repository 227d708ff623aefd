"""Who may open the dashboard, from the command line: inviting, listing, revoking, reading the journal."""

import sys
from argparse import Namespace
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import Engine

from dashboard import clock
from dashboard import readers as saying
from dashboard.access import ROLE_NAMES, Role
from dashboard.wording import count, short_day
from data_access import installation, settings
from data_access.access import invitations, journal, readers

FIRST_MANAGER = "Chef de projet"
LOCAL = "http://127.0.0.1:8501"
RECENT = timedelta(days=30)


def invite(options: Namespace) -> None:
    """Print the link that lets a reader in, once."""
    current = settings.load()
    engine = installation.open_ready(current)
    token = invitations.make(engine, options.name, options.role, datetime.now(UTC), options.days)
    _say(
        f"Invitation de {readers.checked(options.name)} ({_role(options.role)}), à ouvrir une fois dans les "
        f"24 heures, pour {count(options.days, 'jour')} d'accès :"
    )
    _say(f"{current.public_url or LOCAL}/invitation/{token}")


def list_readers(_: Namespace) -> None:
    """List the readers."""
    found, now = readers.listed(installation.open_ready(settings.load())), datetime.now(UTC)
    for reader in found:
        _say(f"{reader.name:<32} {_role(reader.role):<16} {saying.state(reader, now)[1].lower()}")
    if not found:
        _say("Personne n'a encore accès : inclusion invite NOM --role chef_projet")


def revoke(options: Namespace) -> None:
    """Close a reader's access at once."""
    closed = readers.revoke(installation.open_ready(settings.load()), options.name, datetime.now(UTC))
    _say(f"L'accès de {options.name} est retiré ; {count(closed, 'session fermée', 'sessions fermées')}.")


def show_journal(options: Namespace) -> None:
    """Print the access journal, newest first."""
    since = (
        datetime.combine(options.since, time.min, clock.PARIS)
        if options.since
        else datetime.now(UTC) - RECENT
    )
    entries = journal.entries(installation.open_ready(settings.load()), since)
    for entry in entries:
        moment = clock.local(entry.at)
        named = "administration" if entry.role == journal.ADMINISTRATION else entry.name
        who = named or (f"partage {entry.share_link_id}" if entry.share_link_id else "inconnu")
        words = (entry.page, entry.detail, entry.address_prefix)
        _say(f"{moment:%d/%m/%Y %H:%M}  {entry.kind:<12} {who:<24} {'  '.join(filter(None, words))}".rstrip())
    if not entries:
        _say(f"Rien depuis le {short_day(clock.local(since))}.")


def first_invitation(engine: Engine, base: str) -> None:
    """At the first start, print the link that lets the project manager in."""
    if readers.anyone_signed_in(engine):
        return
    token = invitations.make(engine, FIRST_MANAGER, Role.MANAGER, datetime.now(UTC))
    _say("Personne n'a encore accès. Ce lien l'ouvre au chef de projet, une fois, dans les 24 heures :")
    _say(f"{base}/invitation/{token}")


def _role(role: str) -> str:
    return ROLE_NAMES[Role(role)].lower()


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
