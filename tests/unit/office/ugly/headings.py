"""Ugly headings: tiers, plans, units, words that nobody knows."""

from __future__ import annotations

import unicodedata

from tests.unit.office.forms import ALL_PARTS, DENOMINATOR, NUMERATOR, VALUE, Kind, form
from tests.unit.office.ugly.case import DEAD, TITLE, A, B, UglySheet, dead

PEOPLE = (
    Kind("HT04", (NUMERATOR, DENOMINATOR), {
        NUMERATOR: ("Dân số được phủ sóng",), DENOMINATOR: ("Tổng dân số",),
    }),
)  # fmt: skip
VILLAGES = tuple(
    Kind(code, ALL_PARTS, {
        NUMERATOR: (name,), DENOMINATOR: ("Tổng số thôn",), VALUE: (f"Tỷ lệ {name[3:]}",),
    })
    for code, name in (("HT01", "Số thôn có sóng"), ("HT03", "Số thôn lõm sóng"))
)  # fmt: skip
SMALL = {"HT01.numerator": 8, "HT01.denominator": 10, "HT01.value": 80}


def two_rows(*headings: str, first: int = 5, second: int = 7) -> list[list[object]]:
    """Return a table of two areas with these headings behind the names, 5 and 7 in the first."""
    rest = [9] * (len(headings) - 1)
    return [["Tên xã", *headings], [A, first, *rest], [B, second, *rest]]


