"""Migrations and schema.py say the same; stores of another version are handled."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, inspect, text

from data.migrate import NewerStoreError, upgrade
from data.store.engine import open_engine, raise_revision, read_revision, writing
from data.store.schema import metadata


def test_migrations_give_the_tables_of_the_schema(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, metadata) == []
        names = set(inspect(connection).get_table_names()) - {"alembic_version"}
    assert names == set(metadata.tables)


def test_migrated_sqlite_tables_are_stored_the_same_way(sqlite_engine: Engine) -> None:
    """compare_metadata sees neither WITHOUT ROWID nor the order of a key's columns."""
    model_engine = create_engine("sqlite://")
    metadata.create_all(model_engine)
    assert _create_statements(sqlite_engine) == _create_statements(model_engine)
    model_engine.dispose()


def _create_statements(engine: Engine) -> dict[str, tuple[list[str], bool]]:
    query = (
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'"
    )
    with engine.connect() as connection:
        rows = connection.execute(text(query)).all()
    return {
        # A column that was added later stands in the line of the one before it.
        name: (sorted(filter(None, re.split(r",\s*|\s*\n\s*", sql))), "WITHOUT ROWID" in sql)
        for name, sql in rows
    }


def test_migrated_primary_keys_keep_their_column_order(engine: Engine) -> None:
    inspector = inspect(engine)
    for table in metadata.sorted_tables:
        columns = inspector.get_pk_constraint(table.name)["constrained_columns"]
        assert columns == [column.name for column in table.primary_key.columns], table.name


def test_upgrade_of_a_current_store_changes_nothing(engine: Engine) -> None:
    with writing(engine) as connection:
        raise_revision(connection, "areas", {})
    assert upgrade(engine) is False
    with engine.connect() as connection:
        assert read_revision(connection) == 1


def test_processes_that_start_together_migrate_once(tmp_path: Path) -> None:
    engines = [open_engine(f"sqlite:///{tmp_path / 'ioc.sqlite'}") for _ in range(4)]
    with ThreadPoolExecutor(len(engines)) as pool:
        results = list(pool.map(upgrade, engines))
    assert sorted(results) == [False, False, False, True]
    for each in engines:
        each.dispose()


def test_a_store_of_a_later_version_is_left_alone(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerStoreError, match="9999"):
        upgrade(engine)
