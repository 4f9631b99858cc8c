"""The wall's words, and the abbreviations that officials use where room is short."""

from __future__ import annotations

from ioc.indicator import Indicator
from ioc.period import parse_period

_SHORTER = (
    ("Sở Khoa học và Công nghệ", "Sở KH&CN"),
    ("Sở Giáo dục và Đào tạo", "Sở GD&ĐT"),
    ("Sở Nông nghiệp và Môi trường", "Sở NN&MT"),
    ("Sở Văn hóa, Thể thao và Du lịch", "Sở VH,TT&DL"),
    ("Sở Văn hoá, Thể thao và Du lịch", "Sở VH,TT&DL"),
    ("Sở Dân tộc và Tôn giáo", "Sở DT&TG"),
    ("Văn phòng Uỷ ban nhân dân", "VP UBND"),
    ("Văn phòng Ủy ban nhân dân", "VP UBND"),
    ("Văn phòng UBND", "VP UBND"),
    ("Uỷ ban nhân dân", "UBND"),
    ("Ủy ban nhân dân", "UBND"),
    ("Ngân hàng Nhà nước", "NHNN"),
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
    >>> short_unit("Văn phòng Uỷ ban nhân dân tỉnh"), short_unit("Ủy ban nhân dân xã Mỹ Lý")
    ('VP UBND tỉnh', 'UBND xã Mỹ Lý')
    """
    for full, short in _SHORTER:
        unit = unit.replace(full, short)
    return unit


def short_period(text: str, language: str = "vi") -> str:
    """Return a period in the fewest letters that are still unambiguous: "T10/26"."""
    return parse_period(text).short_label(language)
