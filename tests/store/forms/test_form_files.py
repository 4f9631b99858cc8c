"""Forms as a file: written and read without a difference, refused with every fault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, Engine

from data.access.trail import read_steps
from data.forms.file import forms_text, import_forms, read_forms_text
from data.forms.forms import find_form, read_forms
from data.forms.shipped import load_forms
from data.store.engine import writing
from ioc.errors import LoadRefusedError
from tests.store.forms.test_forms import FORM

pytestmark = pytest.mark.same_sql
NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
BAD = """
title = "a"

[[form]]
code = "mot"
name_vi = 5
frequency = "tháng"
level = "commune"
closes_days = "10"
closing = 3
areas = ["40"]
[form.indicators]
HT01 = ["tử số"]

[[form]]
code = "hai"
name_vi = "Hai"
level = "commune"
frequency = "month"
is_active = 1
reminder_days = [1.5]
[form.indicators]
HT01 = ["value"]
[form.headings.HT02]
value = ["Thôn"]
"""


@pytest.fixture
def store(shipped_engine_of_its_own: Engine) -> Iterator[Connection]:
    with writing(shipped_engine_of_its_own) as connection:
        load_forms(connection)
        yield connection


def refusal(text: str) -> list[tuple[int | None, str, str, str]]:
    with pytest.raises(LoadRefusedError) as error:
        read_forms_text(text, "bieu.toml")
    assert all(each.file == "bieu.toml" for each in error.value.problems)
    return [(each.row, each.column, each.fault.id, each.value) for each in error.value.problems]


def test_what_is_written_is_read_without_a_difference(store: Connection) -> None:
    ugly = replace(FORM, code="b", name_vi='Dấu " và \\ và # [x]', name_en="", reporter="a = 1")
    forms = [*read_forms(store), FORM, ugly]
    text = forms_text(forms)
    assert read_forms_text(text, "a") == [replace(each, is_shipped=False) for each in forms]
    assert forms_text(read_forms_text(text, "a")) == text


def test_an_import_stores_what_differs_and_notes_it(store: Connection) -> None:
    text = forms_text(read_forms(store))
    assert import_forms(store, text, "a", "An", NOW)["same"] == [
        each.code for each in read_forms(store)
    ]
    assert read_steps(store, 9) == []
    text = text.replace("closes_days = 5", "closes_days = 7") + "\n" + forms_text([FORM])
    codes = import_forms(store, text, "a", "An", NOW)
    assert (codes["new"], codes["changed"]) == (["thu"], ["dich-vu-cong-thang"])
    assert find_form(store, "thu") == FORM
    new, different = read_steps(store, 9)
    assert different.actor == "An" and "dich-vu-cong-thang" in different.subject
    assert (different.before["closes_days"], different.after["closes_days"]) == (5, 7)
    assert new.before == {} and new.after["code"] == "thu"
    assert len(read_forms(store)) == 6


def test_a_bad_file_names_line_key_and_value_of_every_fault() -> None:
    assert refusal(BAD) == [
        (None, "title", "form-file-key", ""),
        (4, "name_vi", "form-no-text", "5"),
        (4, "frequency", "form-none-of", "tháng"),
        (4, "closes_days", "form-no-number", "10"),
        (4, "closing", "form-key-unknown", ""),
        (4, "areas", "form-no-areas", "40"),
        (4, "indicators.HT01", "form-no-parts", "['tử số']"),
        (15, "is_active", "form-no-choice", "1"),
        (15, "reminder_days", "form-no-numbers", "[1.5]"),
        (15, "headings.HT02", "form-heading-apart", ""),
    ]
    assert refusal("# a\n[[form]]\na = x") == [(3, "", "form-file-unreadable", "")]
    assert refusal("") == [(None, "", "form-file-empty", "")]
    assert refusal(forms_text([FORM, FORM]))[0][1:] == ("code", "form-code-twice", "thu")


def test_the_words_of_a_refusal_are_vietnamese() -> None:
    with pytest.raises(LoadRefusedError) as error:
        read_forms_text(BAD, "bieu.toml")
    (line,) = [each.line() for each in error.value.problems if each.column == "closes_days"]
    assert "tệp bieu.toml" in line.lower() and "dòng 4" in line and "10" in line
    assert "không phải số nguyên" in line


def test_nothing_is_stored_of_a_file_with_a_fault(store: Connection) -> None:
    before = read_forms(store)
    bad = replace(FORM, code="sai", closes_days=-9)
    with pytest.raises(LoadRefusedError) as error:
        import_forms(store, forms_text([FORM, bad]), "a", "An", NOW)
    (problem,) = error.value.problems
    assert problem.column == "closes_days" and problem.row and problem.row > 20
    assert read_forms(store) == before and read_steps(store, 9) == []
