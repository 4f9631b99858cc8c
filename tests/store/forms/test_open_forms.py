"""Which forms are open for an account: by its role, its area in any vintage, and the form's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Connection, Engine

from data.access.accounts import Account, AccountRole, AccountTerms
from data.forms.calendar import OpenForm, read_open_forms
from data.forms.form import FormIndicator, ReportForm
from data.forms.forms import save_form
from data.load.files.headings import ValuePart
from data.store.engine import writing
from ioc.area import BEFORE_2025, SINCE_2025, AreaKey, Level
from ioc.period import Frequency
from tests.store.small_country import build

NEW, OLD = SINCE_2025.code, BEFORE_2025.code
DAY = date(2026, 12, 12)
SHARE = FormIndicator("SHARE", (ValuePart.NUMERATOR, ValuePart.DENOMINATOR))
COMMUNES = ReportForm("xa", "Xã", "", (SHARE,), Frequency.MONTH, Level.COMMUNE, late_days=5)
VILLAGES = replace(COMMUNES, code="thon", level=Level.VILLAGE, closes_days=20)
OFFICE = replace(COMMUNES, code="so", reporter_level=Level.PROVINCE)
NORTH = replace(COMMUNES, code="bac", areas=(AreaKey(NEW, "01"),))
ONE = replace(COMMUNES, code="mot", areas=(AreaKey(NEW, "40002"),))


@pytest.fixture
def store(engine: Engine) -> Iterator[Connection]:
    with writing(engine) as connection:
        build(connection)
        for form in (COMMUNES, VILLAGES, OFFICE, NORTH, ONE):
            save_form(connection, form, "An")
        yield connection


def open_forms(
    connection: Connection,
    role: AccountRole,
    area: AreaKey | None,
    day: date = DAY,
    code: str | None = None,
) -> list[OpenForm]:
    terms = AccountTerms("an", "An", "", role, area)
    account = Account(1, terms, False, None, "", None, None, None)
    return read_open_forms(connection, account, day, "40", code)


def codes(
    connection: Connection, area: AreaKey | None, role: AccountRole = AccountRole.REPORTER
) -> set[str]:
    return {each.form.code for each in open_forms(connection, role, area)}


def test_an_account_sees_the_forms_of_its_land(store: Connection) -> None:
    assert codes(store, None) == {"xa", "thon", "so", "bac", "mot"}
    assert codes(store, AreaKey(NEW, "40")) == {"xa", "thon", "so", "mot"}
    assert codes(store, AreaKey(NEW, "40001")) == {"xa", "thon"}
    assert codes(store, AreaKey(NEW, "40002")) == {"xa", "thon", "mot"}
    assert codes(store, AreaKey(NEW, "00101")) == {"bac"}


def test_an_account_of_a_village_reports_for_villages_where_the_form_lets_it(
    store: Connection,
) -> None:
    village = AreaKey(NEW, "T1")
    assert codes(store, village) == set()
    assert codes(store, village, AccountRole.VERIFIER) == {"thon"}
    save_form(store, replace(VILLAGES, reporter_level=Level.VILLAGE), "An")
    assert codes(store, village) == {"thon"}


def test_the_role_says_what_may_be_done(store: Connection) -> None:
    area = AreaKey(NEW, "40001")
    for role, may in (
        (AccountRole.REPORTER, (True, False)),
        (AccountRole.VERIFIER, (False, True)),
        (AccountRole.ADMINISTRATOR, (True, True)),
    ):
        (form,) = [each for each in open_forms(store, role, area) if each.form.code == "xa"]
        assert (form.may_report, form.may_verify, form.within) == (*may, area)
    assert (
        codes(store, area, AccountRole.VIEWER) == codes(store, area, AccountRole.ANALYST) == set()
    )
    # A commune verifies what only a department reports.
    assert "so" in codes(store, area, AccountRole.VERIFIER)


def test_open_forms_come_with_period_days_and_lateness(store: Connection) -> None:
    forms = open_forms(store, AccountRole.REPORTER, AreaKey(NEW, "40001"))
    assert [
        (each.form.code, each.term.period.iso, str(each.term.closes), each.term.days_late(DAY))
        for each in forms
    ] == [("xa", "2026-11", "2026-12-10", 2), ("thon", "2026-11", "2026-12-20", 0)]
    save_form(store, replace(COMMUNES, is_active=False), "An")
    assert codes(store, AreaKey(NEW, "40001")) == {"thon"}
    assert open_forms(store, AccountRole.REPORTER, None, date(2026, 11, 30)) == []


def test_one_form_is_asked_for_by_its_code(store: Connection) -> None:
    (form,) = open_forms(store, AccountRole.REPORTER, None, code="so")
    assert form == open_forms(store, AccountRole.REPORTER, None)[2] and form.form.code == "so"
    assert open_forms(store, AccountRole.REPORTER, AreaKey(NEW, "40001"), code="so") == []
    assert open_forms(store, AccountRole.REPORTER, None, code="khong-co") == []


def test_an_account_of_another_vintage_sees_the_forms_of_the_same_land(store: Connection) -> None:
    # The small country has no ties between its vintages: no land in common.
    assert codes(store, AreaKey(OLD, "40001")) == set()
    assert codes(store, AreaKey(OLD, "99999")) == set()
    save_form(store, replace(COMMUNES, areas=(AreaKey(OLD, "412"),)), "An")
    assert codes(store, AreaKey(OLD, "40001")) == {"xa"}
    assert codes(store, AreaKey(OLD, "40003")) == set()


def test_the_same_land_is_found_across_vintages(shipped_store: Connection) -> None:
    form = replace(
        COMMUNES, indicators=(FormIndicator("HT02", (ValuePart.VALUE,)),), code="thu"
    )  # fmt: skip
    save_form(shipped_store, form, "An")
    assert codes(shipped_store, AreaKey(OLD, "40")) == {"thu"}
    assert codes(shipped_store, AreaKey(OLD, "01")) == set()
