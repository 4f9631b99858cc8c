"""The last changes on the start page, as officials would write them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from layouts.components.html_text import to_html
from layouts.start.news import change_line
from layouts.start.view import ChangeLine

AT = datetime(2026, 12, 1, 7, 0, tzinfo=UTC)
ONE = {"indicators": ("CQ02",), "name": "Hồ sơ đúng hạn", "cells": 12}
MANY = {"indicators": ("CQ02", "CQ03"), "name": "", "cells": 1_240}


def line(kind: str, sender: str = "", **fields: Any) -> str:
    change = ChangeLine(AT, kind, **{"indicators": (), "name": "", "cells": 0, "sender": sender,
                                     **fields})  # fmt: skip
    html = to_html(change_line(change, date(2026, 12, 1), "vi"))
    return html.removesuffix("</span>").rpartition("<span>")[2]


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        (
            {"sender": "Sở Y tế", "periods": ("2026-09", "2026-09"), "areas": {"commune": 12}}
            | ONE,
            "Sở Y tế gửi số tháng 09/2026 của 12 xã: Hồ sơ đúng hạn",
        ),
        (
            {"periods": ("2026-01", "2026-09"), "areas": {"province": 1, "commune": 1_130}} | MANY,
            "Đã nhận số từ tháng 01/2026 đến tháng 09/2026 của 1 tỉnh, thành phố, 1.130 xã: "
            "2 chỉ số",
        ),
        # What the log of an earlier version does not know is left out.
        ({"sender": "Sở Y tế"} | MANY, "Sở Y tế gửi 1.240 số của 2 chỉ số"),
        ({"is_demo": True} | MANY, "Đã tạo 1.240 số minh hoạ"),
    ],
)
def test_numbers_that_came_in(fields: dict[str, Any], text: str) -> None:
    assert line("observations", **fields) == text


def test_other_changes() -> None:
    withdrawal = line("withdrawal", "Sở Y tế", **ONE)
    assert withdrawal == "Đã rút 12 số của Hồ sơ đúng hạn do Sở Y tế gửi"
    assert line("areas", counts={"areas": 3_321}) == "Đã nạp danh mục 3.321 địa bàn"
    made_up = line("areas", counts={"villages": 63}, is_demo=True)
    assert made_up == "Đã tạo danh mục 63 thôn minh hoạ"
    assert line("catalogue", counts={"owners": 2}) == "Đã cập nhật đơn vị chủ trì của 2 mục"
    assert line("catalogue") == "Đã cập nhật danh mục chỉ số"
    # Corrections of areas are logged without a count.
    assert line("areas") == "Đã cập nhật danh mục địa bàn"
    assert line("areas", counts={"joined": 3}) == "Đã cập nhật danh mục địa bàn"
    assert line("boundaries") == "Đã cập nhật ranh giới"
    assert line("unheard-of") == "Đã cập nhật kho số liệu"
