"""Doors of the site outside Streamlit: signing in, signing out; one file each."""

from starlette.routing import BaseRoute

from dashboard.routes import demonstration, invitation, look, provider, share, sign_in, sign_out


def doors() -> list[BaseRoute]:
    """Return every door."""
    return [
        *look.ROUTES,
        *sign_in.ROUTES,
        *invitation.ROUTES,
        *provider.ROUTES,
        *share.ROUTES,
        *sign_out.ROUTES,
        *demonstration.ROUTES,
    ]
