"""Administrative areas: levels, vintages, keys, and names that can be searched.

Codes were reused on 2025-07-01 (new Lào Cai has code 15, which was Yên Bái), so the only key
of an area is (vintage, code).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ioc.errors import NotFoundError
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase
from ioc.words.records import text_in

COUNTRY_CODE = "VN"
_CODE_PATTERNS = {"country": r"VN", "province": r"\d{2}", "district": r"\d{3}", "commune": r"\d{5}"}
_APOSTROPHES: dict[str, str | int | None] = {"’": "'", "‘": "'", "`": "'"}
_STRAIGHT = str.maketrans(_APOSTROPHES)
_STROKED = str.maketrans({**_APOSTROPHES, "đ": "d", "Đ": "D"})


class Level(StrEnum):
    """Levels from the widest to the finest; compare them with `depth`."""

    COUNTRY = "country"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    VILLAGE = "village"

    @property
    def depth(self) -> int:
        """Distance from the country.

        >>> Level.COMMUNE.depth > Level.PROVINCE.depth
        True
        """
        return _DEPTHS[self.value]

    @property
    def below(self) -> Level | None:
        """The level that an area of this one consists of today; None: nothing is below.

        >>> Level.PROVINCE.below, Level.DISTRICT.below, Level.VILLAGE.below
        (<Level.COMMUNE: 'commune'>, <Level.COMMUNE: 'commune'>, None)
        """
        return Level(_BELOW[self.value]) if self.value in _BELOW else None


_DEPTHS = {"country": 0, "province": 1, "district": 2, "commune": 3, "village": 4}
# Districts exist in former vintages only; in every vintage a province is read by its communes.
_BELOW = {
    "country": "province",
    "province": "commune",
    "district": "commune",
    "commune": "village",
}


@dataclass(frozen=True, order=True)
class AreaKey:
    """The key of an area; its code alone is ambiguous."""

    vintage: str
    code: str

    def __str__(self) -> str:
        return f"{self.vintage}/{self.code}"


@dataclass(frozen=True)
class Vintage:
    """A set of areas and the dates between which it is in force; `valid_to` None: until today."""

    code: str
    valid_from: str
    valid_to: str | None
    name_vi: str
    name_en: str

    def name(self, language: str = "vi") -> str:
        """Return the name in this language."""
        return text_in(language, self, "name")


# The two sets that the product ships. The earlier one is the state after the commune mergers of
# 2023-2025; it also stands for all dates before, because no earlier set is loaded.
BEFORE_2025 = Vintage(
    "2025-03-01",
    "2025-03-01",
    "2025-06-30",
    say("vintage-before-2025"),
    say("vintage-before-2025", "en"),
)
SINCE_2025 = Vintage(
    "2025-07-01", "2025-07-01", None, say("vintage-since-2025"), say("vintage-since-2025", "en")
)
SHIPPED_VINTAGES = (BEFORE_2025, SINCE_2025)
_ALIASES = {"pre-2025": "2025-06-30", "pre2025": "2025-06-30", "2025": "2025-07-01"}


def resolve_vintage(text: str, vintages: Sequence[Vintage] = SHIPPED_VINTAGES) -> Vintage:
    """Return the vintage that a code, an alias or any date names.

    A date names the set in force on that day; a date before all sets names the earliest one.

    Raises:
        NotFoundError: the text is neither a vintage nor a date.

    >>> resolve_vintage("2025-06-30").code, resolve_vintage("pre-2025").code
    ('2025-03-01', '2025-03-01')
    >>> resolve_vintage("2026-01-15").code
    '2025-07-01'
    """
    code = _ALIASES.get(text.strip().lower(), text.strip())
    ordered = sorted(vintages, key=lambda vintage: vintage.valid_from)
    for vintage in ordered:
        if vintage.code == code:
            return vintage
    if not ordered or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", code):
        codes = tuple(vintage.code for vintage in ordered) or Phrase("area-none-yet")
        raise NotFoundError(Phrase("area-vintage-unknown", text=text, known=codes))
    earlier = [vintage for vintage in ordered if vintage.valid_from <= code]
    return earlier[-1] if earlier else ordered[0]


def clean_name(text: str) -> str:
    """Return the name in NFC with single spaces and straight apostrophes.

    >>> clean_name("  Xã   Cư  M’gar ")
    "Xã Cư M'gar"
    """
    plain = visible(text).translate(_STRAIGHT)
    return " ".join(unicodedata.normalize("NFC", plain).split())


def visible(text: str) -> str:
    r"""Return the text without invisible characters, and without space around it.

    Zero-width spaces, soft hyphens and byte order marks come along from web pages and PDF files.

    >>> visible(" 166\u200b81\ufeff\xa0"), visible("Thành\u00ad Vinh")
    ('16681', 'Thành Vinh')
    """
    if text.isascii():
        return text.strip()
    kinds = [(letter, unicodedata.category(letter)) for letter in text]
    return "".join(
        " " if kind == "Zs" else letter for letter, kind in kinds if kind != "Cf"
    ).strip()


@lru_cache(maxsize=32_768)
def search_name(text: str) -> str:
    """Return the name as one searches it: no diacritics, lower case, single spaces.

    Both placements of a tone (Hoà, Hòa) and both Unicode forms give the same text.

    >>> search_name("Xã Hoà Bình") == search_name("xã Hòa  Bình") == "xa hoa binh"
    True
    >>> search_name("Đắk Lắk")
    'dak lak'
    """
    decomposed = unicodedata.normalize("NFD", text.translate(_STROKED))
    bare = "".join(
        letter
        for letter in decomposed
        if letter.isascii()
        or not (unicodedata.combining(letter) or unicodedata.category(letter) == "Cf")
    )
    return " ".join(bare.lower().split())


def is_code(level: Level, text: str) -> bool:
    """Tell whether the text has the form of a code of this level (villages: any non-empty text).

    >>> is_code(Level.COMMUNE, "00004"), is_code(Level.COMMUNE, "4")
    (True, False)
    """
    pattern = _CODE_PATTERNS.get(level.value)
    return bool(text.strip()) if pattern is None else bool(re.fullmatch(pattern, text))
