"""Tables as streams of Arrow batches, from both databases alike, and a sum over their content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from sqlalchemy import Connection, MetaData, Table, func, select, text

from data.store.bulk import bulk_insert
from data.store.engine import is_sqlite

BATCH = 20_000
VERSION_TABLE = "alembic_version"
_TYPES: dict[type, Any] = {
    int: pa.int64(), float: pa.float64(), str: pa.large_string(), bytes: pa.large_binary(),
    bool: pa.bool_(),
}  # fmt: skip
_U64 = NDArray[np.uint64]
_NULL = np.uint64(0x6A09E667F3BCC909)
_SEED = np.uint64(0x9E3779B97F4A7C15)


@dataclass
class Content:
    """How many rows a table has, and a sum over them that does not depend on their order."""

    rows: int = 0
    total: int = 0

    def add(self, batch: Any) -> None:
        """Count in a batch."""
        self.rows += batch.num_rows
        summed = int(np.add.reduce(_row_hashes(batch), dtype=np.uint64))
        self.total = (self.total + summed) % 2**64

    @property
    def checksum(self) -> str:
        """The sum as text."""
        return f"{self.total:016x}"


def reflect_tables(connection: Connection) -> list[Table]:
    """Return the tables that the store has, whatever its version; referred ones come first."""
    metadata = MetaData()
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name != VERSION_TABLE]


def schema_of(table: Table, columns: Sequence[str] | None = None) -> Any:
    """Return the Arrow schema of a table, its columns in the order named, else in their own."""
    names = table.columns.keys() if columns is None else columns
    return pa.schema([(name, _TYPES[table.c[name].type.python_type]) for name in names])


def read_batches(
    connection: Connection, table: Table, columns: Sequence[str] | None = None
) -> Iterator[Any]:
    """Yield a table by its key, batch by batch; columns as in `schema_of`."""
    schema = schema_of(table, columns)
    flags = [each.type == pa.bool_() for each in schema]
    statement = select(*(table.c[name] for name in schema.names)).order_by(
        *table.primary_key.columns
    )
    if is_sqlite(connection):
        # The driver's cursor reads as it goes, without an object per row.
        fetch = connection.execute(statement).cursor.fetchmany
    else:
        streamed = connection.execute(statement, execution_options={"yield_per": BATCH})
        fetch = streamed.fetchmany
    while rows := fetch(BATCH):
        cell_columns = [
            [None if cell is None else bool(cell) for cell in column] if flag else column
            for column, flag in zip(zip(*rows, strict=True), flags, strict=True)
        ]
        yield pa.record_batch(
            [
                pa.array(column, each.type)
                for column, each in zip(cell_columns, schema, strict=True)
            ],
            schema=schema,
        )


def write_batches(connection: Connection, table: Table, batches: Iterable[Any]) -> None:
    """Insert batches into an empty table, then let its counter go on after the highest key.

    Columns go by their names: a store that was made earlier may have them in another order.
    """
    own = any(key.column.table is table for key in table.foreign_keys)
    # A row may refer to a later one of its table: such tables are small and go in at once.
    if own:
        all_batches = list(batches)
        batches = [pa.Table.from_batches(all_batches)] if all_batches else []
    for batch in batches:
        if batch.num_rows:
            columns = zip(batch.schema.names, batch.columns, strict=True)
            bulk_insert(connection, table, {name: _plain(column) for name, column in columns})
    counter = table.autoincrement_column
    if counter is not None and not is_sqlite(connection):
        highest = connection.scalar(select(func.max(counter)))
        sequence = connection.scalar(
            text("SELECT pg_get_serial_sequence(:table, :column)"),
            {"table": table.name, "column": counter.name},
        )
        if sequence and highest:
            connection.execute(
                text("SELECT setval(CAST(:sequence AS regclass), :highest)"),
                {"sequence": sequence, "highest": highest},
            )


def content_of(
    connection: Connection, table: Table, columns: Sequence[str] | None = None
) -> Content:
    """Return rows and sum of a stored table; the order of columns matters (`schema_of`)."""
    content = Content()
    for batch in read_batches(connection, table, columns):
        content.add(batch)
    return content


def _plain(column: Any) -> NDArray[Any]:
    if pa.types.is_floating(column.type):
        return np.asarray(column.to_numpy(zero_copy_only=False))
    objects = np.empty(len(column), dtype=object)
    objects[:] = column.to_pylist()
    return objects


def _row_hashes(batch: Any) -> _U64:
    hashes = np.full(batch.num_rows, _SEED)
    for column in batch.columns:
        hashes = _mixed(hashes ^ _column_hashes(column))
    return hashes


def _column_hashes(column: Any) -> _U64:
    kind = column.type
    if pa.types.is_large_string(kind) or pa.types.is_large_binary(kind):
        dictionary = column.dictionary_encode()
        distinct = dictionary.dictionary.cast(pa.large_binary()).to_pylist()
        hash_of = np.array(
            [int.from_bytes(hashlib.blake2b(each, digest_size=8).digest(), "little")
             for each in distinct] or [0],
            dtype=np.uint64,
        )  # fmt: skip
        hashes = hash_of[pc.fill_null(dictionary.indices, 0).to_numpy(zero_copy_only=False)]
    elif pa.types.is_floating(kind):
        # One zero: SQLite does not keep the sign of the other.
        numbers = pc.fill_null(column, 0.0).to_numpy(zero_copy_only=False) + 0.0
        hashes = np.ascontiguousarray(numbers, dtype=np.float64).view(np.uint64)
    else:
        numbers = pc.fill_null(column.cast(pa.int64()), 0).to_numpy(zero_copy_only=False)
        hashes = np.ascontiguousarray(numbers, dtype=np.int64).view(np.uint64)
    missing = column.is_null().to_numpy(zero_copy_only=False)
    return np.where(missing, _NULL, _mixed(hashes))


def _mixed(numbers: _U64) -> _U64:
    """Spread every bit over all bits (the finaliser of SplitMix64)."""
    mixed = numbers + _SEED
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(mixed ^ (mixed >> np.uint64(31)), dtype=np.uint64)
