"""Readers as the screen, the export and the command line say them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from dashboard import clock
from dashboard.access import ROLE_NAMES, Role
from dashboard.exhibits import Table, table
from dashboard.wording import count, hour, short_day
from data_access.access.readers import ReaderRecord

COLUMNS = (
    table.number("Accès n°"),
    table.text("Nom"),
    table.text("Rôle"),
    table.text("État"),
    table.text("Entre par"),
    table.day("Connu depuis le"),
    table.day("Dernière visite", absent="jamais venu"),
    table.day("Retiré le"),
)


def role(reader: ReaderRecord) -> str:
    """Return a reader's role in words."""
    return ROLE_NAMES[Role(reader.role)]


def door(reader: ReaderRecord) -> str:
    """Return how a reader comes in."""
    return "Fournisseur d'identité" if reader.by_provider else "Invitation"


def state(reader: ReaderRecord, now: datetime) -> tuple[str, str]:
    """Return the mark and the words of a reader's state."""
    if reader.revoked_at:
        return "late", f"Retiré le {_day(reader.revoked_at)}"
    if reader.last_seen_at:
        return "reached", f"Vu le {_day(reader.last_seen_at)}"
    if reader.invited_until is None:
        return "data", "Jamais venu"
    return ("data", "Invité") if now < reader.invited_until else ("watch", "Invitation expirée")


def counted(readers: Sequence[ReaderRecord]) -> str:
    """Return how many people may come in, and how many of them never did."""
    waiting = sum(reader.last_seen_at is None for reader in readers)
    others = f", dont {count(waiting, 'jamais venue', 'jamais venues')}" if waiting else ""
    return f"{count(len(readers), 'personne')}{others}."


def invitation(reader: ReaderRecord, now: datetime) -> str:
    """Return until when the invitation that nobody used yet opens, empty without one."""
    if reader.revoked_at or reader.invited_until is None or now >= reader.invited_until:
        return ""
    until = clock.local(reader.invited_until)
    return f"À ouvrir avant le {short_day(until)} à {hour(until)}"


def export(readers: Iterable[ReaderRecord], now: datetime) -> Table:
    """Return the list of readers as a file holds it."""
    rows = tuple(
        (
            reader.id,
            reader.name,
            role(reader),
            state(reader, now)[1],
            door(reader),
            clock.local(reader.created_at).date(),
            clock.local(reader.last_seen_at).date() if reader.last_seen_at else None,
            clock.local(reader.revoked_at).date() if reader.revoked_at else None,
        )
        for reader in readers
    )
    return Table("Lecteurs", COLUMNS, rows)


def _day(moment: datetime) -> str:
    return short_day(clock.local(moment))
