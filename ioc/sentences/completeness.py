"""How complete a number is, and in which areas it was counted."""

from __future__ import annotations

from ioc.card import Card, Within
from ioc.local_time import day_text
from ioc.sentences.values import level_word, number
from ioc.sentences.whose import beside_words, counted_words
from ioc.words.catalogue import say


def card_completeness(card: Card, language: str = "vi") -> str:
    """Return "98/130 xã đã báo cáo", or "cấp tỉnh tự báo cáo" of a number that is no sum.

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
    """Return the other number that is stored for the area, where it differs from the one shown."""
    return beside_words(card.indicator, card.cell, card.reporting_level, card.area_level, language)


def within_text(within: Within, language: str = "vi") -> str:
    """Return how many areas have a number, and how many a full one.

    >>> from ioc.area import Level
    >>> within_text(Within(Level.PROVINCE, 34, 34, 12))
    '34/34 tỉnh, thành phố có số liệu, 12 báo cáo đủ'
    """
    return say(
        "whose-within",
        language,
        some=number(within.some, 0, language),
        all=number(within.all, 0, language),
        areas=level_word(within.level, language),
        full=number(within.full, 0, language),
    )


def counted_in(card: Card, language: str = "vi") -> str:
    """Return whose areas were counted: "Đơn vị của địa giới trước 01/07/2025"; empty: its own."""
    if card.crossing is None:
        return ""
    id = "whose-areas-before" if card.crossing.from_before else "whose-areas-since"
    return say(id, language, day=day_text(card.crossing.day))
