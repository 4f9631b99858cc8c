"""How queries use the keys of the tables of numbers, which begin with the indicator."""

from __future__ import annotations

from sqlalchemy import ColumnElement, FromClause, select

from data.store.schema import indicator


def of_any_indicator(table: FromClause) -> ColumnElement[bool]:
    """Return a condition that every cell of `observation` or `rollup` meets.

    A query by area alone adds it: the database then makes one look-up per indicator and area
    instead of reading the whole table.
    """
    return table.c.indicator_id.in_(select(indicator.c.id))
