"""The value beside the name of an area that is behind."""

from __future__ import annotations

from dataclasses import dataclass

from ioc.alert import BehindArea
from ioc.indicator import Indicator
from ioc.sentences.values import digits_text, fact_text, number, with_unit
from ioc.shown import ShownNumber, least_shown, reads_as_none, show


@dataclass(frozen=True)
class AreaValue:
    """An area and its value; its parts tell a yes or a no from a share."""

    name: str
    value: float
    numerator: float | None = None
    denominator: float | None = None


def behind_value(each: AreaValue | BehindArea, indicator: Indicator, language: str = "vi") -> str:
    """Return the value beside the name of an area behind: "83,3%", or "Chưa" of one village."""
    fact = fact_text(indicator, each.numerator, each.denominator, language)
    return fact or short_value(each.value, indicator, language, has_unit=False)


def short_value(
    value: float | None, indicator: Indicator, language: str, *, has_unit: bool = True
) -> str:
    """Return a value in three digits, as far as it has decimals: "83,3%", "12 thôn".

    `value` is the computed one: a rounded value would be rounded twice. Without `has_unit` the unit
    of a count is left out, for the card beside it has it.
    """
    decimals, unit = indicator.decimals, indicator.unit(language)
    if value is not None:
        decimals = max(0, min(decimals, 3 - len(str(int(abs(value))))))
    if reads_as_none(indicator, value, decimals):
        least = f"<{number(least_shown(indicator, decimals), decimals, language)}"
        return f"{least} {unit}" if has_unit else least
    figure = show(indicator, value, decimals)
    if figure is not None and figure.number.is_integer():
        figure = ShownNumber(figure.number, 0)
    if unit != "%" and not has_unit:
        return digits_text(figure, language)
    return with_unit(figure, unit, language)
