"""Who reported a number: the areas inside, or an area that answered for all of them."""

from __future__ import annotations

from ioc.area import Level
from ioc.card import Cell
from ioc.indicator import Indicator
from ioc.rollup import Voice
from ioc.sentences.values import (
    areas_word,
    completeness,
    demo_word,
    digits_text,
    level_word,
    number,
    shown_text,
)
from ioc.shown import show_share
from ioc.words.catalogue import say


def self_words(level: Level | None, language: str = "vi") -> str:
    """Return that an area of a level reported its number itself.

    >>> self_words(Level.PROVINCE)
    'cấp tỉnh tự báo cáo'
    """
    return say(f"whose-self-{level or 'area'}", language)


def counted_words(
    cell: Cell, lowest: Level | None, level: Level | None, side: str = "", language: str = "vi"
) -> str:
    """Return how many areas reported, or that an area above answered for them.

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
    if cell.is_self:
        if cell.converted:
            return say(f"whose-side-{side or 'former'}", language)
        if cell.voice == Voice.OWN:
            return self_words(level, language)
        return say("whose-provinces" if level is Level.COUNTRY else "whose-inside", language)
    count_text = _count_text(cell.reported - cell.own, cell.expected, lowest, side, language)
    if not cell.own:
        return count_text
    word, count = areas_word(lowest, language), number(cell.own, 0, language)
    return say("whose-from-above", language, counted=count_text, count=count, areas=word)


def share_words(
    reported: int,
    own: int,
    expected: int,
    level: Level | None,
    language: str = "vi",
    *,
    is_short: bool = False,
) -> str:
    """Return the share of the areas that reported: "75% thôn"; empty where all did.

    As on a card, areas count that reported themselves. There is no share of a number that an area
    above reported, nor of areas of several levels (`level` None). `is_short`: room is short.

    >>> share_words(98, 0, 130, Level.COMMUNE), share_words(130, 32, 130, Level.COMMUNE)
    ('75% xã', '75% xã')
    >>> share_words(124, 124, 124, Level.COMMUNE), share_words(130, 0, 130, Level.COMMUNE)
    ('tự báo cáo', '')
    >>> share_words(129, 0, 130, Level.COMMUNE), share_words(10_543, 0, 10_544, Level.COMMUNE)
    ('99% xã', '99,99% xã')
    """
    if own and own >= reported:
        return say("whose-own", language)
    if reported - own >= expected or level is None:
        return ""
    share = digits_text(show_share(reported - own, expected), language)
    word = level_word(level, language).split(",")[0]
    message = "whose-share-short" if is_short else "whose-share"
    return say(message, language, share=share, areas=word)


def _count_text(
    reported: int, expected: int, lowest: Level | None, side: str, language: str
) -> str:
    # Villages are the same ones before and after.
    if not side or lowest is Level.VILLAGE:
        return completeness(reported, expected, lowest, language)
    return say(
        f"whose-reported-{side}",
        language,
        reported=number(reported, 0, language),
        expected=number(expected, 0, language),
        areas=areas_word(lowest, language),
    )


def partly_words(cell: Cell, lowest: Level | None, side: str = "", language: str = "vi") -> str:
    """Return how many have reported so far; empty where all have. Arguments as `counted_words`.

    >>> partly_words(Cell("2025-10", 1.0, reported=98, expected=130), Level.COMMUNE)
    'mới 98/130 xã'
    >>> partly_words(Cell("2025-10", 1.0, reported=5, expected=7), None)
    'chưa đủ báo cáo'
    """
    if cell.value is None or cell.is_whole:
        return ""
    if lowest is None or cell.is_self:
        return say("whose-not-all", language)
    is_former = side == "former" and lowest is not Level.VILLAGE
    return say(
        "whose-partly-former" if is_former else "whose-partly",
        language,
        reported=number(cell.reported - cell.own, 0, language),
        expected=number(cell.expected, 0, language),
        areas=level_word(lowest, language),
    )


def beside_words(
    indicator: Indicator,
    cell: Cell | None,
    lowest: Level | None,
    level: Level | None,
    language: str = "vi",
) -> str:
    """Return the other number that is stored for an area, where it differs; else empty.

    "1/124 xã đã báo cáo, cộng được 10%" beside the province's own number; "cấp tỉnh tự báo cáo:
    80%" beside the sum.
    """
    if cell is None or cell.voice == Voice.PARTS or cell.beside_value is None:
        return ""
    text, other = (
        shown_text(indicator, each, language) for each in (cell.value, cell.beside_value)
    )
    if text == other:
        return ""
    made_up = f" ({demo_word(language).lower()})" if cell.beside_demo and not cell.demo else ""
    if cell.voice == Voice.PARTS_OVER_OWN:
        voice = self_words(level, language)
        return f"{voice}: {other}{made_up}"
    count_text = completeness(cell.beside_reported, cell.expected, lowest, language)
    return say("whose-adding-up", language, counted=count_text, value=f"{other}{made_up}")
