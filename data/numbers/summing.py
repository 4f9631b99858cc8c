"""Parents from children within one tree: the rule of ioc.rollup over arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.numbers.cellset import PARTS, Cellset
from data.numbers.tree import Family, Tree
from ioc.indicator import Indicator
from ioc.rollup import TINY, Voice

_ADDITIVE = ("reported", "demo", "own", "converted", "estimated")


def add_ancestors(touched: NDArray[np.bool_], tree: Tree) -> NDArray[np.bool_]:
    """Return the touched areas and all areas above them."""
    with_ancestors = touched.copy()
    for family in tree.families:
        with_ancestors[family.parents[family.position[with_ancestors[family.children]]]] = True
    return with_ancestors


def sum_up(
    cellset: Cellset, tree: Tree, indicator: Indicator, only_depth: int | None = None
) -> NDArray[np.bool_]:
    """Sum children up by the rule of rollups; return the parents whose sum is to be kept.

    The sum is shown, or kept beside the parent's own report.
    """
    has_sum = np.zeros(len(tree.id), dtype=bool)
    if not indicator.space_rule.adds_up:
        return has_sum
    for family in tree.families:
        if only_depth is None or family.depth == only_depth:
            here = _sum_family(cellset, family, indicator)
            has_sum[family.parents[here]] = True
    return has_sum


def _sum_family(cellset: Cellset, family: Family, indicator: Indicator) -> NDArray[np.bool_]:
    """Sum up for the parents of one depth; return which of them have a sum to keep."""
    children, parents, position = family.children, family.parents, family.position
    count = len(parents)
    is_counted = family.depth <= indicator.lowest_level.depth
    has_own = cellset.voice[parents] != Voice.PARTS
    _start_anew(cellset, parents, has_own, is_counted)
    below = cellset.expected[parents]
    if is_counted:
        # An area with children expects the sum of what they expect.
        below = np.bincount(position, cellset.expected[children], count).astype(np.int64)
    here = ~np.isnan(cellset.numerator[children])
    if indicator.is_ratio:
        here &= ~np.isnan(cellset.denominator[children])
    children, position = children[here], position[here]

    def total(column: NDArray[np.float64] | NDArray[np.int64]) -> NDArray[np.float64]:
        return np.bincount(position, column[children], count).astype(np.float64)

    some = np.bincount(position, minlength=count) > 0
    sums: dict[str, NDArray[Any]] = {
        name: total(getattr(cellset, name)).astype(np.int64) for name in _ADDITIVE
    }
    shows_sum = some & ~_stands(cellset, parents, below, sums)
    aside = np.zeros(count, dtype=bool)
    if has_own.any():
        complete = some & is_counted & _is_complete(cellset, parents, below, sums, indicator)
        # A sum of converted numbers alone is not kept beside a report.
        aside = has_own & some & ~complete & is_counted & (sums["reported"] > sums["converted"])
        shows_sum = np.where(has_own, complete, shows_sum)
    if not (shows_sum | aside).any():
        silent = cellset.reported[parents] == 0
        cellset.expected[parents[silent]] = below[silent]
        return shows_sum
    sums["numerator"] = total(cellset.numerator)
    sums["denominator"] = (
        total(cellset.denominator) if indicator.is_ratio else np.full(count, np.nan)
    )
    sums["value"] = np.full(count, np.nan)
    cellset.put_aside(parents[aside], {name: column[aside] for name, column in sums.items()})
    silent = (cellset.reported[parents] == 0) | shows_sum
    over = has_own & shows_sum
    if over.any():
        own = {name: getattr(cellset, name)[parents[over]] for name in (*PARTS, "reported", "demo")}
        cellset.put_aside(parents[over], own)
        cellset.voice[parents[over]] = Voice.PARTS_OVER_OWN
    cellset.expected[parents[silent]] = below[silent]
    sum_parents = parents[shows_sum]
    for name, summed in sums.items():
        getattr(cellset, name)[sum_parents] = summed[shows_sum]
    widest = np.zeros(count, dtype=np.int64)
    np.maximum.at(widest, position, cellset.basis[children])
    cellset.basis[sum_parents] = widest[shows_sum]
    cellset.same[sum_parents] = False
    return shows_sum | aside


def _start_anew(
    cellset: Cellset, parents: NDArray[np.int64], has_own: NDArray[np.bool_], is_counted: bool
) -> None:
    """Reset parents to their own report or converted number, without any earlier sum."""
    stale = parents[
        ~has_own & (cellset.converted[parents] == 0) & ~np.isnan(cellset.numerator[parents])
    ]
    if stale.size:
        cellset.forget(stale)
    over = parents[cellset.voice[parents] == Voice.PARTS_OVER_OWN]
    if over.size:
        demo = cellset.beside_demo[over] > 0
        cellset.forget(over)
        for name in PARTS:
            getattr(cellset, name)[over] = getattr(cellset, f"beside_{name}")[over]
        cellset.reported[over] = cellset.expected[over]
        cellset.demo[over] = np.where(demo, cellset.expected[over], 0)
    own = parents[has_own]
    if own.size:
        cellset.voice[own] = Voice.OWN
        cellset.own[own] = cellset.reported[own] if is_counted else 0
        cellset.put_aside(own, {})


def _is_complete(
    cellset: Cellset,
    parents: NDArray[np.int64],
    below: NDArray[np.int64],
    sums: dict[str, NDArray[Any]],
    indicator: Indicator,
) -> NDArray[np.bool_]:
    """Tell where the sum of the parts is shown instead of the parent's own report (ioc.rollup).

    Converted numbers are not reports; made-up ones do not count beside a real one.
    """
    made_up = cellset.demo[parents] > 0
    real = sums["reported"] - np.maximum(sums["converted"], sums["demo"])
    sound = np.where(made_up, sums["reported"] - sums["converted"], real)
    complete: NDArray[np.bool_] = (sound > 0) & (
        (sound >= indicator.complete_share * below - TINY) | (made_up & (real > 0))
    )
    return complete


def _stands(
    cellset: Cellset,
    parents: NDArray[np.int64],
    below: NDArray[np.int64],
    sums: dict[str, NDArray[Any]],
) -> NDArray[np.bool_]:
    """Tell which parents keep their own converted number although all children have one, too.

    It is kept where it covers a greater share of the expected areas, or the same share while the
    children are estimated; an exact one also if the children are estimated or fewer.
    """
    reports, estimates = sums["reported"], sums["estimated"]
    all_converted: NDArray[np.bool_] = (reports > 0) & (sums["converted"] == reports)
    all_converted &= cellset.converted[parents] > 0
    if not all_converted.any():
        return all_converted
    mine, expected = cellset.reported[parents], np.maximum(cellset.expected[parents], 1)
    # Shares are compared as products, so that equal ones are exactly equal.
    more = mine * below - reports * expected
    exact = cellset.estimated[parents] == 0
    stands: NDArray[np.bool_] = all_converted & (
        (more > 0)
        | ((more == 0) & (estimates > 0))
        | (exact & ((estimates > 0) | (reports < mine)))
    )
    return stands
