"""Children → parent, months → quarter: sums of parts, never means of ratios."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from ioc.indicator import TimeRule

# From this share of the expected parts on, their sum is shown before the area's own report; the
# catalogue may set another share for an indicator.
COMPLETE_SHARE = 1.0
# So that 0.9 of 130 is 117 in spite of binary fractions.
TINY = 1e-9


class Voice(IntEnum):
    """Whose number is shown for an area that has areas below it."""

    PARTS = 0  # the sum of the areas below; it reported nothing itself
    OWN = 1  # what it reported itself, until the areas below are complete
    PARTS_OVER_OWN = 2  # the sum of the areas below; its own report is stored beside


@dataclass(frozen=True)
class Part:
    """Numerator and denominator of one area, and how many of the expected areas are in it.

    None means "not reported"; 0 is a reported zero.
    """

    numerator: float | None
    denominator: float | None = None
    reported: int = 1
    expected: int = 1

    def value(self, factor: float = 1.0) -> float | None:
        """Return numerator ÷ denominator × factor, or the numerator where there is no denominator.

        None when not reported, or when the denominator is zero.
        """
        if self.numerator is None:
            return None
        if self.denominator is None:
            return self.numerator
        return self.numerator / self.denominator * factor if self.denominator else None


def sum_of_parts(parts: Iterable[Part]) -> Part:
    """Sum numerators and denominators of the children that reported; never average ratios.

    The result counts how many of the expected children are in it, so that an incomplete parent is
    known as such. No child reported: numerator and denominator are None.

    >>> sum_of_parts([Part(10, 100), Part(30, 300)]).value(100)
    10.0
    >>> sum_of_parts([Part(0), Part(None, reported=0)])
    Part(numerator=0, denominator=None, reported=1, expected=2)
    """
    numerator: float | None = None
    denominator: float | None = None
    reported = expected = 0
    for part in parts:
        reported += part.reported
        expected += part.expected
        if part.numerator is not None:
            numerator = (numerator or 0) + part.numerator
            if part.denominator is not None:
                denominator = (denominator or 0) + part.denominator
    return Part(numerator, denominator, reported, expected)


def shown_part(own: Part | None, parts: Part, share: float = COMPLETE_SHARE) -> tuple[Part, Voice]:
    """Return which of two numbers of an area is shown, and whose it is.

    The area's own report is shown until its parts are complete: one commune of 124 is not the
    province. It counts as a report of all expected areas.

    Args:
        own: what the area reported itself.
        parts: the sum of the areas below it.
        share: the least share of the expected areas that makes the sum complete.

    >>> shown_part(Part(80, 100), Part(1, 10, 1, 124))
    (Part(numerator=80, denominator=100, reported=124, expected=124), <Voice.OWN: 1>)
    >>> shown_part(Part(80, 100), Part(99, 124, 124, 124))[1].name
    'PARTS_OVER_OWN'
    """
    if own is None:
        return parts, Voice.PARTS
    if parts.numerator is not None and parts.reported >= share * parts.expected - TINY:
        return parts, Voice.PARTS_OVER_OWN
    return Part(own.numerator, own.denominator, parts.expected, parts.expected), Voice.OWN


def over_time(parts: Iterable[Part], rule: TimeRule) -> Part:
    """Return one longer period from its parts in order: the last stock, or the sum of flows.

    A stock with a gap at the end takes the last part that reported. Medians do not add up over
    time without the samples: the result is not reported.

    >>> over_time([Part(1, 10), Part(3, 10)], TimeRule.LAST_VALUE).value(100)
    30.0
    >>> over_time([Part(1, 10), Part(3, 30)], TimeRule.RATIO_OF_SUMS).value(100)
    10.0
    """
    ordered = list(parts)
    reports = [part for part in ordered if part.numerator is not None]
    if not reports or rule is TimeRule.MEDIAN_OF_SAMPLES:
        return Part(None, None, 0, len(ordered))
    if rule is TimeRule.LAST_VALUE:
        return reports[-1]
    return sum_of_parts(ordered)
