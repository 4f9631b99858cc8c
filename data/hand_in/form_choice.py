"""Which forms an account may hand in on a day, for which periods; such a form for the reader."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from data.access.accounts import Account
from data.forms.calendar import OpenForm, read_forms_of, read_open_forms, term_of
from data.forms.office import read_office_forms
from data.load.office.form import Form
from data.verification.locks import check_lock
from data.verification.reopen import read_reopened
from ioc.area import Level
from ioc.errors import NotFoundError
from ioc.period import parse_period
from ioc.words.phrase import Phrase


@dataclass(frozen=True)
class SheetForm:
    """A form as sheets are read for it.

    `own` is the same for the areas of the account alone; None: it is for all of the form's. A sheet
    of a single commune does not name it, and villages of different communes have one name: such
    sheets are read for `own`. `reach` are the ids of all areas on the account's land, of which
    `form` knows some; None: it is for all.
    """

    form: Form
    own: Form | None = None
    reach: Set[int] | None = None

    @property
    def reads_own_first(self) -> bool:
        """Whether names of areas are clear only within the account's area."""
        return self.own is not None and any(each.level is Level.VILLAGE for each in self.own.areas)

    @property
    def reporting(self) -> Form:
        """The form with the areas that the account reports of."""
        return self.own or self.form


def read_choices(
    connection: Connection, account: Account, day: date, home: str, code: str | None = None
) -> list[OpenForm]:
    """Return what an account may hand in on a day: what closes first, first.

    Besides what is open on the day, that is what was returned to it, and what it may correct after
    the period was locked (`data.verification.reopen`).

    Args:
        connection: to read by.
        account: who asks.
        day: local.
        home: code of the home province.
        code: only this form; None: all.
    """
    forms = read_open_forms(connection, account, day, home, code)
    forms = [each for each in forms if each.may_report]
    reopened = {
        each for each in read_reopened(connection, account.id) if code in (None, each[0])
    } - {(each.form.code, each.term.period.iso) for each in forms}
    if reopened:
        own = {each.form.code: each for each in read_forms_of(connection, account, home)}
        for form_code, period in reopened:
            form = own.get(form_code)
            if form is not None and form.may_report:
                term = term_of(form.form, parse_period(period))
                forms.append(OpenForm(form.form, term, True, form.may_verify, form.within))
        forms.sort(key=lambda each: (each.term.closes, each.form.code))
    return forms


def read_form(
    connection: Connection, account: Account, code: str, period: str, day: date, home: str
) -> SheetForm:
    """Return a form for a period, as the reader of sheets needs it.

    Raises:
        NotFoundError: the account may not hand it in on this day.
        LockError: the period is locked, and the account may not correct it.
    """
    for each in read_choices(connection, account, day, home, code):
        if each.term.period.iso == period:
            check_lock(connection, code, period, account.id)
            return SheetForm(
                *read_office_forms(connection, each.form, each.term.period, home, each.within)
            )
    raise NotFoundError(Phrase("handin-no-form"))
