"""How numbers moved, in the few letters that a wall has room for."""

from __future__ import annotations

from ioc.card import Card, Cell
from ioc.comparison import Comparison
from ioc.indicator import Direction
from ioc.shown import is_yes_no, round_half_up
from layouts.components.doubt import change_doubt
from layouts.components.same_areas import counted_areas
from layouts.text import number
from layouts.wall_room import fits_beside


def change_text(
    card: Card,
    moved: Comparison | None,
    against: str,
    language: str,
    before: Cell | None = None,
) -> tuple[str, str]:
    """Return how a number moved, and the tone: "good", "bad" or "".

    Args:
        card: whose number.
        moved: over the areas that have both numbers; too few, or None: a dash.
        against: what it is compared with, or whose move it is.
        language: "vi" or "en".
        before: the cell compared with, which may be an estimate.
    """
    if moved is None or not moved.is_enough:
        return f"– {against}", ""
    cell, change = card.cell, moved.change
    if change and cell and is_yes_no(card.indicator, cell.numerator, cell.denominator):
        better = (change > 0) == (card.indicator.direction is Direction.UP)
        return f"{'▲' if change > 0 else '▼'} {against}", "good" if better else "bad"
    decimals = card.indicator.decimals
    rounded = round_half_up(change, decimals)
    if rounded == 0:
        return f"= {against}", ""
    # Three figures at most: more are not read from five metres.
    fewer = 0 if abs(rounded) >= 10 else min(decimals, 1)
    amount = number(abs(rounded), fewer if round_half_up(change, fewer) else decimals, language)
    better = (rounded > 0) == (card.indicator.direction is Direction.UP)
    about = "≈" if change_doubt(card.cell, before, language).word else ""
    return f"{'▲' if rounded > 0 else '▼'} {about}{amount} {against}", "good" if better else "bad"


def both_changes(card: Card, last: str, year: str, chip: str, language: str) -> tuple[str, str]:
    """Return both changes with the areas that they are taken over, as far as there is room.

    "▲ 0,04 kỳ trước (97 xã)"; the change on last year gives way, one that is shown keeps its areas.
    """
    last_over = f"{last}{areas_of(card.last, language)}"
    year_over = f"{year}{areas_of(card.year, language)}"
    if (last_over, year_over) == (last, year):
        return last, year
    if card.change_last is None:
        return last, year_over if fits_beside(f"{last} {year_over}", chip) else ""
    if fits_beside(f"{last_over} {year_over}", chip):
        return last_over, year_over
    return last_over, ""


def areas_of(moved: Comparison | None, language: str) -> str:
    """Return the areas of a change in brackets; empty where they are all there are."""
    if moved is None or moved.is_whole or not moved.is_enough:
        return ""
    return f" ({counted_areas(moved, language)})"
