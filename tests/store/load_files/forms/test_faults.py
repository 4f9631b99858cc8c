"""Bad cells, dates, numbers and files: each is named, none is loaded."""

from __future__ import annotations

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.store.load_files.forms.tables import LONG, NEW, Refuse, places, workbook


def test_formula_errors_merged_cells_and_uncomputed_formulas_are_refused(refuse: Refuse) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Mã chỉ tiêu", "Mã tỉnh", "Kỳ", "Tử số", "Mẫu số"])
        sheet.append(["HT01", "40", "2025-12", "#N/A", 100])
        sheet["D2"].data_type = "e"
        sheet.append(["HT01", "38", "2025-12", "=1+1", 100])
        sheet.append(["HT01", "42", "2025-12", 3, 100])
        sheet.append(["HT01", "44", "2025-12", None, 100])
        sheet.merge_cells("D4:D5")

    problems = refuse(workbook(fill), "bieu.xlsx", vintage=NEW)
    assert places(problems) == [(2, "Tử số", "#N/A"), (3, "Tử số", "=…"), (4, "D4:D5", "3")]
    assert all(problem.sheet == "Sheet" and problem.fix() for problem in problems)


def test_every_bad_cell_is_named_at_once(refuse: Refuse) -> None:
    text = (
        "indicator,area,period,numerator,denominator\n"
        "HT01,40,2025-11,abc,100\n"
        "HT01,40,2025-10,inf,100\n"
        "HT01,40,2025-09,-1,100\n"
        "HT01,40,2025-08,101,100\n"
        "HT01,40,2025-07,1,0\n"
        "ZZ99,40,2025-07,1,2\n"
        "HT01,99,2025-12,1,2\n"
        "HT01,38,2025-13,1,2\n"
        "HT01,38,2025-Q3,1,2\n"
        "HT01,38,2026-02,1,2\n"
        "HT01,38,2025-12,1,\n"
        "HT01,42,2025-12,1,2\n"
        "HT01,42,2025-12,1,3\n"
        "TH01,16681,2024,0.5,\n"
        "HT01,,2025-12,1,3\n"
        "HT01,44,2025-12,12%,30\n"
    )
    problems = refuse(text, vintage=NEW)
    expected = [
        (2, "numerator", "abc"),
        (3, "numerator", "inf"),
        (4, "numerator", "-1"),
        (5, "numerator", "101"),
        (6, "denominator", "0"),
        (7, "indicator", "ZZ99"),
        (8, "area", "99"),
        (9, "period", "2025-13"),
        (10, "period", "2025-Q3"),
        (11, "period", "2026-02"),
        (12, "numerator", "1"),
        (14, "numerator", "1"),
        (15, "area", "16681"),
        (16, "area", ""),
        (17, "numerator", "12%"),
    ]
    assert [place for place in places(problems) if place[0] is not None and place[0] != 6] == [
        place for place in expected if place[0] != 6
    ]
    assert {place for place in places(problems) if place[0] == 6} <= {
        (6, "denominator", "0"),
        (6, "numerator", "1"),
    }
    assert all(
        problem.file == "bieu.csv" and problem.message() and problem.fix() for problem in problems
    )
    assert "dòng 13" in problems[-4].message()


def test_a_wrong_file_is_one_clear_line(refuse: Refuse) -> None:
    empty_book = workbook(lambda sheet: None)
    for content, name, words in (
        (b"", "a.csv", "tệp rỗng"),
        (b"\n \n", "a.csv", "tệp rỗng"),
        (empty_book, "a.xlsx", "tệp rỗng"),
        (empty_book, "a.csv", "không đúng với đuôi"),
        (LONG.encode(), "a.xlsx", "không đúng với đuôi"),
        (b"PK\x03\x04 broken", "a.xlsx", "không phải sổ tính XLSX"),
        (b"%PDF-1.7", "a.csv", "PDF"),
        (bytes(range(256)), "a.csv", "không phải văn bản"),
        (LONG.encode(), "a.ods", "không nhận đuôi"),
        ("một,hai\n1,2\n", "a.csv", "không tìm thấy bảng"),
        (LONG.split("\n")[0], "a.csv", "không có ô số liệu nào"),
    ):
        problems = refuse(content, name)
        assert len(problems) == 1, (name, problems)
        assert words in problems[0].message(), problems[0].message()
        assert problems[0].fix()
    assert "quá lớn" in refuse(LONG, max_bytes=100)[0].message()


def test_many_faults_are_counted_beyond_the_limit(refuse: Refuse) -> None:
    rows = "".join(f"HT02,40,{year}-01,x1\n" for year in range(1990, 2020))
    problems = refuse(f"indicator,area,period,value\n{rows}", vintage=NEW, max_problems=5)
    assert len(problems) == 6
    assert "25" in problems[-1].message()


@pytest.mark.parametrize("period", ["1/1/0001", "0001-01", "12/1899", "01/1900", "2101-01"])
def test_a_date_that_stands_for_none_is_no_period(refuse: Refuse, period: str) -> None:
    text = f"indicator,vintage,area,period,numerator,denominator\nHT01,{NEW},40,{period},1,2\n"
    (problem,) = refuse(text)
    assert (problem.row, problem.column) == (2, "period")
    assert "1990 đến 2100" in problem.message()


@pytest.mark.parametrize("number", ["1" + "0" * 16, "1e300", "0.0000000001"])
def test_numbers_that_nobody_can_have_counted_are_refused(refuse: Refuse, number: str) -> None:
    problems = refuse(f"indicator,area,period,numerator,denominator\nHT01,40,2025-11,0,{number}\n")
    assert [(each.row, each.column) for each in problems] == [(2, "denominator")]
