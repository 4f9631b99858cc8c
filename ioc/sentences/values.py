"""Values, units, levels and counts as texts, the same on every screen and in every file."""

from __future__ import annotations

from functools import cache

from ioc.area import Level
from ioc.card import Cell, TargetValue
from ioc.indicator import Direction, Indicator
from ioc.shown import (
    ShownNumber,
    counts_one_village,
    digits_of,
    is_yes_no,
    least_shown,
    reads_as_none,
    round_half_up,
    show,
)
from ioc.words.catalogue import Words, say
from ioc.words.numbers import fixed_number

# Of a number as it was reported.
_MOST_DIGITS = 6


# Asked for each point of a chart that not all have reported.
@cache
def level_word(level: Level, language: str = "vi") -> str:
    """Return the word for areas of a level: "xã" in "130 xã"."""
    return say(f"level-areas-{level}", language)


def areas_word(level: Level | None, language: str = "vi") -> str:
    """Return the word for counted areas; None: they are of several levels.

    >>> areas_word(Level.COMMUNE), areas_word(None)
    ('xã', 'đơn vị')
    """
    if level is None:
        return say("level-areas-several", language)
    return level_word(level, language)


def public_sender(kind: str, sender: str) -> str:
    """Return who handed numbers in, as everybody may know it; empty where it may be a person.

    A file was loaded for an office that an administrator named. A sheet and a typed form have the
    name of an account, a posting that of a token: both may be a person's.

    >>> public_sender("file", "Sở Y tế"), public_sender("sheet", "Nguyễn Văn An")
    ('Sở Y tế', '')
    """
    return sender if kind == "file" else ""


def demo_word(language: str = "vi") -> str:
    """Return the mark of made-up data."""
    return say("number-demo", language)


def preliminary_word(language: str = "vi") -> str:
    """Return the mark of numbers that nobody has verified yet: "sơ bộ"."""
    return say("number-preliminary", language)


def no_data_word(language: str = "vi") -> str:
    """Return the text where nobody has reported."""
    return say("number-no-data", language)


def number(value: float | None, decimals: int = 0, language: str = "vi") -> str:
    """Return a number as it is written: 1.234,5 in Vietnamese, 1,234.5 in English; "–" for none.

    >>> number(1234.5, 1), number(1234.5, 1, "en"), number(None)
    ('1.234,5', '1,234.5', '–')
    """
    if value is None or value != value:
        return "–"
    # Most numbers are counts, which need no rounding.
    result = value + 0.0 if value % 1 == 0 else round_half_up(value, decimals)
    return fixed_number(result, decimals, language)


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
    text = number(value, decimals, language)
    return f"{text}{space}{unit_of(text, unit, language)}"


def digits_text(figure: ShownNumber | None, language: str = "vi") -> str:
    """Return a number with the decimals that it is shown with: "94,98"; "–" for none."""
    return "–" if figure is None else number(figure.number, figure.decimals, language)


def with_unit(figure: ShownNumber | None, unit: str, language: str = "vi") -> str:
    """Return the same with its unit: "94,98%"."""
    if figure is None:
        return "–"
    return value_with_unit(figure.number, unit, figure.decimals, language)


def shown_text(
    indicator: Indicator, value: float | None, language: str = "vi", decimals: int | None = None
) -> str:
    """Return a value of an indicator with its unit, as it is shown everywhere (`ioc.shown`).

    `decimals`: fewer than the indicator's, where room is short. A value above 0 that would read as
    0 becomes "dưới 1 trạm".
    """
    digits = indicator.decimals if decimals is None else decimals
    figure = show(indicator, value, digits)
    if figure is not None and figure.number == 0 and reads_as_none(indicator, value, digits):
        least = ShownNumber(least_shown(indicator, digits), digits)
        least_text = with_unit(least, indicator.unit(language), language)
        return say("number-under", language, least=least_text)
    return with_unit(figure, indicator.unit(language), language)


def shown_digits(
    indicator: Indicator, value: float | None, language: str = "vi", decimals: int | None = None
) -> str:
    """Return a value as it is shown, without its unit: "1.234"; "<1" where it would read as 0."""
    digits = indicator.decimals if decimals is None else decimals
    if reads_as_none(indicator, value, digits):
        return f"<{number(least_shown(indicator, digits), digits, language)}"
    return digits_text(show(indicator, value, digits), language)


