"""Former areas over the communes of today that lie wholly in them.

What a former district or province has since it ended is the sum of communes of today: only they
tell who reported in two periods. Those that hold other land too are left out of a comparison, and
weighed where it is told what an unfinished number would come to.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from data.directories import DirectoryCache
from data.pack import shown_values
from data.queries.areas import Area, read_areas, read_vintages
from data.queries.comparison.cells import CellReader
from data.queries.comparison.changes import find_changes
from data.queries.comparison.nodes import Nodes, find_nodes
from data.queries.comparison.straddlers import Shares, read_weights
from data.queries.former import read_former_shares
from ioc.area import COUNTRY_CODE, Level
from ioc.comparison import Comparison
from ioc.crosswalk import basis_order
from ioc.indicator import Indicator


@dataclass(frozen=True)
class Gathered:
    """The communes of today in a former area: `places` wholly, `partly` with other land too.

    Of `expected` communes in all; `shares` says how much of those that hold other land is its, by
    each basis that is known.
    """

    nodes: Nodes
    places: NDArray[np.int64]
    expected: int
    partly: NDArray[np.int64]
    shares: tuple[Shares, ...]

    def weighed(self, indicator: Indicator) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return its communes and their shares; those of unknown share are left out."""
        order = basis_order(indicator.weight_basis)
        parts = [next((each[basis] for basis in order if basis in each), np.nan)
                 for each in self.shares]  # fmt: skip
        shares = np.array(parts, dtype=np.float64)
        held = shares > 0
        return (
            np.concatenate([self.places, self.partly[held]]),
            np.concatenate([np.ones(len(self.places)), shares[held]]),
        )


def find_gathered(
    connection: Connection, directories: DirectoryCache | None, area: Area
) -> Gathered | None:
    """Return the communes of today in an area; None where the area is one of today."""

    def read() -> Gathered | None:
        return _read(connection, directories, area)

    if directories is None:
        return read()
    key = ("gathered", area.key.vintage, area.id)
    return directories.remember(connection, key, read)


def _read(
    connection: Connection, directories: DirectoryCache | None, area: Area
) -> Gathered | None:
    newest = read_vintages(connection)[-1].code
    if area.key.vintage == newest or area.row_vintage == newest:
        return None
    communes = read_areas(connection, newest, Level.COMMUNE)
    if area.level is Level.COUNTRY:
        held = {code: 1.0 for code in communes["code"]}
    else:
        shares = read_former_shares(connection, newest, area.key.code, area.row_vintage)
        shares = shares[shares["level"] == Level.COMMUNE.value]
        held = dict(zip(shares["code"].tolist(), shares["share"].tolist(), strict=True))
    mine = communes[communes["code"].isin(held)]
    if mine.empty:
        return None
    provinces = mine["province_code"].unique().tolist()
    root = provinces[0] if len(provinces) == 1 else COUNTRY_CODE
    nodes = find_nodes(connection, directories, newest, root)
    wholly = mine["code"].map(held) >= 1
    places = nodes.index_of(mine[wholly]["id"].to_numpy(dtype=np.int64))
    others = mine[~wholly]
    partly = nodes.index_of(others["id"].to_numpy(dtype=np.int64))
    weights = read_weights(connection, others["id"].tolist(), area) if len(others) else {}
    known_shares = [weights.get(ident, {}) for ident in others["id"].tolist()]
    known = partly >= 0
    return Gathered(
        nodes, places[places >= 0], len(mine), partly[known],
        tuple(each for each, here in zip(known_shares, known.tolist(), strict=True) if here),
    )  # fmt: skip


def compare_gathered(
    connection: Connection,
    directories: DirectoryCache | None,
    gathered: Gathered,
    reader: CellReader,
    now: str,
    then: str,
) -> Comparison | None:
    """Return how a former area moved, over its communes of today that have both numbers."""
    sums = find_changes(connection, directories, reader, now, then).sums
    chosen = gathered.places[sums.count[gathered.places] > 0]
    if not chosen.size:
        return None
    one, two = (
        value_of_sum(parts[0][chosen], parts[1][chosen], reader.indicator)
        for parts in (sums.now, sums.then)
    )
    if np.isnan(one - two):
        return None
    return Comparison(then, one - two, len(chosen), gathered.expected, Level.COMMUNE)


def value_of_sum(
    over: NDArray[np.float64], under: NDArray[np.float64], indicator: Indicator
) -> float:
    """Return the value of the sum of some parts; NaN where there is none."""
    parts = np.array([over.sum()]), np.array([under.sum()])
    return float(shown_values(*parts, np.array([np.nan]), indicator.factor)[0])
