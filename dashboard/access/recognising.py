"""From a request's cookies to a reader, always read again from the database."""

from collections.abc import Mapping
from datetime import UTC, datetime

from dashboard import source
from dashboard.access import mode
from dashboard.access.reader import Reader, Role
from data_access.access import sessions, tokens
from data_access.access.sessions import SessionRecord

DEMONSTRATION_COOKIE = "inclusion-demonstration"
DEMONSTRATION_ROLES = (Role.MANAGER, Role.READER)

Cookies = Mapping[str, str]


def cookie_name() -> str:
    """Return the session cookie's name: over TLS, one that only this very host can set."""
    return "__Host-inclusion" if mode.is_secure() else "inclusion"


def token(cookies: Cookies) -> str:
    """Return the session token that a browser presents, empty without one."""
    return cookies.get(cookie_name(), "")


def is_demonstration() -> bool:
    """Say whether the database holds invented data that opens without an identity; raises StorageError."""
    return mode.may_demonstrate() and source.store().current().plan.demonstration


def recognise(cookies: Cookies) -> Reader | None:
    """Return who presents these cookies at this very moment, None for nobody; raises StorageError."""
    if is_demonstration():
        return _demonstrator(cookies)
    session = session_of(cookies)
    return reader_of(session) if session else None


def session_of(cookies: Cookies) -> SessionRecord | None:
    """Return the session in force that these cookies open; raises StorageError."""
    presented = token(cookies)
    if not tokens.is_token(presented):
        return None
    return sessions.find(source.engine(), presented, datetime.now(UTC))


def reader_of(session: SessionRecord) -> Reader | None:
    """Return the reader whom a session belongs to; a shared link whose perimeter is unknown opens nothing."""
    if session.reader_id is None or session.name is None or session.role not in set(Role):
        return None
    return Reader(Role(session.role), session.name, session.id, session.reader_id)


def _demonstrator(cookies: Cookies) -> Reader:
    chosen = cookies.get(DEMONSTRATION_COOKIE, "")
    role = next((role for role in DEMONSTRATION_ROLES if role.value == chosen), Role.MANAGER)
    return Reader(role, "Démonstration")
