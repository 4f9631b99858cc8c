"""Forms in the administration: their list, saving and copying one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from data.access.callers import Caller
from data.forms.calendar import term_at
from data.forms.fields import KEYS, LEVELS, read_fields, write_fields
from data.forms.form import ReportForm
from data.forms.forms import copy_form, find_form, read_forms, save_form
from data.queries.areas import find_area_name
from ioc.errors import LoadRefusedError, Problem
from ioc.local_time import day_text
from ioc.period import Frequency
from ioc.wall_form import new_code
from ioc.words.catalogue import say
from ioc.words.phrase import Capital, Phrase


def form_items(connection: Connection, language: str, day: date) -> list[dict[str, Any]]:
    """Return all forms for an administrator: their keys, and what is shown of them in words."""
    return [
        {
            **write_fields(each),
            "name": each.name(language),
            "is_shipped": each.is_shipped,
            "term": _term(each, language, day),
            "area_names": {
                str(key): find_area_name(connection, key) or key.code for key in each.areas
            },
        }
        for each in read_forms(connection)
    ]


def form_choices(language: str) -> dict[str, list[dict[str, str]]]:
    """Return the frequencies and the levels that a form may have, with their names."""
    return {
        "frequencies": [
            {"code": each.value, "name": _name(f"period-frequency-{each}", language)}
            for each in Frequency
        ],
        "levels": [
            {"code": each.value, "name": _name(f"level-{each}", language)} for each in LEVELS
        ],
    }


def save_form_act(
    connection: Connection, form: Mapping[str, Any], who: Caller, _: datetime
) -> dict[str, Any]:
    """Store a form, a new one or one with its code; keys that were not sent stay as they are.

    Raises:
        LoadRefusedError: every fault by its field.
        NotFoundError: there is none with this code.
    """
    code = str(form.get("code") or "")
    if form.get("is_new"):
        codes = [each.code for each in read_forms(connection)]
        table: dict[str, Any] = {}
        code = new_code(str(form.get("name_vi") or ""), codes)
    else:
        table = write_fields(find_form(connection, code))
    table |= {key: form[key] for key in KEYS if key in form}
    table["code"] = code
    thing, problems = read_fields(_without_strays(table))
    if thing is None:
        raise LoadRefusedError([_by_field(each) for each in problems])
    try:
        return _result(save_form(connection, thing, who.name))
    except LoadRefusedError as error:
        raise LoadRefusedError([_by_field(each) for each in error.problems]) from None


def copy_form_act(
    connection: Connection, form: Mapping[str, Any], who: Caller, _: datetime
) -> dict[str, Any]:
    """Copy the form with this code; the copy is not in use.

    Raises:
        NotFoundError: there is none.
    """
    return _result(copy_form(connection, str(form.get("code") or ""), who.name))


def _name(message: str, language: str) -> str:
    return Capital(Phrase(message)).label(language)


def _result(form: ReportForm) -> dict[str, Any]:
    return {"code": form.code, "subject": f"{form.name_vi} ({form.code})"}


def _term(form: ReportForm, language: str, day: date) -> str:
    """Return the days of the newest term in words."""
    term = term_at(form, day)
    return say(
        "form-term",
        language,
        period=term.period.label(language),
        opens=day_text(term.opens),
        closes=day_text(term.closes),
        ends=day_text(term.ends),
    )


def _without_strays(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return a table without headings of indicators that were taken out of the form."""
    headings, indicators = table.get("headings"), table.get("indicators")
    if not isinstance(headings, dict) or not isinstance(indicators, dict):
        return dict(table)
    return {**table, "headings": {k: each for k, each in headings.items() if k in indicators}}


def _by_field(problem: Problem) -> Problem:
    """Return a fault at the field that the page has for it; one of an indicator has its code."""
    field, _, indicator = problem.column.partition(".")
    return replace(problem, column=field, value=indicator or problem.value)
