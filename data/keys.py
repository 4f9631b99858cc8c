"""How questions follow the keys of the tables of numbers, which begin with the indicator."""

from __future__ import annotations

from sqlalchemy import ColumnElement, FromClause, select

from data.schema import indicator


def of_any_indicator(table: FromClause) -> ColumnElement[bool]:
    """Return a condition that every cell of `observation` or `rollup` meets.

    A question about areas alone takes it along: one look-up for each indicator and area in place
    of reading the whole table.
    """
    return table.c.indicator_id.in_(select(indicator.c.id))
