"""Periods as ISO text: `2024`, `2024-H1`, `2024-Q1`, `2024-03`, `2024-03-15`.

Years are bounded, so that every period has four digits and a period before and after it. The first
year is later than every date that programs write for "none": 0001, 1899-12-30, 1900, 1904, 1970,
1980.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from ioc.errors import IocError
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase


class Frequency(StrEnum):
    """How often an indicator is reported."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


class PeriodError(IocError):
    """The text is no period."""


class YearError(PeriodError):
    """A period of a year out of bounds: most often a date that a program writes for "none"."""

    def __init__(self, text: str) -> None:
        first, last = str(FIRST_YEAR), str(LAST_YEAR)
        super().__init__(Phrase("period-year-out", text=text[:50], first=first, last=last))


class YearMissingError(PeriodError):
    """A month, a quarter or a half without its year."""


# Reports begin in the first; targets and plans reach to the last.
FIRST_YEAR, LAST_YEAR = 1990, 2100

MONTHS = {Frequency.MONTH: 1, Frequency.QUARTER: 3, Frequency.HALF: 6, Frequency.YEAR: 12}
_PER_YEAR = {Frequency.MONTH: 12, Frequency.QUARTER: 4, Frequency.HALF: 2, Frequency.YEAR: 1}


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of time with its first and last day; ordered by first day."""

    start: date
    end: date
    frequency: Frequency

    @property
    def iso(self) -> str:
        """The text that stands in every column and URL."""
        year = self.start.year
        match self.frequency:
            case Frequency.DAY:
                return self.start.isoformat()
            case Frequency.MONTH:
                return f"{year:04d}-{self.start.month:02d}"
            case Frequency.QUARTER:
                return f"{year:04d}-Q{(self.start.month + 2) // 3}"
            case Frequency.HALF:
                return f"{year:04d}-H{1 if self.start.month == 1 else 2}"
            case Frequency.YEAR:
                return f"{year:04d}"

    def __str__(self) -> str:
        return self.iso

    def shift(self, steps: int) -> Period:
        """Return the period that many steps later (negative: earlier).

        >>> str(parse_period("2024-01").shift(-1)), str(parse_period("2024-Q4").shift(1))
        ('2023-12', '2025-Q1')
        """
        if self.frequency is Frequency.DAY:
            day = self.start + timedelta(days=steps)
            return Period(day, day, Frequency.DAY)
        months = self.start.year * 12 + self.start.month - 1 + steps * MONTHS[self.frequency]
        return _span(months // 12, months % 12 + 1, self.frequency)

    def previous(self) -> Period:
        """Return the period just before."""
        return self.shift(-1)

    def last_year(self) -> Period:
        """Return the same period one year earlier (29 February: 28 February).

        >>> str(parse_period("2024-02-29").last_year()), str(parse_period("2024-Q3").last_year())
        ('2023-02-28', '2023-Q3')
        """
        if self.frequency is not Frequency.DAY:
            return self.shift(-_PER_YEAR[self.frequency])
        leap = self.start.month == 2 and self.start.day == 29
        day = self.start.replace(year=self.start.year - 1, day=28 if leap else self.start.day)
        return Period(day, day, Frequency.DAY)

    def is_closed(self, today: date) -> bool:
        """Tell whether the period is over, so that it may be compared with full periods."""
        return self.end < today

    def days_old(self, today: date) -> int:
        """Return the days since the period ended; 0 while it is open."""
        return max(0, (today - self.end).days)

    def contains(self, other: Period) -> bool:
        """Tell whether the other period lies inside this one."""
        return self.start <= other.start and other.end <= self.end

    def label(self, language: str = "vi") -> str:
        """Return the period as officials write it.

        >>> parse_period("2023-Q3").label(), parse_period("2023-08").label()
        ('Quý III/2023', 'Tháng 08/2023')
        >>> parse_period("2023-08").label("en")
        'Aug 2023'
        """
        return _label(self, "label", language)

    def label_inside(self, language: str = "vi") -> str:
        """Return the period as it is written inside a sentence.

        >>> parse_period("2023-Q3").label_inside(), parse_period("2023-Q3").label_inside("en")
        ('quý III/2023', 'Q3 2023')
        """
        return _label(self, "inside", language)

    def short_label(self, language: str = "vi") -> str:
        """Return the period in the fewest letters that are still unambiguous.

        >>> [parse_period(text).short_label() for text in ("2026-10", "2026-Q3", "2025")]
        ['T10/26', 'Q.III/26', '2025']
        >>> parse_period("2026-10").short_label("en"), parse_period("2026-Q3").short_label("en")
        ('10/26', 'Q3/26')
        """
        return _label(self, "short", language)


# Lists name the same few hundred periods over and over.
@lru_cache(maxsize=4096)
def _label(period: Period, form: str, language: str) -> str:
    start = period.start
    full = f"{start.year:04d}"
    year = full[2:] if form == "short" else full
    match period.frequency:
        case Frequency.DAY:
            day, month = f"{start:%d}", f"{start:%m}"
            return say(f"period-{form}-day", language, day=day, month=month, year=year)
        case Frequency.MONTH:
            bare = str(start.month)
            month = bare if form == "short" else say(f"period-month-{bare}", language)
            return say(f"period-{form}-month", language, month=month, year=year)
        case Frequency.QUARTER:
            quarter = say(f"period-part-{(start.month + 2) // 3}", language)
            return say(f"period-{form}-quarter", language, quarter=quarter, year=year)
        case Frequency.HALF:
            place = "1" if start.month == 1 else "2"
            half = place if form == "short" else say(f"period-part-{place}", language)
            return say(f"period-{form}-half", language, half=half, year=year)
        case Frequency.YEAR:
            return say(f"period-{form}-year", language, year=full)


# Screens read and shift the same few hundred periods over and over.
@lru_cache(maxsize=4096)
def _span(year: int, month: int, frequency: Frequency) -> Period:
    last_month = month + MONTHS[frequency] - 1
    last_day = calendar.monthrange(year, last_month)[1]
    return Period(date(year, month, 1), date(year, last_month, last_day), frequency)


_ISO = re.compile(r"(\d{4})(?:-(?:(Q[1-4])|(H[12])|(\d{2})(?:-(\d{2}))?))?", re.ASCII)


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period:
    """Return the period that an ISO text names.

    Raises:
        PeriodError: not one of the five forms, or no such month, quarter or day.
        YearError: a year before `FIRST_YEAR` or after `LAST_YEAR`.

    >>> parse_period("2024-Q1").end.isoformat()
    '2024-03-31'
    """
    match = _ISO.fullmatch(text.strip()[:20])
    if match:
        if not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
            raise YearError(text)
        year, quarter, half, month, day = match.groups()
        try:
            if quarter:
                return _span(int(year), int(quarter[1]) * 3 - 2, Frequency.QUARTER)
            if half:
                return _span(int(year), int(half[1]) * 6 - 5, Frequency.HALF)
            if day:
                exact = date(int(year), int(month), int(day))
                return Period(exact, exact, Frequency.DAY)
            if month:
                return _span(int(year), int(month), Frequency.MONTH)
            return _span(int(year), 1, Frequency.YEAR)
        except (ValueError, calendar.IllegalMonthError):
            pass
    raise PeriodError(Phrase("period-unknown", text=text[:50]))


# An answer needs it for each of its sixty periods.
@lru_cache(maxsize=4096)
def previous_iso(text: str) -> str:
    """Return the period just before another, both as text.

    >>> previous_iso("2025-01"), previous_iso("2025-Q1")
    ('2024-12', '2024-Q4')
    """
    return parse_period(text).previous().iso


def find_period(text: str) -> Period | None:
    """Return the period that a stored text names; None where it names none.

    >>> find_period("1-01") is None, str(find_period("2024-03"))
    (True, '2024-03')
    """
    try:
        return parse_period(text)
    except PeriodError:
        return None


def is_stored_period(text: str) -> bool:
    """Tell whether a text is a period in the form in which periods are stored.

    >>> [is_stored_period(each) for each in ("2024-03", " 2024-03", "1-01", "0001-01")]
    [True, False, False, False]
    """
    period = find_period(text)
    return period is not None and period.iso == text


def period_of(day: date, frequency: Frequency) -> Period:
    """Return the period of this frequency that contains the day.

    >>> str(period_of(date(2025, 8, 9), Frequency.QUARTER))
    '2025-Q3'
    """
    if frequency is Frequency.DAY:
        return Period(day, day, frequency)
    width = MONTHS[frequency]
    return _span(day.year, (day.month - 1) // width * width + 1, frequency)


def period_range(first: Period, last: Period) -> Iterator[Period]:
    """Yield the periods from first to last, both included.

    >>> [str(p) for p in period_range(parse_period("2024-11"), parse_period("2025-01"))]
    ['2024-11', '2024-12', '2025-01']
    """
    current = first
    while current.start <= last.start:
        yield current
        current = current.shift(1)


@lru_cache(maxsize=4096)
def periods_inside(period: Period, frequency: Frequency) -> tuple[Period, ...]:
    """Return the periods of this frequency that a period consists of, ascending.

    Empty where none fits in, as a year in a month.

    >>> [str(p) for p in periods_inside(parse_period("2024-Q3"), Frequency.MONTH)]
    ['2024-07', '2024-08', '2024-09']
    """
    first, last = period_of(period.start, frequency), period_of(period.end, frequency)
    return tuple(each for each in period_range(first, last) if period.contains(each))
