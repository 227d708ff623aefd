"""Whole installations, made through the product's own doors, for tests of screens."""

from datetime import UTC, date, datetime, timedelta

from data_access import demo, installation, settings
from data_access.access import invitations, readers, shares
from data_access.access.journal import Author
from data_access.access.shared_view import SharedView
from data_access.database import writing
from data_access.importing import Mode, Options, RawWorkbook, import_workbook
from data_access.schema import Plan

AUTHOR = Author("Cheffe de projet", "chef_projet")
SECRET = "9f2c61d07b8ae4353f0d92b6c1e8a74d5b06f3e2"


def environment(folder):
    """Return the variables that point a process at an installation."""
    return {"INCLUSION_DATA_DIR": str(folder), "INCLUSION_SECRET": SECRET}


def empty(folder):
    """Prepare an installation without any data."""
    installation.migrate(_settings(folder)).dispose()
    return folder


def demonstration(folder, today: date):
    """Prepare an installation with the demonstration, marked as such."""
    bring(folder, demo.generate(today), source=demo.SOURCE, mode=Mode.REPLACE)
    engine = installation.open_ready(_settings(folder))
    with writing(engine) as connection:
        connection.execute(Plan.__table__.update().values(demonstration=True))
    engine.dispose()
    return folder


def service(folder):
    """Prepare an installation that holds data which are not invented, so that nobody gets in unknown."""
    bring(folder, demo.generate(date(2026, 11, 24)), source="classeur", mode=Mode.REPLACE)
    return folder


def invited(folder, name="Cheffe de projet", role="chef_projet", **options):
    """Return the token of an invitation."""
    engine = installation.open_ready(_settings(folder))
    token = invitations.make(engine, name, role, datetime.now(UTC), **options)
    engine.dispose()
    return token


def signed_in(folder, name="Cheffe de projet", role="chef_projet"):
    """Return the token of a session, opened with an invitation."""
    engine = installation.open_ready(_settings(folder))
    token = invitations.make(engine, name, role, datetime.now(UTC))
    session = invitations.redeem(engine, token, datetime.now(UTC), "192.0.2.0/24")[1]
    engine.dispose()
    return session


def revoke(folder, name="Cheffe de projet"):
    """Take a reader's access away, as another process would."""
    engine = installation.open_ready(_settings(folder))
    readers.revoke(engine, name, datetime.now(UTC))
    engine.dispose()


def link(folder, territories=("59392",), pages=("synthese",), phrase="", **changes):
    """Return the number and the secret of a new shared link."""
    engine, now = installation.open_ready(_settings(folder)), datetime.now(UTC)
    usual = {"label": "Centre social", "start": None, "end": None, "expires_at": now + timedelta(days=90)}
    view = SharedView(**usual | {"territories": tuple(territories), "pages": tuple(pages)} | changes)
    token = shares.make(engine, view, AUTHOR, now, phrase)
    identifier = shares.find(engine, token, now).id
    engine.dispose()
    return identifier, token


def on_link(folder, gesture, identifier, *more):
    """Do something to a shared link, as another process would: « pause », « revoke »…"""
    engine = installation.open_ready(_settings(folder))
    done = getattr(shares, gesture)(engine, identifier, AUTHOR, datetime.now(UTC), *more)
    engine.dispose()
    return done


def entered(folder, secret):
    """Return the token of a session opened with a link's secret."""
    engine = installation.open_ready(_settings(folder))
    session = shares.enter(engine, secret, datetime.now(UTC), "192.0.2.0/24")
    engine.dispose()
    return session


def bring(folder, sheets, **options):
    """Import rows by sheet, as another process would."""
    current = _settings(folder)
    engine = installation.open_ready(current)
    report = import_workbook(engine, current.secret, RawWorkbook.of("test.xlsx", sheets), Options(**options))
    engine.dispose()
    return report


def _settings(folder):
    return settings.load(environment(folder))
