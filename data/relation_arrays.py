"""Relations between the areas of two vintages as arrays, and what can be done with them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.tree import Ints
from ioc.indicator import Basis

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
_BASES = tuple(Basis)


@dataclass
class Relations:
    """Relations between two vintages by area id, all of them."""

    source: Ints
    target: Ints
    whole: Bools
    share: Floats  # (n, number of bases)

    @classmethod
    def empty(cls) -> Relations:
        """Return no relations at all."""
        none = np.zeros(0, dtype=np.int64)
        return cls(none, none.copy(), np.zeros(0, bool), np.zeros((0, len(_BASES))))


def taken(frame: Relations, chosen: Bools) -> Relations:
    """Return these relations alone."""
    return Relations(
        frame.source[chosen], frame.target[chosen], frame.whole[chosen], frame.share[chosen]
    )


def joined(one: Relations, other: Relations) -> Relations:
    """Return the relations of both, one after the other."""
    return Relations(
        np.concatenate([one.source, other.source]),
        np.concatenate([one.target, other.target]),
        np.concatenate([one.whole, other.whole]),
        np.concatenate([one.share, other.share]),
    )


def without_targets(frame: Relations, known: Ints) -> Relations:
    """Return the relations but those that lead to areas which are known already."""
    return taken(frame, ~np.isin(frame.target, known)) if known.size else frame


def all_known(frame: Relations) -> Bools:
    """Tell for each relation and basis whether all shares of its source are known."""
    if not frame.source.size:
        return np.zeros((0, len(_BASES)), dtype=bool)
    found, place = np.unique(frame.source, return_inverse=True)
    known = np.empty(frame.share.shape, dtype=bool)
    for b in range(len(_BASES)):
        unknown = np.bincount(place, np.isnan(frame.share[:, b]), len(found)) > 0
        known[:, b] = ~unknown[place]
    return known


def composed(first: Relations, second: Relations) -> Relations:
    """Return first, then second: shares multiply along each way and add up over the ways.

    What has only one destination in the end goes there whole, however it was divided between.
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
    made = added_up(first.source[one], second.target[other], share)
    # Land that the second step does not know is not one's own whole any more.
    reached = np.bincount(one, minlength=len(first.target)) > 0
    made.whole[np.isin(made.source, first.source[~reached])] = False
    made.share[made.whole] = 1.0
    return made


def added_up(source: Ints, target: Ints, share: Floats) -> Relations:
    """Return one relation for each pair, its shares added up; whole: the source's only one."""
    ways = pd.DataFrame({"source": source, "target": target})
    place, keys = pd.factorize(pd.MultiIndex.from_frame(ways))
    summed = np.column_stack(
        [np.bincount(place, share[:, b], len(keys)) for b in range(len(_BASES))]
    ).astype(np.float64)
    ends = np.array([*keys], dtype=np.int64).reshape(-1, 2)
    found, position = np.unique(ends[:, 0], return_inverse=True)
    alone = np.bincount(position, minlength=len(found))[position] == 1
    return Relations(ends[:, 0], ends[:, 1], alone, summed)
