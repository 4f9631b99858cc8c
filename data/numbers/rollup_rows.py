"""The rollup rows of one transaction: collected cell by cell, written or deleted at the end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, bindparam, delete

from data.numbers.cellset import COLUMNS, Cellset
from data.store.bulk import bulk_upsert
from data.store.schema import rollup

_KEY = ("area_id", "indicator_id", "period")
_DELETE = delete(rollup).where(*(rollup.c[name] == bindparam(f"_{name}") for name in _KEY))


@dataclass(frozen=True)
class RollupRows:
    """Rollup rows of one indicator and period; those not `to_write` are deleted."""

    area_id: NDArray[np.int64]
    indicator_id: int
    period: str
    cells: Cellset
    to_write: NDArray[np.bool_]


def write_rollup_rows(connection: Connection, parts: list[RollupRows]) -> int:
    """Write and delete rollup rows, the last of each cell; return how many were written."""
    if not parts:
        return 0
    sizes = [len(each.area_id) for each in parts]
    columns = {
        "area_id": np.concatenate([each.area_id for each in parts]),
        "indicator_id": np.repeat([each.indicator_id for each in parts], sizes),
        "period": np.repeat(np.array([each.period for each in parts]), sizes),
        **{name: np.concatenate([getattr(each.cells, name) for each in parts]) for name in COLUMNS},
    }
    order = np.lexsort((columns["period"], columns["area_id"], columns["indicator_id"]))
    keys = [columns[name][order] for name in ("indicator_id", "area_id", "period")]
    # The last change of a cell counts; the sort kept the order of equal keys.
    last = np.ones(len(order), dtype=bool)
    last[:-1] = np.any([key[1:] != key[:-1] for key in keys], axis=0)
    order = order[last]
    to_write = np.concatenate([each.to_write for each in parts])[order]
    to_delete = order[~to_write]
    if to_delete.size:
        names = [f"_{name}" for name in _KEY]
        values = (columns[name][to_delete].tolist() for name in _KEY)
        connection.execute(
            _DELETE, [dict(zip(names, row, strict=True)) for row in zip(*values, strict=True)]
        )
    order = order[to_write]
    if order.size:
        bulk_upsert(connection, rollup, {name: each[order] for name, each in columns.items()})
    return len(order)
