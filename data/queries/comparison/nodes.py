"""The areas of a country or a province as arrays, with their parents and their places in packs."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, bindparam, select

from data.numbers.pack import pack_root
from data.queries.area_in import area_below, area_in
from data.queries.directories import Directories
from data.store.fetch import PreparedQuery, fetch_tuples
from ioc.area import COUNTRY_CODE, Level

Ints = NDArray[np.int64]
# Level, row vintage and root of a pack.
Place = tuple[str, str, str]
_DEPTHS = {level.value: level.depth for level in Level}
_LEVELS = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
_COLUMNS = ("id", "level", "ordinal", "parent_id", "province_code", "row_vintage")
_BELOW = select(*(area_below.c[name] for name in _COLUMNS)).where(
    area_below.c.vintage == bindparam("vintage"),
    area_below.c.level.in_(bindparam("levels", expanding=True)),
)
_OF_COUNTRY = PreparedQuery(_BELOW)
_OF_PROVINCE = PreparedQuery(_BELOW.where(area_below.c.province_code == bindparam("root")))
_COUNTRY = PreparedQuery(
    select(*(area_in.c[name] for name in _COLUMNS)).where(
        area_in.c.vintage == bindparam("vintage"), area_in.c.level == Level.COUNTRY.value
    )
)


@dataclass(frozen=True)
class Nodes:
    """Areas sorted by depth; `parent` is an index into the same arrays (-1: none of them).

    `places` has for each pack the indexes of its areas, and their places in the pack.
    """

    vintage: str
    root_code: str
    id: Ints
    depth: Ints
    parent: Ints
    places: dict[Place, tuple[Ints, Ints]]
    counts: dict[Level, Ints] = field(default_factory=dict, repr=False)

    @cached_property
    def by_id(self) -> Ints:
        """The order of the areas by id."""
        return np.argsort(self.id)

    def index_of(self, ids: Ints) -> Ints:
        """Return the indexes of areas by id; -1: not among these areas."""
        if not self.id.size:
            return np.full(len(ids), -1, dtype=np.int64)
        candidates = self.by_id[np.minimum(
            np.searchsorted(self.id, ids, sorter=self.by_id), len(self.id) - 1
        )]  # fmt: skip
        places: Ints = np.where(self.id[candidates] == ids, candidates, -1)
        return places

    @cached_property
    def steps(self) -> list[tuple[Ints, Ints]]:
        """The areas of each depth and their parents, deepest first, without the top."""
        steps = []
        for depth in range(int(self.depth.max(initial=0)), 0, -1):
            here = np.flatnonzero((self.depth == depth) & (self.parent >= 0))
            if here.size:
                steps.append((here, self.parent[here]))
        return steps

    def count_inside(self, level: Level) -> Ints:
        """Return how many areas of a level lie in each area; 1 for one without any."""
        if level not in self.counts:
            self.counts[level] = self._count(level)
        return self.counts[level]

    def _count(self, level: Level) -> Ints:
        counts: Ints = (self.depth == level.depth).astype(np.int64)
        for here, parents in self.steps:
            if self.depth[here[0]] > level.depth:
                continue
            # An area above the level without areas below it counts itself.
            counts[here[counts[here] == 0]] = 1
            counts += np.bincount(parents, counts[here], len(counts)).astype(np.int64)
        at_least_one: Ints = np.maximum(counts, 1)
        return at_least_one


def find_nodes(
    connection: Connection, directories: Directories | None, vintage: str, root_code: str
) -> Nodes:
    """Return a province down to its communes, or the whole country; read once until areas change.

    Args:
        connection: open connection.
        directories: the memory of trees; None: they are read anew.
        vintage: the vintage of the areas.
        root_code: code of the province, or the country's.
    """
    if directories is None:
        return _read(connection, vintage, root_code, _LEVELS)
    return directories.remember(
        connection,
        ("nodes", vintage, root_code),
        lambda: _read(connection, vintage, root_code, _LEVELS),
    )


def find_villages(
    connection: Connection, directories: Directories | None, vintage: str, root_code: str
) -> tuple[Nodes, Ints]:
    """Return the villages of a province, and the id of the commune of each."""

    def read() -> tuple[Nodes, Ints]:
        rows = _rows(connection, vintage, root_code, (Level.VILLAGE,))
        rows.sort()
        communes = np.array([row[3] or 0 for row in rows], dtype=np.int64)
        return _make_nodes(vintage, root_code, rows), communes

    if directories is None:
        return read()
    return directories.remember(connection, ("village nodes", vintage, root_code), read)


def _read(connection: Connection, vintage: str, root_code: str, levels: tuple[Level, ...]) -> Nodes:
    rows = _rows(connection, vintage, root_code, levels)
    rows.sort(key=lambda row: (_DEPTHS[row[1]], row[0]))
    return _make_nodes(vintage, root_code, rows)


def _rows(
    connection: Connection, vintage: str, root_code: str, levels: tuple[Level, ...]
) -> list[tuple[Any, ...]]:
    values: dict[str, Any] = {"vintage": vintage, "levels": [level.value for level in levels]}
    if root_code != COUNTRY_CODE:
        return fetch_tuples(connection, _OF_PROVINCE, values | {"root": root_code})
    top = fetch_tuples(connection, _COUNTRY, {"vintage": vintage})
    return [*top, *fetch_tuples(connection, _OF_COUNTRY, values)]


def _make_nodes(vintage: str, root_code: str, rows: list[tuple[Any, ...]]) -> Nodes:
    columns = [*zip(*rows, strict=True)] or [()] * len(_COLUMNS)
    idents, levels, ordinals, parents, provinces, vintages = columns
    ids = np.array(idents, dtype=np.int64)
    depth = np.array([_DEPTHS[each] for each in levels], dtype=np.int64)
    ordinal = np.array(ordinals, dtype=np.int64)
    index = {ident: at for at, ident in enumerate(idents)}
    parent = np.array([index.get(each, -1) for each in parents], dtype=np.int64)
    if root_code == COUNTRY_CODE:
        # The stored parent of a province that was taken over is the country of its own vintage.
        parent[depth == Level.PROVINCE.depth] = 0
    rows_of_key: dict[tuple[str, str, str | None], list[int]] = {}
    for at, key in enumerate(zip(levels, vintages, provinces, strict=True)):
        rows_of_key.setdefault(key, []).append(at)
    rows_of_place: dict[Place, list[int]] = {}
    for (level, row_vintage, province), each in rows_of_key.items():
        place = level, row_vintage, pack_root(Level(level), province)
        rows_of_place.setdefault(place, []).extend(each)
    places = {}
    for place, each in rows_of_place.items():
        here = np.array(each, dtype=np.int64)
        places[place] = (here, ordinal[here])
    return Nodes(vintage, root_code, ids, depth, parent, places)
