"""How old a number may be before the next one is overdue."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from ioc.period import Frequency, Period, period_of

# Days after the end of a period by which its number should be there. Closing dates differ from
# province to province; these are generous, so that a mark means that somebody has to be reminded.
EXPECTED_DELAY = {
    Frequency.DAY: 2,
    Frequency.MONTH: 20,
    Frequency.QUARTER: 30,
    Frequency.HALF: 45,
    Frequency.YEAR: 90,
}


class Age(StrEnum):
    """Whether the next number is overdue."""

    FRESH = "fresh"  # the next one is not due yet
    LATE = "late"  # one number is overdue
    STALE = "stale"  # two numbers in a row are overdue


def due_day(period: Period, frequency: Frequency, missed: int = 1) -> date:
    """Return the last day on which so many numbers after this one are not overdue yet.

    The next number is that of the next period of the indicator's frequency.

    >>> from ioc.period import parse_period
    >>> due_day(parse_period("2026-09"), Frequency.MONTH).isoformat()
    '2026-11-20'
    """
    following = period_of(period.end + timedelta(days=1), frequency).shift(missed - 1)
    return following.end + timedelta(days=EXPECTED_DELAY[frequency])


def age_of(period: Period, frequency: Frequency, today: date) -> Age:
    """Return the age of the newest number: late when one more is overdue, stale when two are.

    Args:
        period: of the newest number.
        frequency: how often the indicator is reported.
        today: the date in Vietnam.

    >>> from ioc.period import parse_period
    >>> september = parse_period("2026-09")
    >>> [str(age_of(september, Frequency.MONTH, date(2026, 11, day))) for day in (20, 21)]
    ['fresh', 'late']
    >>> str(age_of(september, Frequency.MONTH, date(2026, 12, 21)))
    'stale'
    """
    if today <= due_day(period, frequency):
        return Age.FRESH
    return Age.LATE if today <= due_day(period, frequency, 2) else Age.STALE
