"""Numbers of one vintage converted to the areas of another: relations, weights, conversion.

A relation says that an earlier area went whole, or in part, into a later one. For a part, a share
per basis (population, households, villages, area) says how much of the earlier area went there.
An unknown share is left out and never guessed: a number that depends on it is missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ioc.area import AreaKey
from ioc.indicator import Basis, VintageRule
from ioc.rollup import Part

# The order in which weights are tried after the one that the indicator names.
BASIS_ORDER = tuple(Basis)
# How a converted number's basis is stored; 0: none was needed. The higher, the weaker.
BASIS_CODES = {basis: code for code, basis in enumerate(BASIS_ORDER, start=1)}


class RelationKind(StrEnum):
    """How an area goes into another."""

    WHOLE = "whole"
    PART = "part"


@dataclass(frozen=True)
class Relation:
    """The area `source` goes into `target`, whole or in part.

    `shares` are the known shares of the source that the target gets, between 0 and 1, by basis; a
    missing basis is unknown. For WHOLE every share is 1, whatever `shares` contains.
    """

    source: AreaKey
    target: AreaKey
    kind: RelationKind = RelationKind.WHOLE
    shares: Mapping[Basis, float] = field(default_factory=dict, hash=False)

    def share(self, basis: Basis) -> float | None:
        """Return the share in one basis; None: not known."""
        return 1.0 if self.kind is RelationKind.WHOLE else self.shares.get(basis)


@dataclass(frozen=True)
class Converted:
    """The converted number of a target, and how exact it is.

    `part.reported` of `part.expected` areas of the target are in it; `missing` are the sources that
    are not: they did not report, or are divided by unknown shares. `estimated` of the
    `part.reported` areas came by a weight, and `basis` is the weakest one (None: exact).
    """

    part: Part
    estimated: int = 0
    basis: Basis | None = None
    missing: tuple[AreaKey, ...] = ()

    @property
    def is_exact(self) -> bool:
        """True where no weight was needed."""
        return self.estimated == 0

    @property
    def is_complete(self) -> bool:
        """True where no source is missing."""
        return not self.missing and self.part.numerator is not None


def basis_order(first: Basis | None = None) -> tuple[Basis, ...]:
    """Return the order in which weights are tried: the indicator's own, then the usual order.

    >>> [basis.value for basis in basis_order(Basis.VILLAGES)]
    ['villages', 'population', 'households', 'area']
    """
    if first is None:
        return BASIS_ORDER
    return (first, *(basis for basis in BASIS_ORDER if basis is not first))


def usable_shares(
    relations: Sequence[Relation], order: Sequence[Basis] = BASIS_ORDER
) -> tuple[Basis | None, dict[AreaKey, float | None]]:
    """Return the basis by which one divided area is shared out, and the share of each target.

    The basis is the first of `order` in which the shares of all parts are known, so that no
    number is shared out by a mixture that does not sum to 1. The basis is None when the area
    goes whole into one target (share 1), and when no basis is known for all parts (shares None).

    Args:
        relations: all relations of one source.
        order: see `basis_order`.

    >>> old, one, two = AreaKey("a", "1"), AreaKey("b", "1"), AreaKey("b", "2")
    >>> parts = [
    ...     Relation(old, one, RelationKind.PART, {Basis.POPULATION: 0.25, Basis.AREA: 0.5}),
    ...     Relation(old, two, RelationKind.PART, {Basis.AREA: 0.5}),
    ... ]
    >>> usable_shares(parts)[0].value, list(usable_shares(parts)[1].values())
    ('area', [0.5, 0.5])
    """
    if len(relations) == 1 and relations[0].kind is RelationKind.WHOLE:
        return None, {relations[0].target: 1.0}
    for basis in order:
        shares = {relation.target: relation.share(basis) for relation in relations}
        if None not in shares.values():
            return basis, shares
    return None, {relation.target: None for relation in relations}


def convert(
    parts: Mapping[AreaKey, Part],
    relations: Iterable[Relation],
    order: Sequence[Basis] = BASIS_ORDER,
    rule: VintageRule = VintageRule.PARTS,
) -> dict[AreaKey, Converted]:
    """Return the numbers of the sources, converted to the targets of the relations.

    For PARTS, numerator and denominator apart: target = Σ share(source → target) · source. A
    share of 1 leaves an integer an integer; a source with the share 0 does not count. For MEAN
    the plain mean of the sources' values, when every one of them has one (as the ministry did for
    the provinces' DTI of 2024). For NONE the value of the same area: one source, whole, that goes
    nowhere else.

    Args:
        parts: what the sources reported; absent, or with a numerator None: not reported. For MEAN
            and NONE the value itself stands in the numerator.
        relations: all relations of these sources. Those of a set of targets alone do not do: how
            a divided area is weighed depends on where its other parts went.
        order: in which order weights are tried, see `basis_order`.
        rule: of the indicator.

    Returns:
        One entry for each target that any relation names, in order of key. A target to which
        nothing came holds a part that is not reported.

    >>> a, b, n = AreaKey("old", "1"), AreaKey("old", "2"), AreaKey("new", "1")
    >>> both = [Relation(a, n), Relation(b, n)]
    >>> convert({a: Part(9, 10), b: Part(21, 30)}, both)[n].part
    Part(numerator=30, denominator=40, reported=2, expected=2)
    >>> convert({a: Part(9, 10)}, both)[n].missing[0].code
    '2'
    """
    incoming: dict[AreaKey, list[_Incoming]] = defaultdict(list)
    for source, ways in sorted(_by_source(relations).items()):
        basis, shares = usable_shares(ways, order)
        undivided = len(ways) == 1 and ways[0].kind is RelationKind.WHOLE
        for target, share in shares.items():
            incoming[target].append(_Incoming(source, share, basis, undivided))
    if rule is VintageRule.PARTS:
        return {target: _sum(parts, incoming[target]) for target in sorted(incoming)}
    if rule is VintageRule.MEAN:
        return {target: _mean(parts, incoming[target]) for target in sorted(incoming)}
    return {target: _same(parts, incoming[target]) for target in sorted(incoming)}


@dataclass(frozen=True)
class _Incoming:
    source: AreaKey
    share: float | None
    basis: Basis | None
    undivided: bool


def _sum(parts: Mapping[AreaKey, Part], incoming: Sequence[_Incoming]) -> Converted:
    numerator: float | None = None
    denominator: float | None = None
    reported = expected = estimated = 0
    bases: list[Basis] = []
    missing: list[AreaKey] = []
    for each in incoming:
        if each.share == 0:
            continue
        part = parts.get(each.source, Part(None, None, 0, 1))
        expected += part.expected
        if each.share is None or part.numerator is None:
            missing.append(each.source)
            continue
        reported += part.reported
        numerator = (numerator or 0) + _times(part.numerator, each.share)
        if part.denominator is not None:
            denominator = (denominator or 0) + _times(part.denominator, each.share)
        if each.basis is not None:
            estimated += part.reported
            bases.append(each.basis)
    basis = max(bases, key=BASIS_CODES.__getitem__, default=None)
    return Converted(
        Part(numerator, denominator, reported, expected), estimated, basis, tuple(missing)
    )


def _times(amount: float, share: float) -> float:
    """Multiply, leaving the integers of whole areas integers."""
    return amount if share == 1 else amount * share


def _mean(parts: Mapping[AreaKey, Part], incoming: Sequence[_Incoming]) -> Converted:
    sources = [each.source for each in incoming if each.share != 0]
    values = {source: parts[source].value() if source in parts else None for source in sources}
    missing = tuple(source for source, value in values.items() if value is None)
    numbers = [value for value in values.values() if value is not None]
    if missing or not numbers:
        return Converted(Part(None, None, 0, len(sources)), missing=missing)
    mean = numbers[0] if len(numbers) == 1 else sum(numbers) / len(numbers)
    return Converted(Part(mean, None, len(numbers), len(sources)))


def _same(parts: Mapping[AreaKey, Part], incoming: Sequence[_Incoming]) -> Converted:
    sources = tuple(each.source for each in incoming)
    if len(incoming) == 1 and incoming[0].undivided:
        part = parts.get(sources[0], Part(None, None, 0, 1))
        return Converted(part, missing=sources if part.numerator is None else ())
    return Converted(Part(None, None, 0, len(sources)), missing=sources)


def invert(
    relations: Iterable[Relation], sizes: Mapping[AreaKey, Mapping[Basis, float]]
) -> list[Relation]:
    """Return the inverse relations: which share of a target lies in each source.

    back(N → X) = share(X → N) · size(X) / Σ over all Y of share(Y → N) · size(Y), in one basis.
    A target with one source goes back whole, for all of it lies there. A basis in which a share
    or a size is unknown has no backward share; a source with the share 0 needs no size.

    Args:
        relations: all relations of the targets.
        sizes: of the sources, per basis: people, households, villages, km².

    >>> a, b, n = AreaKey("old", "1"), AreaKey("old", "2"), AreaKey("new", "1")
    >>> people = {a: {Basis.POPULATION: 3000}, b: {Basis.POPULATION: 1000}}
    >>> back = invert([Relation(a, n), Relation(b, n)], people)
    >>> [(each.target.code, each.share(Basis.POPULATION)) for each in back]
    [('1', 0.75), ('2', 0.25)]
    """
    by_target: dict[AreaKey, list[Relation]] = defaultdict(list)
    for relation in relations:
        by_target[relation.target].append(relation)
    inverted = []
    for target in sorted(by_target):
        ways = sorted(by_target[target], key=lambda each: each.source)
        if len(ways) == 1:
            inverted.append(Relation(target, ways[0].source))
            continue
        shares: dict[AreaKey, dict[Basis, float]] = {each.source: {} for each in ways}
        for basis in BASIS_ORDER:
            for source, share in _backward_shares(ways, sizes, basis).items():
                shares[source][basis] = share
        inverted += [
            Relation(target, source, RelationKind.PART, source_shares)
            for source, source_shares in shares.items()
        ]
    return inverted


def _backward_shares(
    relations: Sequence[Relation], sizes: Mapping[AreaKey, Mapping[Basis, float]], basis: Basis
) -> dict[AreaKey, float]:
    """Return the share of one target that lies in each of its sources; empty: not known."""
    amounts: dict[AreaKey, float] = {}
    holding = [each for each in relations if each.share(basis) != 0]
    if len(holding) == 1:
        # All of it lies in the only source with a share: no size is needed.
        return {each.source: float(each is holding[0]) for each in relations}
    for each in relations:
        share = each.share(basis)
        size = sizes.get(each.source, {}).get(basis)
        if share == 0:
            amounts[each.source] = 0.0
        elif share is None or size is None:
            return {}
        else:
            amounts[each.source] = share * size
    total = sum(amounts.values())
    return {source: amount / total for source, amount in amounts.items()} if total > 0 else {}


def compose(first: Iterable[Relation], second: Iterable[Relation]) -> list[Relation]:
    """Return the relations from the sources of `first` to the targets of `second`.

    share(A → C) = Σ over B of share(A → B) · share(B → C), basis by basis; unknown as soon as a
    share in the sum is, unless its partner is 0. An area whose every way leads whole into one and
    the same target goes there whole, also when it was divided on the way. What a middle area has
    no relation for leads nowhere.

    Converting by the result equals converting twice where one basis is known for both steps; an
    area that is divided first by one basis and then by another has no share here.

    >>> a, b, c, d = (AreaKey(vintage, "1") for vintage in "abcd")
    >>> [(each.source.vintage, each.target.vintage, each.kind.value)
    ...  for each in compose([Relation(a, b)], [Relation(b, c)])]
    [('a', 'c', 'whole')]
    """
    onward = _by_source(second)
    composed = []
    for source, ways in sorted(_by_source(first).items()):
        routes: dict[AreaKey, list[tuple[Relation, Relation]]] = defaultdict(list)
        for step in ways:
            for following in onward.get(step.target, ()):
                routes[following.target].append((step, following))
        all_lead_on = all(step.target in onward for step in ways)
        for target in sorted(routes):
            steps = routes[target]
            whole = (
                all_lead_on
                and len(routes) == 1
                and all(each.kind is RelationKind.WHOLE for _, each in steps)
                # One part alone: where the rest went is unknown.
                and (len(ways) > 1 or ways[0].kind is RelationKind.WHOLE)
            )
            if whole:
                composed.append(Relation(source, target))
                continue
            shares = {}
            for basis in BASIS_ORDER:
                share = _share_along(steps, basis)
                if share is not None:
                    shares[basis] = share
            composed.append(Relation(source, target, RelationKind.PART, shares))
    return composed


def _share_along(steps: Sequence[tuple[Relation, Relation]], basis: Basis) -> float | None:
    total = 0.0
    for step, following in steps:
        near, far = step.share(basis), following.share(basis)
        if near == 0 or far == 0:
            continue
        if near is None or far is None:
            return None
        total += near * far
    return total


def _by_source(relations: Iterable[Relation]) -> dict[AreaKey, list[Relation]]:
    """Return the relations of each source, by target, whatever order they came in."""
    groups: dict[AreaKey, list[Relation]] = defaultdict(list)
    for relation in relations:
        groups[relation.source].append(relation)
    return {source: sorted(group, key=lambda each: each.target) for source, group in groups.items()}
