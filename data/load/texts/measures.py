"""Words beside an indicator that make it another number than the one reported for the period."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ioc.area import search_name

_RANK, _SUMMED = "thứ hạng hoặc xếp loại", "số luỹ kế"
# What a column holds instead of the period's actual number, and the words that say so. Without
# diacritics, in lower case; the first that matches names the column.
_OTHERS: tuple[tuple[str, str], ...] = (
    ("mức tăng giảm hoặc so sánh", r"tang[\s,/+-]*giam|tang|giam|thay doi|chenh lech|so voi|so sanh"
     r"|bien dong|tang truong|% hoan thanh|ty le hoan thanh|muc hoan thanh|hoan thanh ke hoach"
     r"|change|difference|diff|delta|growth|versus|vs"),
    (_SUMMED, r"luy\s*ke|l/?k|cong don|tich luy|tu dau nam|tinh tu dau|cumulative|ytd"
     r"|year to date|to date"),
    ("số của kỳ trước", r"cung ky|(?:nam|thang|quy|ky|tuan) (?:truoc|ngoai|lien truoc)|truoc do"
     r"|dau (?:nam|ky|thang|quy)|last (?:year|month|quarter)|previous|prior|same period"),
    (_RANK, r"xep (?:hang|loai|thu)|thu (?:hang|tu|bac)|hang|vi (?:tri|thu)|rank"
     r"|ranking|xep|danh gia|phan loai|trang thai|status"),
    ("số kế hoạch", r"ke hoach(?: giao| nam)?|k/?h|plan|planned|du (?:kien|bao|toan)|forecast"
     r"|dang ky"),
    ("mục tiêu", r"muc tieu|chi tieu (?:giao|nam|ke hoach|duoc giao|phan dau|quy|thang)|chi tieu"
     r"|phan dau|(?:duoc )?giao|can dat|phai dat|muc can|yeu cau|dinh muc|target|goal|objective"),
    ("số ước", r"uoc(?: tinh| thuc hien| dat| th)?|tam tinh|estimate|estimated|provisional"),
    ("phần còn lại", r"con lai|con thieu|chua (?:dat|hoan thanh)|con phai|remaining|missing"),
)  # fmt: skip
_PATTERNS = tuple((name, re.compile(rf"(?<!\w)(?:{words})(?!\w)")) for name, words in _OTHERS)
# Words that leave the number what it is: "HT02 thực hiện trong tháng (thôn)".
_NEUTRAL = frozenset(
    "so tong ty ti le gia tri ket qua muc luong thuc hien te th da dat duoc trong thang quy nam ky"
    " nay bao cao hien tai nay co don vi tinh dvt cua tren dia ban toan xa phuong huyen thon tinh"
    " ho nguoi tram diem thon ban mbps % phan tram chi tieu chi so va cac voi tai theo ma"
    " actual value number percent of the in month quarter year this result reported total count"
    " villages households points".split()
)
_CARRIED_OUT = re.compile(
    r"(?:thuc hien|trien khai|hoan thanh|theo|so voi|dat)\s+(?:\w+\s+){0,4}?ke hoach"
)
_TITLES = {
    "số kế hoạch": r"\b(?:ke hoach|du kien|giao chi tieu|dang ky chi tieu)\b",
    _RANK: r"\bxep (?:hang|loai)\b",
    _SUMMED: r"\b(?:luy ke|cong don|tu dau nam)\b",
    "số ước": r"\buoc (?:thuc hien|tinh)\b",
}
_WORD = re.compile(r"[^\W_]+|%")
_NUMBERING = re.compile(r"[(\[]\s*[a-z]?\d{0,2}\s*(?:[)\]]|$)|[*†]+")


def other_measure(text: str) -> str:
    """Return what a text names instead of the number reported for the period; empty: nothing.

    >>> other_measure("kế hoạch năm 2026"), other_measure("Xếp hạng"), other_measure("Luỹ kế")
    ('số kế hoạch', 'thứ hạng hoặc xếp loại', 'số luỹ kế')
    >>> other_measure("Thực hiện trong tháng"), other_measure("Tử số"), other_measure("Tạm tính")
    ('', '', 'số ước')
    """
    plain = " ".join(search_name(text).replace("_", " ").split())
    return next((name for name, pattern in _PATTERNS if pattern.search(plain)), "")


def beside_name(text: str, names: Iterable[str]) -> str:
    """Return what words beside an indicator name instead of its number; its own name may be that.

    >>> beside_name("thứ hạng", ["Thứ hạng chuyển đổi số"]), beside_name("thứ hạng", ["Điểm"])
    ('', 'thứ hạng hoặc xếp loại')
    """
    said = other_measure(text)
    own = {other_measure(name) for name in names}
    return "" if said in own and said in (_RANK, _SUMMED) else said


def title_measure(line: str) -> str:
    """Return what a title says that the numbers below are; "thực hiện kế hoạch" says nothing.

    >>> title_measure("Kế hoạch HT02 năm 2026"), title_measure("Kết quả thực hiện kế hoạch HT02")
    ('số kế hoạch', '')
    """
    plain = _CARRIED_OUT.sub(" ", search_name(line))
    return next((name for name, words in _TITLES.items() if re.search(words, plain)), "")


def row_kind(text: str) -> str:
    """Return what a cell says that its whole row is, where it says nothing else.

    >>> row_kind("Kế hoạch năm"), row_kind("giảm so với tháng trước do mất điện")
    ('số kế hoạch', '')
    """
    return other_measure(text) if 0 < len(_WORD.findall(search_name(text))) <= 4 else ""


def foreign_words(text: str, names: Iterable[str]) -> str:
    """Return the words that neither belong to an indicator's name nor leave its number unchanged.

    >>> foreign_words("trong tháng (thôn)", ["Số thôn trắng sóng"])
    ''
    >>> foreign_words("thôn trắng sóng vùng đặc biệt khó khăn", ["Số thôn trắng sóng"])
    'vung dac biet kho khan'
    """
    names = list(names)
    own = {word for name in names for word in _WORD.findall(search_name(name))}
    # Words of a rank are its own words where the indicator is one.
    if any(other_measure(name) == _RANK for name in names):
        own |= {"xep", "hang", "thu", "rank"}
    plain = _NUMBERING.sub(" ", search_name(text))
    return " ".join(
        word for word in _WORD.findall(plain) if word not in own and word not in _NEUTRAL
    )
