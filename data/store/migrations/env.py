"""Alembic's entry: runs on the connection that `data.migrate` hands over, in its transaction."""

from __future__ import annotations

from typing import Literal, cast

import sqlalchemy
from alembic import context

from data.store.clean_text import String, Text
from data.store.schema import metadata


def plain_types(kind: str, item: object, _: object) -> str | Literal[False]:
    """Write a column's type as SQLAlchemy's own: a migration outlives our classes."""
    if kind == "type" and isinstance(item, String):
        return f"sa.String(length={cast(sqlalchemy.String, item.impl).length})"
    return "sa.Text()" if kind == "type" and isinstance(item, Text) else False


connection = context.config.attributes["connection"]
# SQLite takes part in transactions here because data.store.engine sends BEGIN itself.
context.configure(
    connection=connection,
    target_metadata=metadata,
    transactional_ddl=True,
    render_item=plain_types,
)
with context.begin_transaction():
    context.run_migrations()
