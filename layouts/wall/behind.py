"""The areas behind: name, value, since when, and how many are missing."""

from __future__ import annotations

from dataclasses import dataclass

from ioc.area import Level
from ioc.card import Card
from ioc.indicator import Direction
from ioc.sentences.behind import AreaValue, short_value
from ioc.sentences.since import verdict_since
from ioc.sentences.values import fact_at, fact_text, level_word, number, parts_text
from ioc.shown import missing_things
from ioc.status_run import status_run
from ioc.words.catalogue import Words, say


@dataclass(frozen=True)
class CardBehind:
    """Areas of one level that make a card red or amber, the worst first; `count` is that of all."""

    areas: tuple[AreaValue, ...]
    count: int
    level: Level


@dataclass(frozen=True)
class Behind:
    """An area of the map that is behind, with its own card."""

    code: str
    name: str
    card: Card


@dataclass(frozen=True)
class PlaceLine:
    """An area beside the map: name and value, since when, what is missing; `status` colours it."""

    name: str
    value: str = ""
    since: str = ""
    missing: str = ""
    status: str = ""


def since_text(card: Card, language: str) -> str:
    """Return a card's verdict and since when it has it; empty without a verdict.

    Of a number whose colour is not settled it is that of the number shown (`unsettled_text`).
    """
    return verdict_since(status_run(card, is_provisional=True), card.verdict.status, language)


def unsettled_text(card: Card, language: str) -> str:
    """Return ", tạm tính" where missing areas may change the verdict; else empty."""
    return say("wall-unsettled", language) if card.is_unsettled else ""


def place_line(behind: Behind, language: str) -> PlaceLine:
    """Return "Môn Sơn", "80%", "chưa đạt từ tháng 3/2026", "thiếu 3 thôn"."""
    words = Words("wall", language)
    card = behind.card
    cell = card.cell
    fact = cell and fact_text(card.indicator, cell.numerator, cell.denominator, language)
    value = fact or short_value(cell.value if cell else None, card.indicator, language)
    since = since_text(card, language)
    # Without a target nothing is late: then the parts of the share are more useful.
    missing = missing_text(card, words, language) if since else ""
    return PlaceLine(
        behind.name,
        value,
        " ".join(filter(None, (since, unsettled_text(card, language)))),
        missing[:1].lower() + missing[1:] if since else made_of(card, language),
        card.verdict.status.value,
    )


def rank_line(card: Card, rank: tuple[int, int] | None, level: Level, language: str) -> PlaceLine:
    """Return the rank of an area among its neighbours, where the map shows those."""
    words = Words("wall", language)
    if rank is None:
        return PlaceLine(words["no_data"])
    place, count = rank
    text = words("rank", rank=place, count=count, areas=level_word(level, language).split(",")[0])
    since = since_text(card, language)
    return PlaceLine(text, since=since, status=card.verdict.status.value)


def silent_text(count: int, silent: int, level: Level, language: str, unranked: int = 0) -> str:
    """Return how many areas of the map have not reported; of how many there are too few reports."""
    word = level_word(level, language).split(",")[0]  # "tỉnh, thành phố" is too long here
    count_text = number(count, 0, language)
    words = Words("wall", language)
    text = f"{count_text} {word}"
    if silent:
        text = words("silent", silent=number(silent, 0, language), count=count_text, areas=word)
    if unranked:
        few = words("unranked", count=number(unranked, 0, language), areas=word)
        text = f"{text} · {few}"
    return text


def card_behind(behind: CardBehind, card: Card, language: str) -> str:
    """Return the area furthest behind and how many others are: "Môn Sơn 80% và 4 xã khác"."""
    if not behind.areas:
        return ""
    worst = behind.areas[0]
    fact = fact_at(card.indicator, behind.level, worst.numerator, worst.denominator, language)
    text = f"{worst.name} {fact or short_value(worst.value, card.indicator, language)}"
    rest = behind.count - 1
    if rest < 1:
        return text
    word = level_word(behind.level, language).split(",")[0]
    return f"{text} {Words('wall', language)('others', count=rest, areas=word)}"


def missing_text(card: Card, words: Words, language: str) -> str:
    """Return how many things are missing to the target: "Thiếu 3 thôn"; else empty."""
    cell, noun = card.cell, card.indicator.noun(language)
    if not (card.target and cell and cell.numerator is not None and cell.denominator and noun):
        return ""
    missing = missing_things(
        card.target.value, cell.numerator, cell.denominator, card.indicator.factor
    )
    up = card.indicator.direction is Direction.UP
    return words("missing" if up else "excess", amount=f"{number(missing, 0, language)} {noun}")


def made_of(card: Card, language: str) -> str:
    """Return the parts of a share: "2/3 cơ sở"; empty where they have no noun."""
    cell, noun = card.cell, card.indicator.noun(language)
    if not (cell and cell.numerator is not None and cell.denominator and noun):
        return ""
    return f"{parts_text(cell.numerator, cell.denominator, language)} {noun}"
