"""How a language writes numbers, by CLDR."""

from __future__ import annotations

from functools import cache

from babel import Locale

from ioc.words.catalogue import known_language


@cache
def _signs(language: str) -> dict[int, str]:
    """Return which sign stands for Python's "," between thousands and "." before decimals."""
    signs = Locale(language).number_symbols["latn"]
    return {ord(","): signs["group"], ord("."): signs["decimal"]}


def separators(language: str = "vi") -> str:
    """Return the sign before decimals and the one between thousands, as charts need them.

    >>> separators(), separators("en")
    (',.', '.,')
    """
    signs = _signs(known_language(language))
    return signs[ord(".")] + signs[ord(",")]


def fixed_number(value: float, decimals: int, language: str = "vi") -> str:
    """Return a rounded number with this many decimals.

    >>> fixed_number(1234.5, 1), fixed_number(1234.5, 1, "en")
    ('1.234,5', '1,234.5')
    """
    return f"{value:,.{decimals}f}".translate(_signs(known_language(language)))


def plain_number(value: float, language: str = "vi") -> str:
    """Return a number in all its digits, ten at most.

    >>> plain_number(1234.50), plain_number(12.0), plain_number(0.25, "en")
    ('1.234,5', '12', '0.25')
    """
    return f"{value:,.10g}".translate(_signs(known_language(language)))
