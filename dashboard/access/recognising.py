"""From a request's cookies to a reader, always read again from the database."""

from collections.abc import Mapping
from datetime import UTC, datetime

from dashboard import source
from dashboard.access import mode
from dashboard.access.reader import OUTSIDE_THRESHOLD, Reader, Role, Scope
from dashboard.screens import SHAREABLE
from data_access.access import sessions, tokens
from data_access.access.sessions import SessionRecord
from data_access.access.shared_view import SharedView

DEMONSTRATION_COOKIE = "inclusion-demonstration"
DEMONSTRATION_ROLES = (Role.MANAGER, Role.READER, Role.PARTNER)

Cookies = Mapping[str, str]


def cookie_name() -> str:
    """Return the session cookie's name: over TLS, one that only this very host can set."""
    return "__Host-inclusion" if mode.is_secure() else "inclusion"


def share_cookie_name() -> str:
    """Return the name of the cookie that a shared link gives, beside a reader's own."""
    return f"{cookie_name()}-partage"


def token(cookies: Cookies) -> str:
    """Return the session token that a browser presents, empty without one."""
    return cookies.get(cookie_name(), "")


def is_by_link(cookies: Cookies) -> bool:
    """Say whether a browser came by a shared link, open or not."""
    return share_cookie_name() in cookies


def is_demonstration() -> bool:
    """Say whether the database holds invented data that opens without an identity; raises StorageError."""
    return mode.may_demonstrate() and source.store().current().plan.demonstration


def recognise(cookies: Cookies) -> Reader | None:
    """Return who presents these cookies at this very moment, None for nobody; raises StorageError.

    A browser that came by a shared link sees what the link opens and nothing more, whoever else it is; once
    the link is closed it sees nothing, until it lets go of it.
    """
    if is_by_link(cookies):
        session = session_of(cookies.get(share_cookie_name(), ""))
        return reader_of(session) if session and session.view else None
    if is_demonstration():
        return _demonstrator(cookies)
    session = session_of(token(cookies))
    return reader_of(session) if session and session.view is None else None


def session_of(presented: str) -> SessionRecord | None:
    """Return the session in force that a token opens; raises StorageError."""
    if not tokens.is_token(presented):
        return None
    return sessions.find(source.engine(), presented, datetime.now(UTC))


def reader_of(session: SessionRecord) -> Reader | None:
    """Return the reader, or the partner, whom a session belongs to."""
    if session.view is not None and session.share_link_id is not None:
        return _partner(session.view, session.share_link_id, session.id)
    if session.reader_id is None or session.name is None or session.role not in set(Role):
        return None
    return Reader(Role(session.role), session.name, session.id, session.reader_id)


def _partner(view: SharedView, link: int, session: int | None) -> Reader:
    scope = Scope(
        frozenset(view.territories),
        frozenset(view.pages) & frozenset(SHAREABLE),
        view.start,
        view.end,
        link,
        view.expires_at,
        view.origins,
        view.made_on,
    )
    return Reader(Role.PARTNER, view.label, session, scope=scope, threshold=OUTSIDE_THRESHOLD)


def _demonstrator(cookies: Cookies) -> Reader:
    chosen = cookies.get(DEMONSTRATION_COOKIE, "")
    role = next((role for role in DEMONSTRATION_ROLES if role.value == chosen), Role.MANAGER)
    if role is not Role.PARTNER:
        return Reader(role, "Démonstration")
    scope = Scope(_neighbourhood(), frozenset(SHAREABLE), None, None, 0)
    return Reader(role, "Démonstration", scope=scope, threshold=OUTSIDE_THRESHOLD)


def _neighbourhood() -> frozenset[str]:
    """Return the most populous priority neighbourhood, or else commune; raises StorageError."""
    territory = source.store().current().territory
    areas = (territory.qpvs or territory.communes).values()
    largest = max(areas, key=lambda area: (area.population or 0, area.code), default=None)
    return frozenset({largest.code}) if largest else frozenset()
