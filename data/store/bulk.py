"""Many rows at once, by the quickest way of each driver."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray
from sqlalchemy import Connection, Table

from data.store.engine import is_sqlite
from ioc.text import harmless

Columns = dict[str, NDArray[Any]]


def bulk_insert(connection: Connection, table: Table, columns: Columns) -> None:
    """Insert rows given as numpy columns of equal length; NaN is stored as NULL.

    SQLite: one `executemany` on the driver (it binds NaN as NULL). PostgreSQL: COPY.
    """
    names = ", ".join(columns)
    if is_sqlite(connection):
        marks = ", ".join("?" * len(columns))
        _driver(connection).executemany(
            f"INSERT INTO {table.name} ({names}) VALUES ({marks})",  # noqa: S608  (our own names)
            _rows(columns),
        )
        return
    _copy(connection, table.name, columns)


def bulk_upsert(connection: Connection, table: Table, columns: Columns) -> None:
    """Insert rows, or replace the other columns where the primary key is there already."""
    keys = [column.name for column in table.primary_key.columns]
    rest = [name for name in columns if name not in keys]
    names = ", ".join(columns)
    clause = (
        f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET "
        + ", ".join(f"{name} = excluded.{name}" for name in rest)
    )  # fmt: skip
    if is_sqlite(connection):
        marks = ", ".join("?" * len(columns))
        _driver(connection).executemany(
            f"INSERT INTO {table.name} ({names}) VALUES ({marks}) {clause}",  # noqa: S608
            _rows(columns),
        )
        return
    stage = f"stage_{table.name}"
    connection.exec_driver_sql(
        f"CREATE TEMP TABLE IF NOT EXISTS {stage} (LIKE {table.name}) ON COMMIT DELETE ROWS"
    )
    _copy(connection, stage, columns)
    connection.exec_driver_sql(
        f"INSERT INTO {table.name} ({names}) SELECT {names} FROM {stage} {clause}"  # noqa: S608
    )
    connection.exec_driver_sql(f"TRUNCATE {stage}")


def _plain(column: NDArray[Any]) -> list[Any]:
    """Return a column as the driver takes it; names are what their types would make of them."""
    cells: list[Any] = column.tolist()
    if column.dtype != object:
        return cells
    # Periods and marks repeat in every row.
    texts = {each for each in cells if isinstance(each, str)}
    plain = {each: harmless(each, lines=True) for each in texts}
    return [plain.get(each, each) for each in cells] if plain else cells


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


def _rows(columns: Columns) -> Any:
    return zip(*(_plain(column) for column in columns.values()), strict=True)


def _copy(connection: Connection, name: str, columns: Columns) -> None:
    names = ", ".join(columns)
    with (
        _driver(connection).cursor() as cursor,
        cursor.copy(f"COPY {name} ({names}) FROM STDIN") as copy,
    ):
        for row in _rows(columns):
            copy.write_row(_without_nan(row))


def _without_nan(row: Sequence[Any]) -> list[Any]:
    # Only NaN differs from itself.
    return [None if cell != cell else cell for cell in row]
