"""The effect of withdrawing a submission in words: for the command, the screen and the API."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from data.queries.hand_ins import HandIn
from data.queries.withdrawal_effect import ChangedCell, Effect
from ioc.period import PeriodError, parse_period
from ioc.sentences.values import demo_word, no_data_word, number, reported_text
from ioc.words.catalogue import Words


def kind_word(kind: str, language: str = "vi") -> str:
    """Return the kind of a submission in words: "tệp" or "máy gửi"."""
    return Words("withdrawal", language).get(kind) or kind


def name_of(hand_in: HandIn) -> str:
    """Return the name of the file, or the key of a machine's message."""
    return hand_in.name.removeprefix("api:")


def period_text(period: str, language: str = "vi") -> str:
    """Return a stored period in words; unchanged where it is no period.

    >>> period_text("2025-Q4"), period_text("1-01")
    ('Quý IV/2025', '1-01')
    """
    try:
        return parse_period(period).label(language)
    except PeriodError:
        return period


def effect_lines(hand_in: HandIn, effect: Effect, language: str = "vi") -> list[str]:
    """Return the changes in sentences."""
    words = Words("withdrawal", language)

    def sentence(key: str, count: int) -> str:
        return words(key, count=number(count, 0, language))

    parts = [
        sentence(key, count)
        for key, count in (
            ("reported", effect.earlier), ("demo", effect.demo), ("empty", effect.empty),
        )
        if count
    ]  # fmt: skip
    lines = []
    if effect.counting:
        lines += [f"{sentence('counting', effect.counting)} {'; '.join(parts)}.", words["sums"]]
    else:
        lines.append(words["nothing"])
    if replaced_count := max(0, hand_in.cells - effect.counting):
        lines.append(sentence("replaced", replaced_count))
    return lines


def changed_cells(cells: Iterable[ChangedCell], language: str = "vi") -> list[dict[str, Any]]:
    """Return cells with the numbers that count now and afterwards, as they were reported."""
    return [
        {
            "area": each.area,
            "area_code": each.area_code,
            "indicator": each.indicator,
            "period": period_text(each.period, language),
            "now": reported_text(each.now, language),
            "then": no_data_word(language)
            if each.then is None
            else reported_text(each.then, language)
            + (f" ({demo_word(language).lower()})" if each.then_demo else ""),
        }
        for each in cells
    ]
