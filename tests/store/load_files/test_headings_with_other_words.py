"""Words around an indicator's code: never another number than the one reported for the period."""

from __future__ import annotations

from typing import Any

import pytest

from data.load.tables import CheckedTable

ROW = "16681;Phường Thành Vinh"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("kế hoạch năm 2026", "số kế hoạch"),
        ("KH 2026", "số kế hoạch"),
        ("mục tiêu", "mục tiêu"),
        ("chỉ tiêu giao", "mục tiêu"),
        ("target", "mục tiêu"),
        ("xếp hạng", "thứ hạng"),
        ("hạng", "thứ hạng"),
        ("cùng kỳ năm trước", "số của kỳ trước"),
        ("tháng trước", "số của kỳ trước"),
        ("luỹ kế", "số luỹ kế"),
        ("lũy kế từ đầu năm", "số luỹ kế"),
        ("tăng, giảm", "tăng giảm"),
        ("so với tháng trước", "so sánh"),
        ("ước thực hiện", "số ước"),
        ("vùng dân tộc thiểu số", "có thêm chữ ngoài"),
        ("tử số (kế hoạch)", "số kế hoạch"),
    ],
)
@pytest.mark.parametrize("form", ["HT02 – {}", "HT02 ({})", "{} HT02", "Số thôn trắng sóng ({})"])
def test_another_number_is_left_out_and_the_actual_one_is_read(
    read: Any, refuse: Any, cells: Any, words: str, reason: str, form: str
) -> None:
    heading = form.format(words)
    title = "BÁO CÁO THÁNG 6 NĂM 2026;;;\n"
    beside = read(f"{title}Mã xã;Tên xã;{heading};HT02\n{ROW};7;4\n", vintage="2025-07-01")
    assert cells(beside) == [("HT02", "16681", "2026-06", 4, None, None)]
    remarks = [str(each) for each in beside.warnings if heading in str(each)]
    assert len(remarks) == 1
    problems = refuse(f"{title};;\nMã xã;Tên xã;{heading}\n{ROW};7\n", vintage="2025-07-01")
    alone = "; ".join(map(str, problems))
    assert heading in alone or "cột số liệu" in alone
    if "HT02" in form and not form.startswith("{}"):
        assert reason in remarks[0] and reason in alone


@pytest.mark.parametrize(
    "heading",
    [
        "HT02",
        "HT02 – thực hiện",
        "HT02 (thôn)",
        "HT02: Số thôn trắng sóng",
        "HT02 – kết quả thực hiện trong tháng",
        "HT02 (1)",
        "Chỉ tiêu HT02",
        "Số thôn trắng sóng (HT02)",
        "HT02 – Số thôn, bản, tổ dân phố không có sóng di động",
    ],
)
def test_words_that_leave_the_number_what_it_is(read: Any, cells: Any, heading: str) -> None:
    table = read(f"BÁO CÁO THÁNG 6 NĂM 2026;;\nMã xã;Tên xã;\"{heading}\"\n{ROW};4\n",
                 vintage="2025-07-01")  # fmt: skip
    assert cells(table) == [("HT02", "16681", "2026-06", 4, None, None)]


def test_an_indicator_whose_name_speaks_of_plans_is_read(read: Any, cells: Any) -> None:
    name = "Tỷ lệ nhiệm vụ, mục tiêu kế hoạch hoàn thành"
    table = read(
        f"Tháng 6/2026;;;\nMã tỉnh;Tỉnh;TH02 – {name} – tử số;TH02 – {name} – mẫu số\n"
        "40;Nghệ An;8;11\n", vintage="2025-07-01"
    )  # fmt: skip
    assert cells(table) == [("TH02", "40", "2026-06", 8, 11, None)]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("HT02;;;CQ09;", "Kế hoạch;Thực hiện;So với KH (%);Điểm;Luỹ kế"),
        ("Kế hoạch;Thực hiện;;;", "HT02;HT02;HT02 tăng giảm;;"),
    ],
)
def test_tiers_of_plan_and_actual(read: Any, cells: Any, upper: str, lower: str) -> None:
    table = read(
        "BÁO CÁO THÁNG 6 NĂM 2026;;;;;;\n"
        f"Mã xã;Tên xã;{upper}\n;;{lower}\n{ROW};0;4;50;;\n", vintage="2025-07-01"
    )  # fmt: skip
    assert cells(table) == [("HT02", "16681", "2026-06", 4, None, None)]


