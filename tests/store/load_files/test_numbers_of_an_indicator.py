"""Numbers that an indicator cannot have, and manners of writing that do not fit together."""

from __future__ import annotations

import csv
from typing import Any

import pytest

from data.load.checks.number_limits import read_number_limits
from data.queries.catalogue import CATALOGUE

HEAD = "Mã chỉ tiêu;Mã xã;Tên xã;Kỳ;Tử số;Mẫu số;Giá trị\n"
PLACE = "16681;Phường Thành Vinh"
NEW = {"vintage": "2025-07-01"}


@pytest.mark.parametrize(
    ("row", "words", "columns"),
    [
        ("HT02;{};06/2026;3,5;;", "số nguyên", {"Tử số"}),
        ("HT02;{};06/2026;;;3,5", "số nguyên", {"Giá trị"}),
        ("HT01;{};06/2026;97,5;100;", "số nguyên", {"Tử số"}),
        ("HT01;{};06/2026;97;100,5;", "số nguyên", {"Mẫu số"}),
        ("HT07;{};06/2026;12,5;;48,2", "số nguyên", {"Tử số"}),
        ("CQ09;{};06/2026;;;8697", "0–100", {"Giá trị"}),
        ("CQ09;{};06/2026;100,01;;", "0–100", {"Tử số"}),
        ("HT07;{};06/2026;;;48290", "0–10.000", {"Giá trị"}),
        ("HT02;{};06/2026;1.7e308;;", "số quá lớn", {"Tử số"}),
        ("HT02;{};06/2026;inf;;", "số vô hạn", {"Tử số"}),
    ],
)
def test_a_number_that_the_indicator_cannot_have_is_refused(
    refuse: Any, row: str, words: str, columns: set[str]
) -> None:
    problems = refuse(HEAD + row.format(PLACE) + "\n", **NEW)
    assert {each.column for each in problems} == columns
    assert words in str(problems[0])


def test_whole_numbers_and_scores_at_the_top_of_their_scale_are_read(read: Any) -> None:
    rows = ["HT02;{};06/2026;3,0;;", "CQ09;{};06/2026;;;100", "HT01;{};06/2026;100;100;"]
    table = read(HEAD + "".join(row.format(PLACE) + "\n" for row in rows), **NEW)
    assert len(table.frame) == 3


def test_every_score_and_median_of_the_catalogue_has_the_top_of_its_scale() -> None:
    with (CATALOGUE / "indicators.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    scores = {
        row["code"]
        for row in rows
        if row["space_rule"] in ("not_additive", "median_of_samples") and not row["denominator_vi"]
    }
    assert {code for code in scores if read_number_limits()[code].highest is None} == set()
    assert set(read_number_limits()) <= {row["code"] for row in rows}


@pytest.mark.parametrize(
    ("values", "doubtful"),
    [
        (["94,7%", "0,885", "91,2%"], ["0,885"]),
        (["94,7%", "88,5", "91,2%"], []),
        (["94,7%", "0", "91,2%"], []),
        (["94,7%", "1", "91,2%"], ["1"]),
        (["0,4%", "0,885%", "0,2%"], []),
    ],
)
def test_a_share_without_a_sign_between_percentages_is_doubtful(
    read: Any, refuse: Any, values: list[str], doubtful: list[str]
) -> None:
    areas = [PLACE, "16690;Phường Trường Vinh", "16702;Phường Vinh Phú"]
    content = "Mã xã;Tên xã;Kỳ;CQ05\n" + "".join(
        f"{area};06/2026;{value}\n" for area, value in zip(areas, values, strict=True)
    )
    if doubtful:
        assert [each.value for each in refuse(content, **NEW)] == doubtful
    else:
        assert len(read(content, **NEW).frame) == 3


def test_a_small_share_among_large_ones_is_remarked(read: Any) -> None:
    areas = [PLACE, "16690;Phường Trường Vinh", "16702;Phường Vinh Phú"]
    content = "Mã xã;Tên xã;Kỳ;CQ05\n" + "".join(
        f"{area};06/2026;{value}\n"
        for area, value in zip(areas, ["94,7", "0,885", "91,2"], strict=True)
    )
    assert [
        each.value for each in read(content, **NEW).warnings if "dưới 1%" in each.message()
    ] == ["0,885"]


@pytest.mark.parametrize(
    ("number", "read_as"),
    [("1.090", 1090), ("1,090", 1090), ("12.345.678", 12345678), ("1 090", 1090),
     ("1\u00a0090", 1090), ("1\u202f090", 1090), ("\u200b109\u00ad0\ufeff", 1090)],
)  # fmt: skip
def test_a_count_reads_its_marks_as_thousands_whatever_stands_beside(
    read: Any, cells: Any, number: str, read_as: float
) -> None:
    content = f"Mã xã;Tên xã;Kỳ;HT02;HT07\n{PLACE};06/2026;{number};48.29\n"
    assert cells(read(content, **NEW))[0] == ("HT02", "16681", "2026-06", read_as, None, None)


@pytest.mark.parametrize(
    "period",
    ["2026.06", "202606", "2026M06", "2026-M6", "2026T6", "06.2026", "2026/6", "6/2026", "T6/2026"],
)
def test_months_as_machines_write_them(read: Any, cells: Any, period: str) -> None:
    table = read(f"{HEAD}HT02;{PLACE};{period};3;;\n", **NEW)
    assert cells(table)[0][2] == "2026-06"


@pytest.mark.parametrize("period", ["2025.1", "2025,2", "20261", "202613", "10.202"])
def test_months_that_lost_a_digit_are_refused(refuse: Any, period: str) -> None:
    assert [each.value for each in refuse(f"{HEAD}HT02;{PLACE};{period};3;;\n", **NEW)] == [period]


@pytest.mark.parametrize(
    "above",
    [
        "Nghệ An, ngày 05 tháng 5 năm 2026",
        "Nghệ An, ngày … tháng 5 năm 2026",
        "Nghệ An, ngày     tháng 5 năm 2026",
        "Nghệ An, 05 tháng 5 năm 2026",
        "Nghệ An, tháng 5 năm 2026",
        "Ngày 05/05/2026",
        "(Kèm theo Công văn số 12/SKHCN tháng 5 năm 2026)",
        "Căn cứ Kế hoạch số 3 tháng 5 năm 2026",
        "BIỂU TỔNG HỢP (so với tháng 5 năm 2026)",
    ],
)
def test_dates_above_a_table_are_no_period_and_hide_none(
    read: Any, refuse: Any, cells: Any, above: str
) -> None:
    table = f"Mã xã;Tên xã;HT02\n{PLACE};4\n"
    assert "không cho biết kỳ báo cáo" in str(refuse(f"{above};;\n{table}", **NEW)[0])
    result = read(f"{above};;\nBIỂU SỐ 01 THÁNG 4 NĂM 2026;;\n{table}", **NEW)
    assert cells(result) == [("HT02", "16681", "2026-04", 4, None, None)]
    assert str(result.origin.period) == "dòng tiêu đề phía trên bảng"
