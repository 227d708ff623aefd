"""Population points from INSEE's grid, and the name of the file that they come from."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "population_point",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("x", sa.Double(), nullable=False),
        sa.Column("y", sa.Double(), nullable=False),
        sa.Column("people", sa.Double(), nullable=False),
        sa.CheckConstraint("people > 0", name=op.f("ck_population_point_populated")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_population_point")),
    )
    op.add_column("plan", sa.Column("grid_source", sa.String(length=300), nullable=True))
