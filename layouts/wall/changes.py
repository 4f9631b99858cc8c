"""Changes of numbers, in words: by how much, in which direction, over which areas."""

from __future__ import annotations

from dataclasses import dataclass

from ioc.card import Card, Cell
from ioc.comparison import Comparison
from ioc.indicator import Direction
from ioc.sentences.same_areas import counted_areas
from ioc.sentences.values import number, unit_of
from ioc.shown import is_yes_no, round_half_up
from ioc.words.catalogue import Words
from layouts.components.doubt import change_doubt


@dataclass(frozen=True)
class Change:
    """A change as a text, the areas that it is computed over where they are not all, its tone.

    `tone` is "good", "bad" or "". `brief` says the same where a line is too short for the text;
    empty: nothing shorter does.
    """

    text: str = ""
    areas: str = ""
    tone: str = ""
    brief: str = ""


def change_of(card: Card, against: str, language: str) -> Change:
    """Return the change of a card's number; an empty one where there is nothing to compare.

    Args:
        card: of the number.
        against: "last" (the period before) or "year" (the same period a year ago).
        language: "vi" or "en".
    """
    comparison: Comparison | None = card.last if against == "last" else card.year
    before: Cell | None = card.before_last if against == "last" else card.before_year
    if comparison is None or not comparison.is_enough:
        return Change()
    words = Words("wall", language)
    cell, change = card.cell, comparison.change
    areas = areas_of(comparison, language)
    if change and cell and is_yes_no(card.indicator, cell.numerator, cell.denominator):
        text = words(f"{'gained' if change > 0 else 'gone'}_{against}")
        return Change(text, areas, _tone(card, change))
    decimals = card.indicator.decimals
    difference = round_half_up(change, decimals)
    if difference == 0:
        return Change(words(f"same_{against}"), areas, brief=words(f"same_{against}_brief"))
    # Three digits at most: more are illegible from afar.
    fewer = 0 if abs(difference) >= 10 else min(decimals, 1)
    digits = number(abs(difference), fewer if round_half_up(change, fewer) else decimals, language)
    unit = card.indicator.unit(language)
    unit = words["points"] if unit == "%" else unit_of(digits, unit, language)
    about = "≈" if change_doubt(card.cell, before, language).word else ""
    way, amount = "up" if difference > 0 else "down", f"{about}{digits} {unit}".strip()
    text, brief = (words(f"{way}_{name}", amount=amount) for name in (against, f"{against}_brief"))
    return Change(text, areas, _tone(card, difference), brief)


def _tone(card: Card, change: float) -> str:
    return "good" if (change > 0) == (card.indicator.direction is Direction.UP) else "bad"


def areas_of(comparison: Comparison | None, language: str) -> str:
    """Return the areas of a change in brackets; empty where they are all."""
    if comparison is None or comparison.is_whole or not comparison.is_enough:
        return ""
    return f"({counted_areas(comparison, language)})"
