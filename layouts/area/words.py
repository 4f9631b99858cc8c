"""Fixed words of an area's page, and the short texts beside its pictures."""

from __future__ import annotations

from collections.abc import Sequence

from ioc.area import Level
from ioc.card import Card
from ioc.indicator import Direction, Indicator
from ioc.owner import Owner
from ioc.period import Period
from ioc.sentences.completeness import card_beside, card_completeness
from ioc.sentences.origin import short_origin
from ioc.sentences.owner import owner_line, owner_text
from ioc.sentences.since import verdict_since
from ioc.sentences.values import level_word, number
from ioc.status_run import status_run
from ioc.words.catalogue import Words, say
from layouts.area.view import VintageWay

# So many areas are named in one line.
_MOST_NAMED = 3


DEFINITION_ROWS = (
    "numerator", "denominator", "direction", "rule", "reported", "source", "owner", "trap",
)  # fmt: skip


def definition(
    indicator: Indicator, language: str = "vi", owner: Owner | None = None
) -> dict[str, str]:
    """Return the texts of an indicator's definition, by the keys of `DEFINITION_ROWS`."""
    level = level_word(indicator.lowest_level, language)
    often = say(f"area-often-{indicator.frequency}", language)
    upward = indicator.direction is Direction.UP
    none = "–"
    return {
        "numerator": indicator.numerator(language),
        "denominator": indicator.denominator(language) or none,
        "direction": say("area-higher" if upward else "area-lower", language),
        "rule": f"{say(f'area-space-{indicator.space_rule}', language)}; "
        f"{say(f'area-time-{indicator.time_rule}', language)}",
        "reported": say("area-reported-down-to", language, often=often, level=level),
        "source": indicator.source(language) or none,
        "owner": none if owner is None else owner_text(owner, language),
        "trap": indicator.trap(language) or none,
    }


def facts_line(card: Card, language: str = "vi") -> str:
    """Return period, completeness and origin of a number, since when it is behind, who must act."""
    parts = []
    if card.period is not None:
        parts.append(card.period.label(language))
    if whole := card_completeness(card, language):
        parts.append(whole)
    if beside := card_beside(card, language):
        parts.append(beside)
    if (cell := card.cell) is not None and cell.converted:
        parts.append(short_origin(cell.converted, cell.estimated, cell.basis, language))
    if card.needs_action:
        parts.append(verdict_since(status_run(card), card.verdict.status, language))
    if card.owner is not None and card.needs_action:
        parts.append(owner_line(card.owner, language))
    return " · ".join(part for part in parts if part)


def lacking_words(names: Sequence[str], language: str = "vi") -> str:
    """Return which areas are missing from a converted number, the first few by name; empty: none.

    >>> lacking_words(["Xã A", "Xã B", "Xã C", "Xã D"])
    'thiếu số liệu của Xã A, Xã B, Xã C và 1 đơn vị nữa'
    """
    if not names:
        return ""
    words = Words("area", language)
    names_text = ", ".join(names[:_MOST_NAMED])
    if (more := len(names) - _MOST_NAMED) > 0:
        names_text = f"{names_text} {words('more', count=number(more, 0, language))}"
    return words("lacking", names=names_text)


def ended_words(day: str, language: str = "vi") -> str:
    """Return why a former area has no numbers after a day (dd/mm/yyyy)."""
    return Words("area", language)("ended", day=day)


def incomparable_words(
    ways: Sequence[VintageWay], language: str = "vi", key: str = "incomparable"
) -> str:
    """Return that numbers of other vintages cannot be compared, and where they are; empty: none."""
    if not ways:
        return ""
    places = ", ".join(f"{way.place.full_name} ({way.name})" for way in ways)
    return Words("area", language)(key, places=places)


def children_title(
    name: str, level: Level, count: int, language: str = "vi", former: str = ""
) -> str:
    """Return the heading of a list of areas: "130 xã của Tỉnh Nghệ An".

    >>> children_title("Tỉnh Nghệ An", Level.COMMUNE, 12, former="Huyện Kỳ Sơn")
    '12 xã trên địa bàn Huyện Kỳ Sơn cũ'
    """
    areas = f"{number(count, 0, language)} {level_word(level, language)}"
    if former:
        return say("area-inside-former", language, areas=areas, name=former)
    return say("area-inside", language, areas=areas, name=name)


def map_note(
    name: str,
    here: Level,
    siblings: bool,
    has_children: bool,
    indicator: Indicator,
    language: str = "vi",
) -> str:
    """Return why the map shows an area among its siblings; empty where it does not.

    Args:
        name: the area's full name.
        here: its level.
        siblings: whether the map shows its siblings instead of its inside.
        has_children: whether the store has areas inside.
        indicator: of the map.
        language: "vi" or "en".
    """
    if not siblings or here is Level.VILLAGE:
        return ""
    if not has_children:
        return say("area-note-no-villages", language, name=name)
    finest = level_word(indicator.lowest_level, language)
    return say("area-note-lowest", language, level=finest, name=name)


def fallback_note(name: str, choice: Period | None, period: Period, language: str = "vi") -> str:
    """Return until when an area has numbers, where it has none of the chosen period.

    Args:
        name: the area's full name.
        choice: the period that the reader chose; None for the latest.
        period: of the map.
        language: "vi" or "en".

    >>> from ioc.period import parse_period
    >>> fallback_note("Xã Anh Sơn", parse_period("2026-10"), parse_period("2026-09"))
    'Xã Anh Sơn có số tháng 09/2026.'
    """
    # Of another kind of period the one that contains it is no fallback.
    if choice is None or choice.frequency is not period.frequency or choice == period:
        return ""
    return say("area-fallback", language, name=name, period=period.label_inside(language))
