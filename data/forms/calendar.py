"""When a form is open, and for whom: the one home of its days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import dropwhile, islice, takewhile

from sqlalchemy import Connection

from data.access.accounts import Account, AccountRole
from data.access.token_bounds import read_reach
from data.forms.form import ReportForm
from data.forms.forms import read_forms
from data.queries.areas import find_area, read_path, read_vintages
from ioc.area import AreaKey, Level
from ioc.errors import NotFoundError
from ioc.period import Period, find_period, period_of


@dataclass(frozen=True)
class FormTerm:
    """A period of a form and its days: all are included.

    From `opens` to `closes` a hand-in is in time, from then to `ends` it is late.
    """

    period: Period
    opens: date
    closes: date
    ends: date
    reminders: tuple[date, ...] = ()

    def is_open(self, day: date) -> bool:
        """Tell whether the form is taken on a day, in time or late."""
        return self.opens <= day <= self.ends

    def days_late(self, day: date) -> int:
        """Return the days since the closing day; 0 while it is in time."""
        return max(0, (day - self.closes).days)

    def days_left(self, day: date) -> int:
        """Return the days until the closing day, on which it is 0; 0 where it is late."""
        return max(0, (self.closes - day).days)


@dataclass(frozen=True)
class AccountForm:
    """A form that somebody reports or verifies.

    `within` is the area that bounds what is reported: the account's; None: all of the form.
    """

    form: ReportForm
    may_report: bool
    may_verify: bool
    within: AreaKey | None


@dataclass(frozen=True)
class OpenForm:
    """A form that is open on a day for somebody, for one period.

    `within` is the area that bounds what is reported: the account's; None: all of the form.
    `data.forms.office.read_office_form(connection, form, term.period, home, within)` has the areas.
    """

    form: ReportForm
    term: FormTerm
    may_report: bool
    may_verify: bool
    within: AreaKey | None


def term_of(form: ReportForm, period: Period) -> FormTerm:
    """Return the days of a form for a period.

    >>> from ioc.period import Frequency, parse_period
    >>> form = ReportForm("a", "A", "", (), Frequency.MONTH, Level.COMMUNE, closes_days=10)
    >>> term = term_of(form, parse_period("2024-02"))
    >>> str(term.opens), str(term.closes), str(term.ends)
    ('2024-03-01', '2024-03-10', '2024-04-09')
    >>> term.days_late(date(2024, 3, 10)), term.days_late(date(2024, 3, 12))
    (0, 2)
    """
    closes = period.end + timedelta(form.closes_days)
    return FormTerm(
        period,
        period.end + timedelta(form.opens_days),
        closes,
        closes + timedelta(form.late_days),
        tuple(closes + timedelta(each) for each in sorted(form.reminder_days)),
    )


def open_terms(form: ReportForm, day: date) -> tuple[FormTerm, ...]:
    """Return the periods for which a form is open on a day, the newest first.

    Empty for a form that is not active. Nothing is known here of what was handed in already.
    """
    if not form.is_active:
        return ()
    recent = takewhile(lambda each: each.ends >= day, _terms_back(form, day))
    return tuple(each for each in recent if each.opens <= day)


def opened_terms(form: ReportForm, day: date, most: int) -> tuple[FormTerm, ...]:
    """Return the newest terms that have opened by a day, over or not, the newest first.

    Where none has opened yet, the first one.
    """
    newest = dropwhile(lambda each: each.opens > day, _terms_back(form, day))
    terms = tuple(islice(newest, most))
    first = _first_period(form)
    return terms if terms or first is None else (term_of(form, first),)


def term_at(form: ReportForm, day: date) -> FormTerm:
    """Return the newest term that has opened by a day, over or not; the first one before it."""
    return opened_terms(form, day, 1)[0]


def _terms_back(form: ReportForm, day: date) -> Iterator[FormTerm]:
    """Yield the terms of a form from that of the period of a day back to its first, if any."""
    first = _first_period(form)
    period = period_of(day, form.frequency)
    while first is None or period.start >= first.start:
        yield term_of(form, period)
        period = period.previous()


def _first_period(form: ReportForm) -> Period | None:
    return find_period(form.first_period) if form.first_period else None


def read_open_forms(
    connection: Connection, account: Account, day: date, home: str, code: str | None = None
) -> list[OpenForm]:
    """Return the forms that an account reports or verifies on a day: those that close first, first.

    A form comes once for each open period. Reporters report, verifiers verify, administrators do
    both; for viewers and analysts the list is empty. A form is of an account where their areas have
    land in common, the account's area is not finer than the form's level, and, to report, not finer
    than the form's `reporter_level`. What was handed in already is not looked at.

    Args:
        connection: to read by.
        account: who asks; without an area it is for every one.
        day: local; today's is `ioc.local_time.local_date()`.
        home: code of the home province (`Settings.province`).
        code: only this form; None: all.
    """
    forms = [each for each in read_forms(connection) if code in (None, each.code)]
    terms = {each.code: open_terms(each, day) for each in forms}
    in_term = [each for each in forms if terms[each.code]]
    return sorted(
        (
            OpenForm(each.form, term, each.may_report, each.may_verify, each.within)
            for each in _forms_of(connection, account, home, in_term)
            for term in terms[each.form.code]
        ),
        key=lambda each: (each.term.closes, each.form.code),
    )


def read_forms_of(connection: Connection, account: Account, home: str) -> list[AccountForm]:
    """Return the active forms that an account reports or verifies, open or not, by code.

    Which ones they are, and the arguments: as of `read_open_forms`.
    """
    forms = [each for each in read_forms(connection) if each.is_active]
    return list(_forms_of(connection, account, home, forms))


def _forms_of(
    connection: Connection, account: Account, home: str, forms: Iterable[ReportForm]
) -> Iterator[AccountForm]:
    """Yield the forms of an account among some."""
    role, area = account.role, account.terms.area
    reports = role in (AccountRole.REPORTER, AccountRole.ADMINISTRATOR)
    verifies = role in (AccountRole.VERIFIER, AccountRole.ADMINISTRATOR)
    if not (reports or verifies):
        return
    try:
        level = Level.COUNTRY if area is None else find_area(connection, area).level
    except NotFoundError:
        # An area that is no longer in the store: the account is for nothing.
        return
    # Most forms are of the same land, and land of another vintage takes a second to find.
    meets: dict[tuple[AreaKey, ...], bool] = {}
    for form in forms:
        may_report = reports and level.depth <= form.reporter_level.depth
        is_fine = level.depth > form.level.depth
        if is_fine or not (may_report or verifies):
            continue
        land = land_of(connection, form, home)
        if area is not None and land not in meets:
            meets[land] = _meet(connection, area, land)
        if area is None or meets[land]:
            yield AccountForm(form, may_report, verifies, area)


def land_of(connection: Connection, form: ReportForm, home: str) -> tuple[AreaKey, ...]:
    """Return the areas of which a form is reported, with all below: its own, or the home province.

    Empty where the store has no areas at all.
    """
    if form.areas:
        return form.areas
    vintages = read_vintages(connection)
    return (AreaKey(vintages[-1].code, home),) if vintages else ()


def _meet(connection: Connection, area: AreaKey, others: Iterable[AreaKey]) -> bool:
    """Tell whether an area and one of others have land in common, whatever their vintages."""
    apart = []
    for other in others:
        if other.vintage != area.vintage:
            apart.append(other)
        elif _is_in(connection, area, other) or _is_in(connection, other, area):
            return True
    return bool(apart) and not read_reach(connection, [area]).isdisjoint(
        read_reach(connection, apart)
    )


def _is_in(connection: Connection, area: AreaKey, other: AreaKey) -> bool:
    """Tell whether an area is another of its vintage, or below it."""
    try:
        path = read_path(connection, area)
    except NotFoundError:
        return False
    return any(each.key.code == other.code for each in path)
