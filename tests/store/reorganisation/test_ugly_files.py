"""Files of a reorganisation that cannot be true are refused, those in odd clothes are read."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import Connection, select

from data.load.areas.areas import add_villages
from data.load.reorganisation.file import read_reorganisation_file
from data.load.reorganisation.reorganisation import store_reorganisation
from data.store.schema import area
from ioc.area import AreaKey
from ioc.errors import LoadRefusedError
from tests.store.reorganisation.plans import (
    DONG_NAI,
    NEXT,
    NOW,
    OLD,
    Write,
    contents,
    plan,
    village,
)


def refusal(connection: Connection, path: Path, before: str = NOW, after: str = NEXT) -> str:
    with pytest.raises(LoadRefusedError) as caught:
        plan(connection, path, before, after)
    return str(caught.value)


# ---- ugly files --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "tệp rỗng"),
        ("\n\n", "tệp rỗng"),
        ("a,b\n1,2\n", "Mã cũ"),
        ("Mã cũ,Mã mới,Quan hệ\n", "không có dòng"),
        ("Mã cũ,Mã mới,Quan hệ\n26368,,Đổi tên\n", "để trống mã"),
        ("Mã cũ,Mã mới,Quan hệ\n26368,26368,\n", "toàn bộ hay một phần"),
        ("Mã cũ,Mã mới,Quan hệ\n26368,26368,giải thể\n", "giải thể"),
        ("Mã cũ,Mã mới,Quan hệ,Ghi chú\n26368,26368,whole,Nhập một phần\n", "không khớp nhau"),
        ("Mã cũ,Mã mới,Quan hệ\n26368,26368,Đổi tên\n26368,26368,Đổi tên\n", "đã có ở dòng 2"),
        ("Mã cũ,Mã mới,Quan hệ,Tỷ lệ dân số\n26368,26368,Nhập một phần,140%\n", "từ 0 đến 1"),
        ("Mã cũ,Mã mới,Quan hệ,Tỷ lệ dân số\n26368,26368,Nhập toàn bộ,0.4\n", "tỷ lệ khác 1"),
        ("Mã cũ,Mã mới,Quan hệ,Kinh độ\n26368,26368,Đổi tên,nan\n", "phải là số"),
    ],
)
def test_a_file_that_is_no_reorganisation_is_refused(write: Write, text: str, words: str) -> None:
    with pytest.raises(LoadRefusedError, match=words):
        read_reorganisation_file(write(text))


def test_a_huge_file_is_refused_before_it_is_read(write: Write) -> None:
    file = write("Mã cũ,Mã mới,Quan hệ\n" + "26368,26368,Đổi tên\n" * 100)
    with pytest.raises(LoadRefusedError, match="quá lớn"):
        read_reorganisation_file(file, max_bytes=1000)
    with pytest.raises(LoadRefusedError, match="99 lỗi"):
        read_reorganisation_file(file)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("99999,99999,Đổi tên,Xã Mới\n", "mã cũ không có trong kỳ"),
        ("26368,2636,Đổi tên,Xã Mới\n", "5 chữ số"),
        ("26368,26399,Đổi tên,\n26326,26399,Nhập toàn bộ,\n", "chưa có tên"),
        ("26368,26399,Đổi tên,Mới\n26326,26399,Nhập toàn bộ,Khác\n", "nhiều tên"),
        ("26368,26326,Nhập toàn bộ,Xã Mới\n", "không nói đơn vị này đi đâu"),
        # 03901 is Xã Suối Tọ of Sơn La, a province that the file does not touch; 14 is Sơn La.
        ("26368,03901,Nhập toàn bộ,Xã Mới\n", "mã của Xã Suối Tọ (Tỉnh Sơn La), mà tệp"),
        ("26368,26368,Nhập một phần,\n26368,03901,Nhập một phần,Xã Mới\n", "thêm một dòng có"),
        ("75,14,Đổi tên,Tỉnh Mới\n", "mã của Tỉnh Sơn La, mà tệp không nói"),
        ("26368,26368,Nhập toàn bộ,\n26368,26326,Nhập một phần,\n", "vẫn có dòng khác"),
    ],
)
def test_codes_and_names_that_cannot_be_are_refused(
    store: Connection, write: Write, text: str, words: str
) -> None:
    before = contents(store)
    message = refusal(store, write(f"Mã cũ,Mã mới,Quan hệ,Tên mới\n{text}"))
    assert words in message
    assert "sap-xep.csv" in message
    assert contents(store) == before


def test_a_village_takes_no_code_that_another_area_has(store: Connection, write: Write) -> None:
    add_villages(store, pd.DataFrame([village("A1", "26368"), village("B1", "03901")]))
    head = "Mã cũ,Mã mới,Quan hệ,Tên mới\n26368,26368,Giữ nguyên,\n"
    for code, words in (("B1", "mã của Ấp B1 (Tỉnh Sơn La)"), ("26326", "mã của Xã Dầu Giây")):
        assert words in refusal(store, write(f"{head}A1,{code},Đổi tên,Ấp Mới\n"))
    assert "nhiều cấp" in refusal(store, write(f"{head}A1,26368,Đổi tên,Ấp Mới\n"))
    change_plan = plan(store, write(f"{head}A1,A9,Đổi tên,Ấp Mới\n"), NOW, NEXT)
    store_reorganisation(store, change_plan)
    # Sơn La shows the same rows in both vintages: what it adds to one stands in the other.
    with pytest.raises(LoadRefusedError, match="mã thôn đã có"):
        add_villages(store, pd.DataFrame([village("A9", "03901")]))


def test_a_remark_says_whose_name_a_wrong_name_is(store: Connection, write: Write) -> None:
    rows = store.execute(
        select(area.c.code, area.c.full_name)
        .where(area.c.vintage == NOW, area.c.province_code == DONG_NAI, area.c.level == "commune")
        .order_by(area.c.code)
        .limit(12)
    ).all()

    def remarks(first: str) -> list[str]:
        names = [first, *(row.full_name for row in rows[1:])]
        lines = [
            f"{row.code},{name},{row.code},Giữ nguyên"
            for row, name in zip(rows, names, strict=True)
        ]
        text = "\n".join(["Mã cũ,Tên cũ,Mã mới,Hình thức", *lines])
        return [str(each) for each in plan(store, write(text), NOW, NEXT).remarks]

    assert remarks(rows[0].full_name) == []
    (odd,) = remarks("Phường Tên Lạ")
    (swapped,) = remarks("Xã Long Thành")
    assert "còn tên này" not in odd
    assert "còn tên này là của mã 26368" in swapped and "dòng 2" in swapped


def test_weights_must_sum_to_one(store: Connection, write: Write) -> None:
    message = refusal(
        store,
        write(
            "Mã cũ,Mã mới,Quan hệ,Tên mới,Tỷ lệ dân số\n"
            "26368,26368,Nhập một phần,,0.5\n26368,26399,Nhập một phần,Xã Mới,0.4\n"
        ),
    )
    assert "cộng lại là 0.9, không phải 1" in message
    assert "dòng 2, cột Tỷ lệ dân số" in message


def test_names_in_either_form_of_unicode_are_the_same(store: Connection, write: Write) -> None:
    text = (
        "Mã cũ,Tên cũ,Mã mới,Tên mới,Hình thức\n"
        "26368,Xã Long Thành,26368,Phường Long Thành,Đổi loại hình\n"
    )
    change_plan = plan(store, write(unicodedata.normalize("NFD", text)), NOW, NEXT)
    assert change_plan.new_vintage is not None
    (row,) = [row for row in change_plan.new_vintage.areas if row["code"] == "26368"]
    assert row["full_name"] == "Phường Long Thành"
    assert not change_plan.remarks


def test_codes_of_another_vintage_are_told_by_their_names(store: Connection, write: Write) -> None:
    """Code 00004 was Phường Trúc Bạch and is Phường Ba Đình."""
    text = (
        "Mã cũ,Tên cũ,Mã mới,Tên mới,Hình thức\n"
        "00004,Phường Trúc Bạch,00004,Phường Ba Đình,Đổi tên\n"
    )
    message = refusal(store, write(text))
    assert "không khớp kỳ địa giới 2025-07-01" in message
    assert "Phường Ba Đình" in message
    assert "tỉnh cũ không khớp" in refusal(
        store, write("Mã cũ,Mã tỉnh cũ,Mã mới,Hình thức\n26368,40,26368,Đổi tên\n")
    )
    assert "tỉnh mới không khớp" in refusal(
        store,
        write("Mã cũ,Mã mới,Mã tỉnh mới,Hình thức\n00001,00004,40,Nhập toàn bộ\n"),
        OLD,
        NOW,
    )


def test_a_workbook_with_titles_and_lost_zeros_reads_too(store: Connection, tmp_path: Path) -> None:
    file = tmp_path / "sap-xep.xlsx"
    rows = [
        ["DANH MỤC SẮP XẾP", None, None, None],
        [None] * 4,
        ["Mã cũ", "Tên cũ", "Mã mới", "Hình thức"],
        [4, "Phường Ba Đình", 4, "Giữ nguyên"],
        [8, "Phường Ngọc Hà", 8, "Giữ nguyên"],
    ]
    pd.DataFrame(rows).to_excel(file, index=False, header=False)
    change_plan = plan(store, file, NOW, NEXT)
    assert change_plan.provinces == ("01",)
    assert {each.target for each in change_plan.relations} >= {AreaKey(NEXT, "00004")}
