"""What taking a hand-in back would change, in words: for the command, the screen and the API."""

# ruff: noqa: E501 - sentences stand whole

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from data.queries.hand_ins import HandIn
from data.queries.withdrawal_effect import ChangedCell, Effect
from ioc.period import PeriodError, parse_period
from layouts.text import DEMO, NO_DATA, Words, digits_of, number

_MOST_DIGITS = 6
_WORDS: Mapping[str, tuple[str, str]] = {
    "counting": ("{count} số đang tính sẽ không còn được tính:", "{count} numbers that count today would count no more:"),
    "reported": ("{count} ô trở lại số đã nộp trước đó", "{count} go back to what was reported before"),
    "demo": ("{count} ô trở lại số liệu minh hoạ", "{count} go back to an illustrative number"),
    "empty": ("{count} ô thành chưa có số liệu", "{count} would have no number"),
    "replaced": ("{count} ô đã được lần nộp sau thay nên không đổi.", "{count} were replaced by later hand-ins and do not change."),
    "nothing": ("Không số nào của lần nộp này đang được tính; màn hình không đổi.", "No number of this hand-in counts today; screens do not change."),
    "sums": ("Số tổng hợp của cấp trên được tính lại.", "The sums of the areas above are computed anew."),
    "api": ("máy gửi", "by a machine"),
    "file": ("tệp", "file"),
}  # fmt: skip


def kind_word(kind: str, language: str = "vi") -> str:
    """Return how a hand-in came: "tệp" or "máy gửi"."""
    return Words(_WORDS, language).get(kind) or kind


def name_of(hand_in: HandIn) -> str:
    """Return the name of the file, or the key of a machine's message."""
    return hand_in.name.removeprefix("api:")


def period_text(period: str, language: str = "vi") -> str:
    """Return a stored period as one says it; as it is where nobody can read it.

    >>> period_text("2025-Q4"), period_text("1-01")
    ('Quý IV/2025', '1-01')
    """
    try:
        return parse_period(period).label(language)
    except PeriodError:
        return period


def effect_lines(hand_in: HandIn, effect: Effect, language: str = "vi") -> list[str]:
    """Return in sentences what would change."""
    words = Words(_WORDS, language)

    def said(key: str, count: int) -> str:
        return words[key].format(count=number(count, 0, language))

    parts = [
        said(key, count)
        for key, count in (
            ("reported", effect.reported), ("demo", effect.demo), ("empty", effect.empty),
        )
        if count
    ]  # fmt: skip
    lines = []
    if effect.counting:
        lines += [f"{said('counting', effect.counting)} {'; '.join(parts)}.", words["sums"]]
    else:
        lines.append(words["nothing"])
    if replaced := max(0, hand_in.cells - effect.counting):
        lines.append(said("replaced", replaced))
    return lines


def changed_cells(cells: Iterable[ChangedCell], language: str = "vi") -> list[dict[str, Any]]:
    """Return cells with what counts now and afterwards, as they were reported."""
    return [
        {
            "area": each.area,
            "area_code": each.area_code,
            "indicator": each.indicator,
            "period": period_text(each.period, language),
            "now": _given(each.now, language),
            "then": NO_DATA[language]
            if each.then is None
            else _given(each.then, language)
            + (f" ({DEMO[language].lower()})" if each.then_demo else ""),
        }
        for each in cells
    ]


def _given(parts: tuple[float | None, float | None, float | None], language: str) -> str:
    """Return a number as it was reported, unrounded: "3/10", "70", "94,75"."""
    top, bottom, value = parts
    if top is not None and bottom is not None:
        return f"{_plain(top, language)}/{_plain(bottom, language)}"
    return _plain(value if value is not None else top, language)


def _plain(value: float | None, language: str) -> str:
    if value is None or abs(value) == float("inf"):
        return "–"
    return number(value, min(digits_of(value), _MOST_DIGITS), language)
