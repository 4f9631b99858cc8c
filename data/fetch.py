"""Rows into numpy columns without a Row object per line, which costs more than the query."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Select


def fetch_tuples(
    connection: Connection, statement: Select[Any], values: Mapping[str, Any] | None = None
) -> list[tuple[Any, ...]]:
    """Return the driver's own tuples."""
    cursor = connection.execute(statement, values or {}).cursor
    if cursor is None:
        return []
    return list(cursor.fetchall())


def fetch_frame(
    connection: Connection,
    statement: Select[Any],
    types: Mapping[str, str],
    values: Mapping[str, Any] | None = None,
) -> pd.DataFrame:
    """Return the rows as a frame with these columns and types, also when there are none.

    Args:
        connection: open connection.
        statement: selects as many columns as `types` names, in that order.
        types: column → "str", "int64" or "float64" (NULL: NaN).
        values: bound parameters.
    """
    rows = fetch_tuples(connection, statement, values)
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(types)
    arrays = {
        name: np.array(column, dtype=object if kind == "str" else kind)
        for (name, kind), column in zip(types.items(), columns, strict=True)
    }
    return pd.DataFrame(arrays, copy=False)
