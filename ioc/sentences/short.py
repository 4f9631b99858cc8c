"""The wall's words, and the abbreviations that officials use where room is short."""

from __future__ import annotations

from ioc.indicator import Indicator
from ioc.period import parse_period

_SHORTER = (
    ("Sở Khoa học và Công nghệ", "Sở KH&CN"),
    ("Doanh nghiệp viễn thông", "DN viễn thông"),
    ("Hệ thống thông tin giải quyết thủ tục hành chính của tỉnh", "HTTT TTHC tỉnh"),
    ("Cổng Dịch vụ công quốc gia", "Cổng DVCQG"),
    ("Tổ công nghệ số cộng đồng", "Tổ CNSCĐ"),
    ("Nền tảng học trực tuyến mở", "Nền tảng học mở"),
    ("Department of Science and Technology", "Dept. of S&T"),
    ("Provincial administrative-procedure system", "Admin. system"),
    ("National Public Service Portal", "Nat. portal"),
    ("Department of Health", "Dept. of Health"),
    ("Telecom operators", "Telecoms"),
    ("Community digital teams", "Digital teams"),
    ("Open online learning platform", "Open learning"),
)


def short_source(indicator: Indicator, language: str = "vi") -> str:
    """Return who answers for an indicator, as officials shorten it: the first named source."""
    source = indicator.source(language)
    for cut in (";", " (", " tổng hợp", ", from"):
        source = source.split(cut)[0]
    return short_unit(source).strip()


def short_unit(unit: str) -> str:
    """Return the name of an office as officials shorten it.

    >>> short_unit("Sở Khoa học và Công nghệ")
    'Sở KH&CN'
    """
    for full, short in _SHORTER:
        unit = unit.replace(full, short)
    return unit


def short_period(text: str, language: str = "vi") -> str:
    """Return a period in the fewest letters that are still unambiguous: "T10/26"."""
    return parse_period(text).short_label(language)
