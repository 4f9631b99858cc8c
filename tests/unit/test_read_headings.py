"""Headings of officials' tables: where they stand and what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.load.files.headings import HeadingReader, Role, ValuePart
from data.load.files.recognise import Layout, find_layout
from data.load.files.sheets.csv_sheet import open_csv
from ioc.area import Level

READER = HeadingReader(
    {"HT01": ["Tỷ lệ thôn có sóng (3G/4G/5G)"], "HT02": ["Số thôn trắng sóng"], "HT010": []}, 2025
)


@pytest.mark.parametrize(
    ("text", "role", "level"),
    [
        ("Mã chỉ tiêu", Role.INDICATOR, None),
        ("MA CHI TIEU", Role.INDICATOR, None),
        ("indicator_code", Role.INDICATOR, None),
        ("Kỳ báo cáo", Role.PERIOD, None),
        ("Period", Role.PERIOD, None),
        ("Mã xã", Role.AREA_CODE, Level.COMMUNE),
        ("Mã xã/phường", Role.AREA_CODE, Level.COMMUNE),
        ("Tên xã, phường", Role.AREA_NAME, Level.COMMUNE),
        ("Xã/Phường/Thị trấn", Role.AREA_NAME, Level.COMMUNE),
        ("Quận/Huyện", Role.AREA_NAME, Level.DISTRICT),
        ("province code", Role.AREA_CODE, Level.PROVINCE),
        ("Thôn, bản, tổ dân phố", Role.AREA_NAME, Level.VILLAGE),
        ("Mã ĐVHC", Role.AREA_CODE, None),
        ("area", Role.AREA_NAME, None),
        ("Địa giới", Role.VINTAGE, None),
        ("STT", Role.IGNORED, None),
    ],
)
def test_columns_that_name_things(text: str, role: Role, level: Level | None) -> None:
    heading = READER.read(text)
    assert (heading.role, heading.level) == (role, level)


@pytest.mark.parametrize(
    ("text", "indicator", "part", "period"),
    [
        ("HT01", "HT01", None, None),
        ("HT01 – tử số", "HT01", ValuePart.NUMERATOR, None),
        ("HT01 - Mẫu số", "HT01", ValuePart.DENOMINATOR, None),
        ("ht01.numerator", "HT01", ValuePart.NUMERATOR, None),
        ("HT01_denominator", "HT01", ValuePart.DENOMINATOR, None),
        ("HT01 (mẫu số)", "HT01", ValuePart.DENOMINATOR, None),
        ("Tử số HT01", "HT01", ValuePart.NUMERATOR, None),
        ("HT010", "HT010", None, None),
        ("HT02: Số thôn trắng sóng", "HT02", None, None),
        ("Số thôn trắng sóng (HT02)", "HT02", None, None),
        ("số thôn  trắng sóng", "HT02", None, None),
        ("Tỷ lệ thôn có sóng (3G/4G/5G)", "HT01", None, None),
        ("Tử số", None, ValuePart.NUMERATOR, None),
        ("Giá trị", None, ValuePart.VALUE, None),
        ("T3/2024 – mẫu số", None, ValuePart.DENOMINATOR, "2024-03"),
        ("Quý III", None, None, "2025-Q3"),
        ("HT02 2024-03", "HT02", None, "2024-03"),
    ],
)
def test_columns_of_numbers(
    text: str, indicator: str | None, part: ValuePart | None, period: str | None
) -> None:
    heading = READER.read(text)
    assert heading.is_measure
    iso = heading.period.iso if heading.period else None
    assert (heading.indicator, heading.part, iso) == (indicator, part, period)


def test_other_headings_say_nothing_or_name_an_unknown_indicator() -> None:
    assert not READER.read("Tỷ lệ hộ nghèo").is_measure
    assert READER.read("HT99 – tử số").unknown_indicator == "HT99"


def layout(text: str) -> Layout:
    table, problems = find_layout(open_csv(Path("a.csv"), text.encode()), "a.csv", READER)
    assert problems == []
    assert table is not None
    return table


def test_headings_are_found_below_titles_and_above_numbering() -> None:
    table = layout(
        "SỞ KHOA HỌC\nBiểu số 1\n\nSTT,Xã,HT01,,HT02\n,,Tử số,Mẫu số,\n"
        "(1),(2),(3),(4),(5)\n1,Anh Sơn,1,2,3\n"
    )
    assert (table.header_row, table.first_row) == (3, 6)
    assert [(group.indicator, dict(group.columns)) for group in table.groups] == [
        ("HT01", {ValuePart.NUMERATOR: 2, ValuePart.DENOMINATOR: 3}),
        ("HT02", {ValuePart.VALUE: 4}),
    ]
    assert table.titles == ("SỞ KHOA HỌC", "Biểu số 1")
    assert table.heading(3) == "HT01 – Mẫu số"


def test_three_heading_rows_say_indicator_period_and_part() -> None:
    table = layout(
        "Mã xã,HT01,,,,Ghi chú\n"
        ",Tháng 11/2025,,Tháng 12/2025,,\n"
        ",Tử số,Mẫu số,Tử số,Mẫu số,\n"
        "16681,1,2,3,4,\n"
    )
    assert table.form == "wide"
    assert [(group.indicator, group.period) for group in table.groups] == [
        ("HT01", "2025-11"),
        ("HT01", "2025-12"),
    ]
    assert dict(table.groups[1].columns) == {ValuePart.NUMERATOR: 3, ValuePart.DENOMINATOR: 4}


def test_data_that_look_like_numbering_stay_data() -> None:
    assert layout("Mã xã,HT01,HT02\n16681,2,3\n").first_row == 1
    assert layout("Mã xã,T1/2025,T2/2025\n00004,1,2\n").first_row == 1
