"""The cookies of the doors: the session's, a shared link's, and the one of a departure to the provider."""

from datetime import timedelta
from typing import Literal

from starlette.responses import Response

from dashboard.access import mode
from dashboard.access.recognising import cookie_name, share_cookie_name
from data_access.access import attempts

DEPARTURE = "inclusion-depart"
WAITING_S = 600
SameSite = Literal["lax", "none"]


def let_in(answer: Response, token: str, lasts: timedelta) -> None:
    """Give the browser its session, always under a new token; the server may end it sooner."""
    _set(answer, cookie_name(), token, int(lasts.total_seconds()))


def let_out(answer: Response) -> None:
    """Take the session back."""
    _take(answer, cookie_name())


def share(answer: Response, token: str, lasts: timedelta, *, framed: bool) -> None:
    """Give the browser what a shared link opens, beside a session that it may have."""
    _set_share(answer, share_cookie_name(), token, int(lasts.total_seconds()), framed=framed)


def let_share_go(answer: Response) -> None:
    """Take back what a shared link gave, framed or not."""
    _take_share(answer, share_cookie_name())


def waiting_name() -> str:
    """Return the name of the cookie that keeps a link's secret while its pass phrase is asked."""
    return f"{share_cookie_name()}-attente"


def wait(answer: Response, secret: str, *, framed: bool) -> None:
    """Keep a link's secret, out of the address, while its pass phrase is asked."""
    _set_share(answer, waiting_name(), secret, WAITING_S, framed=framed)


def stop_waiting(answer: Response) -> None:
    """Forget the link whose pass phrase was asked."""
    _take_share(answer, waiting_name())


def departure_name() -> str:
    """Return the name of the cookie that ties a departure to its browser."""
    return f"__Host-{DEPARTURE}" if mode.is_secure() else DEPARTURE


def depart(answer: Response, state: str) -> None:
    """Tie a departure to this browser until its return."""
    _set(answer, departure_name(), state, int(attempts.VALID.total_seconds()))


def arrive(answer: Response) -> None:
    """Forget a departure."""
    _take(answer, departure_name())


def _set_share(answer: Response, name: str, value: str, max_age: int, *, framed: bool) -> None:
    """Set a cookie of a shared link; inside another site's page, one that only goes with that site."""
    framed = framed and mode.is_secure()
    _set(answer, name, value, max_age, "none" if framed else "lax")
    if framed:
        _partition(answer)


def _take_share(answer: Response, name: str) -> None:
    _take(answer, name)
    if mode.is_secure():
        _take(answer, name, "none")
        _partition(answer)


def _set(answer: Response, name: str, value: str, max_age: int, samesite: SameSite = "lax") -> None:
    answer.set_cookie(
        name,
        value,
        max_age=max_age,
        path="/",
        secure=mode.is_secure(),
        httponly=True,
        samesite=samesite,
    )


def _take(answer: Response, name: str, samesite: SameSite = "lax") -> None:
    answer.delete_cookie(name, path="/", secure=mode.is_secure(), httponly=True, samesite=samesite)


def _partition(answer: Response) -> None:
    """Keep the cookie just set apart for each site that shows the view; Python 3.11 cannot write it."""
    name, value = answer.raw_headers[-1]
    answer.raw_headers[-1] = (name, value + b"; Partitioned")
