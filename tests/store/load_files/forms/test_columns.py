"""What a column says: codes, names, vintages, decimals, numerators and denominators."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.store.load_files.forms.tables import NEW, OLD, Read, Refuse, places


def test_a_small_number_of_decimals_is_decided_by_its_column_or_file(
    read: Read, refuse: Refuse, cells: Any
) -> None:
    text = "indicator;area;period;numerator;denominator\nHT01;40;2025-12;{};{}\n"
    assert cells(read(text.format("1.234", "3.806,0"), vintage=NEW))[0][3:5] == (1234, 3806)
    assert cells(read(text.format("1,234", "3,806.0"), vintage=NEW))[0][3:5] == (1234, 3806)
    # Villages are whole: the mark of both can only stand between thousands.
    assert cells(read(text.format("1.234", "3.806"), vintage=NEW))[0][3:5] == (1234, 3806)
    ratio = "indicator;area;period;value\nHT07;40;2025-12;1.234\n"
    assert places(refuse(ratio, vintage=NEW)) == [(2, "value", "1.234")]


def test_codes_that_lost_their_zeros_are_read_by_their_level(
    read: Read, refuse: Refuse, cells: Any
) -> None:
    rows = "HT02,4,2025-12,1\nHT02,25,2025-12,2\nHT02,16681,2025-12,3\n"
    for heading in ("Mã xã", "area"):
        table = read(f"indicator,{heading},period,value\n{rows}", vintage=NEW)
        assert [cell[1] for cell in cells(table)] == ["00004", "00025", "16681"]
    # 4 alone may be Cao Bằng (04) or Phường Ba Đình (00004): nobody guesses.
    problems = refuse("indicator,area,period,value\nHT02,4,2025-12,1\n", vintage=NEW)
    assert any("mất số 0" in problem.message() for problem in problems)


def test_the_vintage_is_proposed_refused_or_asked_for(read: Read, refuse: Refuse) -> None:
    old = "indicator,Mã xã,Tên xã,period,value\nHT02,16681,Phường Quang Trung,2025-05,1\n"
    assert read(old).vintage == OLD
    problems = refuse(old, vintage=NEW)
    assert "0,0%" in problems[0].message()
    assert OLD in problems[0].message()
    assert problems[1].column == "Tên xã"

    bare = "indicator,Mã xã,period,value\nHT02,16681,{},1\n"
    both = refuse(bare.format("2025-05"))
    assert len(both) == 1
    assert OLD in both[0].message()
    assert NEW in both[0].message()
    assert "--vintage" in both[0].fix()
    assert read(bare.format("2025-05"), vintage="2025-06-30").vintage == OLD
    # In September 2025 the old commune no longer was.
    assert read(bare.format("2025-09")).vintage == NEW

    province = "indicator,Mã tỉnh,Tỉnh,period,value\nHT02,15,{},2025-05,1\n"
    assert read(province.format("Yên Bái")).vintage == OLD
    assert read(province.format("Lào Cai")).vintage == NEW


def test_a_vintage_column_names_the_vintage(read: Read, refuse: Refuse) -> None:
    text = "Địa giới,indicator,Mã xã,period,value\n{},HT02,16681,2025-05,1\n"
    assert read(text.format("2025-06-30")).vintage == OLD
    assert read(text.format("2025-06-30")).vintage_named
    assert "--vintage" in refuse(text.format("2025-06-30"), vintage=NEW)[0].message()
    mixed = text.format(OLD) + f"{NEW},HT02,16690,2025-05,1\n"
    assert "2 kỳ địa giới" in refuse(mixed)[0].message()


def test_numbers_that_nobody_reported_in_this_vintage_are_not_loaded(
    read: Read, refuse: Refuse
) -> None:
    """A file that the program wrote says which numbers it brought over; they are no reports."""
    head = "Chỉ tiêu;Mã xã;Kỳ;Tử số;Mẫu số;Cách quy đổi\n"
    row = "CQ02;17329;2025-09;5;10;{}\n"
    assert len(read(head + row.format("reported"), vintage=NEW).frame) == 1
    (fault,) = refuse(head + row.format("exact"), vintage=NEW)
    assert (fault.row, fault.column, fault.value) == (2, "Cách quy đổi", "exact")
    assert "quy đổi" in fault.message()


def test_names_are_found_with_their_district_and_without_diacritics(
    read: Read, refuse: Refuse, cells: Any
) -> None:
    head = "indicator,Tỉnh,Huyện,Xã,period,value\n"
    table = read(
        head
        + "HT02,Nghệ An,Quỳnh Lưu,Tân Sơn,2025-05,1\n"
        + "HT02,nghe an,Huyen Do Luong,xa tan son,2025-05,2\n",
        vintage=OLD,
    )
    assert [cell[1] for cell in cells(table)] == ["17140", "17674"]
    problems = refuse("indicator,Xã,period,value\nHT02,Tân Sơn,2025-05,1\n", vintage=OLD)
    assert any("cùng tên" in problem.message() for problem in problems)
    wrong = refuse(head + "HT02,Nghệ An,Đô Lương,Sơn Tân,2025-05,1\n", vintage=OLD)
    assert ("Xã", "Sơn Tân") in {(problem.column, problem.value) for problem in wrong}


def test_weak_signal_is_divided_by_the_villages_that_have_signal(
    read: Read, refuse: Refuse, cells: Any
) -> None:
    """Tuyên Quang, 01/2026: 91 of 3,802 without signal; 182 weak of 3,711."""
    text = (
        "indicator;area;period;numerator;denominator\n"
        "HT01;08;2026-01;3711;3802\nHT02;08;2026-01;91;\nHT03;08;2026-01;182;{}\n"
    )
    late = date(2026, 2, 10)
    assert cells(read(text.format(3711), vintage=NEW, today=late))[2][3:5] == (182, 3711)
    problems = refuse(text.format(3802), vintage=NEW, today=late)
    assert places(problems) == [(4, "denominator", "3802")]
    assert "3.711 = 3.802" in problems[0].message()
    beside = (
        "indicator;area;period;numerator;denominator\n"
        "HT02;08;2026-01;91;3802\nHT03;08;2026-01;182;3802\n"
    )
    assert places(refuse(beside, vintage=NEW, today=late)) == [(3, "denominator", "3802")]


def test_duplicates_open_periods_and_empty_ratios_are_remarked(read: Read, cells: Any) -> None:
    table = read(
        "indicator,area,period,numerator,denominator\n"
        "HT01,40,2026-01,1,2\nHT01,40,2026-01,1,2\nCQ02,40,2025-12,0,0\n",
        vintage=NEW,
    )
    assert cells(table) == [
        ("CQ02", "40", "2025-12", 0, 0, None),
        ("HT01", "40", "2026-01", 1, 2, None),
    ]
    messages = [warning.message() for warning in table.warnings]
    assert any("chưa kết thúc" in message for message in messages)
    assert any("trùng y hệt" in message and "dòng 2" in message for message in messages)
    assert any("0/0" in message for message in messages)


def test_medians_scores_counts_and_ready_ratios_stand_where_the_store_wants_them(
    read: Read, cells: Any
) -> None:
    table = read(
        "indicator,area,period,numerator,denominator,value\n"
        "HT07,40,2025-12,31,,48.29\n"  # the numerator is the number of samples
        "CQ09,40,2025-12,86.97,,\n"
        "HT08,40,2025-Q4,,,8500\n"
        "CQ02,40,2025-12,,,66.47%\n"
        "CQ03,40,2025-12,40,100,40.0\n",
        vintage=NEW,
    )
    assert cells(table) == [
        ("CQ02", "40", "2025-12", None, None, 66.47),
        ("CQ03", "40", "2025-12", 40, 100, None),
        ("CQ09", "40", "2025-12", None, None, 86.97),
        ("HT07", "40", "2025-12", 31, None, 48.29),
        ("HT08", "40", "2025-Q4", 8500, None, None),
    ]


def test_ragged_rows_and_blank_lines_keep_their_row_numbers(read: Read, refuse: Refuse) -> None:
    text = "indicator,area,period,value,Ghi chú\nHT02,40,2025-12,1\n\nHT02,38,2025-12,2,x\n"
    assert len(read(text, vintage=NEW).frame) == 2
    assert places(refuse(text + "HT02,42,2025-12,y\n", vintage=NEW)) == [(5, "value", "y")]
    extra = refuse(text + "HT02,42,2025-12,3,,thừa\n", vintage=NEW)
    assert places(extra) == [(5, "F", "thừa")]


def test_counts_without_a_denominator_load_as_counts(read: Read, cells: Any) -> None:
    """What was published and no rate: firms, teams, members, products; a share alone; a rank."""
    text = (
        "Mã chỉ tiêu;Mã tỉnh;Tên tỉnh;Kỳ;Giá trị\n"
        "KT04;11;Điện Biên;Quý IV/2022;1.087\n"
        "XH09;11;Điện Biên;Quý IV/2022;1.000\n"
        "XH10;11;Điện Biên;Quý IV/2022;5.500\n"
        "KT06;11;Điện Biên;Quý IV/2022;98\n"
        "KT07;40;Nghệ An;2022;7,38%\n"
        "KT08;40;Nghệ An;2022;32\n"
    )
    table = read(text, vintage=OLD)
    assert cells(table) == [
        ("KT04", "11", "2022-Q4", 1087, None, None),
        ("KT06", "11", "2022-Q4", 98, None, None),
        ("KT07", "40", "2022", None, None, 7.38),
        ("KT08", "40", "2022", None, None, 32),
        ("XH09", "11", "2022-Q4", 1000, None, None),
        ("XH10", "11", "2022-Q4", 5500, None, None),
    ]


@pytest.mark.parametrize("code", ["HT11", "CQ14", "GD02", "TH04", "TH05", "TH13"])
def test_each_new_share_takes_its_parts(read: Read, cells: Any, code: str) -> None:
    period = {"GD02": "2025-H2"}.get(code, "2025-12" if code[:2] == "TH" else "2025-Q4")
    text = (
        f"indicator;area code;area;period;numerator;denominator\n{code};40;Nghệ An;{period};7;10\n"
    )
    assert cells(read(text, vintage=NEW)) == [(code, "40", period, 7, 10, None)]
