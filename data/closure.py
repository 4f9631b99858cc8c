"""The crosswalk followed to its ends: all that areas came from, all that they became."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CTE, Select, select

from data.schema import area_relation


def back(start: Select[Any]) -> CTE:
    """Return all that areas came from, at any distance, and they themselves.

    Args:
        start: selects last the row vintage (as `vintage`) and the code of areas; columns before
            these are kept for each row that an area leads back to.

    The result has the same columns.
    """
    return _followed(start, "from", "to")


def forth(start: Select[Any]) -> CTE:
    """Return all that areas became, at any distance, and they themselves; see `back`."""
    return _followed(start, "to", "from")


def _followed(start: Select[Any], there: str, here: str) -> CTE:
    found = start.cte("back" if there == "from" else "forth", recursive=True)
    *kept, vintage_code, code = found.c
    step = select(
        *kept, area_relation.c[f"{there}_vintage"], area_relation.c[f"{there}_code"]
    ).where(
        area_relation.c[f"{here}_vintage"] == vintage_code, area_relation.c[f"{here}_code"] == code
    )
    return found.union(step)
