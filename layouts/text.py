"""Words of the screens, Vietnamese and English side by side; pages add theirs with `Words`."""

from __future__ import annotations

from collections.abc import Mapping

from ioc.area import Level
from ioc.card import Cell
from ioc.indicator import Direction, Indicator
from ioc.shown import is_yes_no, least_shown, reads_as_none, round_half_up, shown_number

LANGUAGES = ("vi", "en")
DEMO = {"vi": "Số liệu minh hoạ", "en": "Illustrative data"}
NO_DATA = {"vi": "Chưa có số liệu", "en": "No data"}

_LEVELS = {
    Level.COUNTRY: ("cả nước", "country"),
    Level.PROVINCE: ("tỉnh, thành phố", "provinces"),
    Level.DISTRICT: ("huyện", "districts"),
    Level.COMMUNE: ("xã", "communes"),
    Level.VILLAGE: ("thôn", "villages"),
}


class Words:
    """A page's words in one language.

    >>> Words({"title": ("Phân tích", "Analysis")}, "vi")["title"]
    'Phân tích'
    """

    def __init__(self, table: Mapping[str, tuple[str, str]], language: str) -> None:
        self._table = table
        self._place = 1 if language == "en" else 0

    def __getitem__(self, key: str) -> str:
        return self._table[key][self._place]

    def get(self, key: str) -> str:
        """Return the words of a key; empty where there are none."""
        return self[key] if key in self._table else ""


def level_word(level: Level, language: str = "vi") -> str:
    """Return what areas of a level are called: "130 xã"."""
    return _LEVELS[level][1 if language == "en" else 0]


def areas_word(level: Level | None, language: str = "vi") -> str:
    """Return what counted areas are called; None: they are of several levels.

    >>> areas_word(Level.COMMUNE), areas_word(None)
    ('xã', 'đơn vị')
    """
    if level is None:
        return "units" if language == "en" else "đơn vị"
    return level_word(level, language)


def number(value: float | None, decimals: int = 0, language: str = "vi") -> str:
    """Return a number as it is written: 1.234,5 in Vietnamese, 1,234.5 in English; "–" for none.

    >>> number(1234.5, 1), number(1234.5, 1, "en"), number(None)
    ('1.234,5', '1,234.5', '–')
    """
    if value is None or value != value:
        return "–"
    text = f"{round_half_up(value, decimals):,.{decimals}f}"
    if language == "en":
        return text
    return text.translate(str.maketrans(",.", ".,"))


def value_with_unit(value: float | None, unit: str, decimals: int = 0, language: str = "vi") -> str:
    """Return value and unit as one reads them: "94,7%", "63 thôn", "1 village".

    >>> value_with_unit(94.7, "%", 1), value_with_unit(63, "thôn")
    ('94,7%', '63 thôn')
    >>> value_with_unit(1, "villages", 0, "en"), value_with_unit(0, "villages", 0, "en")
    ('1 village', '0 villages')
    """
    if value is None or value != value:
        return "–"
    space = "" if unit == "%" else " "
    shown = number(value, decimals, language)
    return f"{shown}{space}{unit_of(shown, unit, language)}"


def shown_text(
    indicator: Indicator, value: float | None, language: str = "vi", decimals: int | None = None
) -> str:
    """Return a value of an indicator with its unit, as it is shown everywhere (`ioc.shown`).

    `decimals`: fewer than the indicator's, where room is short. What is there but would read as 0
    is told as "dưới 1 trạm".
    """
    digits = indicator.decimals if decimals is None else decimals
    if reads_as_none(indicator, value, digits):
        least = value_with_unit(
            least_shown(indicator, digits), indicator.unit(language), digits, language
        )
        return f"{'under' if language == 'en' else 'dưới'} {least}"
    shown = shown_number(indicator, value, digits)
    return value_with_unit(shown, indicator.unit(language), digits, language)


def shown_digits(
    indicator: Indicator, value: float | None, language: str = "vi", decimals: int | None = None
) -> str:
    """Return a value as it is shown, without its unit: "1.234", "<1" of what would read as 0."""
    digits = indicator.decimals if decimals is None else decimals
    if reads_as_none(indicator, value, digits):
        return f"<{number(least_shown(indicator, digits), digits, language)}"
    return number(shown_number(indicator, value, digits), digits, language)


def part_text(value: float | None, language: str = "vi") -> str:
    """Return a numerator or a denominator: whole, as things are counted.

    Estimates are parts of things: one below a half reads "<1" and not 0.

    >>> part_text(3743.0), part_text(0.0), part_text(0.3), part_text(None)
    ('3.743', '0', '<1', '–')
    """
    if value is not None and 0 < value < 0.5:
        return "<1"
    return number(value, 0, language)


def parts_text(numerator: float | None, denominator: float | None, language: str = "vi") -> str:
    """Return what a share is made of: "3.743/3.806"."""
    return f"{part_text(numerator, language)}/{part_text(denominator, language)}"


def fact_text(
    indicator: Indicator,
    numerator: float | None,
    denominator: float | None,
    language: str = "vi",
) -> str:
    """Return what a share of one single thing says: "Có", "Chưa"; empty where it is a share."""
    if not is_yes_no(indicator, numerator, denominator):
        return ""
    if numerator:
        return "Yes" if language == "en" else "Có"
    # What is hoped for has not come yet; what is feared is not there.
    no = "Chưa" if indicator.direction is Direction.UP else "Không"
    return "No" if language == "en" else no


def cell_text(
    indicator: Indicator, cell: Cell | None, language: str = "vi", decimals: int | None = None
) -> str:
    """Return a cell's value as it is shown: in words where it is a yes or a no."""
    if cell is None:
        return shown_text(indicator, None, language)
    fact = fact_text(indicator, cell.numerator, cell.denominator, language)
    return fact or shown_text(indicator, cell.value, language, decimals)


def target_text(indicator: Indicator, target: float, language: str = "vi") -> str:
    """Return a target with its unit, in all its digits: it is never rounded."""
    return value_with_unit(target, indicator.unit(language), digits_of(target), language)


def goal_text(indicator: Indicator, target: float, language: str = "vi") -> str:
    """Return a target with the sign that says which side is good: "≥ 90%"."""
    sign = "≥" if indicator.direction is Direction.UP else "≤"
    return f"{sign} {target_text(indicator, target, language)}"


def digits_of(value: float) -> int:
    """Return how many decimals a number has.

    >>> digits_of(95.0), digits_of(94.75)
    (0, 2)
    """
    return len(f"{value:.10f}".rstrip("0").partition(".")[2])


def unit_of(shown: str, unit: str, language: str) -> str:
    """Return the unit for a number as it is shown: English counts one village, two villages.

    The catalogue words its English units in the plural; "Mbps" is none.
    """
    is_one = language == "en" and shown.lstrip("+−-") == "1"
    return unit.removesuffix("s") if is_one and unit.islower() else unit


def completeness(reported: int, expected: int, level: Level | None, language: str = "vi") -> str:
    """Return how much a number holds: "98/130 xã đã báo cáo".

    Without a level: areas of different levels are counted together.

    >>> completeness(98, 130, Level.COMMUNE), completeness(98, 130, None)
    ('98/130 xã đã báo cáo', '98/130 đơn vị đã báo cáo')
    """
    counts = f"{number(reported, 0, language)}/{number(expected, 0, language)}"
    word = areas_word(level, language)
    return f"{counts} {word} reported" if language == "en" else f"{counts} {word} đã báo cáo"
