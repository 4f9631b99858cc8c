"""What the analysis page says of a number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ioc.area import Level
from ioc.card import Cell, TargetValue
from ioc.indicator import Direction, Indicator, SpaceRule, TimeRule
from ioc.period import Frequency
from ioc.sentences.definition import definition
from layouts.analysis.message import demo_label, facts, headline, trend

COVERAGE = Indicator(
    id=1,
    code="HT01",
    group_code="HT",
    name_vi="Thôn có sóng",
    name_en="Villages with signal",
    numerator_vi="Số thôn có sóng",
    numerator_en="Villages with signal",
    denominator_vi="Tổng số thôn",
    denominator_en="All villages",
    unit_vi="%",
    unit_en="%",
    factor=100,
    direction=Direction.UP,
    space_rule=SpaceRule.RATIO_OF_SUMS,
    time_rule=TimeRule.LAST_VALUE,
    frequency=Frequency.MONTH,
    lowest_level=Level.VILLAGE,
    decimals=1,
    source_vi="Sở KH&CN",
    source_en="DOST",
    trap_vi="",
    trap_en="",
)
NGHE_AN = Cell("2023-08", 98.3, 3743, 3806, 3806, 3806)


def test_the_published_figure_reads_as_officials_say_it() -> None:
    text = headline(COVERAGE, "Nghệ An", NGHE_AN)
    assert text == "Thôn có sóng, Nghệ An: 98,3% (3.743/3.806), còn 63 thôn chưa có"
    english = headline(COVERAGE, "Nghệ An", NGHE_AN, "en")
    assert english == "Villages with signal, Nghệ An: 98.3% (3,743/3,806), 63 villages without"


def test_all_reached_is_said_and_not_zero_missing() -> None:
    text = headline(COVERAGE, "Vinh", Cell("2024-01", 100.0, 50, 50))
    assert text.endswith("100,0% (50/50), đã đủ")


def test_what_failed_in_a_flow_is_not_called_missing() -> None:
    online = replace(COVERAGE, numerator_vi="Số hồ sơ nộp trực tuyến")
    assert headline(online, "Vinh", NGHE_AN).endswith("còn 63 hồ sơ chưa đạt")


def test_a_share_that_should_fall_counts_nothing_as_missing() -> None:
    weak = replace(COVERAGE, direction=Direction.DOWN)
    assert headline(weak, "Tuyên Quang", Cell("2026-01", 4.9, 182, 3711)).endswith("(182/3.711)")


def test_zero_is_a_value_and_none_is_no_value() -> None:
    dead = replace(COVERAGE, unit_vi="thôn", denominator_vi=None, decimals=0)
    assert headline(dead, "Vinh", Cell("2024-01", 0.0, 0)) == "Thôn có sóng, Vinh: 0 thôn"
    assert headline(dead, "Vinh", None).endswith("chưa có số liệu kỳ này")


def test_facts_tell_how_complete_a_number_is_and_whether_its_period_is_over() -> None:
    cell = Cell("2025-09", 90.0, 9, 10, 98, 130)
    target = TargetValue(100, "2025", "QĐ 1", "Decision 1", "verified")
    text = facts(COVERAGE, cell, Level.COMMUNE, "2025-09", False, target)
    assert (
        text == "Tháng 09/2025 · kỳ chưa kết thúc · 98/130 xã đã báo cáo · Chỉ tiêu ≥ 100% (2025)"
    )
    mixed = facts(COVERAGE, cell, None, "2025-09", True, None)
    assert mixed == "Tháng 09/2025 · 98/130 đơn vị đã báo cáo"


def test_made_up_numbers_are_marked_and_real_ones_are_not() -> None:
    assert demo_label(replace(NGHE_AN, demo=1)) == "Số liệu minh hoạ"
    assert demo_label(NGHE_AN) == ""


def test_the_definition_names_both_parts_and_the_source() -> None:
    terms = dict(definition(COVERAGE, None))
    assert terms["Tử số"] == "Số thôn có sóng"
    assert terms["Mẫu số"] == "Tổng số thôn"
    assert terms["Nguồn"] == "Sở KH&CN"
    assert "Lưu ý" not in terms


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        ([("2023-08", 90.0), ("2024-07", 97.0), ("2024-08", 98.3)], "tăng 8,3 điểm % sau một năm"),
        ([("2024-01", 90.0), ("2024-08", 88.0)], "giảm 2,0 điểm % từ tháng 01/2024"),
        ([("2023-08", 90.0), ("2024-08", 90.04)], "không đổi sau một năm"),
        ([("2024-08", 90.0)], ""),
        ([("2023-08", 90.0)], ""),
    ],
)
def test_a_series_says_how_it_moved(cells: list[tuple[str, float]], text: str) -> None:
    series = [Cell(period, value) for period, value in cells]
    assert trend(COVERAGE, series, "2024-08") == text
