"""Links that open a part of the dashboard to partners, read-only."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "shared_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=100), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("territories", sa.JSON(), nullable=False),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("origins", sa.JSON(), nullable=False),
        sa.Column("phrase_hash", sa.String(length=200), nullable=True),
        sa.Column("maker", sa.String(length=100), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("paused_at", MOMENT, nullable=True),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.Column("last_access_at", MOMENT, nullable=True),
        sa.Column("accesses", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_shared_link_period_in_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_shared_link_token_hash")),
    )
    # No link existed before: a session that names one opens nothing.
    op.execute("DELETE FROM session WHERE share_link_id IS NOT NULL")
    with op.batch_alter_table("session") as session:
        session.create_foreign_key(
            op.f("fk_session_share_link_id"), "shared_link", ["share_link_id"], ["id"], ondelete="CASCADE"
        )
