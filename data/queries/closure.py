"""The closure of the crosswalk: all predecessors and all successors of areas."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CTE, Select, select

from data.store.schema import area_relation


def back(start: Select[Any]) -> CTE:
    """Return all predecessors of areas, at any distance, and the areas themselves.

    Args:
        start: selects areas; its last columns are the row vintage (as `vintage`) and the code,
            columns before these are repeated for each predecessor.

    The result has the same columns.
    """
    return _follow(start, "from", "to")


def forth(start: Select[Any]) -> CTE:
    """Return all successors of areas, at any distance, and the areas themselves; see `back`."""
    return _follow(start, "to", "from")


def _follow(start: Select[Any], there: str, here: str) -> CTE:
    closure = start.cte("back" if there == "from" else "forth", recursive=True)
    *other_columns, vintage_code, code = closure.c
    step = select(
        *other_columns, area_relation.c[f"{there}_vintage"], area_relation.c[f"{there}_code"]
    ).where(
        area_relation.c[f"{here}_vintage"] == vintage_code, area_relation.c[f"{here}_code"] == code
    )
    return closure.union(step)
