"""The reader's day and hour: metropolitan France's, wherever the server runs."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def today() -> date:
    """Return the reader's day."""
    return datetime.now(PARIS).date()


def local(moment: datetime) -> datetime:
    """Return a database moment (UTC) at the reader's hour."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(PARIS)
