"""The cookies of the doors: the session's, a shared link's, and the one of a departure to the provider."""

from datetime import timedelta

from starlette.responses import Response

from dashboard.access import mode
from dashboard.access.recognising import cookie_name, share_cookie_name
from data_access.access import attempts

DEPARTURE = "inclusion-depart"
WAITING_S = 600


def let_in(answer: Response, token: str, lasts: timedelta) -> None:
    """Give the browser its session, always under a new token; the server may end it sooner."""
    answer.set_cookie(
        cookie_name(),
        token,
        max_age=int(lasts.total_seconds()),
        path="/",
        secure=mode.is_secure(),
        httponly=True,
        samesite="lax",
    )


def let_out(answer: Response) -> None:
    """Take the session back."""
    answer.delete_cookie(cookie_name(), path="/", secure=mode.is_secure(), httponly=True, samesite="lax")


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


def _set_share(answer: Response, name: str, value: str, max_age: int, *, framed: bool) -> None:
    """Set a cookie of a shared link; inside another site's page, one that only goes with that site."""
    framed = framed and mode.is_secure()
    answer.set_cookie(
        name,
        value,
        max_age=max_age,
        path="/",
        secure=mode.is_secure(),
        httponly=True,
        samesite="none" if framed else "lax",
    )
    if framed:
        _partition(answer)


def _take_share(answer: Response, name: str) -> None:
    answer.delete_cookie(name, path="/", secure=mode.is_secure(), httponly=True, samesite="lax")
    if mode.is_secure():
        answer.delete_cookie(name, path="/", secure=True, httponly=True, samesite="none")
        _partition(answer)


def _partition(answer: Response) -> None:
    """Keep the cookie just set apart for each site that shows the view; Python 3.11 cannot write it."""
    name, value = answer.raw_headers[-1]
    answer.raw_headers[-1] = (name, value + b"; Partitioned")


def departure_name() -> str:
    """Return the name of the cookie that ties a departure to its browser."""
    return f"__Host-{DEPARTURE}" if mode.is_secure() else DEPARTURE


def depart(answer: Response, state: str) -> None:
    """Tie a departure to this browser until its return."""
    answer.set_cookie(
        departure_name(),
        state,
        max_age=int(attempts.VALID.total_seconds()),
        path="/",
        secure=mode.is_secure(),
        httponly=True,
        samesite="lax",
    )


def arrive(answer: Response) -> None:
    """Forget a departure."""
    answer.delete_cookie(departure_name(), path="/", secure=mode.is_secure(), httponly=True, samesite="lax")
