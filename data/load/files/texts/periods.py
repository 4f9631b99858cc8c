"""Periods as officials write them: `Tháng 03/2024`, `T3/2024`, `Quý III/2023`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ioc.area import search_name
from ioc.period import (
    FIRST_YEAR,
    LAST_YEAR,
    Frequency,
    Period,
    PeriodError,
    YearError,
    YearMissingError,
    parse_period,
    period_of,
)
from ioc.words.phrase import Phrase

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SEP = r"\s*(?:[/.,-]|nam|\s)\s*"
_YEAR = rf"(?:{_SEP}(?:nam\s*)?(?P<year>\d{{4}}))?"
# Without diacritics, in lower case. A year may be missing where a title line has it.
_FORMS: tuple[tuple[str, Frequency], ...] = (
    (rf"(?:thang|thg|t|month|m)\s*\.?\s*(?P<number>\d{{1,2}}){_YEAR}", Frequency.MONTH),
    (r"(?P<number>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})", Frequency.MONTH),
    (r"(?P<year>\d{4})\s*/\s*(?P<number>\d{1,2})", Frequency.MONTH),
    # As a number 2025.1 may be January or October: the zero at its end is lost.
    (r"(?P<year>\d{4})\s*[.,]\s*(?P<number>\d{2})", Frequency.MONTH),
    (r"(?P<year>\d{4})(?P<number>0[1-9]|1[0-2])", Frequency.MONTH),
    (r"(?P<year>\d{4})\s*[-/. ]?\s*(?:m|t|thg|thang)\s*\.?\s*(?P<number>\d{1,2})", Frequency.MONTH),
    (
        r"(?P<year>\d{4})\s*[-/. ]?\s*(?:q|quy)\s*\.?\s*(?P<number>iv|i{1,3}|[1-4])",
        Frequency.QUARTER,
    ),
    (rf"(?P<word>{'|'.join(_ENGLISH)})[a-z]*\.?[\s/-]*(?P<year>\d{{4}})", Frequency.MONTH),
    (rf"(?:quy|q|quarter)\s*\.?\s*(?P<number>iv|i{{1,3}}|[1-4]){_YEAR}", Frequency.QUARTER),
    (r"(?P<number>iv|i{1,3})\s*[/-]\s*(?P<year>\d{4})", Frequency.QUARTER),
    (rf"(?:nua nam|h|half)\s*(?P<number>i{{1,2}}|[12]){_YEAR}", Frequency.HALF),
    (rf"(?:6|sau) thang (?P<half>dau|cuoi)(?: nam)?{_YEAR}", Frequency.HALF),
    (r"(?:nam|year|cy)\s*(?P<year>\d{4})", Frequency.YEAR),
)
_DAY = re.compile(r"(?:ngay\s*)?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_COMPACT_DAY = re.compile(r"(\d{4})(0[1-9]|1[0-2])(\d{2})")
_STAMP = re.compile(r"(\d{4}-\d{2}-\d{2})[t ]00:00(?::00(?:\.0+)?)?z?")
_IN_TITLE = re.compile(
    r"(?:thang\s*\d{1,2}|quy\s*(?:iv|i{1,3}|[1-4])\b|(?:6|sau) thang (?:dau|cuoi)(?: nam)?)"
    r"\s*(?:[/-]|nam|\s)?\s*(?:nam\s*)?\d{4}"
)
_YEAR_IN_TITLE = re.compile(r"\bnam\s*(\d{4})\b")


def read_period(text: str, year: int | None = None) -> Period:
    """Return the period that a text names; `year` is used where the text has none.

    Raises:
        PeriodError: no period, or a month or quarter without a year.
        YearError: a period of a year out of bounds.

    >>> [str(read_period(text)) for text in ("Tháng 3/2024", "T03-2024", "Quý III năm 2023")]
    ['2024-03', '2024-03', '2023-Q3']
    >>> str(read_period("6 tháng đầu năm 2024")), str(read_period("Tháng 3", 2024))
    ('2024-H1', '2024-03')
    >>> str(read_period("15/03/2024")), str(read_period("Năm 2024"))
    ('2024-03-15', '2024')
    """
    plain = search_name(text)
    if stamp := _STAMP.fullmatch(plain):
        plain = stamp[1]
    try:
        return parse_period(plain.upper())
    except YearError:
        raise YearError(text) from None
    except PeriodError:
        pass
    if day := _DAY.fullmatch(plain):
        return parse_period(f"{day[3]}-{int(day[2]):02d}-{int(day[1]):02d}")
    if compact := _COMPACT_DAY.fullmatch(plain):
        return parse_period("-".join(compact.groups()))
    for form, frequency in _FORMS:
        if match := re.fullmatch(form, plain):
            parts = match.groupdict()
            year_text = parts.get("year")
            if year_text is None and year is None:
                raise YearMissingError(
                    Phrase("period-without-year", text=text, example=f"{text.strip()}/2024")
                )
            return _period(frequency, int(year_text) if year_text else int(year or 0), parts, text)
    raise PeriodError(Phrase("period-unreadable", text=text))


def _period(frequency: Frequency, year: int, parts: dict[str, str | None], text: str) -> Period:
    raw = parts.get("number") or ""
    if word := parts.get("word"):
        number = _ENGLISH.index(word) + 1
    elif half := parts.get("half"):
        number = 1 if half == "dau" else 2
    else:
        number = _ROMAN.get(raw) or int(raw or 1)
    width = {Frequency.MONTH: 1, Frequency.QUARTER: 3, Frequency.HALF: 6}.get(frequency, 12)
    if not 1 <= number <= 12 // width:
        raise PeriodError(Phrase("period-out-of-year", text=text))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise YearError(text)
    return period_of(date(year, (number - 1) * width + 1, 1), frequency)


def is_like_a_number(text: str) -> bool:
    """Tell whether a period is written as a number with a point: 2025.1 is January and October.

    >>> is_like_a_number("2025.1"), is_like_a_number("2025.10"), is_like_a_number("2025-10")
    (True, True, False)
    """
    return re.fullmatch(r"\s*\d{4}[.,]\d{1,2}\s*", text) is not None


def at_frequency(period: Period, frequency: Frequency) -> Period | None:
    """Return the period as one of this frequency, or None.

    A spreadsheet turns `3/2024` into the date 2024-03-01: the first day of a month stands for
    the month.

    >>> str(at_frequency(read_period("2024-03-01"), Frequency.MONTH))
    '2024-03'
    >>> at_frequency(read_period("2024-03-02"), Frequency.MONTH)
    """
    if period.frequency is frequency:
        return period
    first_of_month = period.frequency is Frequency.DAY and period.start.day == 1
    if first_of_month and frequency is Frequency.MONTH:
        return period_of(period.start, frequency)
    return None


# Dates above a table that are no period: of its signing, or of another paper.
_SIGNING = re.compile(
    r"(?:ngay\s*[\d.…_/\s-]{0,12}|(?:^|,)\s*\d{1,2}\s+)thang\s*[\d.…_]{0,4}\s*(?:nam\s*)?[\d.…]{0,4}"
)
_NUMERIC_DATE = re.compile(r"\b\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}\b")
_OTHER_PAPER = re.compile(
    r"(?:kem theo|can cu|ban hanh|theo (?:cong van|quyet dinh|ke hoach|van ban|huong dan)"
    r"|(?:cong van|quyet dinh|thong tu|nghi quyet|nghi dinh|to trinh|ke hoach|van ban) so"
    r"|so voi|cung ky|so:).*"
)
_ABOUT_NUMBERS = re.compile(
    r"\b(?:bao cao|bieu|bang|tong hop|ket qua|so lieu|thong ke|tinh hinh|danh sach|chi (?:tieu|so)"
    r"|thuc hien|theo doi|diem|ty le|phu luc|ky)\b"
)
_PLACE_AND_MONTH = re.compile(r"^[^,\d]{2,40},\s*thang\s*\d{1,2}\s*nam\s*\d{4}\s*$")


def without_dates(line: str) -> str:
    """Return a title in search form, without dates of signing and of other papers.

    >>> without_dates("Nghệ An, ngày 05 tháng 5 năm 2026")
    'nghe an,'
    >>> without_dates("BIỂU TỔNG HỢP THÁNG 4 NĂM 2026 (kèm theo Công văn số 12 tháng 5 năm 2026)")
    'bieu tong hop thang 4 nam 2026 ('
    """
    plain = _OTHER_PAPER.sub(" ", search_name(line))
    if _PLACE_AND_MONTH.match(plain) and not _ABOUT_NUMBERS.search(plain):
        return ""
    return " ".join(_NUMERIC_DATE.sub(" ", _SIGNING.sub(" ", plain)).split())


def periods_in_titles(lines: Sequence[str]) -> tuple[list[Period], int | None]:
    """Return the periods in title lines, and their only year (None: none or several).

    >>> periods, year = periods_in_titles(["BÁO CÁO THÁNG 3 NĂM 2024"])
    >>> [str(period) for period in periods], year
    (['2024-03'], 2024)
    >>> periods_in_titles(["Nghệ An, ngày 05 tháng 5 năm 2026"])
    ([], None)
    """
    periods: dict[str, Period] = {}
    years: set[int] = set()
    for line in lines:
        plain = without_dates(line)
        for text in _IN_TITLE.findall(plain):
            try:
                period = read_period(text)
            except PeriodError:
                continue
            periods[period.iso] = period
            years.add(period.start.year)
        years |= {int(text) for text in _YEAR_IN_TITLE.findall(plain)}
    return list(periods.values()), next(iter(years)) if len(years) == 1 else None
