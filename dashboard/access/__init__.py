"""Who is asking, and what they may see and do."""

from dashboard.access.reader import (
    RESERVED,
    ROLE_NAMES,
    Denied,
    Reader,
    Right,
    Role,
    Scope,
    allowed,
    may,
    require,
)

__all__ = [
    "RESERVED",
    "ROLE_NAMES",
    "Denied",
    "Reader",
    "Right",
    "Role",
    "Scope",
    "allowed",
    "may",
    "require",
]
