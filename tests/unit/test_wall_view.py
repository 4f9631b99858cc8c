"""What the wall says of a card, in words short enough for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ioc.area import Level
from ioc.card import Card, Cell, TargetValue, make_card
from ioc.comparison import Comparison, Provisional
from ioc.indicator import Direction, Indicator, SpaceRule, TimeRule
from ioc.owner import Owner
from ioc.period import Frequency
from ioc.series_break import SeriesBreak
from ioc.status import Status
from layouts.wall.changes import Change
from layouts.wall.news import NewsLine, WallNews, news_lines, week_lines
from layouts.wall.order import by_urgency
from layouts.wall.view import PeriodLine, row_view, trend_view

TODAY = date(2026, 11, 22)
# By code; an indicator of a province's own may have none.
SHORT = {
    "HT01": ("Thôn có sóng di động", "Villages with signal", "thôn", "villages"),
    "HT02": ("Thôn trắng sóng", "No-signal villages", "", ""),
}


def indicator(
    code: str = "HT01", direction: Direction = Direction.UP, **change: object
) -> Indicator:
    values: dict[str, object] = {
        "id": 1,
        "code": code,
        "group_code": "HT",
        "name_vi": "Tỷ lệ thôn có sóng di động băng rộng",
        "name_en": "Villages with mobile broadband",
        "numerator_vi": "thôn có sóng",
        "numerator_en": "villages with signal",
        "denominator_vi": "thôn",
        "denominator_en": "villages",
        "unit_vi": "%",
        "unit_en": "%",
        "factor": 100.0,
        "direction": direction,
        "space_rule": SpaceRule.RATIO_OF_SUMS,
        "time_rule": TimeRule.LAST_VALUE,
        "frequency": Frequency.MONTH,
        "lowest_level": Level.VILLAGE,
        "decimals": 1,
        "source_vi": "Sở Khoa học và Công nghệ tổng hợp từ doanh nghiệp viễn thông; đo kiểm",
        "source_en": "Department of Science and Technology, from telecom operators",
        "trap_vi": "",
        "trap_en": "",
    }
    fields = ("short_vi", "short_en", "noun_vi", "noun_en")
    values |= dict(zip(fields, SHORT.get(code, [""] * 4), strict=True))
    return Indicator(**{**values, **change})  # type: ignore[arg-type]


def count(code: str = "HT02") -> Indicator:
    return indicator(
        code, Direction.DOWN, denominator_vi=None, denominator_en=None, unit_vi="thôn",
        unit_en="villages", factor=1.0, space_rule=SpaceRule.SUM, decimals=0,
    )  # fmt: skip


def share(period: str, numerator: float, denominator: float = 1000, reported: int = 4) -> Cell:
    value = numerator / denominator * 100
    return Cell(period, value, numerator, denominator, reported, 4)


def card(of: Indicator, *cells: Cell, target: float | None = None) -> Card:
    goal = None if target is None else TargetValue(target, "2025", "", "", "verified")
    return make_card(of, cells, goal, None, TODAY)


def test_a_row_says_value_target_changes_overdue_and_source() -> None:
    own = card(
        indicator(),
        share("2025-10", 943),
        share("2026-09", 960),
        share("2026-10", 963, reported=3),
        target=100,
    )
    # Nothing is compared by the numbers alone: one of four has not reported.
    assert row_view(own, "vi").last == Change()
    own = replace(
        own,
        last=Comparison("2026-09", 0.26, 3, 4, Level.COMMUNE),
        year=Comparison("2025-10", 2.0, 4, 4, Level.COMMUNE),
        reporting_level=Level.VILLAGE,
    )
    row = row_view(own, "vi")
    assert (row.name, row.value, row.chip) == ("Thôn có sóng di động", "96,3%", "▲ Cảnh báo")
    assert (row.target, row.since) == ("Chỉ tiêu ≥ 100%", "cảnh báo hơn 13 tháng")
    assert row.last == Change(
        "↑ tăng 0,3 điểm % so với kỳ trước", "(3 xã)", "good", "↑ 0,3 điểm % từ kỳ trước"
    )
    assert row.year == Change(
        "↑ tăng 2,0 điểm % so với một năm trước", "", "good", "↑ 2,0 điểm % sau một năm"
    )
    assert row.period == PeriodLine("Số liệu tháng 10/2026", more="· 22 ngày trước")
    assert row.who == "Sở KH&CN · 75% thôn"
    # What it would come to goes before who usually sends it.
    own = replace(own, provisional=Provisional(95.94, 4, 4, Level.COMMUNE))
    assert row_view(own, "vi").who == "75% thôn · tạm tính 95,9% · Sở KH&CN"


def test_a_status_that_began_within_the_history_says_when() -> None:
    row = row_view(
        card(indicator(), share("2026-08", 990), share("2026-09", 870), share("2026-10", 800),
             target=95),
        "vi",
    )  # fmt: skip
    assert (row.target, row.since) == ("Chỉ tiêu ≥ 95%", "chưa đạt từ tháng 10/2026")
    assert row.chip == "■ Chưa đạt"


def test_fewer_of_what_should_be_none_is_better() -> None:
    row = row_view(
        card(count(), Cell("2026-09", 20.0, 20.0), Cell("2026-10", 14.0, 14.0), target=0),
        "vi",
    )
    assert row.value == "14 thôn"
    assert row.last == Change("↓ giảm 6 thôn so với kỳ trước", "", "good", "↓ 6 thôn từ kỳ trước")
    assert (row.target, row.since) == ("Chỉ tiêu ≤ 0 thôn", "chưa đạt hơn 2 tháng")


def test_large_changes_lose_their_decimals_and_small_ones_keep_them() -> None:
    fine = indicator(decimals=2)
    row = row_view(
        card(fine, share("2025-10", 4437, 10000), share("2026-09", 6259, 10000),
             share("2026-10", 6263, 10000)),
        "vi",
    )  # fmt: skip
    assert row.last.text == "↑ tăng 0,04 điểm % so với kỳ trước"
    assert row.year.text == "↑ tăng 18 điểm % so với một năm trước"


@pytest.mark.parametrize(
    ("language", "value", "chip", "period"),
    [
        ("vi", "–", "Chưa có số liệu", "Chưa đơn vị nào báo cáo"),
        ("en", "–", "No data", "Nobody has reported"),
    ],
)
def test_nothing_reported_is_said(language: str, value: str, chip: str, period: str) -> None:
    row = row_view(card(indicator(), target=95), language)
    assert (row.value, row.chip, row.period.text) == (value, chip, period)
    assert row.status is Status.NO_DATA
    assert row.last == Change()


def test_without_a_target_no_colour_is_claimed() -> None:
    row = row_view(card(indicator(), share("2026-10", 900)), "vi")
    assert (row.status, row.target) == (Status.NO_TARGET, "Chưa giao chỉ tiêu")


def test_an_unlisted_indicator_shows_its_full_name() -> None:
    row = row_view(card(indicator("XX99"), share("2026-10", 900)), "vi")
    assert row.name == "Tỷ lệ thôn có sóng di động băng rộng"


@pytest.mark.parametrize(
    ("cell", "target", "text"),
    [
        (share("2026-10", 983), 100, "Thiếu 17 thôn · Chỉ tiêu 100%"),
        (share("2026-10", 9, 10), 95, "Thiếu 1 thôn · Chỉ tiêu 95%"),
        (share("2026-10", 800), 80, "Đã đạt · Chỉ tiêu 80%"),
        (Cell("2026-10", 70.5), 80, "Thiếu 9,5 điểm % · Chỉ tiêu 80%"),
        (share("2026-10", 800), None, "Chưa giao chỉ tiêu"),
    ],
)
def test_the_trend_says_how_far_the_target_is(cell: Cell, target: float | None, text: str) -> None:
    assert trend_view(card(indicator(), cell, target=target), "vi").gap == text


def test_too_many_is_over_not_short() -> None:
    own = card(count(), Cell("2026-10", 14.0, 14.0), target=0)
    assert trend_view(own, "vi").gap == "Vượt 14 thôn · Chỉ tiêu 0 thôn"


def test_the_trend_names_both_its_ends() -> None:
    trend = trend_view(card(indicator(), share("2026-09", 900), share("2026-10", 910)), "vi")
    assert trend.plot is not None
    assert trend.plot["periods"] == [{"at": 0, "text": "09/2026"}, {"at": 1, "text": "10/2026"}]


def test_without_a_number_the_trend_says_that_it_waits() -> None:
    assert trend_view(card(indicator(), target=95), "vi").note.startswith("Tự cập nhật")
    assert trend_view(card(indicator(), share("2026-10", 900)), "vi").note == ""


def test_an_indicator_of_a_higher_level_is_not_called_unreported() -> None:
    kept_above = card(indicator(lowest_level=Level.PROVINCE), target=95)
    row = row_view(kept_above, "vi", level=Level.COMMUNE)
    assert (row.chip, row.target) == ("Cấp trên", "Chỉ có ở cấp tỉnh")
    assert row_view(kept_above, "vi", level=Level.PROVINCE).chip == "Chưa có số liệu"


@pytest.mark.parametrize(
    ("kind", "text"),
    [("boundaries", "Ranh giới mới"), ("unheard-of", "Có thay đổi")],
)
def test_a_change_of_no_number_says_what_it_was(kind: str, text: str) -> None:
    at = datetime(2026, 11, 22, 2, 16, tzinfo=UTC)
    assert news_lines(WallNews(at, (), kind), [], "vi", TODAY) == (
        NewsLine(text, "cập nhật 09:16"),
    )


def test_what_changed_is_the_worst_and_the_best_move_then_the_last_load() -> None:
    cards = [
        card(indicator(), share("2026-09", 900), share("2026-10", 960)),
        card(count(), Cell("2026-09", 10.0, 10.0), Cell("2026-10", 14.0, 14.0)),
    ]
    at = datetime(2026, 11, 22, 2, 16, tzinfo=UTC)
    lines = news_lines(WallNews(at, ("HT02", "XH05")), cards, "vi", TODAY)
    assert lines == (
        NewsLine("Thôn trắng sóng", "↑ tăng 4 thôn so với kỳ trước", "bad"),
        NewsLine("Thôn có sóng di động", "↑ tăng 6,0 điểm % so với kỳ trước", "good"),
        NewsLine("Thôn trắng sóng", "cập nhật 09:16"),
    )


def test_what_turned_goes_before_all_other_changes() -> None:
    turn = card(indicator(), share("2026-09", 960), share("2026-10", 500), target=95)
    assert news_lines(None, [turn], "vi", TODAY) == (
        NewsLine("Thôn có sóng di động", "chuyển sang Chưa đạt", "bad"),
    )


def test_the_week_says_what_turned_with_new_numbers_the_worse_first() -> None:
    better = card(indicator(), share("2026-09", 500), share("2026-10", 960), target=95)
    worse = card(indicator("XX99"), share("2026-09", 960), share("2026-10", 500), target=95)
    older = card(count(), Cell("2026-09", 0.0, 0.0), Cell("2026-10", 9.0, 9.0), target=0)
    lines = week_lines(None, [better, worse, older], {"HT01", "XX99"}, "vi", TODAY)
    assert [(each.text, each.tone) for each in lines] == [
        ("chuyển sang Chưa đạt", "bad"),
        ("chuyển sang Đạt", "good"),
    ]
    at = datetime(2026, 11, 22, 2, 16, tzinfo=UTC)
    assert week_lines(WallNews(at, ("HT02",)), [older], set(), "vi", TODAY) == (
        NewsLine("Không chỉ số nào đổi kết quả"),
        NewsLine("Thôn trắng sóng", "cập nhật 09:16"),
    )


def test_red_comes_first_and_the_worst_gap_before_a_smaller_one() -> None:
    cards = {
        name: card(indicator(name), share("2026-10", value), target=target)
        for name, value, target in [
            ("green", 990, 95), ("none", 500, None), ("red", 700, 95), ("worse", 400, 95),
            ("amber", 940, 95),
        ]
    }  # fmt: skip
    order = [each.indicator.code for each in by_urgency(list(cards.values()))]
    assert order == ["worse", "red", "amber", "none", "green"]


def test_a_change_of_another_day_says_the_day() -> None:
    at = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)  # 01:00 on the 21st in Vietnam
    lines = news_lines(WallNews(at, ("HT01", "HT02")), [], "vi", TODAY)
    assert lines == (NewsLine("Số mới của 2 chỉ số", "cập nhật 21/11"),)


def test_a_brought_over_number_says_so_on_the_wall() -> None:
    estimate = Cell("2025-10", 80.0, reported=4, expected=4, converted=4, estimated=1, basis=1)
    exact = Cell("2026-10", 90.0, reported=4, expected=4)
    row = row_view(make_card(indicator(), [estimate, exact], None, None, TODAY), "vi")
    assert row.year.text == "↑ tăng ≈10 điểm % so với một năm trước"
    assert not row.who.startswith("ước tính")
    row = row_view(make_card(indicator(), [estimate], None, None, TODAY), "vi")
    assert row.who.startswith("ước tính theo dân số")


def test_a_break_stands_in_place_of_the_changes() -> None:
    yearly = indicator(frequency=Frequency.YEAR)
    breaks = [SeriesBreak("2025", "Bộ mới", "New")]
    cells = [Cell("2024", 40.0), Cell("2025", 60.0)]
    row = row_view(make_card(yearly, cells, None, None, TODAY, breaks=breaks), "vi")
    assert (row.last, row.year) == (Change("Đổi cách đo từ năm 2025"), Change())


def test_a_trend_over_a_merger_says_its_day_and_its_rule() -> None:
    cells = [
        Cell("2025-06", 80.0, reported=4, expected=4, converted=4),
        Cell("2025-07", 81.0),
    ]
    card = make_card(indicator(), cells, None, None, TODAY)
    trend = trend_view(card, "vi", [date(2025, 7, 1)])
    assert (trend.change, trend.origin) == ("│ Sáp nhập 01/07/2025", "╌ số quy đổi")
    assert trend_view(make_card(indicator(), cells[1:], None, None, TODAY), "vi").change == ""


def test_counts_of_one_thing_in_other_areas_do_not_stand_side_by_side() -> None:
    """HT02 counts 22 villages of 2,982, HT01 lacks 45 of 94,153: one scene, two bases."""
    coverage = card(indicator(), share("2026-10", 900), target=95.0)
    other = card(
        indicator(code="HT02", unit_vi="thôn", denominator_vi=None, factor=1.0),
        Cell("2026-10", 22.0, 22.0, None, reported=3, expected=10),
    )
    assert "thôn" in trend_view(coverage, "vi", beside=[coverage]).gap
    assert coverage.cell is not None
    same = replace(other, cell=replace(coverage.cell, value=22.0, denominator=None))
    assert "thôn" in trend_view(coverage, "vi", beside=[coverage, same]).gap
    text = trend_view(coverage, "vi", beside=[coverage, other]).gap
    assert text == "Thiếu 5,0 điểm % · Chỉ tiêu 95%"


def test_a_red_card_says_who_answers_and_no_person() -> None:
    owner = Owner("Sở Khoa học và Công nghệ", "Lê An", "0238 12", date(2027, 6, 30))

    def texts(numerator: float, owner: Owner) -> tuple[str, str]:
        of = card(indicator(), share("2026-10", numerator), target=100)
        row = row_view(replace(of, owner=owner), "vi")
        return row.owner, row.owner_brief

    full = "Chủ trì: Sở Khoa học và Công nghệ, hạn 30/06/2027"
    assert texts(500, owner) == (full, "Sở KH&CN, hạn 30/06/2027")
    assert texts(500, replace(owner, deadline=None))[1] == "Chủ trì: Sở KH&CN"
    assert texts(1000, owner) == ("", "")
