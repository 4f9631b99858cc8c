"""Alembic's entry: runs on the connection that `data.migrate` hands over, in its transaction."""

from __future__ import annotations

from alembic import context

from data.schema import metadata

connection = context.config.attributes["connection"]
# SQLite takes part in transactions here because data.store sends BEGIN itself.
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
