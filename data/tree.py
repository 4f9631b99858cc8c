"""The areas of one province as arrays, ready for sums from the bottom up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from data.schema import area
from ioc.area import COUNTRY_CODE, Level

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Tree:
    """Areas of one vintage under one root, sorted by depth.

    `parent` is an index into the same arrays (-1 at the top). `expected[level]` counts, for an
    indicator whose lowest level is `level`, the areas under each area that should report.
    """

    vintage: str
    root_code: str
    id: Ints
    depth: Ints
    ordinal: Ints
    parent: Ints
    expected: dict[Level, Ints]

    def at(self, level: Level) -> Ints:
        """Return the indexes of the areas of one level."""
        return np.flatnonzero(self.depth == level.depth)

    def levels(self) -> list[Level]:
        """Return the levels that have areas here, deepest first."""
        return [level for level in reversed(Level) if np.any(self.depth == level.depth)]


def read_province_tree(connection: Connection, vintage: str, province_code: str) -> Tree:
    """Return the province and all areas under it."""
    rows = connection.execute(
        select(area.c.id, area.c.level, area.c.ordinal, area.c.parent_id)
        .where(area.c.vintage == vintage, area.c.province_code == province_code)
        .order_by(area.c.id)
    ).all()
    return _tree(vintage, province_code, rows)


def read_country_tree(connection: Connection, vintage: str) -> Tree:
    """Return the country and its provinces, with what is expected of all areas under them."""
    rows = connection.execute(
        select(area.c.id, area.c.level, area.c.ordinal, area.c.parent_id).where(
            area.c.vintage == vintage
        )
    ).all()
    whole = _tree(vintage, COUNTRY_CODE, rows)
    top = np.flatnonzero(whole.depth <= Level.PROVINCE.depth)
    return Tree(
        vintage,
        COUNTRY_CODE,
        whole.id[top],
        whole.depth[top],
        whole.ordinal[top],
        whole.parent[top],
        {level: counts[top] for level, counts in whole.expected.items()},
    )


def _tree(vintage: str, root_code: str, rows: Any) -> Tree:
    depth = np.array([Level(row[1]).depth for row in rows], dtype=np.int64)
    order = np.argsort(depth, kind="stable")
    ids = np.array([row[0] for row in rows], dtype=np.int64)[order]
    position = {identity: place for place, identity in enumerate(ids.tolist())}
    parents = [rows[place][3] for place in order]
    parent = np.array([position.get(each, -1) for each in parents], dtype=np.int64)
    ordinal = np.array([row[2] for row in rows], dtype=np.int64)[order]
    depth = depth[order]
    expected = {level: _expected(depth, parent, level) for level in Level}
    return Tree(vintage, root_code, ids, depth, ordinal, parent, expected)


def _expected(depth: Ints, parent: Ints, lowest: Level) -> Ints:
    """An area without areas below it (down to the lowest level) is expected once."""
    counts = np.zeros(len(depth), dtype=np.int64)
    for step in range(lowest.depth, -1, -1):
        here = depth == step
        counts[here & (counts == 0)] = 1
        inner = here & (parent >= 0)
        counts += np.bincount(parent[inner], weights=counts[inner], minlength=len(depth)).astype(
            np.int64
        )
    return counts
