"""The change report: every kind of change and fault, by areas that one can count on fingers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ioc.area import AreaKey
from ioc.crosswalk import Kind, Relation
from ioc.crosswalk_report import (
    Merger,
    Pair,
    Place,
    Split,
    WeightSum,
    describe_reorganisation,
)
from ioc.indicator import Basis

OLD, NEW = "2025-07-01", "2026-04-30"


def before(code: str, name: str = "An", kind: str = "Xã") -> Place:
    return Place(AreaKey(OLD, code), name, f"{kind} {name}")


def after(code: str, name: str = "An", kind: str = "Xã") -> Place:
    return Place(AreaKey(NEW, code), name, f"{kind} {name}")


def goes(source: str, target: str, **shares: float) -> Relation:
    known = {Basis(name): share for name, share in shares.items()}
    kind = Kind.PART if shares else Kind.WHOLE
    return Relation(AreaKey(OLD, source), AreaKey(NEW, target), kind, known)


def pair(source: str, target: str) -> Pair:
    return Pair(AreaKey(OLD, source), AreaKey(NEW, target))


def test_same_land_under_another_name_kind_or_code() -> None:
    found = describe_reorganisation(
        [before("1"), before("2"), before("3"), before("4")],
        [after("1"), after("2", "Bình"), after("3", kind="Phường"), after("5")],
        [goes("1", "1"), goes("2", "2"), goes("3", "3"), goes("4", "5")],
    )
    assert found.unchanged == (pair("1", "1"),)
    assert found.renamed == (pair("2", "2"),)
    assert found.retyped == (pair("3", "3"),)
    assert found.recoded == (pair("4", "5"),)
    assert found.appear == (AreaKey(NEW, "5"),)
    assert found.vanish == (AreaKey(OLD, "4"),)
    assert not found.other_land and not found.split and not found.merge
    assert found.is_sound


def test_a_merger_keeps_a_code_for_other_land() -> None:
    found = describe_reorganisation(
        [before("1"), before("2")], [after("1")], [goes("1", "1"), goes("2", "1")]
    )
    assert found.merge == (Merger((AreaKey(OLD, "1"), AreaKey(OLD, "2")), AreaKey(NEW, "1")),)
    assert found.other_land == (AreaKey(NEW, "1"),)
    assert found.vanish == (AreaKey(OLD, "2"),)
    assert not found.unchanged


def test_a_code_that_was_given_to_other_land_altogether() -> None:
    found = describe_reorganisation(
        [before("1"), before("2")], [after("1"), after("2")], [goes("1", "2"), goes("2", "1")]
    )
    assert found.other_land == (AreaKey(NEW, "1"), AreaKey(NEW, "2"))
    assert found.recoded == (pair("1", "2"), pair("2", "1"))
    assert not found.appear and not found.vanish


def test_weights_that_do_not_sum_are_told_from_those_that_nobody_knows() -> None:
    areas = [before("1"), before("2"), before("3")], [after("1"), after("2")]
    found = describe_reorganisation(
        *areas,
        [
            goes("1", "1", population=0.5, area=0.3),
            goes("1", "2", population=0.4, area=0.7),
            goes("2", "1", population=0.5),
            goes("2", "2", area=0.5),
            goes("3", "1", population=1 / 3),
            goes("3", "2", population=0.6666667),
        ],
    )
    assert found.wrong_weights == (WeightSum(AreaKey(OLD, "1"), Basis.POPULATION, 0.9),)
    assert found.unweighed == (AreaKey(OLD, "2"),)
    assert found.partly_weighed == (
        (AreaKey(OLD, "2"), Basis.POPULATION),
        (AreaKey(OLD, "2"), Basis.AREA),
    )
    assert [each.before.code for each in found.split] == ["1", "2", "3"]
    assert not found.is_sound


def test_codes_of_nowhere_and_areas_without_a_relation() -> None:
    found = describe_reorganisation(
        [before("1"), before("2")], [after("1"), after("3")], [goes("1", "1"), goes("8", "9")]
    )
    assert found.unmatched_before == (AreaKey(OLD, "8"),)
    assert found.unmatched_after == (AreaKey(NEW, "9"),)
    assert found.unrelated_before == (AreaKey(OLD, "2"),)
    assert found.unrelated_after == (AreaKey(NEW, "3"),)
    assert not found.is_sound


def test_whole_into_one_and_elsewhere_too_is_a_contradiction() -> None:
    found = describe_reorganisation(
        [before("1")], [after("1"), after("2")], [goes("1", "1"), goes("1", "2", area=0.5)]
    )
    assert found.contradictory == (AreaKey(OLD, "1"),)
    assert found.split == (Split(AreaKey(OLD, "1"), (AreaKey(NEW, "1"), AreaKey(NEW, "2"))),)
    assert not found.is_sound


@given(st.lists(st.integers(0, 3), min_size=6, max_size=6), st.randoms(use_true_random=False))
def test_every_area_is_told_of_once_whatever_the_order(targets, random) -> None:  # type: ignore[no-untyped-def]
    relations = [goes(str(number), str(target)) for number, target in enumerate(targets)]
    old = [before(str(number)) for number in range(6)]
    new = [after(str(target)) for target in sorted(set(targets))]
    found = describe_reorganisation(old, new, relations)
    told = [each.after for each in (*found.merge, *found.unchanged, *found.recoded)]
    assert sorted(told) == [place.key for place in new]
    random.shuffle(relations)
    assert describe_reorganisation(reversed(old), reversed(new), relations) == found
