"""What changed: the last change of the store, what turns, the worst and the best move."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ioc.card import Card
from ioc.local_time import short_time_text
from ioc.status import Status
from ioc.urgency import Turn, turn_of
from ioc.words.catalogue import Words
from layouts.wall.changes import change_of

# Beside the last load.
_MOST_TURNS = 5


@dataclass(frozen=True)
class NewsLine:
    """One change: what of (`name`), and how; tone "good", "bad" or ""."""

    name: str
    text: str = ""
    tone: str = ""


@dataclass(frozen=True)
class WallNews:
    """The last change of the store: its kind ("observations", "boundaries"…), its indicators."""

    at: datetime
    codes: tuple[str, ...]
    kind: str = ""


def news_lines(
    news: WallNews | None,
    cards: Sequence[Card],
    language: str,
    today: date,
) -> tuple[NewsLine, ...]:
    """Return the news: what turned red, amber or green, the worst and the best move, the last load.

    Changes are those on the last period, over the areas that reported in both; they are compared
    by their share of the value.
    """
    words = Words("wall", language)
    lines: list[NewsLine] = []
    turns = [card for card in cards if turn_of(card) in (Turn.WORSE, Turn.BETTER)]
    lines += [_turn_line(card, words, language) for card in turns]
    for tone in ("bad", "good"):
        movers = [card for card in cards if change_of(card, "last", language).tone == tone]
        movers = [card for card in movers if card not in turns]
        if movers:
            most = max(movers, key=lambda card: abs(card.change_last or 0) / abs(card.value or 1))
            change = change_of(most, "last", language)
            text = f"{change.text} {change.areas}".rstrip()
            lines.append(NewsLine(most.indicator.short_name(language), text, tone))
    if news is not None:
        lines.append(_load_line(news, cards, words, language, today))
    return tuple(lines)


def week_lines(
    news: WallNews | None,
    cards: Sequence[Card],
    fresh: Collection[str],
    language: str,
    today: date,
) -> tuple[NewsLine, ...]:
    """Return what turned this week, the worse first, and the last load.

    Args:
        news: the last change of the store.
        cards: all of the area.
        fresh: codes of the indicators whose numbers came this week.
        language: "vi" or "en".
        today: the date of the wall.
    """
    words = Words("wall", language)
    turns = [
        card
        for turn in (Turn.WORSE, Turn.BETTER)
        for card in cards
        if card.indicator.code in fresh and turn_of(card) is turn
    ]
    lines = [_turn_line(card, words, language) for card in turns[:_MOST_TURNS]]
    if not lines:
        lines.append(NewsLine(words["week_none"]))
    if news is not None:
        lines.append(_load_line(news, cards, words, language, today))
    return tuple(lines)


def _turn_line(card: Card, words: Words, language: str) -> NewsLine:
    status = card.verdict.status
    tone = "good" if status is Status.GREEN else "bad" if status is Status.RED else ""
    name = card.indicator.short_name(language)
    return NewsLine(name, words(f"turned_{status.value}"), tone)


def _load_line(
    news: WallNews,
    cards: Sequence[Card],
    words: Words,
    language: str,
    today: date,
) -> NewsLine:
    return NewsLine(_load_text(news, cards, words, language), _at(news, words, today))


def _at(news: WallNews, words: Words, today: date) -> str:
    return words("updated_at", time=short_time_text(news.at, today))


def _load_text(
    news: WallNews,
    cards: Sequence[Card],
    words: Words,
    language: str,
) -> str:
    hit = [card for card in cards if card.indicator.code in news.codes]
    if len(hit) == 1:
        return hit[0].indicator.short_name(language)
    if news.codes:
        return words("new_numbers", count=len(hit) or len(news.codes))
    return words.get(f"changed_{news.kind}") or words["changed"]
