"""Demonstration or service: one opens to anyone at this machine, the other to nobody without an identity."""

from dataclasses import dataclass

from data_access import settings
from data_access.access.network import is_loopback
from data_access.errors import SettingsError
from data_access.settings import Settings

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Served:
    """Where this process answers; an unknown host counts as the whole world."""

    host: str | None = None
    public_url: str | None = None

    @property
    def is_local(self) -> bool:
        """Say whether only this machine can reach the process."""
        return self.host is not None and is_loopback(self.host) and self.public_url is None


_served = Served()


def serve_on(host: str | None, public_url: str | None = None) -> None:
    """Remember where this process answers."""
    global _served
    _served = Served(host, public_url)


def is_known() -> bool:
    """Say whether somebody told where this process answers."""
    return _served != Served()


def may_demonstrate() -> bool:
    """Say whether invented data may open to anyone who reaches the process."""
    return _served.is_local


def hosts() -> frozenset[str] | None:
    """Return the host names that requests may bear; None while no public address is known."""
    if _served.public_url is not None:
        return frozenset({host_name(_served.public_url.partition("://")[2])})
    return LOOPBACK if _served.is_local else None


def host_name(host: str) -> str:
    """Return a host without its port, in small letters."""
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host
    return name.strip("[]").casefold()


def is_secure() -> bool:
    """Say whether readers come through TLS."""
    return (_served.public_url or "").startswith("https://")


def public_url() -> str | None:
    """Return the site's address as readers type it."""
    return _served.public_url


def check(current: Settings, host: str | None, *, demonstration: bool) -> None:
    """Check that serving there is safe, None being anywhere; raises SettingsError with what to do."""
    if demonstration:
        _check_demonstration(Served(host, current.public_url))
        return
    if current.public_url is None and (host is None or not is_loopback(host)):
        where = f"sur {host}" if host else "sans « inclusion serve »"
        raise SettingsError(
            f"Pour répondre {where}, donnez l'adresse du site dans INCLUSION_PUBLIC_URL "
            "(https://…, servie par un mandataire TLS) : sans elle, les sessions circuleraient en clair."
        )
    if settings.is_guessable(current.secret):
        raise SettingsError(
            "La clé INCLUSION_SECRET est une valeur d'exemple ou trop régulière : quelqu'un pourrait la "
            "deviner. Tirez-en une au hasard : openssl rand -hex 32"
        )


def _check_demonstration(served: Served) -> None:
    if not served.is_local:
        raise SettingsError(
            "Les données de démonstration s'ouvrent sans identification : elles ne se servent que sur ce "
            "poste (--host 127.0.0.1, sans INCLUSION_PUBLIC_URL). Pour un site ouvert à d'autres, "
            "retirez-les : inclusion demo --remove"
        )