def part_text(value: float | None, language: str = "vi") -> str:
    """Return a numerator or a denominator as a whole number.

    Estimates are fractions: one below a half reads "<1" and not 0.

    >>> part_text(3743.0), part_text(0.0), part_text(0.3), part_text(None)
    ('3.743', '0', '<1', '–')
    """
    if value is not None and 0 < value < 0.5:
        return "<1"
    return number(value, 0, language)


def parts_text(numerator: float | None, denominator: float | None, language: str = "vi") -> str:
    """Return numerator and denominator: "3.743/3.806"."""
    return f"{part_text(numerator, language)}/{part_text(denominator, language)}"


def reported_text(
    parts: tuple[float | None, float | None, float | None], language: str = "vi"
) -> str:
    """Return numerator, denominator and value as they were reported, unrounded.

    >>> reported_text((3, 10, None)), reported_text((None, None, 94.75))
    ('3/10', '94,75')
    """
    top, bottom, value = parts
    if top is not None and bottom is not None:
        return f"{_plain(top, language)}/{_plain(bottom, language)}"
    return _plain(value if value is not None else top, language)


def _plain(value: float | None, language: str) -> str:
    if value is None or abs(value) == float("inf"):
        return "–"
    return number(value, min(digits_of(value), _MOST_DIGITS), language)


def fact_text(
    indicator: Indicator,
    numerator: float | None,
    denominator: float | None,
    language: str = "vi",
) -> str:
    """Return a share of one single thing in words: "Có sóng"; empty for any other share."""
    if not is_yes_no(indicator, numerator, denominator):
        return ""
    return fact_words(indicator, language)[bool(numerator)]


def fact_at(
    indicator: Indicator,
    level: Level,
    numerator: float | None,
    denominator: float | None,
    language: str = "vi",
) -> str:
    """Return `fact_text` of an area whose count of one village has no denominator."""
    one = 1.0 if counts_one_village(indicator, level) else denominator
    return fact_text(indicator, numerator, one, language)


def fact_words(indicator: Indicator, language: str = "vi") -> tuple[str, str]:
    """Return what a no and a yes say of the one thing: "Chưa có sóng", "Có sóng"."""
    words = Words("fact", language)
    if no := words.get(f"{indicator.code}-no"):
        return no, words[f"{indicator.code}-yes"]
    # "Not yet" where more is better, "no" where less is.
    no = "number-not-yet" if indicator.direction is Direction.UP else "number-no"
    return say(no, language), say("number-yes", language)


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


def target_line(indicator: Indicator, target: TargetValue, language: str = "vi") -> str:
    """Return the words beside the line of a target: "Chỉ tiêu 2025: 90%", its year where known."""
    text = target_text(indicator, target.value, language)
    if not target.year:
        return say("number-target-line", language, target=text)
    return say("number-target-line-of-year", language, year=target.year, target=text)


def goal_text(indicator: Indicator, target: float, language: str = "vi") -> str:
    """Return a target with the sign that says which side is good: "≥ 90%"."""
    sign = "≥" if indicator.direction is Direction.UP else "≤"
    return f"{sign} {target_text(indicator, target, language)}"


def unit_of(text: str, unit: str, language: str) -> str:
    """Return the unit for a number as it is shown: English has "1 village", "2 villages".

    The English units of the catalogue are plurals; "Mbps" is none.
    """
    is_one = language == "en" and text.lstrip("+−-") == "1"
    return unit.removesuffix("s") if is_one and unit.islower() else unit


def completeness(reported: int, expected: int, level: Level | None, language: str = "vi") -> str:
    """Return how complete a number is: "98/130 xã đã báo cáo".

    Without a level: areas of several levels are counted together.

    >>> completeness(98, 130, Level.COMMUNE), completeness(98, 130, None)
    ('98/130 xã đã báo cáo', '98/130 đơn vị đã báo cáo')
    """
    return say(
        "number-reported",
        language,
        reported=number(reported, 0, language),
        expected=number(expected, 0, language),
        areas=areas_word(level, language),
    )
