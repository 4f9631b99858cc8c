"""How numbers moved between two periods, each area over what reported in both.

An area that nobody is missing from in either period is compared as it is. Any other is the sum of
those inside that can be compared, down to the villages; numerators and denominators apart.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from data.directories import DirectoryCache
from data.pack import shown_values
from data.queries.comparison.cells import CellReader
from data.queries.comparison.nodes import find_villages
from ioc.area import Level
from ioc.comparison import count_level

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass
class Sums:
    """Numerator and denominator of each area, now and then, and how many areas are in them."""

    now: tuple[Floats, Floats]
    then: tuple[Floats, Floats]
    count: Ints

    @classmethod
    def empty(cls, length: int) -> Sums:
        """Return sums of nothing."""
        one, two, three, four = (np.full(length, np.nan) for _ in range(4))
        return cls((one, two), (three, four), np.zeros(length, dtype=np.int64))

    def columns(self) -> tuple[Floats, ...]:
        """Return the four columns of numbers."""
        return (*self.now, *self.then)


@dataclass(frozen=True)
class Changes:
    """How each area of a tree moved; NaN: there is nothing to compare.

    `count` of the `expected` areas of `level` (of an area's own inside) are in it. `sums` holds
    the parts of those that can be added up further.
    """

    change: Floats
    count: Ints
    expected: Ints
    sums: Sums


def find_changes(
    connection: Connection,
    directories: DirectoryCache | None,
    reader: CellReader,
    now: str,
    then: str,
) -> Changes:
    """Return how every area of a tree moved from one period to another.

    Args:
        connection: open connection.
        directories: what remembers where areas lie; None: it is read anew.
        reader: of the indicator and the tree.
        now: the later period.
        then: the one it is compared with.
    """
    reader.fetch([now, then])
    one, two = reader.get(now), reader.get(then)
    nodes, indicator = reader.nodes, reader.indicator
    length = len(nodes.id)
    whole = one.whole & two.whole
    change = np.where(whole, one.shown - two.shown, np.nan)
    expected = nodes.count_inside(count_level(Level.PROVINCE, indicator.lowest_level))
    count = np.where(whole, expected, 0)
    if not indicator.space_rule.adds_up:
        return Changes(change, count, expected, Sums.empty(length))
    sums = Sums.empty(length)
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
        for place, held, all_of_them in _village_sums(
            connection, directories, reader, now, then, np.flatnonzero(partly)
        ):
            for column, total in zip(sums.columns(), held.columns(), strict=True):
                column[place] = total[0]
            sums.count[place] = 1
            inside[place], of[place] = held.count[0], all_of_them
    add_up(sums, nodes.steps, whole)
    summed = ~whole & (sums.count > 0)
    change[summed] = shown_of(sums.now, reader, summed) - shown_of(sums.then, reader, summed)
    higher = nodes.depth < Level.COMMUNE.depth
    inside[higher] = np.where(whole, expected, sums.count)[higher]
    return Changes(change, inside, of, sums)


def add_up(sums: Sums, steps: list[tuple[Ints, Ints]], stands: Bools) -> None:
    """Sum children into the parents that do not stand by themselves, deepest first."""
    for here, parents in steps:
        known = (sums.count[here] > 0) & ~stands[parents]
        if not known.any():
            continue
        children, above = here[known], parents[known]
        reached = np.unique(above)
        for column in sums.columns():
            total = np.bincount(above, column[children], len(column))
            column[reached] = total[reached]
        sums.count[reached] = np.bincount(above, sums.count[children], len(sums.count)).astype(
            np.int64
        )[reached]


def shown_of(parts: tuple[Floats, Floats], reader: CellReader, chosen: Bools) -> Floats:
    """Return the values of some sums."""
    none = np.full(int(chosen.sum()), np.nan)
    return shown_values(parts[0][chosen], parts[1][chosen], none, reader.indicator.factor)


def _village_sums(
    connection: Connection,
    directories: DirectoryCache | None,
    reader: CellReader,
    now: str,
    then: str,
    communes: Ints,
) -> list[tuple[int, Sums, int]]:
    """Return for each commune that can be compared its villages' sums and how many it has."""
    found = []
    for inside, owners, places in villages_of(connection, directories, reader, communes):
        inside.fetch([now, then])
        one, two = inside.get(now), inside.get(then)
        both = one.whole & two.whole & one.adds & two.adds
        for place, ident in places:
            mine = owners == ident
            held = mine & both
            if not held.any():
                continue
            sums = Sums(
                (_total(one.numerator, held), _total(one.denominator, held)),
                (_total(two.numerator, held), _total(two.denominator, held)),
                np.array([int(held.sum())]),
            )
            found.append((place, sums, int(mine.sum())))
    return found


def _total(column: Floats, chosen: Bools) -> Floats:
    return np.array([column[chosen].sum()])


def villages_of(
    connection: Connection,
    directories: DirectoryCache | None,
    reader: CellReader,
    communes: Ints,
) -> list[tuple[CellReader, Ints, list[tuple[int, int]]]]:
    """Return for each province of some communes a reader of its villages.

    With it the commune's id of each village, and (index, id) of the communes.
    """
    roots: dict[str, list[tuple[int, int]]] = {}
    if communes.size:
        wanted = np.zeros(len(reader.nodes.id), dtype=bool)
        wanted[communes] = True
        for (level, _, root), (here, _) in reader.nodes.places.items():
            if level != Level.COMMUNE.value:
                continue
            mine = here[wanted[here]]
            if mine.size:
                pairs = zip(mine.tolist(), reader.nodes.id[mine].tolist(), strict=True)
                roots.setdefault(root, []).extend(pairs)
    found = []
    for root, places in roots.items():
        nodes, owners = find_villages(connection, directories, reader.nodes.vintage, root)
        if len(nodes.id):
            found.append((reader.below(nodes), owners, places))
    return found
