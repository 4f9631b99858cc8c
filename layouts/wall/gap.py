"""How far a number is from its target, counted in things where a scene counts them alike."""

from __future__ import annotations

from collections.abc import Sequence

from ioc.card import Card
from ioc.indicator import Direction
from ioc.sentences.values import target_text, with_unit
from ioc.shown import is_yes_no
from ioc.status import Status
from ioc.words.catalogue import Words
from layouts.wall.behind import missing_text


def is_one_basis(card: Card, beside: Sequence[Card]) -> bool:
    """Tell whether all cards of a scene count a card's things in the same areas.

    22 villages without signal of 2,982 and 45 missing of 94,153 cannot be compared.
    """

    def things(each: Card) -> set[str]:
        return {each.indicator.unit_vi, each.indicator.noun_vi} - {"", "%"}

    def basis(each: Card) -> tuple[int, int] | None:
        return (each.cell.reported, each.cell.expected) if each.cell else None

    alike = [each for each in beside if things(each) & things(card) and each.cell is not None]
    return all(basis(each) == basis(card) for each in alike)


def gap_text(card: Card, language: str, beside: Sequence[Card] = ()) -> str:
    """Return how far the value is from its target, in counted things where possible.

    `beside`: the other cards of the scene.
    """
    words = Words("wall", language)
    if card.value is None:
        return words["no_data"]
    if card.target is None:
        return words["no_target"]
    if card.verdict.status is Status.TOO_FEW:
        return words["chip_too_few"]
    indicator, target = card.indicator, card.target.value
    up = indicator.direction is Direction.UP
    tail = f"{words['target']} {target_text(indicator, target, language)}"
    if card.verdict.status is Status.GREEN:
        return f"{words['met']} · {tail}"
    missing = missing_text(card, words, language) if is_one_basis(card, beside) else ""
    if missing:
        return f"{missing} · {tail}"
    if card.cell and is_yes_no(indicator, card.cell.numerator, card.cell.denominator):
        return tail
    unit = words["points"] if indicator.unit(language) == "%" else indicator.unit(language)
    amount = with_unit(card.distance, unit, language)
    return f"{words('missing' if up else 'excess', amount=amount)} · {tail}"
