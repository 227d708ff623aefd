"""What a shared link opens, whoever asks: its perimeter, its pages, its period, until when."""

import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from data_access.errors import UsageError

LABEL_MAX, ORIGINS_MAX, ORIGIN_MAX = 100, 10, 200
USUAL, LONGEST = timedelta(days=90), timedelta(days=366)


@dataclass(frozen=True, slots=True)
class SharedView:
    """Areas by code, pages by name; without an end it follows the present; `origins` may frame it.

    `made_on` is the day when it was first opened; None before.
    """

    label: str
    territories: tuple[str, ...]
    pages: tuple[str, ...]
    start: date | None
    end: date | None
    expires_at: datetime
    origins: tuple[str, ...] = ()
    made_on: date | None = None


def checked(view: SharedView, now: datetime) -> SharedView:
    """Return a view as it can be kept; raises UsageError with what to mend."""
    label = _label(view.label)
    if not view.territories:
        raise UsageError("Choisissez au moins une commune ou un quartier.")
    if not view.pages:
        raise UsageError("Choisissez au moins une page à ouvrir.")
    if view.start and view.end and view.end < view.start:
        raise UsageError("La période finit avant de commencer.")
    if len(view.origins) > ORIGINS_MAX:
        raise UsageError(f"Au plus {ORIGINS_MAX} sites peuvent afficher la vue.")
    check_expiry(view.expires_at, now)
    return replace(
        view,
        label=label,
        territories=tuple(sorted(set(view.territories))),
        pages=tuple(dict.fromkeys(view.pages)),
        origins=tuple(sorted({origin(each) for each in view.origins})),
    )


def check_expiry(expires_at: datetime, now: datetime) -> None:
    """Check that a link ends, and not too late; raises UsageError."""
    if expires_at <= now:
        raise UsageError("La date d'expiration est déjà passée.")
    if expires_at > now + LONGEST:
        raise UsageError(f"Un lien expire au plus tard dans {LONGEST.days} jours.")


def origin(text: str) -> str:
    """Return a site's origin as a browser writes it; raises UsageError unless it is one, over TLS."""
    try:
        parts = urlsplit(text.strip().rstrip("/"))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    is_plain = not (parts.path or parts.query or parts.fragment or parts.username or parts.password)
    is_named = host.isascii() and "." in host and all(c.isalnum() or c in ".-" for c in host)
    if parts.scheme != "https" or not is_plain or not is_named or len(text) > ORIGIN_MAX:
        raise UsageError(
            f"« {text[:60]} » n'est pas l'adresse d'un site : écrivez-la comme https://www.exemple.fr, "
            "sans chemin."
        )
    return f"https://{host}" + (f":{port}" if port not in (None, 443) else "")


def _label(text: str) -> str:
    label = unicodedata.normalize("NFC", "".join(c if c.isprintable() else " " for c in text))
    label = " ".join(label.split())
    if not label:
        raise UsageError("Donnez un nom au partage : « Centre social des Provinces », par exemple.")
    if len(label) > LABEL_MAX:
        raise UsageError(f"Ce nom est trop long : {len(label)} caractères pour {LABEL_MAX} au plus.")
    return label
