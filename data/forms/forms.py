"""Forms in the store: read, saved once they are right, copied.

Each change raises a signal, so that open pages follow. Functions that write need a connection in a
write transaction; what they changed is noted on the trail with `form_snapshot` before and after.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from data.forms.checks import MOST_LETTERS, check_form
from data.forms.fields import write_fields
from data.forms.form import FormIndicator, ReportForm, VintageDay
from data.load.files.headings import ValuePart
from data.store.engine import raise_signal
from data.store.fetch import PreparedQuery, fetch_tuples
from data.store.schema import form, form_area, form_indicator
from ioc.area import AreaKey, Level
from ioc.errors import LoadRefusedError, NotFoundError
from ioc.local_time import iso_moment
from ioc.period import Frequency
from ioc.short_code import name_copy, number_copy
from ioc.words.phrase import Phrase

_COLUMNS = (
    "code", "name_vi", "name_en", "frequency", "level", "former_level", "reporter",
    "reporter_level", "verifier", "opens_days", "closes_days", "late_days", "reminder_days",
    "vintage_day", "sections", "first_period", "is_active", "is_shipped",
)  # fmt: skip
_FORMS = PreparedQuery(select(*(form.c[name] for name in _COLUMNS)).order_by(form.c.code))
_INDICATORS = PreparedQuery(
    select(
        form_indicator.c.form_code, form_indicator.c.indicator_code, form_indicator.c.parts,
        form_indicator.c.headings,
    ).order_by(form_indicator.c.form_code, form_indicator.c.position)
)  # fmt: skip
_AREAS = PreparedQuery(
    select(form_area.c.form_code, form_area.c.vintage, form_area.c.code).order_by(
        form_area.c.form_code, form_area.c.position
    )
)


def read_forms(connection: Connection) -> list[ReportForm]:
    """Return all forms by code, those that are not active included."""
    indicators: dict[str, list[FormIndicator]] = defaultdict(list)
    for code, indicator, parts, headings in fetch_tuples(connection, _INDICATORS):
        kinds = tuple(ValuePart(each) for each in parts.split(","))
        texts = {ValuePart(part): tuple(each) for part, each in json.loads(headings).items()}
        indicators[code].append(FormIndicator(indicator, kinds, texts))
    areas: dict[str, list[AreaKey]] = defaultdict(list)
    for code, vintage, area in fetch_tuples(connection, _AREAS):
        areas[code].append(AreaKey(vintage, area))
    return [
        _form(row, indicators[row[0]], areas[row[0]]) for row in fetch_tuples(connection, _FORMS)
    ]


def find_form(connection: Connection, code: str) -> ReportForm:
    """Return the form with this code.

    Raises:
        NotFoundError: there is none; names those that there are.
    """
    forms = read_forms(connection)
    for each in forms:
        if each.code == code:
            return each
    codes = tuple(each.code for each in forms) or Phrase("area-none-yet")
    raise NotFoundError(Phrase("form-unknown", code=code[:60], known=codes))


def save_form(connection: Connection, thing: ReportForm, by: str) -> ReportForm:
    """Store a form, new or changed; return it as it is stored.

    One that came with the program is from now on the province's own.

    Raises:
        LoadRefusedError: every fault by its field.
    """
    if problems := check_form(connection, thing):
        raise LoadRefusedError(problems)
    thing = replace(thing, is_shipped=False)
    write_form(connection, thing, by)
    raise_signal(connection, "form", thing.code, {"what": "form", "by": by})
    return thing


def copy_form(connection: Connection, code: str, by: str) -> ReportForm:
    """Store a copy of a form under a new code and name, not active; return it.

    Raises:
        NotFoundError: there is no such form.
    """
    original = find_form(connection, code)
    codes = {each.code for each in read_forms(connection)}
    fresh, number = number_copy(code, codes)
    copy = replace(
        original,
        code=fresh,
        name_vi=name_copy(original.name_vi, number, MOST_LETTERS),
        name_en=name_copy(original.name_en, number, MOST_LETTERS),
        is_active=False,
        is_shipped=False,
    )
    write_form(connection, copy, by)
    raise_signal(connection, "form", fresh, {"what": "form", "by": by})
    return copy


def write_form(connection: Connection, thing: ReportForm, by: str) -> None:
    """Write a checked form; the loader of shipped forms calls it, too."""
    values = {
        **{name: _cell(getattr(thing, name)) for name in _COLUMNS},
        "former_level": str(thing.former_level or ""),
        "reminder_days": _json(thing.reminder_days),
        "sections": _json(thing.sections),
        "updated_at": iso_moment(datetime.now(UTC)),
        "updated_by": by,
    }
    count = connection.execute(
        update(form).where(form.c.code == thing.code).values(values)
    ).rowcount
    if not count:
        connection.execute(insert(form).values(values))
    for table in (form_indicator, form_area):
        connection.execute(delete(table).where(table.c.form_code == thing.code))
    rows: list[dict[str, Any]] = [
        {"form_code": thing.code, "indicator_code": each.code, "position": at,
         "parts": ",".join(each.parts), "headings": _json(each.headings)}
        for at, each in enumerate(thing.indicators)
    ]  # fmt: skip
    connection.execute(insert(form_indicator), rows)
    if thing.areas:
        connection.execute(
            insert(form_area),
            [
                {"form_code": thing.code, "vintage": key.vintage, "code": key.code, "position": at}
                for at, key in enumerate(thing.areas)
            ],
        )


def form_snapshot(connection: Connection, code: str) -> dict[str, Any]:
    """Return the fields of the form with this code for the trail; empty where there is none."""
    try:
        return snapshot_of(find_form(connection, code))
    except NotFoundError:
        return {}


def snapshot_of(thing: ReportForm) -> dict[str, Any]:
    """Return the fields of a form for the trail, which sorts keys: indicators are a list there."""
    indicators = [f"{each.code}: {', '.join(each.parts)}" for each in thing.indicators]
    return write_fields(thing) | {"indicators": indicators}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _cell(value: Any) -> Any:
    return value.value if isinstance(value, StrEnum) else value


def _form(row: Sequence[Any], indicators: list[FormIndicator], areas: list[AreaKey]) -> ReportForm:
    values = dict(zip(_COLUMNS, row, strict=True))
    return ReportForm(
        **{
            **values,
            "frequency": Frequency(values["frequency"]),
            "level": Level(values["level"]),
            "former_level": Level(values["former_level"]) if values["former_level"] else None,
            "reporter_level": Level(values["reporter_level"]),
            "reminder_days": tuple(json.loads(values["reminder_days"])),
            "sections": tuple(json.loads(values["sections"])),
            "vintage_day": VintageDay(values["vintage_day"]),
            "is_active": bool(values["is_active"]),
            "is_shipped": bool(values["is_shipped"]),
        },
        indicators=tuple(indicators),
        areas=tuple(areas),
    )
