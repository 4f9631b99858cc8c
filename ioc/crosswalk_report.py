"""What a reorganisation does to the areas: which appear, vanish, split, merge, change land or name.

A pure function of the areas of both sides and the relations between them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ioc.area import AreaKey
from ioc.crosswalk import BASIS_ORDER, Relation, RelationKind
from ioc.indicator import Basis

# Shares that were computed from counts are written with six digits.
TOLERANCE = 1e-6


class NamedArea(NamedTuple):
    """An area with its names: "Lộc Ninh" is the name, "Xã Lộc Ninh" the full one."""

    key: AreaKey
    name: str
    full_name: str


class Succession(NamedTuple):
    """An area and the one that it became."""

    before: AreaKey
    after: AreaKey


class Split(NamedTuple):
    """One earlier area and the later ones that it went to."""

    before: AreaKey
    after: tuple[AreaKey, ...]


class Merger(NamedTuple):
    """Several earlier areas and the later one that they went to."""

    before: tuple[AreaKey, ...]
    after: AreaKey


class WeightSum(NamedTuple):
    """The shares of a divided area, in one basis, that do not sum to 1."""

    before: AreaKey
    basis: Basis
    total: float


@dataclass(frozen=True)
class Reorganisation:
    """What changes between two sets of areas; every list is in order of key.

    Codes: `appear` were no code before, `vanish` are none after; `other_land` keep the code but
    not the land. Same land (one area goes whole into one, and nothing else in or out):
    `unchanged`, or `renamed`, `retyped` (another kind of unit), `recoded`; one pair may stand in
    several of these three. Faults: `unmatched_*` stand in a relation and in no set of areas,
    `unrelated_*` the other way round, `wrong_weights` do not sum to 1, `contradictory` go whole
    into one area and elsewhere too. `unweighed` are divided and have no basis in which all
    shares are known: their numbers cannot go over. `partly_weighed` have a basis in which some
    shares are known and others not.
    """

    appear: tuple[AreaKey, ...] = ()
    vanish: tuple[AreaKey, ...] = ()
    split: tuple[Split, ...] = ()
    merge: tuple[Merger, ...] = ()
    other_land: tuple[AreaKey, ...] = ()
    renamed: tuple[Succession, ...] = ()
    retyped: tuple[Succession, ...] = ()
    recoded: tuple[Succession, ...] = ()
    unchanged: tuple[Succession, ...] = ()
    unmatched_before: tuple[AreaKey, ...] = ()
    unmatched_after: tuple[AreaKey, ...] = ()
    unrelated_before: tuple[AreaKey, ...] = ()
    unrelated_after: tuple[AreaKey, ...] = ()
    wrong_weights: tuple[WeightSum, ...] = ()
    contradictory: tuple[AreaKey, ...] = ()
    unweighed: tuple[AreaKey, ...] = ()
    partly_weighed: tuple[tuple[AreaKey, Basis], ...] = ()

    @property
    def is_sound(self) -> bool:
        """True where nothing forbids to convert by these relations."""
        return not (
            self.unmatched_before
            or self.unmatched_after
            or self.unrelated_before
            or self.unrelated_after
            or self.wrong_weights
            or self.contradictory
        )


def describe_reorganisation(
    before: Iterable[NamedArea], after: Iterable[NamedArea], relations: Iterable[Relation]
) -> Reorganisation:
    """Return what the relations change between the areas before and after.

    Args:
        before: the earlier areas that the reorganisation concerns, of one level.
        after: the later ones.
        relations: from earlier to later, in any order.

    >>> old, new = AreaKey("2025-07-01", "25270"), AreaKey("2026-04-30", "25270")
    >>> report = describe_reorganisation(
    ...     [NamedArea(old, "Lộc Ninh", "Xã Lộc Ninh")],
    ...     [NamedArea(new, "Lộc Ninh", "Phường Lộc Ninh")],
    ...     [Relation(old, new)],
    ... )
    >>> [pair.after.code for pair in report.retyped], report.renamed, report.is_sound
    (['25270'], (), True)
    """
    earlier = {place.key: place for place in before}
    later = {place.key: place for place in after}
    ordered = sorted(relations, key=lambda each: (each.source, each.target))
    forth: dict[AreaKey, list[Relation]] = defaultdict(list)
    back: dict[AreaKey, list[Relation]] = defaultdict(list)
    for each in ordered:
        forth[each.source].append(each)
        back[each.target].append(each)
    same = _same_land(forth, back)
    pairs = [pair for pair in same if pair.before in earlier and pair.after in later]
    codes_before = {key.code for key in earlier}
    codes_after = {key.code for key in later}
    weights = _weights(forth)
    kept_land = {pair.after for pair in same if pair.before.code == pair.after.code}
    return Reorganisation(
        appear=tuple(key for key in sorted(later) if key.code not in codes_before),
        vanish=tuple(key for key in sorted(earlier) if key.code not in codes_after),
        split=tuple(
            Split(source, tuple(each.target for each in group))
            for source, group in sorted(forth.items())
            if len(group) > 1
        ),
        merge=tuple(
            Merger(tuple(each.source for each in group), target)
            for target, group in sorted(back.items())
            if len(group) > 1
        ),
        other_land=tuple(
            key for key in sorted(later) if key.code in codes_before and key not in kept_land
        ),
        renamed=_select(pairs, lambda pair: earlier[pair.before].name != later[pair.after].name),
        retyped=_select(
            pairs,
            lambda pair: _kind(earlier[pair.before]) != _kind(later[pair.after]),
        ),
        recoded=_select(pairs, lambda pair: pair.before.code != pair.after.code),
        unchanged=_select(
            pairs,
            lambda pair: (
                pair.before.code == pair.after.code
                and earlier[pair.before][1:] == later[pair.after][1:]
            ),
        ),
        unmatched_before=tuple(sorted(forth.keys() - earlier.keys())),
        unmatched_after=tuple(sorted(back.keys() - later.keys())),
        unrelated_before=tuple(sorted(earlier.keys() - forth.keys())),
        unrelated_after=tuple(sorted(later.keys() - back.keys())),
        wrong_weights=weights.wrong,
        contradictory=weights.contradictory,
        unweighed=weights.unweighed,
        partly_weighed=weights.partly,
    )


def _same_land(
    forth: Mapping[AreaKey, Sequence[Relation]], back: Mapping[AreaKey, Sequence[Relation]]
) -> list[Succession]:
    return [
        Succession(source, group[0].target)
        for source, group in sorted(forth.items())
        if len(group) == 1
        and group[0].kind is RelationKind.WHOLE
        and len(back[group[0].target]) == 1
    ]


def _kind(place: NamedArea) -> str:
    """Return what stands before the name, "Xã" of "Xã Lộc Ninh"."""
    return place.full_name.removesuffix(place.name).strip().lower()


def _select(
    pairs: Sequence[Succession], condition: Callable[[Succession], bool]
) -> tuple[Succession, ...]:
    return tuple(pair for pair in pairs if condition(pair))


class _Weights(NamedTuple):
    wrong: tuple[WeightSum, ...]
    partly: tuple[tuple[AreaKey, Basis], ...]
    unweighed: tuple[AreaKey, ...]
    contradictory: tuple[AreaKey, ...]


def _weights(forth: Mapping[AreaKey, Sequence[Relation]]) -> _Weights:
    wrong, partly, unweighed, contradictory = [], [], [], []
    for source, group in sorted(forth.items()):
        if len(group) == 1 and group[0].kind is RelationKind.WHOLE:
            continue
        if any(each.kind is RelationKind.WHOLE for each in group):
            contradictory.append(source)
            continue
        complete = False
        for basis in BASIS_ORDER:
            shares = [each.share(basis) for each in group]
            numbers = [share for share in shares if share is not None]
            if len(numbers) == len(shares):
                complete = True
                if abs(sum(numbers) - 1) > TOLERANCE:
                    wrong.append(WeightSum(source, basis, sum(numbers)))
            elif numbers:
                partly.append((source, basis))
        if not complete:
            unweighed.append(source)
    return _Weights(tuple(wrong), tuple(partly), tuple(unweighed), tuple(contradictory))
