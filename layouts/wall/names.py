"""The name of a card on the wall."""

from __future__ import annotations

from collections.abc import Mapping

from ioc.card import Card
from ioc.short_name import ShortName


def short_name_of(card: Card, names: Mapping[str, ShortName], language: str) -> str:
    """Return the short name of a card's indicator; its full name where it has none."""
    short = names.get(card.indicator.code)
    return short.name(language) if short else card.indicator.name(language)
