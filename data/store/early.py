"""Stores of the first months, when the first migration was still rewritten from week to week.

All of them call themselves "0001". What such a store lacks is made where that changes no number;
one that the numbers of several vintages cannot be kept in is refused in words.
"""

from __future__ import annotations

from typing import Any

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import Script
from sqlalchemy import Column, Connection, inspect

from ioc.errors import IocError
from ioc.words.phrase import Phrase

FIRST = "0001"


class EarlyStoreError(IocError):
    """The store is of a shape from before the first release, and cannot be brought over."""


def complete_early_store(connection: Connection, first: Script) -> list[str]:
    """Add to a store that calls itself "0001" what the first migration makes today.

    Tables, indexes and columns that may be empty are added; the order of a key is left as it is:
    such a store is slower and no less right.

    Args:
        connection: in a transaction that may change tables.
        first: the first migration.

    Returns:
        Names of the tables and columns that were added; empty for a store that has them all.

    Raises:
        EarlyStoreError: a column is missing that only a new calculation could fill.
    """
    missing = _Missing(connection)
    module: Any = first.module
    usual = module.op
    module.op = missing
    try:
        module.upgrade()
    finally:
        module.op = usual
    return missing.additions


class _Missing:
    """Replaces Alembic's operations: adds what is missing."""

    def __init__(self, connection: Connection) -> None:
        self._operations = Operations(MigrationContext.configure(connection))
        self._tables = inspect(connection)
        self._names = set(self._tables.get_table_names())
        self.additions: list[str] = []

    def create_table(self, name: str, *parts: Any, **options: Any) -> None:
        """Make a table, or the columns that it lacks."""
        if name not in self._names:
            self._operations.create_table(name, *parts, **options)
            self.additions.append(name)
            return
        present = {each["name"] for each in self._tables.get_columns(name)}
        for column in parts:
            if not isinstance(column, Column) or column.name in present:
                continue
            if not column.nullable:
                raise EarlyStoreError(Phrase("store-early", table=name, column=str(column.name)))
            self._operations.add_column(name, Column(column.name, column.type))
            self.additions.append(f"{name}.{column.name}")

    def create_index(self, name: str, table: str, columns: list[str], **options: Any) -> None:
        """Make an index."""
        if table in self._names:
            if name in {each["name"] for each in self._tables.get_indexes(table)}:
                return
            self.additions.append(name)
        self._operations.create_index(name, table, columns, **options)
