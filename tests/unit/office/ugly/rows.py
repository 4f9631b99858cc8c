"""Ugly rows: totals, groups, names, what is hidden, tables beside and below each other."""

from __future__ import annotations

from tests.unit.office.drafts import SheetDraft
from tests.unit.office.forms import COMMUNES, form
from tests.unit.office.ugly.case import CODES, DEAD, A, B, C, UglySheet, dead

HEAD: list[object] = ["STT", "Tên xã", DEAD]
PROVINCE = "Tỉnh Nam Giang"


def names(*texts: str) -> list[list[object]]:
    """Return a table of 5, 7, 9 villages for these names."""
    rows: list[list[object]] = [["Tên xã", DEAD]]
    rows.extend([text, 5 + 2 * at] for at, text in enumerate(texts))
    return rows


def hidden_month() -> SheetDraft:
    """Return a hidden sheet with numbers of the month before."""
    sheet = SheetDraft("Nháp", is_hidden=True)
    rows: list[list[object]] = [["THÁNG 9 NĂM 2026"], ["Tên xã", DEAD], [A, 1], [C, 2]]
    for at, row in enumerate(rows):
        sheet.row(at, *row)
    return sheet


ROWS = [
    UglySheet("a total", [HEAD, [1, A, 5], [2, B, 7], [None, "Tổng cộng", 12]], dead(5, 7)),
    UglySheet("a total in a merged cell", [HEAD, [1, A, 5], [2, B, 7], ["TỔNG CỘNG", None, 12]],
              dead(5, 7), merges=["A5:B5"]),
    UglySheet("a total above", [HEAD, [None, PROVINCE, 12], [1, A, 5], [2, B, 7]], dead(5, 7)),
    UglySheet("a total that is none", [HEAD, [1, A, 5], [2, B, 7], [None, "Tổng cộng", 13]], {},
              {"sheet-guess-total"}),
    UglySheet("an average", [HEAD, [1, A, 5], [2, B, 7], [None, "Bình quân chung", 6]],
              dead(5, 7)),
    UglySheet("groups with sums",
              [HEAD, ["I", "Cộng vùng đồng bằng", 5], [1, A, 5], ["II", "Cộng vùng núi", 16],
               [2, B, 7], [3, C, 9]], dead(5, 7, 9)),
    UglySheet("groups without sums", [HEAD, ["I", "Vùng đồng bằng", None], [1, A, 5],
              ["II", "Vùng núi", None], [2, B, 7]], dead(5, 7)),
    UglySheet("a group over the whole width",
              [HEAD, ["I. VÙNG NÚI", None, None], [1, A, 5], [2, B, 7]], dead(5, 7),
              merges=["A3:C3"]),
    UglySheet("a group of planned numbers",
              [HEAD, [None, "Thực hiện", None], [1, A, 5], [2, B, 7],
               [None, "Kế hoạch năm 2026", None], [1, A, 1], [2, B, 1]], dead(5, 7),
              leaves={"sheet-why-aside"}),
    UglySheet("a typing error", names("Phường Thành Sơm", B), {B: {"HT02.value": 7}},
              {"load-name-unknown"}),
    UglySheet("another tone mark", names("Xã Đồng Thành", "Xã Đông Thành"),
              {"Xã Đồng Thành": {"HT02.value": 5}, "Xã Đông Thành": {"HT02.value": 7}}),
    UglySheet("a name that two have without marks", names("Xa Dong Thanh", B),
              {B: {"HT02.value": 7}}, {"load-name-ambiguous"}),
    UglySheet("another kind", names("Phường Hòa Bình", B), {B: {"HT02.value": 7}},
              {"load-name-unknown"}),
    UglySheet("former districts of the same names, in rows of one indicator",
              [["Mã chỉ tiêu", "Đơn vị", "Giá trị"], ["HT02", "Huyện Hòa Bình", 5],
               ["HT02", "Huyện An Phú", 6], ["HT02", B, 7]], {B: {"HT02.value": 7}},
              {"load-name-unknown"}),
    UglySheet("a total without its period",
              [["Tên xã", "Kỳ", DEAD], [A, "T9/2026", 5], [B, "9/2026", 7],
               ["Tổng cộng", None, 12]], dead(5, 7), title="BÁO CÁO"),
    UglySheet("a row of another period",
              [["Tên xã", "Kỳ", DEAD], [A, "T9/2026", 5], [B, "8/2026", 7], [C, "tuần 3", 9]],
              dead(5), {"sheet-unknown-period"}, {"sheet-why-other-period"}, title="BÁO CÁO"),
    UglySheet("short kinds", names("P. Thành Sơn", "P.Đông Hải", "X. Hoà Bình"), dead(5, 7, 9)),
    UglySheet("names without kinds", names("Thành Sơn", "ĐÔNG HẢI", "hòa  bình"), dead(5, 7, 9)),
    UglySheet("not one of the form", names("Xã Vĩnh Tuy", A), {A: {"HT02.value": 7}},
              {"sheet-unknown-area-outside"}, form=form(areas=COMMUNES[:3])),
    UglySheet("codes alone", [["Mã xã", DEAD], [CODES[A], 5], [CODES[B], 7]], dead(5, 7)),
    UglySheet("codes that lost their zeros", [["Mã xã", "Tên xã", DEAD], [34, A, 5], [41, B, 7]],
              dead(5, 7)),
    UglySheet("a code of another", [["Mã xã", "Tên xã", DEAD], [CODES[B], A, 5], [CODES[B], B, 7]],
              {B: {"HT02.value": 7}}, {"load-name-differs"}),
    UglySheet("twice, differently", names(A, B, A), {B: {"HT02.value": 7}},
              {"sheet-unknown-twice"}),
    UglySheet("a hidden row", names(A, B), {A: {"HT02.value": 5}}, {"sheet-guess-hidden"},
              hidden_rows=frozenset({3})),
    UglySheet("a hidden column", [["Tên xã", DEAD, "Tổng số thôn"], [A, 5, 20], [B, 7, 30]],
              dead(5, 7), {"sheet-guess-hidden"}, hidden_columns=frozenset({2})),
    UglySheet("a hidden sheet", names(A, B), dead(5, 7), leaves={"sheet-why-hidden"},
              more=[hidden_month()]),
    UglySheet("headings of the next page", [HEAD, [1, A, 5], HEAD, [2, B, 7]], dead(5, 7)),
    UglySheet("two halves", [[*HEAD, None, *HEAD], [1, A, 5, None, 2, B, 7]], dead(5, 7)),
    UglySheet("two tables", [HEAD, [1, A, 5], [], ["2. Tổng số thôn"],
              ["STT", "Tên xã", "Tổng số thôn"], [1, A, 20]],
              {A: {"HT02.value": 5, "HT01.denominator": 20}}),
    UglySheet("kinds of numbers in rows",
              [["Tên xã", "Loại", DEAD], [A, "Kế hoạch", 1], [A, "Thực hiện", 5],
               [B, "Kế hoạch", 1], [B, "Thực hiện", 7]], dead(5, 7), leaves={"sheet-why-aside"}),
    UglySheet("parts in rows",
              [["Tên xã", "Chỉ tiêu", "Kết quả"], [A, "Tổng số thôn", 20],
               [None, "Số thôn có sóng di động", 18]],
              {A: {"HT01.denominator": 20, "HT01.numerator": 18}}, merges=["A3:A4"]),
    UglySheet("areas across", [["TT", "Chỉ tiêu", A, B, "Tổng số"], [1, DEAD, 5, 7, 12]],
              dead(5, 7)),
    UglySheet("indicators in rows with parts below",
              [["TT", "Nội dung", "ĐVT", A], [1, "HT01", None, None],
               [None, "- Tử số", "thôn", 18], [None, "- Mẫu số", "thôn", 20], [2, DEAD, "thôn", 5]],
              {A: {"HT01.numerator": 18, "HT01.denominator": 20, "HT02.value": 5}}),
    UglySheet("one commune", [["TT", "Chỉ tiêu", "Kế hoạch năm", "Thực hiện"], [1, DEAD, 1, 5]],
              dead(5), leaves={"sheet-why-aside"}, form=form(areas=COMMUNES[:1]),
              title="UBND PHƯỜNG THÀNH SƠN – BÁO CÁO THÁNG 9 NĂM 2026"),
    UglySheet("one commune, not named", [["TT", "Chỉ tiêu", "Thực hiện"], [1, DEAD, 5]], {},
              {"sheet-guess-area"}, form=form(areas=COMMUNES[:1])),
    UglySheet("another commune's sheet", [["TT", "Chỉ tiêu", "Thực hiện"], [1, DEAD, 5]], {},
              {"sheet-unknown-row"}, form=form(areas=COMMUNES[:1]),
              title="UBND XÃ HÒA BÌNH – BÁO CÁO THÁNG 9 NĂM 2026"),
    UglySheet("signatures with numbers",
              [HEAD, [1, A, 5], [2, B, 7], [], [None, "Nam Giang, ngày 05 tháng 10 năm 2026"],
               ["Người lập biểu", None, "CHỦ TỊCH"], [None, "Điện thoại: 0238 123 456"]],
              dead(5, 7)),
    UglySheet("empty rows between", [HEAD, [1, A, 5], [], [], [2, B, 7]], dead(5, 7)),
    UglySheet("remarks", [[*HEAD, "Ghi chú"], [1, A, 5, "tăng"], [2, B, 7, "mất điện"]],
              dead(5, 7)),
    UglySheet("letters of before Unicode", [HEAD, [1, A, 5], [2, B, 7]], dead(5, 7),
              ending=".csv", encoding="tcvn3"),
    UglySheet("Windows-1258", [HEAD, [1, A, 5], [2, B, 7]], dead(5, 7), ending=".csv",
              encoding="windows-1258"),
    UglySheet("an old workbook", [HEAD, [1, A, 5], [2, B, 7]], dead(5, 7), ending=".xls"),
    UglySheet("an open workbook", [HEAD, [1, A, 5], [2, B, 7]], dead(5, 7), ending=".ods"),
]  # fmt: skip
