"""Names of areas as officials write them: kinds, dashes, tone marks, totals."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ioc.area import clean_name, search_name

KIND = re.compile(
    r"^(?:thanh pho|thi tran|thi xa|dac khu|to dan pho|phuong|huyen|quan|tinh|thon|ban|xom|khoi"
    r"|tdp|xa|tp|tx|tt|[pxqh])\s+"
)
_KINDS = r"(?:tinh|thanh pho|tp|huyen|quan|thi xa|thi tran|xa|phuong|dac khu|cap (?:tinh|huyen|xa))"
_OF = (
    rf"(?:\s+(?:(?:cua |tren dia ban )?(?:ca |toan )?(?:{_KINDS}(?: .*)?|nuoc|quoc"
    r"|(?:vung|khu vuc|cum|mien)(?: .*)?)"
    r"|\d+ .*|cac .*))?"
)
# "Tổng cộng toàn tỉnh", "Cộng huyện Diễn Châu", "Toàn tỉnh (130 xã)"; not "Xã Tổng Cọt".
_TOTAL = re.compile(
    r"^(?:[ivx\d]+[.)]\s*)?(?:"
    rf"(?:tong(?: so| cong| chung| hop)*|cong(?: chung| gop| don)?|chung|luy ke|sum|total){_OF}"
    rf"|(?:ca|toan) (?:{_KINDS}(?: .*)?|nuoc|quoc|vung|khu vuc)"
    r")(?:\s*[:.(\[].*)?$"
)
# "Bình quân chung", "Trung bình toàn tỉnh"; not "Xã Trung Bình".
_AVERAGE = re.compile(
    r"^(?:[ivx\d]+[.)]\s*)?(?:muc |ty le )?"
    rf"(?:(?:binh quan|bq)(?: chung)?|(?:trung binh|tb)(?: chung|(?= (?:ca|toan) ))){_OF}"
    r"(?:\s*[:.(\[].*)?$"
)
_DASHES = re.compile(r"[-‐‑‒–—―−.,]")
_LAST_Y = re.compile(r"\b((?:qu|[^\W\d_aeiouy])*)y\b")
_FRONT_ZERO = re.compile(r"\b0+(?=\d)")


def is_total(text: str) -> bool:
    """Tell whether a row calls itself a total, or an average, of the others.

    >>> [is_total(text) for text in ("Tổng cộng", "TOÀN TỈNH", "Cộng:", "Cộng vùng núi")]
    [True, True, True, True]
    >>> [is_total(text) for text in ("Xã Cộng Hòa", "Tổng Cọt", "Cộng Hiền", "Toàn Thắng")]
    [False, False, False, False]
    """
    return bool(_TOTAL.match(search_name(text))) or is_average(text)


def is_average(text: str) -> bool:
    """Tell whether a row calls itself an average: no sum of other rows, and no area.

    >>> [is_average(text) for text in ("Bình quân chung", "Trung bình toàn tỉnh", "BQ chung:")]
    [True, True, True]
    >>> [is_average(text) for text in ("Tổng cộng", "Xã Trung Bình", "Trung Bình", "Bình Quân Xã")]
    [False, False, False, True]
    """
    return bool(_AVERAGE.match(search_name(text)))


@lru_cache(maxsize=1 << 16)
def name_key(text: str) -> str:
    """Return the lookup key of a name: no diacritics, dashes, points, front zeros; y is i.

    >>> name_key("Bà Rịa – Vũng Tàu"), name_key("P.Quý Sơn"), name_key("Phường 01")
    ('ba ria vung tau', 'p qui son', 'phuong 1')
    """
    plain = " ".join(_DASHES.sub(" ", search_name(text)).split())
    return _FRONT_ZERO.sub("", _LAST_Y.sub(r"\1i", plain))


def without_kind(text: str) -> str:
    """Return the name without the kind of area before it."""
    words = _DASHES.sub(" ", clean_name(text)).split()
    key = name_key(text)
    count = len(key.split()) - len(KIND.sub("", key).split())
    return " ".join(words[count:])


@lru_cache(maxsize=1 << 16)
def letter_marks(text: str) -> str:
    """Return a key in which both places of a tone mark (Hoà, Hòa) are equal."""
    plain = _DASHES.sub(" ", clean_name(text).lower())
    decomposed = unicodedata.normalize("NFD", plain)
    words = [_FRONT_ZERO.sub("", word) for word in decomposed.split()]
    # "Quý" and "Quí": a y that ends a word behind consonants is an i, whatever its tone.
    spelling = [
        word.replace("y", "i") if _LAST_Y.fullmatch(search_name(word)) else word for word in words
    ]
    return " ".join("".join(sorted(word)) for word in spelling)