def test_rows_that_say_they_are_a_plan_are_refused(refuse: Any) -> None:
    problems = refuse(
        "Mã chỉ tiêu;Mã xã;Tên xã;Kỳ;Loại;Giá trị\n"
        f"HT02;{ROW};06/2026;Thực hiện;4\nHT02;16690;Phường Trường Vinh;06/2026;Kế hoạch;0\n",
        vintage="2025-07-01",
    )
    assert [(each.row, each.column, each.value) for each in problems] == [(3, "Loại", "Kế hoạch")]
    assert "số kế hoạch" in problems[0].message()


def test_a_title_that_speaks_of_a_plan_names_no_actual_numbers(refuse: Any) -> None:
    problems = refuse(
        f"KẾ HOẠCH HT02 NĂM 2026;;\nMã xã;Tên xã;Tháng 6/2026\n{ROW};4\n", vintage="2025-07-01"
    )
    assert "số kế hoạch" in str(problems[0])


def test_a_cumulative_table_of_a_flow_is_refused_and_one_of_a_stock_is_read(
    read: Any, refuse: Any
) -> None:
    title = "KẾT QUẢ LUỸ KẾ ĐẾN THÁNG 6 NĂM 2026;;;\n"
    flow = f"{title}Mã xã;Tên xã;CQ03 – tử số;CQ03 – mẫu số\n{ROW};900;1000\n"
    assert "luỹ kế" in str(refuse(flow, vintage="2025-07-01")[0])
    stock = read(f"{title}Mã xã;Tên xã;HT02;\n{ROW};4;\n", vintage="2025-07-01")
    assert len(stock.frame) == 1


def test_free_words_under_headings_are_headings(read: Any, cells: Any) -> None:
    table = read(
        "BÁO CÁO THÁNG 6 NĂM 2026;;;;;\n"
        "Mã xã;Tên xã;Hạ tầng;;HT02;Ghi chú\n;;Đường cáp;Cột;;\n(1);(2);(3);(4);(5);(6)\n"
        f"{ROW};3;4;5;\n", vintage="2025-07-01"
    )  # fmt: skip
    assert cells(table) == [("HT02", "16681", "2026-06", 5, None, None)]


def test_what_was_read_can_be_shown_before_it_is_stored(read: Any) -> None:
    table: CheckedTable = read(
        "BÁO CÁO THÁNG 6 NĂM 2026;;;\nMã xã;Tên xã;HT02 – kế hoạch;HT02\n"
        f"{ROW};7;4\n16690;Phường Trường Vinh;1;2\n;Tổng cộng;8;7\n", vintage="2025-07-01"
    )  # fmt: skip
    assert [period.iso for period in table.periods] == ["2026-06"]
    assert (str(table.origin.period), str(table.origin.indicator)) == (
        "dòng tiêu đề phía trên bảng",
        "tiêu đề các cột",
    )
    ((heading, reason),) = table.recognition.left_out
    assert heading == "HT02 – kế hoạch"
    assert str(reason) == "đây là số kế hoạch, không phải số thực hiện của kỳ"
    first = table.first_cells[0]
    assert (first.row, first.indicator, first.area, first.period, first.numerator) == (
        3, "HT02", "Phường Thành Vinh", "Tháng 06/2026", 4
    )  # fmt: skip
    assert [(each.row, each.stated, each.summed, each.agrees) for each in table.totals] == [
        (5, 7, 6, False)
    ]


@pytest.mark.parametrize("heading", ["TH03", "TH03 – Thứ hạng", "TH03 xếp hạng"])
def test_a_rank_that_is_an_indicator_of_its_own_is_read(
    read: Any, cells: Any, heading: str
) -> None:
    table = read(
        f"XẾP HẠNG TH03 NĂM 2025;;\nMã tỉnh;Tỉnh;{heading}\n40;Nghệ An;12\n",
        vintage="2025-07-01", period="2025",
    )  # fmt: skip
    assert cells(table) == [("TH03", "40", "2025", None, None, 12)]
