"""All numbers computed from reports, as plain values to compare; and a store without reports."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from data.numbers.pack import Pack
from data.store.schema import observation, pack, rollup, submission


def read_stored_numbers(
    connection: Connection,
) -> tuple[set[tuple[object, ...]], dict[object, object]]:
    """Return all rollup rows, and the packs as plain lists: nine digits, NaN as None."""
    rows = {tuple(row) for row in connection.execute(select(rollup))}
    packs: dict[object, object] = {}
    for row in connection.execute(select(pack)):
        columns = Pack.decode(row.payload).columns()
        packs[tuple(row)[:5]] = [
            [None if each != each else round(float(each), 9) for each in column]
            for column in columns
        ]
    return rows, packs


def clear(connection: Connection) -> None:
    """Remove every report and all numbers computed from it."""
    for table in (observation, rollup, pack, submission):
        connection.execute(delete(table))
