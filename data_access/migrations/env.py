"""Alembic's entry point: runs migrations on the connection handed over by `upgrade`."""

from alembic import context

from data_access.schema import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
