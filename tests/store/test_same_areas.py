"""Changes over the same areas, and provisional values: computed by hand, on both databases."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine

from data.queries.areas import find_area
from data.queries.catalogue import find_indicator
from data.queries.comparison.tables import read_table_provisional
from data.queries.directories import Directories
from data.queries.maps import read_slice
from data.queries.screens.cards import read_cards
from ioc.area import SINCE_2025, AreaKey, Level
from ioc.card import Card
from ioc.period import Period, parse_period
from ioc.status import Status
from ioc.status_run import status_run
from layouts.area.sentences import area_finding
from tests.store.watched_walls import HOME, Province

pytestmark = pytest.mark.same_sql

TODAY = date(2025, 11, 25)
SEPTEMBER, OCTOBER = "2025-09", "2025-10"


@pytest.fixture
def province(engine: Engine) -> Province:
    return Province(engine)


@pytest.fixture
def light(sqlite_engine: Engine) -> Province:
    """On SQLite alone, for what does not depend on the database."""
    return Province(sqlite_engine)


def card_of(
    province: Province, code: str = "SHARE", area: str = HOME, period: Period | None = None
) -> Card:
    with province.engine.connect() as connection:
        (card,) = read_cards(
            connection, find_area(connection, AreaKey(SINCE_2025.code, area)),
            [find_indicator(connection, code)], period, TODAY, directories=Directories(),
        )  # fmt: skip
    return card


def shares(province: Province, period: str, **parts: tuple[float, float]) -> None:
    """Hand in shares by area: T1 … T5 are villages, c40003 a commune without any."""
    province.report(
        [
            (code.removeprefix("c"), "SHARE", period, over, under)
            for code, (over, under) in parts.items()
        ]
    )


def counts(province: Province, period: str, **parts: float) -> None:
    province.report(
        [(code.removeprefix("c"), "COUNT", period, over, None) for code, over in parts.items()]
    )


def test_those_who_are_late_make_no_rise(province: Province) -> None:
    shares(province, SEPTEMBER, T1=(9, 10), T2=(9, 10), T3=(9, 10), T4=(1, 10), T5=(1, 10),
           c40003=(9, 10), c40004=(9, 10))  # fmt: skip
    shares(province, OCTOBER, T1=(8, 10), T2=(9, 10), T3=(9, 10), c40003=(9, 10))
    card = card_of(province)
    # 47 of 70 then and 35 of 40 now; of the same four areas 36 and 35 of 40.
    assert card.cell is not None and card.cell.value == pytest.approx(87.5)
    assert card.change_last == pytest.approx(-2.5)
    assert card.last is not None
    assert (card.last.count, card.last.expected) == (2, 4)
    assert "giảm 2,5 điểm % so với kỳ trước trên cùng 2 xã" in area_finding(card)


def test_what_is_missing_keeps_its_last_number(province: Province) -> None:
    shares(province, "2025-08", c40004=(5, 10))
    shares(province, SEPTEMBER, T1=(9, 10), T4=(1, 10), T5=(1, 10), c40003=(9, 10))
    shares(province, OCTOBER, T1=(8, 10), c40003=(9, 10))
    card = card_of(province)
    assert card.provisional is not None
    # T1 and 40003 of October, T4 and T5 of September, 40004 of August: 24 of 50.
    assert card.provisional.value == pytest.approx(48.0)
    assert (card.provisional.count, card.provisional.expected) == (4, 4)
    assert "tạm tính 48,0% nếu xã chưa báo cáo giữ số gần nhất" in area_finding(card)
    # Of a commune the villages: T1 alone has ever reported, so nothing can be filled in.
    assert card_of(province, area="40001").provisional is None


@pytest.mark.both_databases
def test_rows_of_a_table_come_to_what_their_cards_do(province: Province) -> None:
    shares(province, SEPTEMBER, T1=(9, 10), T2=(2, 10), T4=(1, 10), T5=(1, 10), c40003=(9, 10),
           c00101=(1, 2), c00102=(5, 8))  # fmt: skip
    shares(province, OCTOBER, T1=(8, 10), T4=(3, 10), c40003=(9, 10), c00101=(2, 2))
    directories = Directories()
    values: dict[str, float] = {}
    with province.engine.connect() as connection:
        about = find_indicator(connection, "SHARE")
        for level, parent in ((Level.PROVINCE, "VN"), (Level.COMMUNE, HOME)):
            directory = directories.get(connection, SINCE_2025.code, level, parent)
            cells = read_slice(connection, about, directory, OCTOBER)
            provisional = read_table_provisional(
                connection, directories, about, directory, (OCTOBER, cells)
            )
            values |= dict(zip(directory.areas["code"].tolist(), provisional.tolist(), strict=True))
    for code, value in values.items():
        card = card_of(province, area=code, period=parse_period(OCTOBER))
        expected = card.provisional.value if card.provisional else float("nan")
        assert value == pytest.approx(expected, nan_ok=True), code
    # Two of four of "01": two of two, and five of eight of September.
    assert values["01"] == pytest.approx(70.0)
    assert {code for code, value in values.items() if value == value} == {
        "01",
        HOME,
        "40001",
        "40002",
    }


def test_villages_are_compared_inside_a_commune(light: Province) -> None:
    shares(light, SEPTEMBER, T1=(5, 10), T2=(1, 10))
    shares(light, OCTOBER, T1=(6, 10), T3=(9, 10))
    card = card_of(light, area="40001")
    # One of three villages in both months: too few.
    assert card.change_last is None
    shares(light, OCTOBER, T2=(3, 10))
    card = card_of(light, area="40001")
    assert card.change_last == pytest.approx(15.0)
    assert card.last is not None and (card.last.count, card.last.expected) == (2, 3)
    assert "trên cùng 2 thôn" in area_finding(card)


def test_below_the_least_share_nothing_is_compared_and_the_card_says_why(light: Province) -> None:
    counts(light, SEPTEMBER, c40001=5, c40002=5, c40003=5, c40004=5)
    counts(light, OCTOBER, c40001=9)
    card = card_of(light, "COUNT")
    assert card.change_last is None
    assert card.last is not None and (card.last.count, card.last.expected) == (1, 4)
    assert "so với kỳ trước" not in area_finding(card)
    counts(light, OCTOBER, c40002=4)
    assert card_of(light, "COUNT").change_last == pytest.approx(3.0)


def test_counts_and_the_country_are_compared_over_the_same_communes(province: Province) -> None:
    counts(province, SEPTEMBER, c40001=5, c40002=7, c40003=1, c00101=2, c00102=3)
    counts(province, OCTOBER, c40001=6, c40002=7, c40003=1, c00101=1)
    assert card_of(province, "COUNT").change_last == pytest.approx(1.0)
    assert card_of(province, "COUNT", "01").change_last == pytest.approx(-1.0)
    country = card_of(province, "COUNT", "VN")
    assert country.change_last == pytest.approx(0.0)
    assert country.last is not None and (country.last.count, country.last.expected) == (4, 6)
    assert country.provisional is not None and country.provisional.value == pytest.approx(18.0)


def test_an_area_s_own_reports_are_compared_with_one_another(light: Province) -> None:
    counts(light, SEPTEMBER, c40=100)
    counts(light, OCTOBER, c40=90)
    card = card_of(light, "COUNT")
    assert card.change_last == pytest.approx(-10.0)
    assert card.last is not None and card.last.is_whole
    # One commune's report says nothing of the province's: nobody else has both.
    counts(light, SEPTEMBER, c40001=5)
    counts(light, OCTOBER, c40001=50)
    assert card_of(light, "COUNT").change_last == pytest.approx(-10.0)


def test_a_share_of_nothing_is_a_report_too(light: Province) -> None:
    shares(light, SEPTEMBER, T1=(5, 10), T2=(1, 10), T3=(0, 0), T4=(1, 2), T5=(1, 2))
    shares(light, OCTOBER, T1=(5, 10), T2=(2, 10), T3=(4, 5))
    # T3 went from none of none to four of five: it is in both.
    assert card_of(light, area="40001").change_last == pytest.approx(11 / 25 * 100 - 30)


def test_samples_that_do_not_add_up_are_compared_area_by_area(light: Province) -> None:
    light.report([("40", "SPEED", SEPTEMBER, 50, None), ("40", "SPEED", OCTOBER, 55, None),
                  ("40001", "SPEED", SEPTEMBER, 9, None)])  # fmt: skip
    assert card_of(light, "SPEED").change_last == pytest.approx(5.0)
    assert card_of(light, "SPEED", "40001").change_last is None


def test_a_number_does_not_turn_red_because_the_good_have_not_reported(
    province: Province,
) -> None:
    good, bad = ("T1", "T2", "T3", "T4"), ("T5",)
    province.share(SEPTEMBER, 95, good)
    province.share(SEPTEMBER, 60, bad)
    shares(province, SEPTEMBER, c40003=(95, 100), c40004=(95, 100))
    assert province.look() == {}
    # More than half have reported, and together they miss the target of 80 %.
    province.share(OCTOBER, 60, bad)
    province.share(OCTOBER, 70, ("T4",))
    shares(province, OCTOBER, c40003=(70, 100), c40004=(70, 100))
    card = card_of(province)
    assert card.verdict.status in (Status.AMBER, Status.RED)
    assert card.is_unsettled
    assert status_run(card) is None
    assert province.look() == {}


def test_a_number_that_is_red_whoever_is_missing_is_raised(province: Province) -> None:
    province.share(SEPTEMBER, 95)
    assert province.look() == {}
    province.share(OCTOBER, 10, ("T1", "T2", "T3", "T4"))
    assert province.look() == {"raised": 1}


def test_a_month_of_few_does_not_cut_a_status_in_two(light: Province) -> None:
    light.share("2025-07", 60)
    light.share("2025-08", 60)
    shares(light, SEPTEMBER, T1=(90, 100))
    light.share(OCTOBER, 60)
    run = status_run(card_of(light))
    assert run is not None
    assert (run.since.iso, run.periods) == ("2025-07", 4)


def test_a_commune_without_the_last_month_says_so(province: Province) -> None:
    counts(province, SEPTEMBER, c40001=5, c40002=7)
    counts(province, OCTOBER, c40002=8)
    late = card_of(province, "COUNT", "40001")
    assert late.period == parse_period(SEPTEMBER)
    assert late.awaited == parse_period(OCTOBER)
    assert area_finding(late).startswith(
        "Chỉ số COUNT, tháng 09/2025 (chưa có số tháng 10/2025): 5,0 trạm"
    )
    assert card_of(province, "COUNT", "40002").awaited is None
    # Nobody has November: nothing is looked for.
    counts(province, OCTOBER, c40001=5)
    assert card_of(province, "COUNT", "40001").awaited is None
    # Asked for, it is missing all the same.
    november = card_of(province, "COUNT", "40001", parse_period("2025-11"))
    assert november.awaited == parse_period("2025-11")
