"""What is said while the villages that lack something appear on a wall's map."""

from __future__ import annotations

from ioc.area import Level
from ioc.card import Card
from ioc.indicator import Direction, Indicator
from ioc.lacking import Lacking
from ioc.sentences.facts import since_text
from ioc.sentences.owner import owner_line
from ioc.sentences.values import fact_words, number
from ioc.words.catalogue import Words
from layouts.wall.behind import silent_text


def lacking_fact(indicator: Indicator, language: str) -> str:
    """Return what a village says that lacks something: "Chưa có sóng".

    An indicator that counts such villages is named: "Thôn trắng sóng".
    """
    if not indicator.is_fact_of_one:
        return indicator.short_name(language)
    no, yes = fact_words(indicator, language)
    return no if indicator.direction is Direction.UP else yes


def village_line(at: int, count: int, name: str, commune: str, language: str) -> str:
    """Return the running count and the village: "3/14 · Bản Huồi Mới, Xã Tri Lễ"."""
    return Words("wall", language)(
        "play_village",
        at=number(at, 0, language),
        count=number(count, 0, language),
        village=name,
        commune=commune,
    )


def village_since(indicator: Indicator, village: Lacking, language: str) -> str:
    """Return since when a village lacks something: "Chưa có sóng từ tháng 03/2024"."""
    fact = lacking_fact(indicator, language)
    return since_text(fact, village.since, village.is_whole, language)


def play_end(
    card: Card,
    count: int,
    villages: int,
    silent: int,
    unplaced: int,
    language: str,
) -> tuple[str, str]:
    """Return how many villages lack something, and who answers for it and what is not on the map.

    Args:
        card: of the area.
        count: how many lack it.
        villages: how many there are.
        silent: how many of them have not reported.
        unplaced: how many of those that lack it have no place on the map.
        language: "vi" or "en".
    """
    fact = lacking_fact(card.indicator, language)
    words = Words("wall", language)
    end = words("play_end", count=count, fact=fact)
    missing = number(unplaced, 0, language)
    places = words("play_unplaced", count=missing) if unplaced else ""
    silence = silent_text(villages, silent, Level.VILLAGE, language) if silent else ""
    owner = owner_line(card.owner, language) if card.owner else ""
    return end, " · ".join(each for each in (owner, silence, places) if each)
