"""Which target a value is held against."""

from __future__ import annotations

import pytest

from data.queries.catalogue import Target, find_target, find_target_in_force
from ioc.area import AreaKey, Level
from ioc.period import PeriodError

NGHE_AN = AreaKey("2025-07-01", "40")


def targets(*rows: tuple[str, str, str, str, str, float]) -> list[Target]:
    return [Target(*row, "nguồn", "source", "verified") for row in rows]


STEPS = targets(
    ("XH05", "", "", "", "2030", 70),
    ("XH05", "", "", "", "2022", 40),
    ("XH05", "", "", "", "2025", 50),
    ("XH04", "", "", "", "2025", 99),
)


@pytest.mark.parametrize(
    ("period", "value"),
    [
        ("2021-Q4", 40),
        ("2022", 40),
        ("2023-01", 50),
        ("2025-12-31", 50),
        ("2026-H1", 70),
        ("2034", 70),
    ],
)
def test_the_next_year_to_meet_holds_then_the_last_one(period: str, value: float) -> None:
    assert find_target(STEPS, "XH05", Level.PROVINCE, NGHE_AN, period) == value


def test_no_target_is_none_not_zero() -> None:
    assert find_target(STEPS, "HT07", Level.PROVINCE, NGHE_AN, "2025") is None
    assert find_target([], "XH05", Level.PROVINCE, NGHE_AN, "2025") is None


def test_a_target_of_zero_is_a_target() -> None:
    standing = targets(("HT02", "", "", "", "", 0))
    target = find_target_in_force(standing, "HT02", Level.COMMUNE, NGHE_AN, "2025-09")
    assert target is not None
    assert (target.value, target.year) == (0, None)


def test_each_level_has_its_own() -> None:
    by_level = targets(
        ("CQ10", "province", "", "", "2025", 90),
        ("CQ10", "district", "", "", "2025", 80),
        ("CQ10", "commune", "", "", "2025", 60),
    )
    district = AreaKey("2025-03-01", "412")
    assert find_target(by_level, "CQ10", Level.PROVINCE, NGHE_AN, "2025-06") == 90
    assert find_target(by_level, "CQ10", Level.DISTRICT, district, "2025-06") == 80
    assert (
        find_target(by_level, "CQ10", Level.COMMUNE, AreaKey("2025-07-01", "16681"), "2025") == 60
    )
    assert find_target(by_level, "CQ10", Level.COUNTRY, AreaKey("2025-07-01", "VN"), "2025") is None


def test_the_area_goes_before_its_level_and_the_level_before_all() -> None:
    mixed = targets(
        ("CQ04", "", "", "", "2026", 95),
        ("CQ04", "province", "", "", "2025", 97),
        ("CQ04", "", "2025-07-01", "40", "2024", 98),
    )
    old_nghe_an, other = AreaKey("2025-03-01", "40"), AreaKey("2025-07-01", "01")
    own = find_target_in_force(mixed, "CQ04", Level.PROVINCE, NGHE_AN, "2026-01")
    assert own is not None
    assert (own.value, own.year, own.of_area) == (98, 2024, True)
    # The same code in another vintage is another area.
    assert find_target(mixed, "CQ04", Level.PROVINCE, old_nghe_an, "2026-01") == 97
    assert find_target(mixed, "CQ04", Level.PROVINCE, other, "2026-01") == 97
    assert (
        find_target(mixed, "CQ04", Level.COMMUNE, AreaKey("2025-07-01", "16681"), "2026-01") == 95
    )


@pytest.mark.parametrize("first", [0, 1])
def test_a_year_goes_before_the_standing_target_in_any_order(first: int) -> None:
    rows = targets(("CQ11", "", "", "", "", 100), ("CQ11", "", "", "", "2020", 70))
    either = [rows[first], rows[1 - first]]
    assert find_target(either, "CQ11", Level.PROVINCE, NGHE_AN, "2025-01") == 70


def test_what_is_no_period_is_refused() -> None:
    with pytest.raises(PeriodError, match="quý 3"):
        find_target(STEPS, "XH05", Level.PROVINCE, NGHE_AN, "quý 3")
