"""Cells of one vintage made from those of another: what ioc.crosswalk defines, map by map.

Only what was reported in the other vintage itself is taken over, never what was brought there from
a third one, so the result does not depend on the order of loads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from data.links import Feed
from ioc.crosswalk import BASIS_CODES
from ioc.indicator import Basis, Indicator, VintageRule

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
_BASES = tuple(Basis)
# Stands in `basis` where no weight was used but the mean of the predecessors was taken.
MEAN_CODE = len(BASIS_CODES) + 1


@dataclass
class Numbers:
    """Cells of areas, by place; arrays of equal length. NaN: not reported."""

    numerator: Floats
    denominator: Floats
    value: Floats
    reported: Ints
    expected: Ints
    demo: Ints
    # For how many of `reported` an area above them answered.
    own: Ints


NUMBERS = tuple(field.name for field in fields(Numbers))
# Returns what the trees of a vintage and root code reported themselves, parents summed up.
FindOwn = Callable[[str, str], Numbers]


@dataclass
class Fed(Numbers):
    """What a feed gives to the areas of a tree; arrays as long as the tree.

    `given`: the area has predecessors in the other vintage. `reported` of `expected` areas of the
    other vintage stand behind a cell, `demo` of them made up, `estimated` by a weight, the widest
    of which is `basis` (`ioc.crosswalk.BASIS_CODES`).
    """

    given: Bools
    estimated: Ints
    basis: Ints
    same: Bools

    @classmethod
    def empty(cls, count: int) -> Fed:
        """Return a feed that gives nothing."""
        return cls(
            given=np.zeros(count, dtype=bool),
            numerator=np.full(count, np.nan),
            denominator=np.full(count, np.nan),
            value=np.full(count, np.nan),
            reported=np.zeros(count, dtype=np.int64),
            expected=np.zeros(count, dtype=np.int64),
            demo=np.zeros(count, dtype=np.int64),
            own=np.zeros(count, dtype=np.int64),
            estimated=np.zeros(count, dtype=np.int64),
            basis=np.zeros(count, dtype=np.int64),
            same=np.zeros(count, dtype=bool),
        )


def convert(feed: Feed, find: FindOwn, indicator: Indicator, count: int) -> Fed | None:
    """Return the cells that a feed gives to a tree of `count` areas; None where it has nothing.

    Args:
        feed: the relations of the tree with one other vintage.
        find: returns what the trees of a vintage and root reported themselves.
        indicator: its rules and the weight that it tries first.
        count: how many areas the tree has.
    """
    owns = [find(feed.vintage, block.root_code) for block in feed.blocks]
    if not any(own.reported.any() for own in owns):
        return None
    source = _read(feed, owns)
    if not source.reported.any():
        return None
    fed = Fed.empty(count)
    if indicator.vintage_rule is VintageRule.PARTS:
        _add_up(fed, feed, source, indicator)
    elif indicator.vintage_rule is VintageRule.MEAN:
        _average(fed, feed, source)
    _carry_over(fed, feed, source)
    return fed


def _read(feed: Feed, owns: Sequence[Numbers]) -> Numbers:
    """Return the cells of all blocks of a feed, one after another."""
    return Numbers(
        **{
            name: np.concatenate(
                [
                    getattr(own, name)[block.index]
                    for own, block in zip(owns, feed.blocks, strict=True)
                ]
            )
            for name in NUMBERS
        }
    )


def _add_up(fed: Fed, feed: Feed, source: Numbers, indicator: Indicator) -> None:
    """Sum numerators and denominators of the predecessors, apart, each by its share."""
    place, origin, share, basis = feed.once(
        f"shares by {indicator.weight_basis}", lambda: _partners(feed, indicator.weight_basis)
    )
    count = len(fed.given)
    fed.given[place] = True
    fed.expected += np.bincount(place, source.expected[origin], count).astype(np.int64)
    held = ~np.isnan(source.numerator[origin]) & ~np.isnan(share)
    if indicator.is_ratio:
        held &= ~np.isnan(source.denominator[origin])
    place, origin, share, basis = place[held], origin[held], share[held], basis[held]
    some = np.bincount(place, minlength=count) > 0

    def total(column: Floats | Ints, weight: Floats | None = None) -> Floats:
        numbers = column[origin] if weight is None else column[origin] * weight
        summed: Floats = np.bincount(place, numbers, count).astype(np.float64)
        return summed

    fed.numerator[some] = total(source.numerator, share)[some]
    if indicator.is_ratio:
        fed.denominator[some] = total(source.denominator, share)[some]
    fed.reported += total(source.reported).astype(np.int64)
    fed.demo += total(source.demo).astype(np.int64)
    fed.own += total(source.own).astype(np.int64)
    weighed = basis > 0
    fed.estimated += np.bincount(place[weighed], source.reported[origin[weighed]], count).astype(
        np.int64
    )
    np.maximum.at(fed.basis, place, basis)


def _partners(feed: Feed, first: Basis) -> tuple[Ints, Ints, Floats, Ints]:
    """Return place, source, share and code of the basis of each relation that brings anything."""
    share, basis = _shares(feed, first)
    # Land without anything of what is weighed brings nothing, and nobody waits for it.
    partner = share != 0
    return feed.place[partner], feed.source[partner], share[partner], basis[partner]


def _shares(feed: Feed, first: Basis) -> tuple[Floats, Ints]:
    """Return the share of each relation (NaN: no weight is known) and the code of its basis."""
    share = np.where(feed.whole, 1.0, np.nan)
    basis = np.zeros(len(share), dtype=np.int64)
    for each in (first, *(other for other in _BASES if other is not first)):
        place = _BASES.index(each)
        found = np.isnan(share) & feed.known[:, place]
        share[found] = feed.share[found, place]
        basis[found] = BASIS_CODES[each]
    return share, basis


def _average(fed: Fed, feed: Feed, source: Numbers) -> None:
    """Take the plain mean of the predecessors' values, where all of them have one."""
    count = len(fed.given)
    predecessors = np.bincount(feed.place, minlength=count)
    held = ~np.isnan(source.value[feed.source])
    place, origin = feed.place[held], feed.source[held]
    complete = (np.bincount(place, minlength=count) == predecessors) & (predecessors > 1)
    total = np.bincount(place, source.value[origin], count)
    several = predecessors > 1
    fed.given[several] = True
    fed.expected[several] = predecessors[several]
    fed.value[complete] = total[complete] / predecessors[complete]
    fed.reported[complete] = predecessors[complete]
    fed.estimated[complete] = predecessors[complete]
    fed.basis[complete] = MEAN_CODE
    made_up = np.bincount(place, source.demo[origin] > 0, count).astype(np.int64)
    fed.demo[complete] = made_up[complete]


def _carry_over(fed: Fed, feed: Feed, source: Numbers) -> None:
    """Keep every number, also one without its parts, of an area that is the same unit in both."""
    place, origin = feed.once(
        "the same units", lambda: (feed.place[feed.same], feed.source[feed.same])
    )
    fed.given[place] = True
    fed.same[place] = True
    for name in NUMBERS:
        getattr(fed, name)[place] = getattr(source, name)[origin]
    fed.estimated[place] = 0
    fed.basis[place] = 0
