"""Headers that hold a browser back: what each answer may run, load and be framed by."""

from collections.abc import Sequence

from dashboard.access import mode

FEATURES = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "serial",
    "usb",
)
STRICT_TRANSPORT = "max-age=63072000; includeSubDomains"
SHARED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in FEATURES),
}

Policy = dict[str, str]

APPLICATION: Policy = {
    "default-src": "'self'",
    # Streamlit imports the code of its second-generation components from blob: addresses.
    "script-src": "'self' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
COMPONENT: Policy = APPLICATION | {
    # Only the map's frame: streamlit-folium builds its script from text.
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval' blob:",
    "base-uri": "'self'",
    "frame-ancestors": "'self'",
}
DOOR: Policy = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


def framed_by(policy: Policy, origins: Sequence[str]) -> Policy:
    """Return a policy under which some sites, and this one, may show the answer inside their pages."""
    return policy | {"frame-ancestors": " ".join(("'self'", *origins))} if origins else policy


def application(path: str) -> Policy:
    """Return the policy of the application's answer to a path."""
    return COMPONENT if path.startswith("/component/") else APPLICATION


def headers(path: str) -> dict[str, str]:
    """Return the headers of the answer to a path."""
    policy = application(path)
    framed = "SAMEORIGIN" if policy is COMPONENT else "DENY"
    secure = {"Strict-Transport-Security": STRICT_TRANSPORT} if mode.is_secure() else {}
    return SHARED | secure | {"X-Frame-Options": framed, "Content-Security-Policy": written(policy)}


def written(policy: Policy) -> str:
    """Return a policy as its header says it."""
    return "; ".join(f"{name} {value}" for name, value in policy.items())
