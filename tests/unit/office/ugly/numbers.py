"""Ugly numbers: marks, percents, errors, formulas, cells that are no numbers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.unit.office.drafts import Formatted
from tests.unit.office.ugly.case import DEAD, A, B, C, UglySheet, dead

SHARE = "Tỷ lệ thôn có sóng (%)"


def counts(*numbers: Any) -> list[list[Any]]:
    """Return a table of villages without signal."""
    rows = [[area, number] for area, number in zip((A, B, C), numbers, strict=False)]
    return [["Tên xã", DEAD], *rows]


def shares(*numbers: Any) -> list[list[Any]]:
    """Return a table of shares."""
    rows = [[area, number] for area, number in zip((A, B, C), numbers, strict=False)]
    return [["Tên xã", SHARE], *rows]


def share(*numbers: float) -> dict[str, dict[str, float]]:
    """Return these shares for the first areas."""
    return {area: {"HT01.value": number} for area, number in zip((A, B, C), numbers, strict=False)}


def parts(top: Any, bottom: Any, value: Any) -> list[list[Any]]:
    """Return a table of one share with its parts."""
    return [["Tên xã", "Số thôn có sóng di động", "Tổng số thôn", SHARE], [A, top, bottom, value]]


NUMBERS = [
    UglySheet("decimal comma", shares("94,7", "88,25", "100"), share(94.7, 88.25, 100)),
    UglySheet("decimal point", shares("94.7", "88.25", "100"), share(94.7, 88.25, 100)),
    UglySheet("a share of three decimals", shares("94,712"), share(94.712)),
    UglySheet("point between thousands", counts("1.234", "12.345", "7"), dead(1234, 12345, 7)),
    UglySheet("comma between thousands", counts("1,234", "12,345", "7"), dead(1234, 12345, 7)),
    UglySheet("space between thousands", counts("1 234", "12\xa0345", "7"), dead(1234, 12345, 7)),
    UglySheet("thousands that became a fraction", counts(3.711, 5), {B: {"HT02.value": 5}},
              {"sheet-unknown-not-whole"}),
    UglySheet("text for numbers", counts("5", " 7 ", "\u200b9"), dead(5, 7, 9)),
    UglySheet("percent cells", shares(Formatted(0.947, "0.0%"), Formatted(1, "0%")),
              share(94.7, 100)),
    UglySheet("a percent sign in quotes", shares(Formatted(94.7, '0.0"%"')), share(94.7)),
    UglySheet("a percent sign typed", shares("94,7%", "88 %"), share(94.7, 88)),
    UglySheet("parts of one", shares(0.947, 0.885), {}, {"sheet-unknown-fraction"}),
    UglySheet("parts of one, with numerator and denominator", parts(18, 20, 0.9),
              {A: {"HT01.numerator": 18, "HT01.denominator": 20, "HT01.value": 90}}),
    UglySheet("one cell without its percent format",
              shares(Formatted(0.947, "0.0%"), 0.885), share(94.7), {"sheet-unknown-fraction"}),
    UglySheet("a percent where villages are counted", counts(Formatted(0.5, "0%"), 7),
              {B: {"HT02.value": 7}}, {"sheet-unknown-percent"}),
    UglySheet("words beside a number", counts("12 thôn", 7), {B: {"HT02.value": 7}},
              {"load-cell-no-number"}),
    UglySheet("an error", counts("#N/A", 7), {B: {"HT02.value": 7}}, {"load-cell-formula"}),
    UglySheet("a formula never computed", counts(Formatted(None, formula="=1+4"), 7),
              {B: {"HT02.value": 7}}, {"load-cell-formula"}, ending=".xls"),
    UglySheet("not reported", counts("-", "KBC", "chưa báo cáo"), {}),
    UglySheet("nought is a report", counts(0, "0", 7), dead(0, 0, 7)),
    UglySheet("negative", counts(-3, 7), {B: {"HT02.value": 7}}, {"load-negative"}),
    UglySheet("more than all", shares("947", "88"), {B: {"HT01.value": 88}},
              {"sheet-unknown-above"}),
    UglySheet("numerator and denominator the wrong way", parts(20, 18, None), {},
              {"load-above-denominator"}),
    UglySheet("a share that is not its parts", parts(18, 20, 94.7), {}, {"sheet-guess-parts"}),
    UglySheet("shown in thousands", counts(Formatted(5000, "0,"), 7000), {B: {"HT02.value": 7000}},
              {"sheet-guess-thousands"}),
    UglySheet("a number that became a date", counts(datetime(2026, 5, 1), 7),
              {B: {"HT02.value": 7}}, {"load-cell-no-number"}),
    UglySheet("a number without end", counts("1e400", 7), {B: {"HT02.value": 7}},
              {"load-cell-infinite"}),
    UglySheet("a number beyond all", counts(1.797e308, 7), {B: {"HT02.value": 7}},
              {"load-cell-infinite"}),
    UglySheet("both manners in a column of shares", shares("94,7", "88.2", "1.234"),
              share(94.7, 88.2), {"load-cell-mark"}),
    UglySheet("true and false", counts(True, 7), {B: {"HT02.value": 7}}, {"load-cell-no-number"}),
]  # fmt: skip
