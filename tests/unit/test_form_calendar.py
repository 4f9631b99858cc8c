"""The days of forms: ends of months, quarters and years, leap years, late days, first periods."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from data.forms.calendar import FormTerm, open_terms, term_at, term_of
from data.forms.form import EARLIEST, ReportForm
from ioc.area import Level
from ioc.period import Frequency, parse_period, period_of, period_range

FORM = ReportForm(
    "a", "A", "", (), Frequency.MONTH, Level.COMMUNE, opens_days=1, closes_days=10, late_days=30,
    reminder_days=(3, -3, 0),
)  # fmt: skip


def days(term: FormTerm) -> list[str]:
    return [each.isoformat() for each in (term.opens, term.closes, term.ends)]


@pytest.mark.parametrize(
    ("period", "opens", "closes", "ends"),
    [
        ("2024-02", "2024-03-01", "2024-03-10", "2024-04-09"),  # 29 days
        ("2026-02", "2026-03-01", "2026-03-10", "2026-04-09"),  # 28 days
        ("2026-12", "2027-01-01", "2027-01-10", "2027-02-09"),
        ("2026-Q1", "2026-04-01", "2026-04-10", "2026-05-10"),
        ("2026-Q3", "2026-10-01", "2026-10-10", "2026-11-09"),
        ("2026-Q4", "2027-01-01", "2027-01-10", "2027-02-09"),
        ("2026-H1", "2026-07-01", "2026-07-10", "2026-08-09"),
        ("2024", "2025-01-01", "2025-01-10", "2025-02-09"),
    ],
)
def test_days_count_from_the_end_of_the_period(
    period: str, opens: str, closes: str, ends: str
) -> None:
    at = parse_period(period)
    term = term_of(replace(FORM, frequency=at.frequency), at)
    assert days(term) == [opens, closes, ends]


def test_the_closing_day_is_in_time_and_the_next_one_is_late() -> None:
    term = term_of(FORM, parse_period("2026-11"))
    day = date(2026, 12, 10)
    assert (term.is_open(day), term.days_late(day), term.days_left(day)) == (True, 0, 0)
    day += timedelta(1)
    assert (term.is_open(day), term.days_late(day), term.days_left(day)) == (True, 1, 0)
    assert term.is_open(term.ends) and not term.is_open(term.ends + timedelta(1))
    assert not term.is_open(date(2026, 11, 30)) and term.days_left(date(2026, 12, 1)) == 9


def test_reminders_count_from_the_closing_day_in_their_order() -> None:
    term = term_of(FORM, parse_period("2026-11"))
    assert [str(each) for each in term.reminders] == ["2026-12-07", "2026-12-10", "2026-12-13"]


@pytest.mark.parametrize(
    ("day", "periods"),
    [
        (date(2026, 11, 30), ["2026-10"]),
        (date(2026, 12, 1), ["2026-11", "2026-10"]),
        (date(2026, 12, 10), ["2026-11", "2026-10"]),  # 10 November and 30 days
        (date(2026, 12, 11), ["2026-11"]),
        (date(2028, 3, 1), ["2028-02", "2028-01"]),  # the day after 29 February
        (date(2028, 2, 29), ["2028-01"]),
    ],
)
def test_a_monthly_form_is_open_for_the_last_month_and_the_late_one(
    day: date, periods: list[str]
) -> None:
    assert [term.period.iso for term in open_terms(FORM, day)] == periods


@pytest.mark.parametrize(
    ("day", "periods"),
    [
        (date(2026, 9, 30), ["2026-Q2"]),
        (date(2026, 10, 1), ["2026-Q3", "2026-Q2"]),
        (date(2026, 10, 8), ["2026-Q3", "2026-Q2"]),
        (date(2026, 10, 9), ["2026-Q3"]),
        (date(2027, 1, 1), ["2026-Q4", "2026-Q3"]),
    ],
)
def test_a_quarterly_form_is_open_at_the_ends_of_quarters(day: date, periods: list[str]) -> None:
    form = replace(FORM, frequency=Frequency.QUARTER, late_days=90)
    assert [term.period.iso for term in open_terms(form, day)] == periods


def test_a_form_may_open_before_its_period_ends() -> None:
    form = replace(FORM, opens_days=-5, late_days=0)
    assert open_terms(form, date(2026, 11, 24)) == ()
    (term,) = open_terms(form, date(2026, 11, 25))
    assert term.period.iso == "2026-11"


def test_a_form_is_not_asked_for_before_its_first_period_nor_when_it_is_not_active() -> None:
    day = date(2026, 12, 5)
    first = replace(FORM, first_period="2026-11")
    assert [term.period.iso for term in open_terms(first, day)] == ["2026-11"]
    assert open_terms(replace(first, first_period="2026-12"), day) == ()
    assert open_terms(replace(FORM, is_active=False), day) == ()


def test_the_newest_term_has_opened_and_is_never_before_the_first_period() -> None:
    day = date(2026, 11, 30)
    assert term_at(FORM, day).period.iso == "2026-10"
    assert term_at(replace(FORM, is_active=False, late_days=0), day).period.iso == "2026-10"
    assert term_at(replace(FORM, opens_days=-3), day).period.iso == "2026-11"
    assert term_at(replace(FORM, first_period="2027-01"), day).period.iso == "2027-01"


@pytest.mark.parametrize("frequency", Frequency)
def test_every_day_has_the_terms_that_all_periods_say(frequency: Frequency) -> None:
    form = replace(FORM, frequency=frequency, opens_days=EARLIEST[frequency], late_days=45)
    first = period_of(date(2022, 1, 1), frequency)
    terms = [
        term_of(form, each)
        for each in period_range(first, period_of(date(2028, 12, 31), frequency))
    ]
    for term in terms:
        assert term.period.start <= term.opens <= term.period.end
    for offset in range(0, 800, 7):
        day = date(2024, 1, 1) + timedelta(offset)
        expected = [term for term in reversed(terms) if term.is_open(day)]
        assert [*open_terms(form, day)] == expected
