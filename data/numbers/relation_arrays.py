"""Relations between the areas of two vintages as arrays, and operations on them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.numbers.tree import Ints
from ioc.indicator import Basis

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
_BASES = tuple(Basis)


@dataclass
class Relations:
    """All relations between two vintages, by area id."""

    source: Ints
    target: Ints
    whole: Bools
    share: Floats  # (n, number of bases)

    @classmethod
    def empty(cls) -> Relations:
        """Return no relations at all."""
        none = np.zeros(0, dtype=np.int64)
        return cls(none, none.copy(), np.zeros(0, bool), np.zeros((0, len(_BASES))))


def subset(frame: Relations, mask: Bools) -> Relations:
    """Return the relations under a mask."""
    return Relations(frame.source[mask], frame.target[mask], frame.whole[mask], frame.share[mask])


def join(one: Relations, other: Relations) -> Relations:
    """Return the relations of both, one after the other."""
    return Relations(
        np.concatenate([one.source, other.source]),
        np.concatenate([one.target, other.target]),
        np.concatenate([one.whole, other.whole]),
        np.concatenate([one.share, other.share]),
    )


def without_targets(frame: Relations, targets: Ints) -> Relations:
    """Return the relations except those that lead to these targets."""
    return subset(frame, ~np.isin(frame.target, targets)) if targets.size else frame


def all_known(frame: Relations) -> Bools:
    """Tell for each relation and basis whether all shares of its source are known."""
    if not frame.source.size:
        return np.zeros((0, len(_BASES)), dtype=bool)
    sources, place = np.unique(frame.source, return_inverse=True)
    complete = np.empty(frame.share.shape, dtype=bool)
    for b in range(len(_BASES)):
        unknown = np.bincount(place, np.isnan(frame.share[:, b]), len(sources)) > 0
        complete[:, b] = ~unknown[place]
    return complete


def compose(first: Relations, second: Relations) -> Relations:
    """Return the chain of both: shares multiply along each way and add up over the ways.

    A source with a single destination in the end goes there whole, however it was divided between.
    """
    order = np.argsort(second.source, kind="stable")
    begin = np.searchsorted(second.source[order], first.target, "left")
    count = np.searchsorted(second.source[order], first.target, "right") - begin
    one = np.repeat(np.arange(len(first.target)), count)
    if not one.size:
        return Relations.empty()
    offset = np.arange(len(one)) - np.repeat(np.cumsum(count) - count, count)
    other = order[begin[one] + offset]
    share = first.share[one] * second.share[other]
    share = np.where((first.share[one] == 0) | (second.share[other] == 0), 0.0, share)
    relations = add_up(first.source[one], second.target[other], share)
    # A source with land that the second step does not know no longer goes over whole.
    continues = np.bincount(one, minlength=len(first.target)) > 0
    relations.whole[np.isin(relations.source, first.source[~continues])] = False
    relations.share[relations.whole] = 1.0
    return relations


def add_up(source: Ints, target: Ints, share: Floats) -> Relations:
    """Return one relation per pair with the sum of its shares; whole: the source's only one."""
    ways = pd.DataFrame({"source": source, "target": target})
    place, keys = pd.factorize(pd.MultiIndex.from_frame(ways))
    sums = np.column_stack(
        [np.bincount(place, share[:, b], len(keys)) for b in range(len(_BASES))]
    ).astype(np.float64)
    ends = np.array([*keys], dtype=np.int64).reshape(-1, 2)
    sources, position = np.unique(ends[:, 0], return_inverse=True)
    alone = np.bincount(position, minlength=len(sources))[position] == 1
    return Relations(ends[:, 0], ends[:, 1], alone, sums)
