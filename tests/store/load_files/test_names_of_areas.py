"""Areas found by what officials call them, and nothing found by half a name."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
import pytest

from data.load.areas.matching import AreaIndex, Miss, read_area_index
from data.load.files.recognise import AreaColumn
from data.queries.catalogue import CATALOGUE
from ioc.area import Level

NEW, OLD = "2025-07-01", "2025-03-01"
HEAD = "Mã chỉ tiêu;Đơn vị;Kỳ;Tử số;Mẫu số\n"
ROW = "CQ02;{};9/2025;98;100\n"


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        ("Phường Thành Vinh", "16681"),
        ("P. Thành Vinh", "16681"),
        ("P.Thành Vinh", "16681"),
        ("Trường Vinh", "16690"),
        ("phuong thanh vinh", "16681"),
        ("Phường Thành\u00a0Vinh", "16681"),
        ("Phường Thành \u200bVi\u00adnh\ufeff", "16681"),
        ("PHƯỜNG THÀNH VINH", "16681"),
        ("TP. Hà Nội", "01"),
        ("TP.HCM", "79"),
        ("TPHCM", "79"),
        ("Tp Hồ Chí Minh", "79"),
        ("Đắc Lắc", "66"),
    ],
)
def test_an_area_is_found_by_every_usual_spelling(
    read: Any, cells: Any, spelling: str, code: str
) -> None:
    assert cells(read(HEAD + ROW.format(spelling), vintage=NEW))[0][1] == code


@pytest.mark.parametrize(
    ("spelling", "near"),
    [
        ("Huyện Quỳnh Lưu", "Xã Quỳnh Lưu"),
        ("Thị xã Thái Hòa", "Phường Thái Hòa"),
        ("TX. Thái Hòa", "Phường Thái Hòa"),
        ("Xã Trường Vinh", "Phường Trường Vinh"),
        ("Xã Đồng Thành", "Xã Đông Thành"),
        ("Xã Châu Bính", "Xã Châu Bình"),
        ("Phường Thành Ving", "Phường Thành Vinh"),
    ],
)
def test_half_a_name_is_refused_and_the_nearest_offered(
    refuse: Any, spelling: str, near: str
) -> None:
    right = "CQ02;Phường Vinh Phú;9/2025;1;2\n"
    (problem,) = [
        each for each in refuse(HEAD + ROW.format(spelling) + right, vintage=NEW) if each.row
    ]
    assert (problem.row, problem.value) == (2, spelling)
    assert near in problem.message()


def test_every_other_official_spelling_of_the_earlier_vintage_is_found(
    shipped_engine: Any,
) -> None:
    with shipped_engine.connect() as connection:
        index: AreaIndex = read_area_index(connection, OLD)
    with (CATALOGUE / "other_names.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["code"]]
    columns = (AreaColumn(0, True, None), AreaColumn(1, False, None))
    missed = []
    for row in rows:
        for name in (row["other_name"], row["other_name"].replace("-", "–")):
            match = index.match({0: row["code"], 1: name}, columns, {0: None})
            if isinstance(match, Miss) or match.full_name != row["full_name"]:
                missed.append(row)
    assert len(rows) == 77 and missed == []


@pytest.mark.parametrize(
    "spelling",
    [
        "Tổng cộng", "Tổng cộng toàn tỉnh", "TỔNG SỐ", "Cộng", "Cộng:", "Toàn tỉnh", "Toàn huyện",
        "Cả tỉnh", "Tổng số toàn tỉnh", "Tổng cộng (2 phường)", "Toàn tỉnh Nghệ An",
        "Tổng 2 phường", "I. Tổng cộng", "Tổng các xã, phường", "Chung toàn tỉnh", "Total",
        "Cả nước",
    ],
)  # fmt: skip
def test_totals_in_every_usual_word_are_checked_and_not_loaded(
    read: Any, cells: Any, spelling: str
) -> None:
    table = read(
        "BÁO CÁO THÁNG 7 NĂM 2026;;\nSTT;Tên xã;HT02\n1;Phường Thành Vinh;3\n"
        f"2;Phường Trường Vinh;4\n;{spelling};7\n", vintage=NEW
    )  # fmt: skip
    assert [cell[1] for cell in cells(table)] == ["16681", "16690"]
    assert [(each.stated, each.summed) for each in table.totals] == [(7, 7)]


def test_no_area_of_the_country_is_taken_for_a_total(shipped_areas: Any) -> None:
    from data.load.files.texts.names import is_total

    assert [name for name in shipped_areas["full_name"] if is_total(name)] == []
    assert [name for name in shipped_areas["name"] if is_total(name)] == []


@pytest.mark.parametrize(
    ("code", "name"), [("Mã TP", "Tỉnh"), ("Mã tỉnh", "Tỉnh / Thành phố"), ("Mã T", "Tên tỉnh")]
)
def test_the_official_list_s_headings_are_read(read: Any, cells: Any, code: str, name: str) -> None:
    table = read(f"{code};{name};Kỳ;HT02\n40;Nghệ An;7/2026;3\n", vintage=NEW)
    assert cells(table) == [("HT02", "40", "2026-07", 3, None, None)]


def test_codes_of_every_tier_of_the_official_list_are_read(read: Any, cells: Any) -> None:
    table = read(
        "Mã TP;Mã QH;Mã PX;Phường Xã;Kỳ;HT02\n01;001;00001;Phường Phúc Xá;5/2024;3\n", vintage=OLD
    )
    assert cells(table) == [("HT02", "00001", "2024-05", 3, None, None)]


def test_a_heading_that_stands_again_is_passed_over(read: Any, cells: Any) -> None:
    head = "STT;Mã xã;Tên xã;HT01;;HT02\n;;;Tử số;Mẫu số;\n(1);(2);(3);(4);(5);(6)\n"
    table = read(
        f"BÁO CÁO THÁNG 7 NĂM 2026;;;;;\n{head}1;16681;Phường Thành Vinh;9;10;1\n"
        f"{head}2;16690;Phường Trường Vinh;8;10;2\n", vintage=NEW
    )  # fmt: skip
    assert [cell[:2] for cell in cells(table)] == [
        ("HT01", "16681"), ("HT01", "16690"), ("HT02", "16681"), ("HT02", "16690")
    ]  # fmt: skip
    assert any("hàng tiêu đề lặp lại" in each.message() for each in table.warnings)


def test_an_area_without_a_number_below_the_table_is_a_fault_and_a_signature_is_not(
    read: Any, refuse: Any
) -> None:
    table = "Mã xã;Tên xã;Kỳ;HT02\n16681;Phường Thành Vinh;7/2026;3\n"
    late = "16690;Phường Trường Vinh;7/2026;chờ số liệu\n"
    assert [each.value for each in refuse(table + late, vintage=NEW)] == ["chờ số liệu"]
    signature = ";;;\n;;;NGƯỜI LẬP BIỂU\n;Nguyễn Văn A;;(đã ký)\n"
    assert len(read(table + signature, vintage=NEW).frame) == 1


@pytest.mark.parametrize("letters", ["tcvn3", "vni"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_letters_of_before_unicode_are_read_and_said(
    read: Any, cells: Any, letters: str, form: str
) -> None:
    texts = {
        "tcvn3": ["M· chØ tiªu", "M· x·", "Tªn x·", "Kú", "Tö sè", "MÉu sè",
                  "Ph\xadêng Thµnh Vinh"],
        "vni": ["Maõ chæ tieâu", "Maõ xaõ", "Teân xaõ", "Kyø", "Töû soá", "Maãu soá",
                "Phöôøng Thaønh Vinh"],
    }[letters]  # fmt: skip
    row = ["CQ02", "16681", texts[-1], "07/2026", "98", "100"]
    if form == "csv":
        content = (";".join(texts[:-1]) + "\n" + ";".join(row) + "\n").encode("latin-1")
    else:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append(texts[:-1])
        sheet.append(row)
        stream = io.BytesIO()
        book.save(stream)
        content = stream.getvalue()
    table = read(content, f"bieu.{form}", vintage=NEW)
    assert cells(table) == [("CQ02", "16681", "2026-07", 98, 100, None)]
    assert letters.upper() in table.recognition.encoding
    assert any("bảng mã cũ" in each.message() for each in table.warnings)


def test_codes_alone_of_a_part_prove_no_other_vintage(read: Any, shipped_areas: Any) -> None:
    both = set(shipped_areas.query("vintage == @NEW and level == 'commune'")["code"])
    old = shipped_areas.query("vintage == @OLD and level == 'commune' and parent_code == '412'")
    assert Level.COMMUNE.value == "commune" and len(both) > 3000
    codes = sorted(set(old["code"]) & both)[:4]
    rows = "".join(f"HT02;{code};5/2025;1\n" for code in codes)
    assert len(read(f"Mã chỉ tiêu;Mã xã;Kỳ;Tử số\n{rows}", vintage=OLD).frame) == len(codes)


@pytest.mark.parametrize(
    ("heading", "name", "column"),
    [("Tên tỉnh", "Tỉnh Không Có", "Mã tỉnh"), ("Tên xã", "Xã Không Có Đâu", "Mã xã")],
)
def test_the_fix_names_the_column_for_codes_of_that_level(
    refuse: Any, heading: str, name: str, column: str
) -> None:
    problems = refuse(HEAD.replace("Đơn vị", heading) + ROW.format(name), vintage=NEW)
    assert any(f"thêm cột “{column}”" in each.fix() for each in problems), problems


def test_bounds_of_numbers_are_said_in_whole_digits(refuse: Any) -> None:
    text = "Mã chỉ tiêu;Mã xã;Tên xã;Kỳ;Tử số\nHT02;16681;Phường Thành Vinh;06/2026;1.7e308\n"
    (problem,) = refuse(text, vintage=NEW)
    assert "1.000.000.000.000.000" in problem.fix()
    assert "e+" not in problem.fix()


@pytest.mark.parametrize(
    "spelling",
    ["Bình quân chung", "BÌNH QUÂN CHUNG TOÀN TỈNH", "Trung bình toàn tỉnh", "BQ chung",
     "Trung bình chung", "Bình quân"],
)  # fmt: skip
def test_an_average_is_no_total_and_is_left_out_by_name(
    read: Any, cells: Any, spelling: str
) -> None:
    """3 and 4 make 3.5 on average: not "the total row says 3.5, the rows add up to 7"."""
    table = read(
        "BÁO CÁO THÁNG 7 NĂM 2026;;\nSTT;Tên xã;HT02\n1;Phường Thành Vinh;3\n"
        f"2;Phường Trường Vinh;4\n;Tổng cộng;7\n;{spelling};3,5\n", vintage=NEW
    )  # fmt: skip
    assert [cell[1] for cell in cells(table)] == ["16681", "16690"]
    assert [(each.stated, each.summed) for each in table.totals] == [(7, 7)]
    (left,) = [each for each in table.warnings if "bình quân" in each.message()]
    assert (left.row, left.value) == (6, spelling)
    assert "không nạp" in left.message()


def test_a_commune_found_by_its_name_alone_in_another_province_is_remarked(read: Any) -> None:
    """Two communes of Nghệ An and, by its name, one of Sơn La: taken, but nobody need miss it."""
    table = read(
        "BÁO CÁO THÁNG 7 NĂM 2026;;\nSTT;Tên xã;HT02\n1;Phường Thành Vinh;3\n"
        "2;Phường Trường Vinh;4\n3;Xã Suối Tọ;5\n", vintage=NEW
    )  # fmt: skip
    (stray,) = [each for each in table.warnings if "tìm theo tên" in each.message()]
    assert (stray.row, stray.value) == (5, "Xã Suối Tọ")
    assert "Sơn La" in stray.message() and "Nghệ An" in stray.message()
    assert table.recognition.provinces == (("Tỉnh Nghệ An", 2), ("Tỉnh Sơn La", 1))
    with_code = read(
        "Kỳ;Mã xã;Tên xã;HT02\n7/2026;16681;Phường Thành Vinh;3\n"
        "7/2026;16690;Phường Trường Vinh;4\n7/2026;03901;Xã Suối Tọ;5\n", vintage=NEW
    )  # fmt: skip
    assert not [each for each in with_code.warnings if "tìm theo tên" in each.message()]
    with_province = read(
        "Kỳ;Tỉnh;Tên xã;HT02\n7/2026;Nghệ An;Phường Thành Vinh;3\n"
        "7/2026;Nghệ An;Phường Trường Vinh;4\n7/2026;Sơn La;Xã Suối Tọ;5\n", vintage=NEW
    )  # fmt: skip
    assert not [each for each in with_province.warnings if "tìm theo tên" in each.message()]
