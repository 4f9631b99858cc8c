"""Real people's files: each is read as its maker means it, or refused in words that say why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parent / "cases"
NEW, OLD = "2025-07-01", "2025-03-01"


@pytest.mark.parametrize(
    ("file", "options", "expected", "remark"),
    [
        ("01_literal_percent.xlsx", {},
         [("CQ02", "16681", "2026-01", None, None, 0.6),
          ("CQ02", "16690", "2026-01", None, None, 0.85)], ""),
        ("03_cells_without_r_percent.xlsx", {},
         [("CQ02", "16681", "2026-02", None, None, 94.7),
          ("CQ02", "16690", "2026-02", None, None, 88.5)], ""),
        ("05_two_manners_counts.csv", {},
         [("HT02", "16681", "2026-04", 1090, None, None),
          ("HT02", "16690", "2026-04", 98, None, None),
          ("HT07", "16681", "2026-04", None, None, 48.29),
          ("HT07", "16690", "2026-04", None, None, 51.3)], "ngăn hàng nghìn"),
        ("08c_signing_date_and_period.csv", {},
         [("CQ02", "16681", "2026-04", 80, 100, None)], ""),
        ("09f_month_and_cumulative.xlsx", {},
         [("CQ03", "16681", "2026-06", 80, 100, None)], "số luỹ kế"),
        ("10b_stray_cell_column_GR.xlsx", {},
         [("CQ02", "16681", "2026-07", 98, 100, None)], ""),
        ("16_tcvn3.csv", {}, [("CQ02", "16681", "2026-07", 98, 100, None)], "TCVN3"),
        ("17b_total_of_other_words.csv", {},
         [("HT02", "16681", "2026-07", 3, None, None),
          ("HT02", "16690", "2026-07", 4, None, None)], ""),
        ("21_filtered_row.xlsx", {},
         [("CQ04", "16681", "2026-07", 98, 100, None),
          ("CQ04", "16690", "2026-07", 1, 100, None)], "dòng bị ẩn"),
        ("tn_score_wide2.xlsx", {}, [("CQ09", "19", "2025-08", None, None, 86.97)], ""),
        ("hyphen.csv", {}, [("HT02", "00181", "2024-12", 3, None, None)], ""),
        ("tq_merged2.xlsx", {},
         [("HT01", "08", "2026-01", 3711, 3802, None), ("HT02", "08", "2026-01", 91, None, None),
          ("HT03", "08", "2026-01", 182, 3711, None)], "ngăn hàng nghìn"),
    ],
)  # fmt: skip
def test_a_file_reads_as_its_maker_means_it(
    read: Any, cells: Any, file: str, options: Any, expected: list[Any], remark: str
) -> None:
    table = read(CASES / file, **{"vintage": NEW if "hyphen" not in file else OLD, **options})
    assert cells(table) == expected
    assert remark in "\n".join(map(str, table.warnings))


def test_signatures_below_the_numbers_are_no_numbers(read: Any, cells: Any) -> None:
    table = read(CASES / "sig3.xlsx", vintage=NEW)
    assert [cell[:2] for cell in cells(table) if cell[0] == "HT02"] == [
        ("HT02", code) for code in ("00691", "00694", "00700", "00706", "00715")
    ]


@pytest.mark.parametrize(
    ("file", "reasons"),
    [
        ("02_october_as_number.xlsx", ["2025.1", "tháng 1 hoặc tháng 10"]),
        ("04_xlsxwriter_formula_zero.xlsx", ["công thức chưa được tính"]),
        ("06_former_districts.csv", ["Huyện Quỳnh Lưu", "Xã Quỳnh Lưu", "Thị xã Thái Hòa"]),
        ("07_other_tone.csv", ["Xã Đồng Thành", "Xã Đông Thành", "Xã Châu Bính", "Xã Châu Bình"]),
        ("08_signing_date.csv", ["không cho biết kỳ báo cáo"]),
        ("09_plan_column.csv", ["số kế hoạch"]),
        ("09d_rank_column.csv", ["thứ hạng"]),
        ("11_score_without_decimal_mark.csv", ["8697", "0–100", "6412", "0–1"]),
        ("13_percent_and_fraction.csv", ["0,885", "88,5"]),
        ("13b_percent_format_forgotten.xlsx", ["0.885", "88,5"]),
        ("22_nodata_dbl_max.csv", ["số quá lớn"]),
        ("24_demo_export_loaded_back.csv", ["minh hoạ"]),
        ("ht01_numdec.xlsx", ["3.711", "số nguyên"]),
        ("people_numdec.xlsx", ["12.345", "9.87", "số nguyên"]),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused_in_words(
    refuse: Any, file: str, reasons: list[str]
) -> None:
    messages = "\n".join(map(str, refuse(CASES / file, vintage=NEW)))
    assert [reason for reason in reasons if reason not in messages] == []


def test_areas_of_the_past_are_refused_for_periods_of_today(refuse: Any) -> None:
    assert "sau khi hết hiệu lực" in str(refuse(CASES / "06_former_districts.csv")[0])


def test_names_of_the_statistics_office_are_read(read: Any, cells: Any) -> None:
    table = read(CASES / "15_statistics_office_names.csv", vintage=OLD)
    assert [cell[:3] for cell in cells(table)] == [
        ("CQ02", "19", "2025-03"),
        ("CQ02", "46", "2024-03"),
        ("CQ02", "77", "2025-02"),
        ("CQ02", "77", "2025-03"),
        ("CQ02", "79", "2025-03"),
    ]


def test_the_whole_set_of_another_vintage_s_codes_is_refused(refuse: Any, read: Any) -> None:
    messages = "\n".join(map(str, refuse(CASES / "lc_codes_may.csv", vintage=OLD)))
    assert "Lào Cai" in messages and NEW in messages
    assert len(read(CASES / "lc_codes_may.csv", vintage=NEW).frame) == 99
