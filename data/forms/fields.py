"""A form as a table of keys, as files and requests have it: read with all its faults, or written.

Keys are the fields of `ReportForm`; `areas` are texts "vintage/code", `indicators` maps the code of
each indicator to its parts, `headings` to what a sheet calls them. `is_shipped`, which is of the
store alone, is no key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from data.forms.form import FormIndicator, ReportForm, VintageDay
from data.load.files.headings import ValuePart
from ioc.area import AreaKey, Level
from ioc.errors import Problem
from ioc.period import Frequency
from ioc.text import plain_name
from ioc.words.phrase import Phrase

# Villages report of themselves, the country of nothing.
LEVELS = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE, Level.VILLAGE)
_ALWAYS = ("code", "name_vi", "indicators", "frequency", "level")
_MOST_LETTERS = 60
# A number that every database takes.
_MOST_NUMBER = 2**31


def read_fields(table: Mapping[str, Any]) -> tuple[ReportForm | None, list[Problem]]:
    """Return the form of a table, and its faults by key (`Problem.column`).

    None where a value has the wrong type or is missing. What the values mean is not checked here
    (`data.forms.checks.check_form`).
    """
    problems = [
        Problem(Phrase("form-key-missing"), column=key) for key in _ALWAYS if key not in table
    ]
    values: dict[str, Any] = {}
    for key, value in table.items():
        reader = _READERS.get(key)
        if reader is None:
            fault = Phrase("form-key-unknown", known=tuple(_READERS))
            problems.append(Problem(fault, column=str(key)[:_MOST_LETTERS]))
            continue
        values[key], faults = reader(key, value)
        problems += faults
    headings = values.pop("headings", {})
    indicators = values.get("indicators", ())
    problems += [
        Problem(Phrase("form-heading-apart"), column=f"headings.{code[:_MOST_LETTERS]}")
        for code in headings.keys() - {each.code for each in indicators}
        if indicators
    ]
    values["indicators"] = tuple(
        replace(each, headings=headings.get(each.code, {})) for each in indicators
    )
    return (None if problems else ReportForm(**{"name_en": "", **values})), problems


def write_fields(form: ReportForm) -> dict[str, Any]:
    """Return the table of a form, with every key, in the order of its fields.

    >>> form = ReportForm("a", "A", "", (FormIndicator("HT02", (ValuePart.VALUE,)),),
    ...                   Frequency.MONTH, Level.VILLAGE, areas=(AreaKey("2025-07-01", "40"),))
    >>> table = write_fields(form)
    >>> table["indicators"], table["areas"], table["former_level"]
    ({'HT02': ['value']}, ['2025-07-01/40'], '')
    >>> read_fields(table) == (form, [])
    True
    """
    return {
        **{key: _plain(getattr(form, key)) for key in _READERS if key != "headings"},
        "areas": [str(each) for each in form.areas],
        "indicators": {each.code: [part.value for part in each.parts] for each in form.indicators},
        "headings": {
            each.code: {part.value: list(texts) for part, texts in each.headings.items()}
            for each in form.indicators
            if each.headings
        },
    }


def _plain(value: Any) -> Any:
    match value:
        case None:
            return ""
        case StrEnum():
            return value.value
        case tuple():
            return list(value)
        case _:
            return value


_Reader = Callable[[str, Any], tuple[Any, list[Problem]]]


def _text(key: str, value: Any) -> tuple[str, list[Problem]]:
    if isinstance(value, str):
        return plain_name(value), []
    return "", [_fault("form-no-text", key, value)]


def _number(key: str, value: Any) -> tuple[int, list[Problem]]:
    if type(value) is int and abs(value) < _MOST_NUMBER:
        return value, []
    return 0, [_fault("form-no-number", key, value)]


def _numbers(key: str, value: Any) -> tuple[tuple[int, ...], list[Problem]]:
    if isinstance(value, list) and not any(_number(key, each)[1] for each in value):
        return tuple(value), []
    return (), [_fault("form-no-numbers", key, value)]


def _texts(key: str, value: Any) -> tuple[tuple[str, ...], list[Problem]]:
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(filter(None, map(plain_name, value))), []
    return (), [_fault("form-no-texts", key, value)]


def _choice(key: str, value: Any) -> tuple[bool, list[Problem]]:
    return value is True, [] if isinstance(value, bool) else [_fault("form-no-choice", key, value)]


def _one_of(members: tuple[StrEnum, ...], *, may_be_empty: bool = False) -> _Reader:
    def read(key: str, value: Any) -> tuple[StrEnum | None, list[Problem]]:
        if may_be_empty and value == "":
            return None, []
        member = next((each for each in members if each == value), None)
        if member is not None:
            return member, []
        fault = Phrase("form-none-of", allowed=tuple(each.value for each in members))
        return None, [Problem(fault, column=key, value=_excerpt(value))]

    return read


def _areas(key: str, value: Any) -> tuple[tuple[AreaKey, ...], list[Problem]]:
    if not isinstance(value, list):
        return (), [_fault("form-no-areas", key, value)]
    keys, problems = [], []
    for each in value:
        vintage, mark, code = each.partition("/") if isinstance(each, str) else ("", "", "")
        if mark and vintage.strip() and code.strip():
            keys.append(AreaKey(vintage.strip(), code.strip()))
        else:
            problems.append(_fault("form-no-areas", key, each))
    return tuple(keys), problems


def _indicators(key: str, value: Any) -> tuple[tuple[FormIndicator, ...], list[Problem]]:
    if not isinstance(value, dict):
        return (), [_fault("form-no-indicators", key, value)]
    indicators, problems = [], []
    for code, parts in value.items():
        if isinstance(parts, list) and all(each in tuple(ValuePart) for each in parts):
            # In one order, whatever the file's: two forms that ask the same are the same.
            kinds = tuple(part for part in ValuePart if part in parts)
            indicators.append(FormIndicator(str(code).strip(), kinds))
        else:
            place = f"{key}.{str(code)[:_MOST_LETTERS]}"
            fault = Phrase("form-no-parts", allowed=tuple(each.value for each in ValuePart))
            problems.append(Problem(fault, column=place, value=_excerpt(parts)))
    return tuple(indicators), problems


def _headings(
    key: str, value: Any
) -> tuple[dict[str, dict[ValuePart, tuple[str, ...]]], list[Problem]]:
    headings: dict[str, dict[ValuePart, tuple[str, ...]]] = {}
    if not isinstance(value, dict) or not all(isinstance(each, dict) for each in value.values()):
        return headings, [_fault("form-no-headings", key, value)]
    problems = []
    for code, texts in value.items():
        place = f"{key}.{str(code)[:_MOST_LETTERS]}"
        for part in texts.keys() - {*ValuePart}:
            fault = Phrase("form-no-parts", allowed=tuple(each.value for each in ValuePart))
            problems.append(Problem(fault, column=place, value=_excerpt(part)))
        of_parts = {}
        for part in ValuePart:
            if part in texts:
                of_parts[part], faults = _texts(f"{place}.{part}", texts[part])
                problems += faults
        headings[str(code).strip()] = {part: each for part, each in of_parts.items() if each}
    return headings, problems


def _fault(id: str, key: str, value: Any) -> Problem:
    return Problem(Phrase(id), column=key, value=_excerpt(value))


def _excerpt(value: Any) -> str:
    return str(value)[:_MOST_LETTERS]


_READERS: dict[str, _Reader] = {
    "code": _text,
    "name_vi": _text,
    "name_en": _text,
    "frequency": _one_of(tuple(Frequency)),
    "level": _one_of(LEVELS),
    "former_level": _one_of(LEVELS, may_be_empty=True),
    "areas": _areas,
    "reporter": _text,
    "reporter_level": _one_of((Level.COUNTRY, *LEVELS)),
    "verifier": _text,
    "opens_days": _number,
    "closes_days": _number,
    "late_days": _number,
    "reminder_days": _numbers,
    "vintage_day": _one_of(tuple(VintageDay)),
    "first_period": _text,
    "is_active": _choice,
    "sections": _texts,
    "indicators": _indicators,
    "headings": _headings,
}
# All keys, in the order in which a table is written.
KEYS = tuple(_READERS)
