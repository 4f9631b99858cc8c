"""Owners in the administration: their list for the page, saving and removing one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from api.admin.form_fields import number_of, text_of
from data.access.callers import Caller
from data.load.owners.owner_file import day_of
from data.load.owners.owners import remove_owner, save_owner
from data.queries.areas import read_vintages
from data.queries.owners import OwnerRow, read_owner_rows
from data.store.engine import raise_revision, raise_signal
from ioc.area import AreaKey, resolve_vintage
from ioc.errors import LoadRefusedError, NotFoundError, Problem
from ioc.local_time import day_text
from ioc.owner import Owner
from ioc.words.phrase import Phrase

_UNKNOWN = Phrase("owner-unknown")


def owner_items(connection: Connection) -> list[dict[str, Any]]:
    """Return all owners for an administrator, with persons and phones."""
    return [_item(each) for each in read_owner_rows(connection)]


def _item(row: OwnerRow) -> dict[str, Any]:
    who = row.owner
    return {
        "code": str(row.number),
        "unit": who.unit,
        "person": who.person,
        "phone": who.phone,
        "deadline": day_text(who.deadline) if who.deadline else "",
        "about": _about(who),
        "vintage": who.area.vintage if who.area else "",
        "area_code": who.area.code if who.area else "",
        "area_name": row.area_name,
        "is_demo": who.is_demo,
    }


def _about(who: Owner) -> str:
    """Return what an owner is set for, as the form has it: "HT01", "@HT" for a group, or empty."""
    return who.indicator_code or (f"@{who.group_code}" if who.group_code else "")


def save_owner_act(
    connection: Connection, form: Mapping[str, Any], who: Caller, _: datetime
) -> dict[str, Any]:
    """Store the owner of a form, a new one or one with its number.

    Raises:
        LoadRefusedError: every fault by its field.
        NotFoundError: there is none with this number.
    """
    number = None if form.get("is_new") else number_of(form, _UNKNOWN)
    thing, problems = _owner_of(connection, form)
    try:
        row_number = save_owner(connection, thing, who.name, number)
    except LoadRefusedError as error:
        problems += [_by_field(each) for each in error.problems]
        raise LoadRefusedError(problems) from None
    if problems:
        raise LoadRefusedError(problems)
    _tell(connection, row_number)
    return {"code": str(row_number), "subject": _subject(connection, row_number)}


def remove_owner_act(
    connection: Connection, form: Mapping[str, Any], _: Caller, __: datetime
) -> dict[str, Any]:
    """Remove the owner with a form's number.

    Raises:
        NotFoundError: there is none.
    """
    number = number_of(form, _UNKNOWN)
    subject = _subject(connection, number)
    remove_owner(connection, number)
    _tell(connection, number)
    return {"code": "", "subject": subject}


def _owner_of(connection: Connection, form: Mapping[str, Any]) -> tuple[Owner, list[Problem]]:
    """Return the owner of a form, and the faults of what cannot be read as one."""
    problems: list[Problem] = []
    about, code = text_of(form, "about"), text_of(form, "area_code")
    area = None
    if code:
        vintages = read_vintages(connection)
        try:
            vintage = resolve_vintage(text_of(form, "vintage") or vintages[-1].code, vintages)
            area = AreaKey(vintage.code, code)
        except NotFoundError as error:
            problems.append(
                Problem(error.phrase, column="vintage", advice=Phrase("walls-choose-vintage"))
            )
    due = None
    if text := text_of(form, "deadline"):
        due = day_of(text)
        if due is None:
            problems.append(Problem(Phrase("owner-no-day"), column="deadline", value=text[:20]))
    is_group = about.startswith("@")
    owner = Owner(
        text_of(form, "unit"),
        text_of(form, "person"),
        text_of(form, "phone"),
        due,
        area,
        "" if is_group else about,
        about[1:] if is_group else "",
    )
    return owner, problems


def _by_field(problem: Problem) -> Problem:
    """Return a fault at the field of the form that has its value."""
    names = {"indicator_code": "about", "group_code": "about", "area": "about"}
    field = names.get(problem.column, problem.column)
    return Problem(problem.fault, column=field, value=problem.value, advice=problem.advice)


def _subject(connection: Connection, number: int) -> str:
    """Return an owner in words for the trail: unit, what it is set for, area."""
    for row in read_owner_rows(connection):
        if row.number == number:
            about = row.owner.indicator_code or row.owner.group_code
            return " · ".join(filter(None, (row.owner.unit, about, row.area_name)))
    raise NotFoundError(_UNKNOWN)


def _tell(connection: Connection, number: int) -> None:
    """Let open pages read anew who answers, and other administrators see the list change."""
    raise_revision(connection, "catalogue", {"owners": 1})
    raise_signal(connection, "owner", str(number), {"what": "owner"})
