"""Fingerprint of the hashing key, so that a lost or changed key is noticed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("plan", sa.Column("key_fingerprint", sa.String(length=16), nullable=True))
