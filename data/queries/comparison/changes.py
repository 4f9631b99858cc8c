"""Changes between two periods, for each area over the areas that reported in both.

An area with complete reports in both periods is compared as it is. For any other the comparable
areas inside are summed, down to the villages; numerators and denominators separately.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from data.numbers.pack import shown_values
from data.queries.comparison.cells import CellReader
from data.queries.comparison.nodes import find_villages
from data.queries.directories import Directories
from ioc.area import Level
from ioc.comparison import count_level

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass
class PairSums:
    """Numerator and denominator of each area, now and then, and how many areas are in them."""

    now: tuple[Floats, Floats]
    then: tuple[Floats, Floats]
    count: Ints

    @classmethod
    def empty(cls, length: int) -> PairSums:
        """Return empty sums."""
        one, two, three, four = (np.full(length, np.nan) for _ in range(4))
        return cls((one, two), (three, four), np.zeros(length, dtype=np.int64))

    def columns(self) -> tuple[Floats, ...]:
        """Return the four columns of numbers."""
        return (*self.now, *self.then)


@dataclass(frozen=True)
class Changes:
    """The change of each area of a tree; NaN: not comparable.

    `count` of the `expected` areas inside are compared. `sums` has the parts of those that can be
    added up further.
    """

    change: Floats
    count: Ints
    expected: Ints
    sums: PairSums


def find_changes(
    connection: Connection,
    directories: Directories | None,
    reader: CellReader,
    now: str,
    then: str,
) -> Changes:
    """Return the change of every area of a tree from one period to another.

    Args:
        connection: open connection.
        directories: the memory of trees; None: they are read anew.
        reader: the reader of the indicator and the tree.
        now: the later period.
        then: the period to compare with.
    """
    reader.fetch([now, then])
    one, two = reader.get(now), reader.get(then)
    nodes, indicator = reader.nodes, reader.indicator
    length = len(nodes.id)
    whole = one.whole & two.whole
    change = np.where(whole, one.values - two.values, np.nan)
    expected = nodes.count_inside(count_level(Level.PROVINCE, indicator.lowest_level))
    count = np.where(whole, expected, 0)
    if not indicator.space_rule.adds_up:
        return Changes(change, count, expected, PairSums.empty(length))
    sums = PairSums.empty(length)
    adding = whole & one.adds & two.adds
    for column, numbers in zip(
        sums.columns(),
        (one.numerator, one.denominator, two.numerator, two.denominator),
        strict=True,
    ):
        column[adding] = numbers[adding]
    sums.count = np.where(adding, expected, 0)
    inside, of = count.copy(), expected.copy()
    if indicator.lowest_level is Level.VILLAGE:
        partly = (nodes.depth == Level.COMMUNE.depth) & one.adds & two.adds & ~whole
        for place, village_sums, all_of_them in _village_sums(
            connection, directories, reader, now, then, np.flatnonzero(partly)
        ):
            for column, total in zip(sums.columns(), village_sums.columns(), strict=True):
                column[place] = total[0]
            sums.count[place] = 1
            inside[place], of[place] = village_sums.count[0], all_of_them
    add_up(sums, nodes.steps, whole)
    by_sum = ~whole & (sums.count > 0)
    change[by_sum] = values_of(sums.now, reader, by_sum) - values_of(sums.then, reader, by_sum)
    higher = nodes.depth < Level.COMMUNE.depth
    inside[higher] = np.where(whole, expected, sums.count)[higher]
    return Changes(change, inside, of, sums)


def add_up(sums: PairSums, steps: list[tuple[Ints, Ints]], stands: Bools) -> None:
    """Sum children into parents, deepest first; parents that `stand` keep their own numbers."""
    for here, parents in steps:
        adds = (sums.count[here] > 0) & ~stands[parents]
        if not adds.any():
            continue
        children, above = here[adds], parents[adds]
        sum_parents = np.unique(above)
        for column in sums.columns():
            total = np.bincount(above, column[children], len(column))
            column[sum_parents] = total[sum_parents]
        sums.count[sum_parents] = np.bincount(above, sums.count[children], len(sums.count)).astype(
            np.int64
        )[sum_parents]


def values_of(parts: tuple[Floats, Floats], reader: CellReader, mask: Bools) -> Floats:
    """Return the values of the sums under a mask."""
    none = np.full(int(mask.sum()), np.nan)
    return shown_values(parts[0][mask], parts[1][mask], none, reader.indicator.factor)


def _village_sums(
    connection: Connection,
    directories: Directories | None,
    reader: CellReader,
    now: str,
    then: str,
    communes: Ints,
) -> list[tuple[int, PairSums, int]]:
    """Return for each comparable commune its index, its villages' sums and their number."""
    results = []
    for inside, owners, places in villages_of(connection, directories, reader, communes):
        inside.fetch([now, then])
        one, two = inside.get(now), inside.get(then)
        both = one.whole & two.whole & one.adds & two.adds
        for place, ident in places:
            mine = owners == ident
            usable = mine & both
            if not usable.any():
                continue
            sums = PairSums(
                (_total(one.numerator, usable), _total(one.denominator, usable)),
                (_total(two.numerator, usable), _total(two.denominator, usable)),
                np.array([int(usable.sum())]),
            )
            results.append((place, sums, int(mine.sum())))
    return results


def _total(column: Floats, mask: Bools) -> Floats:
    return np.array([column[mask].sum()])


def villages_of(
    connection: Connection,
    directories: Directories | None,
    reader: CellReader,
    communes: Ints,
) -> list[tuple[CellReader, Ints, list[tuple[int, int]]]]:
    """Return for each province of these communes a reader of its villages.

    With it the id of each village's commune, and (index, id) of the communes.
    """
    roots: dict[str, list[tuple[int, int]]] = {}
    if communes.size:
        mask = np.zeros(len(reader.nodes.id), dtype=bool)
        mask[communes] = True
        for (level, _, root), (here, _) in reader.nodes.places.items():
            if level != Level.COMMUNE.value:
                continue
            mine = here[mask[here]]
            if mine.size:
                pairs = zip(mine.tolist(), reader.nodes.id[mine].tolist(), strict=True)
                roots.setdefault(root, []).extend(pairs)
    readers = []
    for root, places in roots.items():
        nodes, owners = find_villages(connection, directories, reader.nodes.vintage, root)
        if len(nodes.id):
            readers.append((reader.below(nodes), owners, places))
    return readers
