"""How much a number holds, and in whose areas it was counted."""

from __future__ import annotations

from ioc.card import Card, Within
from layouts.text import level_word, number
from layouts.whose import beside_words, counted_words


def card_completeness(card: Card, language: str = "vi") -> str:
    """Return "98/130 xã đã báo cáo", or "cấp tỉnh tự báo cáo" of a number that is nobody's sum.

    "412/412 xã cũ đã báo cáo" where others reported; empty where one report is the whole number.
    """
    cell = card.cell
    if cell is None or not card.indicator.space_rule.adds_up:
        return ""
    if cell.expected <= 1 and not cell.own:
        return ""
    if card.reporting_level is None and card.within is not None and not cell.is_self:
        return within_text(card.within, language)
    side = "" if card.crossing is None else "former" if card.crossing.from_before else "new"
    return counted_words(cell, card.reporting_level, card.area_level, side, language)


def card_beside(card: Card, language: str = "vi") -> str:
    """Return the other number that is kept of the area, where it differs from the one shown."""
    return beside_words(card.indicator, card.cell, card.reporting_level, card.area_level, language)


def within_text(within: Within, language: str = "vi") -> str:
    """Return how many areas have a number, and how many a full one.

    >>> from ioc.area import Level
    >>> within_text(Within(Level.PROVINCE, 34, 34, 12))
    '34/34 tỉnh, thành phố có số liệu, 12 báo cáo đủ'
    """
    counts = f"{number(within.some, 0, language)}/{number(within.all, 0, language)}"
    word, full = level_word(within.level, language), number(within.full, 0, language)
    if language == "en":
        return f"{counts} {word} with data, {full} in full"
    return f"{counts} {word} có số liệu, {full} báo cáo đủ"


def counted_in(card: Card, language: str = "vi") -> str:
    """Return whose areas were counted: "Đơn vị của địa giới trước 01/07/2025"; empty: its own."""
    if card.crossing is None:
        return ""
    day = f"{card.crossing.day:%d/%m/%Y}"
    if language == "en":
        side = "before" if card.crossing.from_before else "since"
        return f"Areas of the boundaries {side} {day}"
    return f"Đơn vị của địa giới {'trước' if card.crossing.from_before else 'từ'} {day}"
