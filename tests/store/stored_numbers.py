"""All that is reckoned from reports, as plain values to compare; and a store without any report."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from data.pack import Pack
from data.schema import observation, pack, rollup, submission


def stored(connection: Connection) -> tuple[set[tuple[object, ...]], dict[object, object]]:
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
    """Remove every report and what came of it."""
    for table in (observation, rollup, pack, submission):
        connection.execute(delete(table))
