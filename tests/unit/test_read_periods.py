"""Periods in the words of officials and of spreadsheets."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.load.files.texts.periods import periods_in_titles, read_period
from ioc.period import (
    FIRST_YEAR,
    LAST_YEAR,
    Frequency,
    PeriodError,
    is_stored_period,
    parse_period,
    period_of,
)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-03", "2024-03"),
        ("Tháng 03/2024", "2024-03"),
        ("tháng 3 năm 2024", "2024-03"),
        ("T3/2024", "2024-03"),
        ("T03-2024", "2024-03"),
        ("T.3/2024", "2024-03"),
        ("3/2024", "2024-03"),
        ("03-2024", "2024-03"),
        ("2024/3", "2024-03"),
        ("Mar 2024", "2024-03"),
        ("March-2024", "2024-03"),
        ("Quý III/2023", "2023-Q3"),
        ("Quý 3 năm 2023", "2023-Q3"),
        ("QUÝ IV/2023", "2023-Q4"),
        ("Q3/2023", "2023-Q3"),
        ("q3 2023", "2023-Q3"),
        ("2023-q3", "2023-Q3"),
        ("III/2023", "2023-Q3"),
        ("6 tháng đầu năm 2024", "2024-H1"),
        ("6 tháng cuối năm 2024", "2024-H2"),
        ("Nửa năm I/2024", "2024-H1"),
        ("Năm 2024", "2024"),
        ("2024", "2024"),
        ("31/12/2024", "2024-12-31"),
        ("Ngày 5/3/2024", "2024-03-05"),
        ("2024-03-01 00:00:00", "2024-03-01"),
    ],
)
def test_one_period_is_read(text: str, iso: str) -> None:
    assert read_period(text).iso == iso


@pytest.mark.parametrize(
    "text", ["", "x", "Tháng 13/2024", "Quý V/2024", "32/01/2024", "Tháng 3", "12", "1,5", "HT01"]
)
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(PeriodError):
        read_period(text)


@pytest.mark.parametrize(
    "text",
    ["0001-01", "1/1/0001", "01/01/0001", "1899-12-30", "30/12/1899", "Tháng 1/1900", "1970",
     "Quý I/1980", "2101", "31/12/9999", "0000-00-00", "0001-01-01 00:00:00"],
)  # fmt: skip
def test_dates_that_programs_write_for_none_are_no_periods(text: str) -> None:
    with pytest.raises(PeriodError):
        read_period(text)


@given(st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)), st.sampled_from(Frequency))
def test_every_period_is_written_in_one_way(day: date, frequency: Frequency) -> None:
    period = period_of(day, frequency)
    assert parse_period(period.iso) == period
    assert is_stored_period(period.iso)
    assert not is_stored_period(f" {period.iso}")
    # One year out of bounds is still written with four digits.
    assert len(period.last_year().iso) == len(period.iso)


def test_a_year_from_elsewhere_completes_a_month() -> None:
    assert read_period("T3", 2024).iso == "2024-03"
    assert read_period("Quý II", 2024).iso == "2024-Q2"
    assert read_period("6 tháng đầu năm", 2024).iso == "2024-H1"
    assert read_period("Tháng 3/2023", 2024).iso == "2023-03"


def test_titles_name_the_period_or_only_the_year() -> None:
    periods, year = periods_in_titles(["UBND TỈNH", "Biểu 1. Số liệu Quý III/2023"])
    assert ([period.iso for period in periods], year) == (["2023-Q3"], 2023)
    assert periods_in_titles(["Kết quả năm 2024"]) == ([], 2024)
    assert periods_in_titles(["So sánh năm 2023 và năm 2024"]) == ([], None)


@given(
    st.integers(2000, 2099),
    st.sampled_from([f"{month:02d}" for month in range(1, 13)] + ["Q1", "Q2", "Q3", "Q4", "H1"]),
)
def test_every_label_of_the_screens_reads_back(year: int, part: str) -> None:
    period = parse_period(f"{year}-{part}")
    assert read_period(period.label()) == period
    assert read_period(period.label("en")) == period
