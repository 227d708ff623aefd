"""Who knocks too often is asked to wait."""

from datetime import UTC, datetime
from enum import Enum

from starlette.requests import HTTPConnection
from starlette.responses import Response

from dashboard import source
from dashboard.routes import page
from dashboard.wording import count
from data_access.access import limits, network


class Limit(Enum):
    """How often, per ten minutes and per network: failures, but for departures."""

    INVITATION = ("invitation", 20)
    PROVIDER = ("oidc", 20)
    DEPARTURE = ("départ", 120)
    SHARE = ("partage", 20)


def prefix(connection: HTTPConnection) -> str:
    """Return the part of the visitor's address that is kept."""
    return network.prefix(connection.client.host if connection.client else None)


def too_often(connection: HTTPConnection, limit: Limit) -> Response | None:
    """Return the page that asks to wait, None while the visitor may go on; raises StorageError."""
    now = datetime.now(UTC)
    name, most = limit.value
    if not limits.reached(source.engine(), f"{name} {prefix(connection)}", most, now):
        return None
    return wait(now)


def wait(now: datetime) -> Response:
    """Return the page that asks to wait until the next stretch of time."""
    wait_s = limits.remaining(now).total_seconds()
    answer = page.message(
        "Trop de tentatives",
        "Trop de tentatives viennent de votre réseau. "
        f"Réessayez dans {count(int(wait_s // 60) + 1, 'minute')}.",
        429,
        way_out=False,
    )
    answer.headers["Retry-After"] = str(int(wait_s) + 1)
    return answer


def counted(connection: HTTPConnection, limit: Limit) -> None:
    """Count an attempt; raises StorageError."""
    limits.count(source.engine(), f"{limit.value[0]} {prefix(connection)}", datetime.now(UTC))
