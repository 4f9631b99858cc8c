"""Tables as offices write them, and what tests read of their faults."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from data.load.tables import CheckedTable
from ioc.errors import Problem

TODAY = date(2026, 1, 20)


NEW, OLD = "2025-07-01", "2025-03-01"


Read = Callable[..., CheckedTable]
Refuse = Callable[..., tuple[Problem, ...]]


def workbook(fill: Callable[[Worksheet], None]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    fill(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def places(problems: tuple[Problem, ...]) -> list[tuple[int | None, str, str]]:
    return [(problem.row, problem.column, problem.value) for problem in problems]


LONG = (
    "Mã chỉ tiêu;Mã xã;Tên xã;Kỳ;Tử số;Mẫu số\n"
    "HT01;16681;Phường Thành Vinh;12/2025;98;100\n"
    "HT02;16681;Phường Thành Vinh;Tháng 12/2025;0;\n"
    "HT03;16681;Phường Thành Vinh;T12/2025;;\n"
)
