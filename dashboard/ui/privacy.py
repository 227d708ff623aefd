"""What is kept of whom, said to every reader."""

from dashboard.ui import identity
from dashboard.ui.rendering import show as show_template
from data_access.access import invitations, journal
from data_access.access.sessions import IDLE, LASTS, Door


def show() -> None:
    """Say what is recorded, why, for how long, and to whom to speak."""
    show_template(
        "privacy.html",
        reader=identity.current(),
        kept_days=journal.KEPT.days,
        session_days=LASTS[Door.INVITATION].days,
        idle_days=IDLE[Door.INVITATION].days,
        provider_hours=LASTS[Door.PROVIDER].seconds // 3600,
        invitation_hours=invitations.VALID.days * 24,
    )
