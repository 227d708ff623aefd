"""Who may open the dashboard: readers, their invitations and sessions, what they did, what is slowed down."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from data_access.schema.base import Base, Identifier, Moment


class Reader(Base):
    """Someone who may sign in; `subject` is the keyed hash of a provider's identifier, never that itself."""

    __tablename__ = "reader"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    role: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str | None] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)


class Session(Base):
    """A browser that was let in, for a reader or for a shared link; only the token's hash is kept.

    `provider_token` is what the provider asks for at sign-out, encrypted with the installation's key.
    """

    __tablename__ = "session"
    __table_args__ = (CheckConstraint("(reader_id IS NULL) <> (share_link_id IS NULL)", name="one_holder"),)

    id: Mapped[int] = mapped_column(Identifier, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    reader_id: Mapped[int | None] = mapped_column(ForeignKey("reader.id", ondelete="CASCADE"), index=True)
    share_link_id: Mapped[int | None] = mapped_column(
        ForeignKey("shared_link.id", ondelete="CASCADE"), index=True
    )
    door: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(Moment)
    last_seen_at: Mapped[datetime] = mapped_column(Moment)
    idle_expires_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    address_prefix: Mapped[str] = mapped_column(String(45))
    provider_token: Mapped[str | None] = mapped_column(Text)


class SharedLink(Base):
    """A link that opens a part of the dashboard to whoever holds it; only the secret's hash is kept.

    `maker` is a name as it was when the link was made. A perimeter is codes of communes and QPV.
    """

    __tablename__ = "shared_link"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="period_in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(String(100))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    territories: Mapped[list[str]] = mapped_column(JSON)
    pages: Mapped[list[str]] = mapped_column(JSON)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    origins: Mapped[list[str]] = mapped_column(JSON)
    phrase_hash: Mapped[str | None] = mapped_column(String(200))
    maker: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    paused_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    last_access_at: Mapped[datetime | None] = mapped_column(Moment)
    accesses: Mapped[int] = mapped_column(default=0)


class Invitation(Base):
    """A link that lets its reader in once, for `days` days."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    reader_id: Mapped[int] = mapped_column(ForeignKey("reader.id", ondelete="CASCADE"), index=True)
    days: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)


class SignInAttempt(Base):
    """A departure to the identity provider, until its one return."""

    __tablename__ = "sign_in_attempt"

    state_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    nonce: Mapped[str] = mapped_column(String(64))
    verifier: Mapped[str] = mapped_column(String(128))
    return_to: Mapped[str] = mapped_column(Text)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)


class RateCount(Base):
    """How many times an address knocked at a door in a stretch of time."""

    __tablename__ = "rate_count"

    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    stretch: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    count: Mapped[int]


class AccessEvent(Base):
    """A line of the access journal; triggers of the database refuse that one be changed, or removed early."""

    __tablename__ = "access_log"

    id: Mapped[int] = mapped_column(Identifier, primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    event: Mapped[str] = mapped_column(String(20))
    role: Mapped[str | None] = mapped_column(String(20))
    reader_id: Mapped[int | None]
    share_link_id: Mapped[int | None]
    page: Mapped[str | None] = mapped_column(String(30))
    selection: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    detail: Mapped[str | None] = mapped_column(String(200))
    address_prefix: Mapped[str | None] = mapped_column(String(45))
