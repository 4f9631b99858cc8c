"""Who stands behind a number: the areas that reported, or an area that answered for all of them."""

from __future__ import annotations

import math

from ioc.area import Level
from ioc.card import Cell
from ioc.indicator import Indicator
from ioc.rollup import Voice
from layouts.text import DEMO, areas_word, completeness, level_word, number, shown_text

_SELF = {
    Level.COUNTRY: ("cấp trung ương tự báo cáo", "reported by the centre itself"),
    Level.PROVINCE: ("cấp tỉnh tự báo cáo", "reported by the province itself"),
    Level.DISTRICT: ("cấp huyện tự báo cáo", "reported by the district itself"),
    Level.COMMUNE: ("cấp xã tự báo cáo", "reported by the commune itself"),
    None: ("tự báo cáo", "reported by the area itself"),
}
_INSIDE = {
    Level.COUNTRY: ("các tỉnh tự báo cáo", "reported by the provinces themselves"),
    None: ("các đơn vị bên trong tự báo cáo", "reported by the areas inside themselves"),
}
_SIDES = {
    "former": ("đơn vị cũ tự báo cáo", "reported by the former area itself"),
    "new": ("đơn vị mới tự báo cáo", "reported by the new area itself"),
}
_KIND = {"former": ("cũ", "former"), "new": ("mới", "new"), "": ("", "")}


def self_words(level: Level | None, language: str = "vi") -> str:
    """Return that an area of a level gave its number itself.

    >>> self_words(Level.PROVINCE)
    'cấp tỉnh tự báo cáo'
    """
    return _SELF.get(level, _SELF[None])[language == "en"]


def counted_words(
    cell: Cell, lowest: Level | None, level: Level | None, side: str = "", language: str = "vi"
) -> str:
    """Return how many areas reported, or that somebody above answered for them.

    Args:
        cell: of an area of `level`.
        lowest: the level of the areas that report; None: of several levels.
        level: of the area; None: not known.
        side: whose areas are counted: "former", "new", or "" those of the boundaries on screen.
        language: "vi" or "en".

    >>> counted_words(Cell("2025-10", 1.0, reported=98, expected=130), Level.COMMUNE, None)
    '98/130 xã đã báo cáo'
    >>> own = Cell("2025-10", 1.0, reported=124, expected=124, own=124, voice=1)
    >>> counted_words(own, Level.COMMUNE, Level.PROVINCE)
    'cấp tỉnh tự báo cáo'
    """
    place = int(language == "en")
    if cell.is_self:
        if cell.converted:
            return _SIDES[side or "former"][place]
        if cell.voice == Voice.OWN:
            return self_words(level, language)
        return _INSIDE.get(level, _INSIDE[None])[place]
    told = _counted(cell.reported - cell.own, cell.expected, lowest, side, language)
    if not cell.own:
        return told
    word = areas_word(lowest, language)
    count = number(cell.own, 0, language)
    return f"{told}; " + (
        f"{count} {word} answered for from above"
        if place
        else f"{count} {word} do cấp trên báo cáo thay"
    )


def share_words(
    reported: int,
    own: int,
    expected: int,
    level: Level | None,
    language: str = "vi",
    whom: str = "",
) -> str:
    """Return in short how much of a number is there: "75% thôn"; empty where all of it is.

    Counted is who reported themselves, as on a card; a number that an area gave itself is nobody's
    share. Of areas of several levels (`level` None) no share is told. `whom`: a shorter word for
    who is counted, where room is short.

    >>> share_words(98, 0, 130, Level.COMMUNE), share_words(130, 32, 130, Level.COMMUNE)
    ('75% xã', '75% xã')
    >>> share_words(124, 124, 124, Level.COMMUNE), share_words(130, 0, 130, Level.COMMUNE)
    ('tự báo cáo', '')
    """
    english = language == "en"
    if own and own >= reported:
        return "own report" if english else "tự báo cáo"
    if reported - own >= expected or level is None:
        return ""
    share = math.floor(100 * (reported - own) / expected)
    word = level_word(level, language).split(",")[0]
    return f"{share}% {whom or (f'of {word}' if english else word)}"


def _counted(reported: int, expected: int, lowest: Level | None, side: str, language: str) -> str:
    # Villages are the same ones before and after.
    if not side or lowest is Level.VILLAGE:
        return completeness(reported, expected, lowest, language)
    english = language == "en"
    word = areas_word(lowest, language)
    counts = f"{number(reported, 0, language)}/{number(expected, 0, language)}"
    kind = _KIND[side][english]
    return f"{counts} {kind} {word} reported" if english else f"{counts} {word} {kind} đã báo cáo"


def partly_words(cell: Cell, lowest: Level | None, side: str = "", language: str = "vi") -> str:
    """Return how few have reported so far; empty where all have. Arguments as `counted_words`.

    >>> partly_words(Cell("2025-10", 1.0, reported=98, expected=130), Level.COMMUNE)
    'mới 98/130 xã'
    >>> partly_words(Cell("2025-10", 1.0, reported=5, expected=7), None)
    'chưa đủ báo cáo'
    """
    if cell.value is None or cell.is_whole:
        return ""
    english = language == "en"
    if lowest is None or cell.is_self:
        return "not all have reported" if english else "chưa đủ báo cáo"
    word = level_word(lowest, language)
    if side == "former" and lowest is not Level.VILLAGE:
        word = f"former {word}" if english else f"{word} cũ"
    counts = f"{number(cell.reported - cell.own, 0, language)}/{number(cell.expected, 0, language)}"
    return f"only {counts} {word} so far" if english else f"mới {counts} {word}"


def beside_words(
    indicator: Indicator,
    cell: Cell | None,
    lowest: Level | None,
    level: Level | None,
    language: str = "vi",
) -> str:
    """Return the other number that is kept of an area, where it differs; empty: there is none.

    "1/124 xã đã báo cáo, cộng được 10%" beside the province's own number; "cấp tỉnh tự báo cáo:
    80%" beside the sum.
    """
    if cell is None or cell.voice == Voice.PARTS or cell.beside_value is None:
        return ""
    shown, other = (
        shown_text(indicator, each, language) for each in (cell.value, cell.beside_value)
    )
    if shown == other:
        return ""
    english = language == "en"
    made_up = f" ({DEMO[language].lower()})" if cell.beside_demo and not cell.demo else ""
    if cell.voice == Voice.PARTS_OVER_OWN:
        said = self_words(level, language)
        return f"{said}: {other}{made_up}"
    told = completeness(cell.beside_reported, cell.expected, lowest, language)
    return f"{told}, {'adding up to' if english else 'cộng được'} {other}{made_up}"
