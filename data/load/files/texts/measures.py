"""Words beside an indicator that mean another number than the one of the period."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ioc.area import search_name

RANK, SUMMED, PLAN = "rank", "summed", "plan"
# What a column holds instead of the period's actual number (`load-measure-…` in the catalogue) and
# the words for it, without diacritics, in lower case; the first that matches counts.
_OTHERS: tuple[tuple[str, str], ...] = (
    ("change", r"tang[\s,/+-]*giam|(?<!ha )tang|giam|thay doi|chenh lech|so voi|so sanh"
     r"|bien dong|tang truong|% hoan thanh|ty le hoan thanh|muc hoan thanh|hoan thanh ke hoach"
     r"|change|difference|diff|delta|growth|versus|vs"),
    (SUMMED, r"luy\s*ke|l/?k|cong don|tich luy|tu dau nam|tinh tu dau|cumulative|ytd"
     r"|year to date|to date"),
    ("earlier", r"cung ky|(?:nam|thang|quy|ky|tuan) (?:truoc|ngoai|lien truoc)|truoc do"
     r"|dau (?:nam|ky|thang|quy)|last (?:year|month|quarter)|previous|prior|same period"),
    (RANK, r"xep (?:hang|loai|thu)|thu (?:hang|tu|bac)|hang|vi (?:tri|thu)|rank"
     r"|ranking|xep|danh gia|phan loai|trang thai|status"),
    (PLAN, r"ke hoach(?: giao| nam)?|k/?h|plan|planned|du (?:kien|bao|toan)|forecast"
     r"|dang ky"),
    ("target", r"muc tieu|chi tieu (?:giao|nam|ke hoach|duoc giao|phan dau|quy|thang)|chi tieu"
     r"|phan dau|(?:duoc )?giao|can dat|phai dat|muc can|yeu cau|dinh muc|target|goal|objective"),
    ("estimate", r"uoc(?: tinh| thuc hien| dat| th)?|tam tinh|estimate|estimated|provisional"),
    ("rest", r"con lai|con thieu|chua (?:dat|hoan thanh)|con phai|remaining|missing"),
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
    PLAN: r"\b(?:ke hoach|du kien|giao chi tieu|dang ky chi tieu)\b",
    RANK: r"\bxep (?:hang|loai)\b",
    SUMMED: r"\b(?:luy ke|cong don|tu dau nam)\b",
    "estimate": r"\buoc (?:thuc hien|tinh)\b",
}
_WORD = re.compile(r"[^\W_]+|%")
_NUMBERING = re.compile(r"[(\[]\s*[a-z]?\d{0,2}\s*(?:[)\]]|$)|[*†]+")


def other_measure(text: str) -> str:
    """Return the measure that a text names instead of the number of the period, or empty.

    >>> other_measure("kế hoạch năm 2026"), other_measure("Xếp hạng"), other_measure("Luỹ kế")
    ('plan', 'rank', 'summed')
    >>> other_measure("Tăng, giảm"), other_measure("Hạ tầng số")
    ('change', '')
    >>> other_measure("Thực hiện trong tháng"), other_measure("Tử số"), other_measure("Tạm tính")
    ('', '', 'estimate')
    """
    plain = " ".join(search_name(text).replace("_", " ").split())
    return next((name for name, pattern in _PATTERNS if pattern.search(plain)), "")


def beside_name(text: str, names: Iterable[str]) -> str:
    """Return the measure that words beside an indicator name, unless its own name has it.

    >>> beside_name("thứ hạng", ["Thứ hạng chuyển đổi số"]), beside_name("thứ hạng", ["Điểm"])
    ('', 'rank')
    """
    measure = other_measure(text)
    own = {other_measure(name) for name in names}
    return "" if measure in own and measure in (RANK, SUMMED) else measure


def title_measure(line: str) -> str:
    """Return the measure that a title names, or empty; "thực hiện kế hoạch" names none.

    >>> title_measure("Kế hoạch HT02 năm 2026"), title_measure("Kết quả thực hiện kế hoạch HT02")
    ('plan', '')
    """
    plain = _CARRIED_OUT.sub(" ", search_name(line))
    return next((name for name, words in _TITLES.items() if re.search(words, plain)), "")


def row_kind(text: str) -> str:
    """Return the measure that a short cell names for its whole row, or empty.

    >>> row_kind("Kế hoạch năm"), row_kind("giảm so với tháng trước do mất điện")
    ('plan', '')
    """
    return other_measure(text) if 0 < len(_WORD.findall(search_name(text))) <= 4 else ""


def foreign_words(text: str, names: Iterable[str]) -> str:
    """Return the words that are neither of an indicator's name nor neutral.

    >>> foreign_words("trong tháng (thôn)", ["Số thôn trắng sóng"])
    ''
    >>> foreign_words("thôn trắng sóng vùng đặc biệt khó khăn", ["Số thôn trắng sóng"])
    'vung dac biet kho khan'
    """
    names = list(names)
    own = {word for name in names for word in _WORD.findall(search_name(name))}
    # Words of a rank are its own words where the indicator is one.
    if any(other_measure(name) == RANK for name in names):
        own |= {"xep", "hang", "thu", "rank"}
    plain = _NUMBERING.sub(" ", search_name(text))
    return " ".join(
        word for word in _WORD.findall(plain) if word not in own and word not in _NEUTRAL
    )