HEADINGS = [
    UglySheet(
        "plan and actual below a merged heading",
        [["STT", "Tên xã", DEAD, None], [None, None, "Kế hoạch", "Thực hiện"],
         [1, A, 9, 5], [2, B, 9, 7]],
        dead(5, 7), leaves={"sheet-why-aside"}, merges=["A2:A3", "B2:B3", "C2:D2"],
    ),
    UglySheet(
        "three tiers, the first a section",
        [["TT", "Đơn vị", "Hạ tầng số", None, None], [None, None, "HT01", None, None],
         [None, None, "Tử số", "Mẫu số", "Giá trị"], [1, A, 8, 10, 80]],
        {A: SMALL}, merges=["A2:A4", "B2:B4", "C2:E2", "C3:E3"],
    ),
    UglySheet(
        "tiers of a CSV file, where nothing is merged",
        [["STT", "Tên xã", "HT01", None, None], [None, None, "Tử số", "Mẫu số", "Giá trị"],
         [1, A, 8, 10, 80]],
        {A: SMALL}, ending=".csv",
    ),
    UglySheet(
        "only a part of the villages",
        [["Tên xã", "Vùng đặc biệt khó khăn", None], [None, DEAD, "Tổng số thôn"], [A, 5, 9]],
        {}, {"sheet-guess-words"}, merges=["A2:A3", "B2:C2"],
    ),
    UglySheet(
        "a plan in the title", two_rows(DEAD), {}, {"sheet-guess-title"},
        title="KẾ HOẠCH XOÁ THÔN TRẮNG SÓNG THÁNG 9 NĂM 2026",
    ),
    UglySheet(
        "the plan carried out", two_rows(DEAD), dead(5, 7),
        title="KẾT QUẢ THỰC HIỆN KẾ HOẠCH XOÁ TRẮNG SÓNG THÁNG 9 NĂM 2026",
    ),
    UglySheet("cumulative", two_rows(DEAD, "Luỹ kế từ đầu năm"), dead(5, 7),
              leaves={"sheet-why-aside"}),
    UglySheet("rank", two_rows(DEAD, "Xếp hạng"), dead(5, 7), leaves={"sheet-why-aside"}),
    UglySheet("change", two_rows(DEAD, "Tăng (+), giảm (-)"), dead(5, 7),
              leaves={"sheet-why-aside"}),
    UglySheet("estimate", two_rows(DEAD, "Số thôn trắng sóng ước thực hiện tháng 9"),
              dead(5, 7), leaves={"sheet-why-aside"}),
    UglySheet(
        "the same month of last year",
        two_rows("Số thôn trắng sóng tháng 9/2026", "Số thôn trắng sóng tháng 9/2025"),
        dead(5, 7), leaves={"sheet-why-other-period"},
    ),
    UglySheet(
        "months across, the year in the title",
        [["Tên xã", "Tháng 8", "Tháng 9"], [A, 9, 5], [B, 9, 7]], dead(5, 7),
        leaves={"sheet-why-other-period"}, title="SỐ THÔN TRẮNG SÓNG NĂM 2026",
    ),
    UglySheet(
        "months across, no year anywhere",
        [["Tên xã", "Tháng 8", "Tháng 9"], [A, 9, 5], [B, 9, 7]], {}, {"sheet-guess-year"},
        leaves={"sheet-why-other-period"}, title="SỐ THÔN TRẮNG SÓNG",
    ),
    UglySheet("nine months", two_rows("Số thôn trắng sóng 9 tháng"), {},
              {"sheet-guess-heading"}),
    UglySheet("target", two_rows(DEAD, "Chỉ tiêu"), dead(5, 7), leaves={"sheet-why-aside"}),
    UglySheet("lines in a heading", two_rows("Số thôn\ntrắng sóng\n(thôn)"), dead(5, 7)),
    UglySheet("capitals", two_rows(DEAD.upper()), dead(5, 7)),
    UglySheet("decomposed letters", two_rows(unicodedata.normalize("NFD", DEAD)), dead(5, 7)),
    UglySheet("no marks", two_rows("So thon trang song"), dead(5, 7)),
    UglySheet("numbered headings", two_rows("1. Số thôn trắng sóng:"), dead(5, 7)),
    UglySheet("a column that nobody asks for", two_rows(DEAD, "Số thôn có điện lưới"),
              dead(5, 7), {"sheet-unknown-heading-near"}),
    UglySheet("a heading like another", two_rows("Số thôn, bản còn trắng sóng"), {},
              {"sheet-guess-heading"}),
    UglySheet(
        "one column for two indicators",
        [["Tên xã", "Tổng số thôn", "Số thôn có sóng", "Số thôn lõm sóng"], [A, 10, 8, 1]],
        {A: {"HT01.numerator": 8, "HT01.denominator": 10, "HT03.numerator": 1,
             "HT03.denominator": 10}},
        form=form(VILLAGES),
    ),
    UglySheet("percent of what is counted", two_rows("Số thôn trắng sóng (%)"), {},
              {"sheet-unknown-unit"}),
    UglySheet("households of what counts villages", two_rows("Số thôn trắng sóng (hộ)"), {},
              {"sheet-unknown-unit"}),
    UglySheet(
        "thousands of people in a heading",
        [["Tên xã", "Dân số được phủ sóng (nghìn người)", "Tổng dân số (người)"],
         [A, "12,5", 14000], [B, "7,25", 8000]],
        {A: {"HT04.numerator": 12500, "HT04.denominator": 14000},
         B: {"HT04.numerator": 7250, "HT04.denominator": 8000}},
        form=form(PEOPLE, "2026-Q3"), title="BÁO CÁO QUÝ III NĂM 2026",
    ),
    UglySheet(
        "thousands of people above the table",
        [[None, None, "Đơn vị tính: nghìn người"],
         ["Tên xã", "Dân số được phủ sóng", "Tổng dân số"], [A, "12,5", "14,0"]],
        {}, {"sheet-guess-scale"},
        form=form(PEOPLE, "2026-Q3"), title="BÁO CÁO QUÝ III NĂM 2026",
    ),
    UglySheet(
        "columns with numbers",
        [["TT", "Tên xã", "Tổng số thôn", "Số thôn có sóng di động"],
         ["(1)", "(2)", "(3)", "(4)"], [1, A, 10, 8]],
        {A: {"HT01.numerator": 8, "HT01.denominator": 10}},
    ),
    UglySheet("no heading over the names", [[None, DEAD], [A, 5], [B, 7]], dead(5, 7)),
    UglySheet("headings of one word", [["Tên xã", "Kết quả"], [A, 5], [B, 7]], {},
              {"sheet-unknown-heading"}),
    UglySheet(
        "the only indicator, not named", [["Tên xã", "Kết quả"], [A, 5], [B, 7]], {},
        {"sheet-guess-indicator"},
        form=form((Kind("HT02", (VALUE,), {VALUE: (DEAD,)}),)),
    ),
    UglySheet(
        "the indicator in the title", [["Tên xã", "Kết quả"], [A, 5], [B, 7]], dead(5, 7),
        title="SỐ THÔN TRẮNG SÓNG THÁNG 9 NĂM 2026",
    ),
    UglySheet(
        "a number scribbled beside, the indicator in the title",
        [["Tên xã", "Kết quả", None], [A, None, 17], [B, 7, None]], {B: {"HT02.value": 7}},
        {"sheet-unknown-heading"}, title="SỐ THÔN TRẮNG SÓNG THÁNG 9 NĂM 2026",
    ),
    UglySheet("not the form's month", two_rows(DEAD), {}, leaves={"sheet-why-other-period"},
              title="BÁO CÁO THÁNG 8 NĂM 2026"),
    UglySheet("two months in the title", two_rows(DEAD), {}, {"sheet-guess-periods"},
              title="BÁO CÁO THÁNG 8 NĂM 2026 VÀ THÁNG 9 NĂM 2026"),
    UglySheet("no period", two_rows(DEAD), {}, {"sheet-guess-period"}, title="BÁO CÁO"),
    UglySheet("the period as name of the sheet", two_rows(DEAD), dead(5, 7), title="BÁO CÁO",
              sheet="Tháng 9 năm 2026"),
    UglySheet("signed in another month", [["Nam Giang, ngày 05 tháng 10 năm 2026"],
              *two_rows(DEAD)], dead(5, 7), title=TITLE),
]  # fmt: skip
