"""Convert cells of one vintage to another: the rules of ioc.crosswalk, map by map.

Only numbers reported in the other vintage itself are converted, never those that were converted
there from a third one, so the result does not depend on the order of loads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from data.numbers.links import Feed
from ioc.crosswalk import BASIS_CODES
from ioc.indicator import Basis, Indicator, VintageRule

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
_BASES = tuple(Basis)
# The code in `basis` where the mean of the predecessors was taken instead of a weight.
MEAN_CODE = len(BASIS_CODES) + 1


@dataclass
class AreaNumbers:
    """Cells of areas, by place; arrays of equal length. NaN: not reported."""

    numerator: Floats
    denominator: Floats
    value: Floats
    reported: Ints
    expected: Ints
    demo: Ints
    # How many of `reported` are covered by the report of an area above them.
    own: Ints


NUMBERS = tuple(field.name for field in fields(AreaNumbers))
# Returns the numbers that a vintage's tree (by root code) reported itself, parents summed up.
FindOwn = Callable[[str, str], AreaNumbers]


@dataclass
class Inflow(AreaNumbers):
    """The numbers that a feed brings to the areas of a tree; arrays as long as the tree.

    `has_source`: the area has predecessors in the other vintage. A cell is made of `reported` of
    `expected` areas of the other vintage, `demo` of them made up, `estimated` by a weight; `basis`
    is the coarsest weight used (`ioc.crosswalk.BASIS_CODES`).
    """

    has_source: Bools
    estimated: Ints
    basis: Ints
    same: Bools

    @classmethod
    def empty(cls, count: int) -> Inflow:
        """Return an inflow without numbers."""
        return cls(
            has_source=np.zeros(count, dtype=bool),
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


def convert(feed: Feed, find: FindOwn, indicator: Indicator, count: int) -> Inflow | None:
    """Return the cells that a feed brings to a tree of `count` areas; None without any report.

    Args:
        feed: the relations of the tree with one other vintage.
        find: returns the numbers that a tree of a vintage reported itself.
        indicator: its rules and the weight that it tries first.
        count: how many areas the tree has.
    """
    owns = [find(feed.vintage, block.root_code) for block in feed.blocks]
    if not any(own.reported.any() for own in owns):
        return None
    source = _read(feed, owns)
    if not source.reported.any():
        return None
    inflow = Inflow.empty(count)
    if indicator.vintage_rule is VintageRule.PARTS:
        _add_up(inflow, feed, source, indicator)
    elif indicator.vintage_rule is VintageRule.MEAN:
        _average(inflow, feed, source)
    _carry_over(inflow, feed, source)
    return inflow


def _read(feed: Feed, owns: Sequence[AreaNumbers]) -> AreaNumbers:
    """Return the cells of all blocks of a feed, one after another."""
    return AreaNumbers(
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


def _add_up(inflow: Inflow, feed: Feed, source: AreaNumbers, indicator: Indicator) -> None:
    """Sum numerators and denominators of the predecessors separately, each by its share."""
    place, origin, share, basis = feed.once(
        f"shares by {indicator.weight_basis}", lambda: _partners(feed, indicator.weight_basis)
    )
    count = len(inflow.has_source)
    inflow.has_source[place] = True
    inflow.expected += np.bincount(place, source.expected[origin], count).astype(np.int64)
    usable = ~np.isnan(source.numerator[origin]) & ~np.isnan(share)
    if indicator.is_ratio:
        usable &= ~np.isnan(source.denominator[origin])
    place, origin, share, basis = place[usable], origin[usable], share[usable], basis[usable]
    some = np.bincount(place, minlength=count) > 0

    def total(column: Floats | Ints, weight: Floats | None = None) -> Floats:
        numbers = column[origin] if weight is None else column[origin] * weight
        sums: Floats = np.bincount(place, numbers, count).astype(np.float64)
        return sums

    inflow.numerator[some] = total(source.numerator, share)[some]
    if indicator.is_ratio:
        inflow.denominator[some] = total(source.denominator, share)[some]
    inflow.reported += total(source.reported).astype(np.int64)
    inflow.demo += total(source.demo).astype(np.int64)
    inflow.own += total(source.own).astype(np.int64)
    by_weight = basis > 0
    inflow.estimated += np.bincount(
        place[by_weight], source.reported[origin[by_weight]], count
    ).astype(np.int64)
    np.maximum.at(inflow.basis, place, basis)


def _partners(feed: Feed, first: Basis) -> tuple[Ints, Ints, Floats, Ints]:
    """Return place, source, share and basis code of each relation with a share other than 0."""
    share, basis = _shares(feed, first)
    # Land without any of the weight brings nothing, and no report of it is expected.
    partner = share != 0
    return feed.place[partner], feed.source[partner], share[partner], basis[partner]


def _shares(feed: Feed, first: Basis) -> tuple[Floats, Ints]:
    """Return the share of each relation (NaN: no weight is known) and the code of its basis."""
    share = np.where(feed.whole, 1.0, np.nan)
    basis = np.zeros(len(share), dtype=np.int64)
    for each in (first, *(other for other in _BASES if other is not first)):
        place = _BASES.index(each)
        here = np.isnan(share) & feed.all_known[:, place]
        share[here] = feed.share[here, place]
        basis[here] = BASIS_CODES[each]
    return share, basis


def _average(inflow: Inflow, feed: Feed, source: AreaNumbers) -> None:
    """Take the plain mean of the predecessors' values, where all of them have one."""
    count = len(inflow.has_source)
    predecessors = np.bincount(feed.place, minlength=count)
    has_value = ~np.isnan(source.value[feed.source])
    place, origin = feed.place[has_value], feed.source[has_value]
    complete = (np.bincount(place, minlength=count) == predecessors) & (predecessors > 1)
    total = np.bincount(place, source.value[origin], count)
    several = predecessors > 1
    inflow.has_source[several] = True
    inflow.expected[several] = predecessors[several]
    inflow.value[complete] = total[complete] / predecessors[complete]
    inflow.reported[complete] = predecessors[complete]
    inflow.estimated[complete] = predecessors[complete]
    inflow.basis[complete] = MEAN_CODE
    made_up = np.bincount(place, source.demo[origin] > 0, count).astype(np.int64)
    inflow.demo[complete] = made_up[complete]


def _carry_over(inflow: Inflow, feed: Feed, source: AreaNumbers) -> None:
    """Copy all numbers, also those without parts, of areas that are the same unit in both."""
    place, origin = feed.once(
        "the same units", lambda: (feed.place[feed.same], feed.source[feed.same])
    )
    inflow.has_source[place] = True
    inflow.same[place] = True
    for name in NUMBERS:
        getattr(inflow, name)[place] = getattr(source, name)[origin]
    inflow.estimated[place] = 0
    inflow.basis[place] = 0
