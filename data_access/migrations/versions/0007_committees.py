"""Committees kept on screen, the register of their decisions, the figures frozen for them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
IDENTIFIER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEPT_FOR_EVER = ("decision_entry", "committee_snapshot")


def upgrade() -> None:
    _meetings()
    _register()
    _snapshots()
    for table in KEPT_FOR_EVER:
        for statement in _append_only(table, op.get_bind().dialect.name):
            op.execute(statement)


def _meetings() -> None:
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=True),
        sa.Column("venue", sa.String(length=300), nullable=True),
        sa.Column("agenda", sa.JSON(), nullable=False),
        sa.Column("attendance", sa.JSON(), nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("held_on", name=op.f("uq_meeting_held_on")),
    )


def _register() -> None:
    op.create_table(
        "decision_entry",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("indicator", sa.String(length=50), nullable=True),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("written_by", sa.String(length=50), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_decision_entry_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_entry")),
    )
    for column in ("key", "meeting_id"):
        op.create_index(op.f(f"ix_decision_entry_{column}"), "decision_entry", [column])


def _snapshots() -> None:
    op.create_table(
        "committee_snapshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("taken_at", MOMENT, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("signature", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_committee_snapshot_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_snapshot")),
        sa.UniqueConstraint("meeting_id", "version", name=op.f("uq_committee_snapshot_meeting_id_version")),
    )


def _append_only(table: str, dialect: str) -> tuple[str, ...]:
    """Return what makes a database refuse that a row of the table be changed or removed.

    What was invented may be removed, while the plan is marked as a demonstration.
    """
    if dialect == "sqlite":
        return tuple(
            f"CREATE TRIGGER {table}_{name} BEFORE {action} ON {table} {condition}"
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for name, action, condition in (
                ("unchanged", "UPDATE", ""),
                ("kept", "DELETE", "WHEN NOT (SELECT demonstration FROM plan) "),
            )
        )
    return (
        f"CREATE FUNCTION {table}_append_only() RETURNS trigger AS $$ BEGIN "
        "IF TG_OP = 'DELETE' AND (SELECT demonstration FROM plan) THEN RETURN OLD; END IF; "
        f"RAISE EXCEPTION '{table} is append-only'; END $$ LANGUAGE plpgsql",
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_append_only()",
        f"CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()",
    )
