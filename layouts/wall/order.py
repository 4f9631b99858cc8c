"""The order of a scene's cards."""

from __future__ import annotations

from collections.abc import Sequence

from ioc.card import Card
from ioc.status import Status
from ioc.urgency import urgencies


def by_urgency(cards: Sequence[Card]) -> list[Card]:
    """Return all cards: what needs attention (`ioc.urgency`), then without a verdict, then green.

    Equals keep their order.
    """
    urgent = [each.card for each in urgencies(cards)]
    codes = {each.indicator.code for each in urgent}
    rest = [card for card in cards if card.indicator.code not in codes]
    return urgent + sorted(rest, key=lambda card: card.verdict.status is Status.GREEN)
