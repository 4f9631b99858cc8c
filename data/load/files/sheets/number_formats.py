"""How the number format of a cell changes the number that the cell shows."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PIECE = re.compile(r'"[^"]*"?|\\.|[_*].|\[[^\]]*\]|General|.', re.DOTALL | re.IGNORECASE)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?[\d.]+)\]")
# Excel accepts no longer codes; more % signs than this are ignored.
_LONGEST, _MOST_PERCENTS = 255, 3
_DIGITS = frozenset("0#?")


@dataclass(frozen=True)
class FormatSection:
    """One of the up to four parts of a format: how it shows its numbers."""

    percents: int  # each unquoted % shows the number times 100
    has_sign: bool  # the cell shows a %, whether it scales or not
    thousands: int  # each comma behind the digits shows the number by 1,000
    condition: tuple[str, float] | None
    numeric: bool
    zeros: int = 0  # a whole number is shown with at least so many digits: 00004


@dataclass(frozen=True)
class NumberFormat:
    """A number format, by sections."""

    sections: tuple[FormatSection, ...]

    @property
    def is_plain(self) -> bool:
        """True where the format shows every number as it is."""
        return not any(
            each.percents or each.has_sign or each.thousands or each.zeros > 1
            for each in self.sections
        )

    def section(self, number: float) -> FormatSection:
        """Return the section that shows a number."""
        for each in self.sections:
            if each.condition is not None and _meets(number, each.condition):
                return each
        free = [each for each in self.sections[:3] if each.condition is None]
        if not free:
            return self.sections[-1]
        if len(free) < len(self.sections[:3]):
            return free[0]
        if number < 0 and len(free) > 1:
            return free[1]
        return free[2] if number == 0 and len(free) > 2 else free[0]


def read_format(code: str) -> NumberFormat:
    r"""Return the number format of a format code.

    A % in quotes or behind a backslash does not scale; a colour, a currency or a locale in square
    brackets does not change the number.

    >>> codes = ('0.0%', '[Red]0%', '0.0" %"', r'0\%')
    >>> [read_format(code).section(0.6).percents for code in codes]
    [1, 1, 0, 0]
    >>> read_format("00000").section(4).zeros, read_format("0.00").is_plain
    (5, True)
    >>> read_format("[$-42A]#,##0,").section(5).thousands, read_format("#,##0").is_plain
    (1, True)
    >>> read_format('0.0%;[Red]-0.0;"–"').section(-1).percents
    0
    """
    parts: list[list[str]] = [[]]
    for match in _PIECE.finditer(code[:_LONGEST]):
        if match[0] == ";":
            parts.append([])
        else:
            parts[-1].append(match[0])
    return NumberFormat(tuple(_section(pieces) for pieces in parts))


def _section(pieces: list[str]) -> FormatSection:
    percents = thousands = 0
    has_sign = numeric = False
    condition = None
    commas = zeros = 0
    has_digits = has_point = False
    for piece in pieces:
        if piece in _DIGITS:
            has_digits, commas, numeric = True, 0, True
            zeros += piece == "0" and not has_point
        elif piece == "," and has_digits:
            commas += 1
        elif piece == "%":
            percents += 1
            has_sign = True
        elif piece.startswith("["):
            match = _CONDITION.fullmatch(piece)
            condition = (match[1], float(match[2])) if match else condition
        elif "%" in piece and piece[0] not in "_*":
            has_sign = True
        elif piece.lower() == "general":
            numeric = True
        elif piece == ".":
            # Commas before the point group digits or scale; what follows are decimals.
            thousands, commas, has_point = thousands + commas, 0, True
    return FormatSection(
        min(percents, _MOST_PERCENTS), has_sign, thousands + commas, condition, numeric, zeros
    )


def _meets(number: float, condition: tuple[str, float]) -> bool:
    sign, limit = condition
    return {
        "<": number < limit,
        ">": number > limit,
        "=": number == limit,
        "<=": number <= limit,
        ">=": number >= limit,
        "<>": number != limit,
    }[sign]
