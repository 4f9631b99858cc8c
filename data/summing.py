"""Parents from children within one tree: the rule of ioc.rollup over arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.cellset import PARTS, Cellset
from data.tree import Family, Tree
from ioc.indicator import Indicator
from ioc.rollup import TINY, Voice

_ADDED = ("reported", "demo", "own", "converted", "estimated")


def add_ancestors(touched: NDArray[np.bool_], tree: Tree) -> NDArray[np.bool_]:
    """Return what is touched, and every area above it."""
    reached = touched.copy()
    for family in tree.families:
        reached[family.parents[family.position[reached[family.children]]]] = True
    return reached


def sum_up(
    held: Cellset, tree: Tree, indicator: Indicator, only_depth: int | None = None
) -> NDArray[np.bool_]:
    """Sum children up, by the rule of rollups; return the parents whose sum is to be kept.

    It is shown, or stands beside what the parent reported itself.
    """
    computed = np.zeros(len(tree.id), dtype=bool)
    if not indicator.space_rule.adds_up:
        return computed
    for family in tree.families:
        if only_depth is None or family.depth == only_depth:
            summed = _sum_family(held, family, indicator)
            computed[family.parents[summed]] = True
    return computed


def _sum_family(held: Cellset, family: Family, indicator: Indicator) -> NDArray[np.bool_]:
    """Sum up for the parents of one depth; return which of them have a sum to keep."""
    children, parents, position = family.children, family.parents, family.position
    count = len(parents)
    counted = family.depth <= indicator.lowest_level.depth
    said = held.voice[parents] != Voice.PARTS
    _start_anew(held, parents, said, counted)
    below = held.expected[parents]
    if counted:
        # What is expected of an area is the sum over its children in a level that has any.
        below = np.bincount(position, held.expected[children], count).astype(np.int64)
    here = ~np.isnan(held.numerator[children])
    if indicator.is_ratio:
        here &= ~np.isnan(held.denominator[children])
    children, position = children[here], position[here]

    def total(column: NDArray[np.float64] | NDArray[np.int64]) -> NDArray[np.float64]:
        return np.bincount(position, column[children], count).astype(np.float64)

    some = np.bincount(position, minlength=count) > 0
    sums: dict[str, NDArray[Any]] = {
        name: total(getattr(held, name)).astype(np.int64) for name in _ADDED
    }
    replaced = some & ~_stands(held, parents, below, sums)
    aside = np.zeros(count, dtype=bool)
    if said.any():
        complete = some & counted & _is_complete(held, parents, below, sums, indicator)
        # What was brought over alone says nothing against a report.
        aside = said & some & ~complete & counted & (sums["reported"] > sums["converted"])
        replaced = np.where(said, complete, replaced)
    if not (replaced | aside).any():
        silent = held.reported[parents] == 0
        held.expected[parents[silent]] = below[silent]
        return replaced
    sums["numerator"] = total(held.numerator)
    sums["denominator"] = total(held.denominator) if indicator.is_ratio else np.full(count, np.nan)
    sums["value"] = np.full(count, np.nan)
    held.put_aside(parents[aside], {name: column[aside] for name, column in sums.items()})
    silent = (held.reported[parents] == 0) | replaced
    over = said & replaced
    if over.any():
        own = {name: getattr(held, name)[parents[over]] for name in (*PARTS, "reported", "demo")}
        held.put_aside(parents[over], own)
        held.voice[parents[over]] = Voice.PARTS_OVER_OWN
    held.expected[parents[silent]] = below[silent]
    changed = parents[replaced]
    for name, summed in sums.items():
        getattr(held, name)[changed] = summed[replaced]
    widest = np.zeros(count, dtype=np.int64)
    np.maximum.at(widest, position, held.basis[children])
    held.basis[changed] = widest[replaced]
    held.same[changed] = False
    return replaced | aside


def _start_anew(
    held: Cellset, parents: NDArray[np.int64], said: NDArray[np.bool_], counted: bool
) -> None:
    """Let parents show what they reported themselves or were given, not what was summed before."""
    stale = parents[~said & (held.converted[parents] == 0) & ~np.isnan(held.numerator[parents])]
    if stale.size:
        held.forget(stale)
    over = parents[held.voice[parents] == Voice.PARTS_OVER_OWN]
    if over.size:
        demo = held.beside_demo[over] > 0
        held.forget(over)
        for name in PARTS:
            getattr(held, name)[over] = getattr(held, f"beside_{name}")[over]
        held.reported[over] = held.expected[over]
        held.demo[over] = np.where(demo, held.expected[over], 0)
    own = parents[said]
    if own.size:
        held.voice[own] = Voice.OWN
        held.own[own] = held.reported[own] if counted else 0
        held.put_aside(own, {})


def _is_complete(
    held: Cellset,
    parents: NDArray[np.int64],
    below: NDArray[np.int64],
    sums: dict[str, NDArray[Any]],
    indicator: Indicator,
) -> NDArray[np.bool_]:
    """Tell where the sum of the parts is shown before the parent's own report (ioc.rollup).

    Brought-over numbers are no reports, and made-up ones none beside a real one.
    """
    made_up = held.demo[parents] > 0
    real = sums["reported"] - np.maximum(sums["converted"], sums["demo"])
    sound = np.where(made_up, sums["reported"] - sums["converted"], real)
    complete: NDArray[np.bool_] = (sound > 0) & (
        (sound >= indicator.complete_share * below - TINY) | (made_up & (real > 0))
    )
    return complete


def _stands(
    held: Cellset,
    parents: NDArray[np.int64],
    below: NDArray[np.int64],
    sums: dict[str, NDArray[Any]],
) -> NDArray[np.bool_]:
    """Tell which parents keep what was brought over for them as a whole.

    Before children that were all brought over: where it holds a greater share of what is expected,
    or as much and they are weighed; exact, also before any that are weighed, or fewer.
    """
    reported, estimated = sums["reported"], sums["estimated"]
    brought: NDArray[np.bool_] = (reported > 0) & (sums["converted"] == reported)
    brought &= held.converted[parents] > 0
    if not brought.any():
        return brought
    mine, expected = held.reported[parents], np.maximum(held.expected[parents], 1)
    # As products, so that equal shares are equal.
    more = mine * below - reported * expected
    exact = held.estimated[parents] == 0
    stands: NDArray[np.bool_] = brought & (
        (more > 0)
        | ((more == 0) & (estimated > 0))
        | (exact & ((estimated > 0) | (reported < mine)))
    )
    return stands
