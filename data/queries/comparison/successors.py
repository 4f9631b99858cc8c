"""Former areas compared over the communes of today that lie wholly in them.

Since its end the number of a former district or province is the sum of communes of today; only they
show who reported in two periods. Communes that also hold other land are left out of comparisons;
provisional values count them by their share.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from data.numbers.pack import shown_values
from data.queries.areas import Area, read_areas, read_vintages
from data.queries.comparison.cells import CellReader
from data.queries.comparison.changes import find_changes
from data.queries.comparison.nodes import Nodes, find_nodes
from data.queries.comparison.straddlers import Shares, read_weights
from data.queries.directories import Directories
from data.queries.former import read_former_shares
from ioc.area import COUNTRY_CODE, Level
from ioc.comparison import Comparison
from ioc.crosswalk import basis_order
from ioc.indicator import Indicator


@dataclass(frozen=True)
class Successors:
    """The communes of today in a former area: `places` wholly, `partly` also with other land.

    `expected` communes in all; `shares` are the shares of the `partly` ones that lie in the area,
    by each known basis.
    """

    nodes: Nodes
    places: NDArray[np.int64]
    expected: int
    partly: NDArray[np.int64]
    shares: tuple[Shares, ...]

    def with_shares(self, indicator: Indicator) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return the communes and their shares; those with an unknown share are left out."""
        order = basis_order(indicator.weight_basis)
        parts = [next((each[basis] for basis in order if basis in each), np.nan)
                 for each in self.shares]  # fmt: skip
        shares = np.array(parts, dtype=np.float64)
        has_share = shares > 0
        return (
            np.concatenate([self.places, self.partly[has_share]]),
            np.concatenate([np.ones(len(self.places)), shares[has_share]]),
        )


def find_successors(
    connection: Connection, directories: Directories | None, area: Area
) -> Successors | None:
    """Return the communes of today in a former area; None for an area of today."""

    def read() -> Successors | None:
        return _read(connection, directories, area)

    if directories is None:
        return read()
    key = ("gathered", area.key.vintage, area.id)
    return directories.remember(connection, key, read)


def _read(connection: Connection, directories: Directories | None, area: Area) -> Successors | None:
    newest = read_vintages(connection)[-1].code
    if area.key.vintage == newest or area.row_vintage == newest:
        return None
    communes = read_areas(connection, newest, Level.COMMUNE)
    if area.level is Level.COUNTRY:
        share_of = {code: 1.0 for code in communes["code"]}
    else:
        shares = read_former_shares(connection, newest, area.key.code, area.row_vintage)
        shares = shares[shares["level"] == Level.COMMUNE.value]
        share_of = dict(zip(shares["code"].tolist(), shares["share"].tolist(), strict=True))
    mine = communes[communes["code"].isin(share_of)]
    if mine.empty:
        return None
    provinces = mine["province_code"].unique().tolist()
    root = provinces[0] if len(provinces) == 1 else COUNTRY_CODE
    nodes = find_nodes(connection, directories, newest, root)
    wholly = mine["code"].map(share_of) >= 1
    places = nodes.index_of(mine[wholly]["id"].to_numpy(dtype=np.int64))
    others = mine[~wholly]
    partly = nodes.index_of(others["id"].to_numpy(dtype=np.int64))
    weights = read_weights(connection, others["id"].tolist(), area) if len(others) else {}
    known_shares = [weights.get(ident, {}) for ident in others["id"].tolist()]
    in_tree = partly >= 0
    return Successors(
        nodes, places[places >= 0], len(mine), partly[in_tree],
        tuple(each for each, here in zip(known_shares, in_tree.tolist(), strict=True) if here),
    )  # fmt: skip


def compare_over_successors(
    connection: Connection,
    directories: Directories | None,
    successors: Successors,
    reader: CellReader,
    now: str,
    then: str,
) -> Comparison | None:
    """Return the comparison of a former area over its communes of today with both numbers."""
    sums = find_changes(connection, directories, reader, now, then).sums
    places = successors.places[sums.count[successors.places] > 0]
    if not places.size:
        return None
    one, two = (
        value_of_sum(parts[0][places], parts[1][places], reader.indicator)
        for parts in (sums.now, sums.then)
    )
    if np.isnan(one - two):
        return None
    return Comparison(then, one - two, len(places), successors.expected, Level.COMMUNE)


def value_of_sum(
    over: NDArray[np.float64], under: NDArray[np.float64], indicator: Indicator
) -> float:
    """Return the value of the sum of these parts; NaN without any."""
    parts = np.array([over.sum()]), np.array([under.sum()])
    return float(shown_values(*parts, np.array([np.nan]), indicator.factor)[0])
