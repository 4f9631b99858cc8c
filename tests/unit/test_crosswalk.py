"""Conversion between vintages: sums are kept, missing stays missing, order does not matter."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ioc.area import AreaKey
from ioc.crosswalk import (
    BASIS_ORDER,
    Relation,
    RelationKind,
    basis_order,
    compose,
    convert,
    invert,
    usable_shares,
)
from ioc.indicator import Basis, VintageRule
from ioc.rollup import Part

VINTAGES = ("2024-01-01", "2025-07-01", "2026-04-30")


def key(step: int, number: int) -> AreaKey:
    return AreaKey(VINTAGES[step], f"{number:05d}")


@st.composite
def mergers(draw: st.DrawFn, step: int = 0, sources: int = 8) -> list[Relation]:
    """Whole areas going into fewer ones: a closed set."""
    targets = draw(st.lists(st.integers(0, 3), min_size=sources, max_size=sources))
    return [
        Relation(key(step, number), key(step + 1, target)) for number, target in enumerate(targets)
    ]


@st.composite
def reorganisations(draw: st.DrawFn, step: int = 0, sources: int = 6) -> list[Relation]:
    """Whole and divided areas; each divided one has population shares that sum to 1."""
    relations = []
    for number in range(sources):
        targets = sorted(draw(st.sets(st.integers(0, 4), min_size=1, max_size=3)))
        if len(targets) == 1:
            relations.append(Relation(key(step, number), key(step + 1, targets[0])))
            continue
        weights = draw(st.lists(st.integers(1, 50), min_size=len(targets), max_size=len(targets)))
        relations += [
            Relation(
                key(step, number),
                key(step + 1, target),
                RelationKind.PART,
                {Basis.POPULATION: float(Fraction(weight, sum(weights)))},
            )
            for target, weight in zip(targets, weights, strict=True)
        ]
    return relations


def numbers(sources: int, step: int = 0) -> st.SearchStrategy[dict[AreaKey, Part]]:
    """Numerator and denominator of every source: integers, as they are reported."""
    counts = st.integers(0, 5000)
    one = st.tuples(counts, counts).map(lambda pair: Part(min(pair), max(pair)))
    return st.lists(one, min_size=sources, max_size=sources).map(
        lambda parts: {key(step, number): part for number, part in enumerate(parts)}
    )


def totals(parts: list[Part]) -> tuple[float, float]:
    return (
        sum(part.numerator or 0 for part in parts),
        sum(part.denominator or 0 for part in parts),
    )


@given(mergers(), numbers(8))
def test_whole_areas_keep_every_sum_to_the_last_integer(
    relations: list[Relation], parts: dict[AreaKey, Part]
) -> None:
    conversion = convert(parts, relations)
    assert totals([each.part for each in conversion.values()]) == totals(list(parts.values()))
    for each in conversion.values():
        assert isinstance(each.part.numerator, int)
        assert each.is_exact and each.is_complete and each.basis is None


@given(reorganisations(), numbers(6))
def test_weights_keep_the_sum_over_a_closed_set(
    relations: list[Relation], parts: dict[AreaKey, Part]
) -> None:
    conversion = convert(parts, relations)
    assert totals([each.part for each in conversion.values()]) == pytest.approx(
        totals(list(parts.values())), rel=1e-9, abs=1e-9
    )
    divided = {each.target for each in relations if each.kind is RelationKind.PART}
    assert {target for target, each in conversion.items() if not each.is_exact} == divided


@given(mergers(), numbers(8), st.lists(st.integers(1, 9000), min_size=8, max_size=8))
def test_there_and_back_over_whole_mergers_is_the_identity_on_sums(
    relations: list[Relation], parts: dict[AreaKey, Part], people: list[int]
) -> None:
    sizes = {key(0, number): {Basis.POPULATION: float(n)} for number, n in enumerate(people)}
    sums = {target: each.part for target, each in convert(parts, relations).items()}
    back = {source: each.part for source, each in convert(sums, invert(relations, sizes)).items()}
    assert set(back) == set(parts)
    assert totals(list(back.values())) == pytest.approx(totals(list(parts.values())), rel=1e-9)
    again = convert(back, relations)
    for target, part in sums.items():
        assert totals([again[target].part]) == pytest.approx(totals([part]), rel=1e-9)


@given(reorganisations(), numbers(6), st.randoms(use_true_random=False))
def test_the_order_of_relations_and_reports_does_not_matter(relations, parts, random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(relations)
    random.shuffle(shuffled)
    backwards = dict(reversed(parts.items()))
    assert convert(backwards, shuffled) == convert(parts, relations)
    assert list(convert(backwards, shuffled)) == list(convert(parts, relations))


@given(reorganisations(), reorganisations(step=1, sources=5), numbers(6))
def test_a_chain_of_three_vintages_equals_the_direct_conversion(
    first: list[Relation], second: list[Relation], parts: dict[AreaKey, Part]
) -> None:
    middle = {target: each.part for target, each in convert(parts, first).items()}
    chained = convert(middle, second)
    direct = convert(parts, compose(first, second))
    with_number = {target for target, each in chained.items() if each.part.numerator is not None}
    assert set(direct) == with_number
    for target in with_number:
        assert totals([direct[target].part]) == pytest.approx(
            totals([chained[target].part]), rel=1e-9, abs=1e-9
        )


@given(mergers(), mergers(step=1, sources=4), numbers(8))
def test_a_chain_of_whole_mergers_is_whole_and_exact(
    first: list[Relation], second: list[Relation], parts: dict[AreaKey, Part]
) -> None:
    direct = compose(first, second)
    assert {each.kind for each in direct} == {RelationKind.WHOLE}
    middle = {target: each.part for target, each in convert(parts, first).items()}
    chained = {
        target: (each.part.numerator, each.part.denominator)
        for target, each in convert(middle, second).items()
        if each.part.numerator is not None
    }
    assert chained == {
        target: (each.part.numerator, each.part.denominator)
        for target, each in convert(parts, direct).items()
    }


@given(reorganisations(), numbers(6), st.sets(st.integers(0, 5)))
def test_missing_stays_missing_and_is_named(
    relations: list[Relation], parts: dict[AreaKey, Part], silent: set[int]
) -> None:
    quiet = {key(0, number) for number in silent}
    given_parts = {source: part for source, part in parts.items() if source not in quiet}
    sources = defaultdict(set)
    for relation in relations:
        sources[relation.target].add(relation.source)
    for target, each in convert(given_parts, relations).items():
        assert set(each.missing) == sources[target] & quiet
        assert (each.part.numerator is None) == (sources[target] <= quiet)
        assert each.part.reported == len(sources[target] - quiet)
        assert each.part.expected == len(sources[target])


def test_a_reported_zero_stays_zero() -> None:
    a, b, n, m = key(0, 1), key(0, 2), key(1, 1), key(1, 2)
    relations = [
        Relation(a, n),
        Relation(b, n, RelationKind.PART, {Basis.AREA: 0.5}),
        Relation(b, m, RelationKind.PART, {Basis.AREA: 0.5}),
    ]
    conversion = convert({a: Part(0, 0), b: Part(0, 8)}, relations)
    assert (conversion[n].part.numerator, conversion[n].part.denominator) == (0, 4.0)
    assert (conversion[m].part.numerator, conversion[m].part.denominator) == (0, 4.0)


def test_a_divided_area_that_nobody_weighed_is_missing_never_split_evenly() -> None:
    a, b, n, m = key(0, 1), key(0, 2), key(1, 1), key(1, 2)
    relations = [
        Relation(a, n),
        Relation(b, n, RelationKind.PART),
        Relation(b, m, RelationKind.PART),
    ]
    conversion = convert({a: Part(5, 9), b: Part(7, 9)}, relations)
    assert conversion[n].part == Part(5, 9, reported=1, expected=2)
    assert conversion[n].missing == (b,)
    assert conversion[m].part == Part(None, None, reported=0, expected=1)
    assert conversion[m].missing == (b,)


def test_a_share_of_zero_has_no_say() -> None:
    a, n, m = key(0, 1), key(1, 1), key(1, 2)
    relations = [
        Relation(a, n, RelationKind.PART, {Basis.POPULATION: 1.0}),
        Relation(a, m, RelationKind.PART, {Basis.POPULATION: 0.0}),
    ]
    conversion = convert({a: Part(5, 9)}, relations)
    assert conversion[n].part == Part(5, 9, reported=1, expected=1)
    assert isinstance(conversion[n].part.numerator, int)
    # All people went there; what is not people was still weighed by them.
    assert (conversion[n].estimated, conversion[n].basis) == (1, Basis.POPULATION)
    assert conversion[m].part == Part(None, None, reported=0, expected=0)
    assert conversion[m].missing == ()
    silent = convert({}, relations)
    assert silent[m].missing == ()


@pytest.mark.parametrize(
    ("first", "basis", "share"),
    [
        (Basis.POPULATION, Basis.HOUSEHOLDS, 0.3),
        (Basis.HOUSEHOLDS, Basis.HOUSEHOLDS, 0.3),
        (Basis.VILLAGES, Basis.HOUSEHOLDS, 0.3),
        (Basis.AREA, Basis.AREA, 0.9),
    ],
)
def test_the_indicators_own_weight_first_then_the_next_that_is_known_for_all_parts(
    first: Basis, basis: Basis, share: float
) -> None:
    a, n, m = key(0, 1), key(1, 1), key(1, 2)
    relations = [
        Relation(
            a, n, RelationKind.PART, {Basis.POPULATION: 0.6, Basis.HOUSEHOLDS: 0.3, Basis.AREA: 0.9}
        ),
        Relation(a, m, RelationKind.PART, {Basis.HOUSEHOLDS: 0.7, Basis.AREA: 0.1}),
    ]
    assert usable_shares(relations, basis_order(first)) == (
        basis,
        {n: share, m: pytest.approx(1 - share)},
    )
    conversion = convert({a: Part(10, 100)}, relations, basis_order(first))
    assert conversion[n].part.numerator == pytest.approx(10 * share)
    assert (conversion[n].basis, conversion[n].estimated) == (basis, 1)


def test_the_weakest_weight_of_several_is_named() -> None:
    a, b, n, m = key(0, 1), key(0, 2), key(1, 1), key(1, 2)
    relations = [
        Relation(source, target, RelationKind.PART, {basis: 0.5})
        for source, basis in ((a, Basis.AREA), (b, Basis.POPULATION))
        for target in (n, m)
    ]
    conversion = convert({a: Part(2), b: Part(4)}, relations)
    assert (conversion[n].part.numerator, conversion[n].estimated, conversion[n].basis) == (
        3.0,
        2,
        Basis.AREA,
    )


def test_the_mean_wants_every_predecessor() -> None:
    a, b, n = key(0, 1), key(0, 2), key(1, 1)
    relations = [Relation(a, n), Relation(b, n)]
    conversion = convert({a: Part(0.6), b: Part(0.7)}, relations, rule=VintageRule.MEAN)
    assert conversion[n].part.numerator == pytest.approx(0.65)
    lacking = convert({a: Part(0.6)}, relations, rule=VintageRule.MEAN)
    assert lacking[n].part.numerator is None
    assert lacking[n].missing == (b,)


def test_what_cannot_be_compared_goes_over_to_the_same_area_alone() -> None:
    a, b, c, n, m, o = key(0, 1), key(0, 2), key(0, 3), key(1, 1), key(1, 2), key(1, 3)
    relations = [
        Relation(a, n),
        Relation(b, m),
        Relation(c, m),
    ]
    parts = {a: Part(61.5), b: Part(1), c: Part(2)}
    conversion = convert(parts, relations, rule=VintageRule.NONE)
    assert conversion[n].part == Part(61.5)
    assert conversion[m].part.numerator is None and conversion[m].missing == (b, c)
    divided = [
        Relation(a, n, RelationKind.PART, dict.fromkeys(BASIS_ORDER, 0.5)),
        Relation(a, o, RelationKind.PART, dict.fromkeys(BASIS_ORDER, 0.5)),
    ]
    assert convert(parts, divided, rule=VintageRule.NONE)[n].part.numerator is None


def test_the_way_back_weighs_by_what_each_area_brought() -> None:
    a, b, n, m = key(0, 1), key(0, 2), key(1, 1), key(1, 2)
    relations = [
        Relation(a, n),
        Relation(b, n, RelationKind.PART, {Basis.POPULATION: 0.25}),
        Relation(b, m, RelationKind.PART, {Basis.POPULATION: 0.75}),
    ]
    sizes = {a: {Basis.POPULATION: 3000.0}, b: {Basis.POPULATION: 4000.0}}
    back = {(each.source, each.target): each for each in invert(relations, sizes)}
    assert back[n, a].share(Basis.POPULATION) == pytest.approx(0.75)
    assert back[n, b].share(Basis.POPULATION) == pytest.approx(0.25)
    assert back[n, a].share(Basis.AREA) is None
    assert back[m, b].kind is RelationKind.WHOLE
    unknown = {(each.source, each.target): each for each in invert(relations, {a: sizes[a]})}
    assert unknown[n, a].share(Basis.POPULATION) is None
    assert convert({n: Part(8)}, unknown.values())[a].missing == (n,)


def test_the_way_back_needs_no_size_where_one_area_brought_everything() -> None:
    a, b, n, m = key(0, 1), key(0, 2), key(1, 1), key(1, 2)
    relations = [
        Relation(a, n),
        Relation(b, n, RelationKind.PART, {Basis.POPULATION: 0.0}),
        Relation(b, m, RelationKind.PART, {Basis.POPULATION: 1.0}),
    ]
    conversion = convert({n: Part(11), m: Part(5)}, invert(relations, {}))
    assert (conversion[a].part.numerator, conversion[b].part.numerator) == (11, 5)


def test_a_part_that_leads_nowhere_is_not_made_whole_by_the_other() -> None:
    a, b, c, n = key(0, 1), key(1, 1), key(1, 2), key(2, 1)
    first = [Relation(a, b, RelationKind.PART), Relation(a, c, RelationKind.PART)]
    assert [each.kind for each in compose(first, [Relation(b, n), Relation(c, n)])] == [
        RelationKind.WHOLE
    ]
    assert [each.kind for each in compose(first, [Relation(b, n)])] == [RelationKind.PART]
    assert [each.kind for each in compose(first[:1], [Relation(b, n)])] == [RelationKind.PART]


def test_the_worked_example_of_the_documentation(root: Path) -> None:
    """docs/vintages.md: A and B whole into N, a quarter of C too, the rest of C is M."""
    a, b, c = (AreaKey(VINTAGES[0], code) for code in "ABC")
    n, m = AreaKey(VINTAGES[1], "N"), AreaKey(VINTAGES[1], "M")
    relations = [
        Relation(a, n),
        Relation(b, n),
        Relation(c, n, RelationKind.PART, {Basis.POPULATION: 0.25}),
        Relation(c, m, RelationKind.PART, {Basis.POPULATION: 0.75}),
    ]
    parts = {a: Part(18, 20), b: Part(6, 10), c: Part(12, 16)}
    conversion = convert(parts, relations)
    assert totals([conversion[n].part]) == (27, 34)
    assert totals([conversion[m].part]) == (9, 12)
    lacking = convert({a: parts[a], c: parts[c]}, relations)[n]
    assert (totals([lacking.part]), lacking.missing) == ((21, 24), (b,))
    sizes = {a: 3000.0, b: 1000.0, c: 4000.0}
    people = {area: {Basis.POPULATION: size} for area, size in sizes.items()}
    back = convert({n: Part(34, 34), m: Part(12, 12)}, invert(relations, people))
    assert totals([back[a].part]) == pytest.approx((20.4, 20.4))
    text = (root / "docs" / "vintages.md").read_text("utf-8")
    for line in ("27 of 30 + 0.25 × 16 = 34: 79.4 %", "21 of 20 + 4 = 24", "20.4 of 20.4"):
        assert line in " ".join(text.split())
