"""Who is behind: areas by name, value and since when, as short as a line of the wall."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from ioc.alert import BehindArea
from ioc.area import Level
from ioc.card import Card
from ioc.indicator import Direction, Indicator
from ioc.short_name import ShortName
from ioc.shown import least_shown, reads_as_none, shown_number
from ioc.status_run import status_run
from layouts.text import Words, fact_text, level_word, number, parts_text, value_with_unit
from layouts.wall_room import fits_below, fits_beside
from layouts.wall_words import WORDS, short_period


@dataclass(frozen=True)
class AreaValue:
    """An area and its value; its parts tell a yes or a no from a share."""

    name: str
    value: float
    numerator: float | None = None
    denominator: float | None = None


@dataclass(frozen=True)
class CardBehind:
    """Areas of one level that pull a card down, the worst first; `count` is that of all who do."""

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
    """Two lines below the map; `status` colours the second."""

    text: str
    more: str = ""
    status: str = ""


def place_line(
    rank: int, behind: Behind, names: Mapping[str, ShortName], language: str
) -> PlaceLine:
    """Return "1 Môn Sơn 80%" and "đỏ từ T3/26 · thiếu 3 thôn": who, how far, since when."""
    words = Words(WORDS, language)
    card = behind.card
    since, missing = since_text(card, words, language), missing_text(card, names, words, language)
    cell = card.cell
    fact = cell and fact_text(card.indicator, cell.numerator, cell.denominator, language)
    value = fact or short_value(cell.value if cell else None, card.indicator, language)
    # Without a target nothing is late: the parts of the share say more than it alone.
    said = [since, missing[:1].lower() + missing[1:]] if since else [made_of(card, names, language)]
    text = f"{rank} {behind.name} {value}"
    if not fits_below(text, bold=True):
        text, said = f"{rank} {behind.name}", [value, *said]
    # What comes first counts more where there is no room for all.
    more = ""
    for each in filter(None, said):
        longer = f"{more} · {each}" if more else each
        if fits_below(longer):
            more = longer
    return PlaceLine(text, more, card.verdict.status.value)


def rank_line(card: Card, rank: tuple[int, int] | None, level: Level, language: str) -> PlaceLine:
    """Return how an area stands among its neighbours, where the map shows those."""
    words = Words(WORDS, language)
    if rank is None:
        return PlaceLine(words["no_data"])
    said = words["rank"].format(*rank, level_word(level, language).split(",")[0])
    return PlaceLine(said, since_text(card, words, language), card.verdict.status.value)


def silent_line(
    count: int, silent: int, level: Level, tier: str, language: str, unranked: int = 0
) -> PlaceLine:
    """Return how many areas of the map have not reported, and what its boundaries are.

    `unranked` have a number, but too little of one for a place among the others.
    """
    word = level_word(level, language).split(",")[0]  # "tỉnh, thành phố" is too long here
    counted = number(count, 0, language)
    words = Words(WORDS, language)
    said = f"{counted} {word}"
    if silent:
        said = words["silent"].format(number(silent, 0, language), counted, word)
    if unranked:
        few = words["unranked"].format(number(unranked, 0, language), word)
        tier = f"{few} · {tier}" if tier and fits_below(f"{few} · {tier}") else few
    return PlaceLine(said, tier)


def card_behind(behind: CardBehind, card: Card, language: str) -> str:
    """Return who pulls a card down, as its line has room for: "Môn Sơn 80% và 4 xã khác".

    Beside a red status there is more room than beside an amber one.
    """
    areas = behind.areas
    chip = Words(WORDS, language)[f"chip_{card.verdict.status.value}"]
    said = [f"{each.name} {behind_value(each, card.indicator, language)}" for each in areas]
    for shown in range(len(said), 0, -1):
        line = " · ".join(said[:shown])
        if rest := behind.count - shown:
            word = level_word(behind.level, language).split(",")[0]
            longer = f"{line} {Words(WORDS, language)['others'].format(rest, word)}"
            if fits_beside(longer, chip):
                return longer
        if fits_beside(line, chip):
            return line
    return areas[0].name if areas else ""


def since_text(card: Card, words: Words, language: str, *, colour: bool = True) -> str:
    """Return since when a status has held: "đỏ từ T3/26"; empty without a status.

    Args:
        card: whose status.
        words: of the wall.
        language: "vi" or "en".
        colour: False where the status stands beside it, and room is short: "từ T3/26".
    """
    run = status_run(card)
    if run is None:
        return ""
    said = f"{words[f'colour_{card.verdict.status.value}']} " if colour else ""
    if run.whole:
        count = words[f"per_{card.indicator.frequency.value}"].format(run.periods)
        return f"{said}≥ {count}"
    return f"{said}{words['since']} {short_period(run.since.iso, language)}"


def missing_text(card: Card, names: Mapping[str, ShortName], words: Words, language: str) -> str:
    """Return what is missing to the target, counted: "thiếu 3 thôn"; empty where it can't be."""
    cell, short = card.cell, names.get(card.indicator.code)
    noun = short.noun(language) if short else ""
    if not (card.target and cell and cell.numerator is not None and cell.denominator and noun):
        return ""
    wanted = card.target.value * cell.denominator / card.indicator.factor
    # Guard against 80 % of 10 being 8.000000000000002.
    missing = math.ceil(abs(wanted - cell.numerator) - 1e-9)
    up = card.indicator.direction is Direction.UP
    return words["missing" if up else "excess"].format(f"{number(missing, 0, language)} {noun}")


def made_of(card: Card, names: Mapping[str, ShortName], language: str) -> str:
    """Return what a share is made of: "2/3 cơ sở"; empty where it is made of nothing counted."""
    cell, short = card.cell, names.get(card.indicator.code)
    noun = short.noun(language) if short else ""
    if not (cell and cell.numerator is not None and cell.denominator and noun):
        return ""
    return f"{parts_text(cell.numerator, cell.denominator, language)} {noun}"


def behind_value(each: AreaValue | BehindArea, indicator: Indicator, language: str = "vi") -> str:
    """Return the value beside the name of who is behind: "83,3%", or "Chưa" of one village."""
    fact = fact_text(indicator, each.numerator, each.denominator, language)
    return fact or short_value(each.value, indicator, language, counted=False)


def short_value(
    value: float | None, indicator: Indicator, language: str, *, counted: bool = True
) -> str:
    """Return a value in three figures, as far as it has decimals: "83,3%", "12 thôn".

    Of the value as it was computed: one that is rounded already would be rounded twice.

    Without `counted` the unit of a count is left out: the card beside it says it.
    """
    decimals = indicator.decimals
    if value is not None:
        decimals = max(0, min(decimals, 3 - len(str(int(abs(value))))))
        if reads_as_none(indicator, value, decimals):
            least = f"<{number(least_shown(indicator, decimals), decimals, language)}"
            unit = indicator.unit(language)
            return f"{least} {unit}" if counted else least
        value = shown_number(indicator, value, decimals)
        if value == int(value or 0):
            decimals = 0
    unit = indicator.unit(language)
    if unit != "%" and not counted:
        return number(value, decimals, language)
    return value_with_unit(value, unit, decimals, language)
