"""The change report: every kind of change and fault, by areas that one can count on fingers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ioc.area import AreaKey
from ioc.crosswalk import Relation, RelationKind
from ioc.crosswalk_report import (
    Merger,
    NamedArea,
    Split,
    Succession,
    WeightSum,
    describe_reorganisation,
)
from ioc.indicator import Basis

OLD, NEW = "2025-07-01", "2026-04-30"


def before(code: str, name: str = "An", kind: str = "Xã") -> NamedArea:
    return NamedArea(AreaKey(OLD, code), name, f"{kind} {name}")


def after(code: str, name: str = "An", kind: str = "Xã") -> NamedArea:
    return NamedArea(AreaKey(NEW, code), name, f"{kind} {name}")


def goes(source: str, target: str, **shares: float) -> Relation:
    by_basis = {Basis(name): share for name, share in shares.items()}
    kind = RelationKind.PART if shares else RelationKind.WHOLE
    return Relation(AreaKey(OLD, source), AreaKey(NEW, target), kind, by_basis)


def pair(source: str, target: str) -> Succession:
    return Succession(AreaKey(OLD, source), AreaKey(NEW, target))


def test_same_land_under_another_name_kind_or_code() -> None:
    report = describe_reorganisation(
        [before("1"), before("2"), before("3"), before("4")],
        [after("1"), after("2", "Bình"), after("3", kind="Phường"), after("5")],
        [goes("1", "1"), goes("2", "2"), goes("3", "3"), goes("4", "5")],
    )
    assert report.unchanged == (pair("1", "1"),)
    assert report.renamed == (pair("2", "2"),)
    assert report.retyped == (pair("3", "3"),)
    assert report.recoded == (pair("4", "5"),)
    assert report.appear == (AreaKey(NEW, "5"),)
    assert report.vanish == (AreaKey(OLD, "4"),)
    assert not report.other_land and not report.split and not report.merge
    assert report.is_sound


def test_a_merger_keeps_a_code_for_other_land() -> None:
    report = describe_reorganisation(
        [before("1"), before("2")], [after("1")], [goes("1", "1"), goes("2", "1")]
    )
    assert report.merge == (Merger((AreaKey(OLD, "1"), AreaKey(OLD, "2")), AreaKey(NEW, "1")),)
    assert report.other_land == (AreaKey(NEW, "1"),)
    assert report.vanish == (AreaKey(OLD, "2"),)
    assert not report.unchanged


def test_a_code_that_was_given_to_other_land_altogether() -> None:
    report = describe_reorganisation(
        [before("1"), before("2")], [after("1"), after("2")], [goes("1", "2"), goes("2", "1")]
    )
    assert report.other_land == (AreaKey(NEW, "1"), AreaKey(NEW, "2"))
    assert report.recoded == (pair("1", "2"), pair("2", "1"))
    assert not report.appear and not report.vanish


def test_weights_that_do_not_sum_are_told_from_those_that_nobody_knows() -> None:
    areas = [before("1"), before("2"), before("3")], [after("1"), after("2")]
    report = describe_reorganisation(
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
    assert report.wrong_weights == (WeightSum(AreaKey(OLD, "1"), Basis.POPULATION, 0.9),)
    assert report.unweighed == (AreaKey(OLD, "2"),)
    assert report.partly_weighed == (
        (AreaKey(OLD, "2"), Basis.POPULATION),
        (AreaKey(OLD, "2"), Basis.AREA),
    )
    assert [each.before.code for each in report.split] == ["1", "2", "3"]
    assert not report.is_sound


def test_codes_of_nowhere_and_areas_without_a_relation() -> None:
    report = describe_reorganisation(
        [before("1"), before("2")], [after("1"), after("3")], [goes("1", "1"), goes("8", "9")]
    )
    assert report.unmatched_before == (AreaKey(OLD, "8"),)
    assert report.unmatched_after == (AreaKey(NEW, "9"),)
    assert report.unrelated_before == (AreaKey(OLD, "2"),)
    assert report.unrelated_after == (AreaKey(NEW, "3"),)
    assert not report.is_sound


def test_whole_into_one_and_elsewhere_too_is_a_contradiction() -> None:
    report = describe_reorganisation(
        [before("1")], [after("1"), after("2")], [goes("1", "1"), goes("1", "2", area=0.5)]
    )
    assert report.contradictory == (AreaKey(OLD, "1"),)
    assert report.split == (Split(AreaKey(OLD, "1"), (AreaKey(NEW, "1"), AreaKey(NEW, "2"))),)
    assert not report.is_sound


@given(st.lists(st.integers(0, 3), min_size=6, max_size=6), st.randoms(use_true_random=False))
def test_every_area_is_told_of_once_whatever_the_order(targets, random) -> None:  # type: ignore[no-untyped-def]
    relations = [goes(str(number), str(target)) for number, target in enumerate(targets)]
    old = [before(str(number)) for number in range(6)]
    new = [after(str(target)) for target in sorted(set(targets))]
    report = describe_reorganisation(old, new, relations)
    mergers = [each.after for each in report.merge]
    mergers += [each.after for each in (*report.unchanged, *report.recoded)]
    assert sorted(mergers) == [place.key for place in new]
    random.shuffle(relations)
    assert describe_reorganisation(reversed(old), reversed(new), relations) == report
