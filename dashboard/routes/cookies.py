"""The cookies of the doors: the session's, and the one of a departure to the provider."""

from datetime import timedelta

from starlette.responses import Response

from dashboard.access import mode
from dashboard.access.recognising import cookie_name
from data_access.access import attempts

DEPARTURE = "inclusion-depart"


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
