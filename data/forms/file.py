"""Forms as a file (TOML): written, and read with every fault at once."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from data.access.trail import Act, note_step
from data.forms.checks import check_form
from data.forms.fields import read_fields, write_fields
from data.forms.form import ReportForm
from data.forms.forms import form_snapshot, save_form, snapshot_of
from ioc.errors import LoadRefusedError, Problem
from ioc.words.phrase import Phrase

MAX_BYTES = 1_000_000
_HEADING = re.compile(r"^\s*\[\[\s*form\s*\]\]", re.MULTILINE)


def forms_text(forms: Iterable[ReportForm]) -> str:
    """Return forms as the text of a file; `read_forms_text` gives the same forms back.

    What is empty is left out.
    """
    return "\n".join(_table(each) for each in forms)


def _table(form: ReportForm) -> str:
    cells = write_fields(form)
    tables = {"indicators": cells.pop("indicators")}
    headings = cells.pop("headings")
    tables |= {f"headings.{_key(code)}": texts for code, texts in headings.items()}
    lines = [
        "[[form]]",
        *_lines({key: each for key, each in cells.items() if each not in ("", [])}),
    ]
    for name, table in tables.items():
        lines += [f"[form.{name}]", *_lines(table)]
    return "".join(f"{line}\n" for line in lines)


def _lines(table: Mapping[str, Any]) -> list[str]:
    return [f"{_key(key)} = {_value(cell)}" for key, cell in table.items()]


def _key(code: str) -> str:
    return code if re.fullmatch(r"[A-Za-z0-9_-]+", code) else _value(code)


def _value(cell: Any) -> str:
    # Texts, whole numbers, truth values and lists of them are written by TOML as by JSON.
    return json.dumps(cell, ensure_ascii=False)


def read_forms_text(text: str, name: str) -> list[ReportForm]:
    """Return the forms of a file's text; what they mean is not checked (`check_forms`).

    Args:
        text: TOML.
        name: of the file, for messages.

    Raises:
        LoadRefusedError: lists every fault with file, line of the form, key and value.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        row = int(place[1]) if place else None
        raise LoadRefusedError([Problem(Phrase("form-file-unreadable"), name, row=row)]) from None
    problems = [
        Problem(Phrase("form-file-key"), name, column=key[:60]) for key in content if key != "form"
    ]
    tables = content.get("form", [])
    if not (isinstance(tables, list) and tables and all(isinstance(each, dict) for each in tables)):
        raise LoadRefusedError([*problems, Problem(Phrase("form-file-empty"), name)])
    rows = form_rows(text, len(tables))
    forms: list[ReportForm] = []
    for row, table in zip(rows, tables, strict=True):
        form, faults = read_fields(table)
        problems += [replace(each, file=name, row=row) for each in faults]
        if form is None:
            continue
        if form.code in {each.code for each in forms}:
            fault = Phrase("form-code-twice")
            problems.append(Problem(fault, name, row=row, column="code", value=form.code[:60]))
        forms.append(form)
    if problems:
        raise LoadRefusedError(problems)
    return forms


def form_rows(text: str, count: int) -> list[int | None]:
    r"""Return the line on which each of a file's forms begins; None where that is not clear.

    >>> form_rows('# a\n[[form]]\ncode = "a"\n[[form]]\n', 2), form_rows("form = []", 1)
    ([2, 4], [None])
    """
    rows = [text.count("\n", 0, match.end()) + 1 for match in _HEADING.finditer(text)]
    return [*rows] if len(rows) == count else [None] * count


def check_forms(
    connection: Connection, forms: list[ReportForm], text: str, name: str
) -> list[Problem]:
    """Return every fault of what a file's forms mean, with file and line."""
    return [
        replace(each, file=name, row=row)
        for row, form in zip(form_rows(text, len(forms)), forms, strict=True)
        for each in check_form(connection, form)
    ]


def import_forms(
    connection: Connection, text: str, name: str, by: str, now: datetime
) -> dict[str, list[str]]:
    """Store the forms of a file's text; return codes by what was done: new, changed, same.

    Forms that the file does not have stay. Each change is noted on the trail.

    Args:
        connection: in a write transaction.
        text: of the file.
        name: of the file.
        by: who imports.
        now: when.

    Raises:
        LoadRefusedError: nothing was written; lists every fault.
    """
    forms = read_forms_text(text, name)
    if problems := check_forms(connection, forms, text, name):
        raise LoadRefusedError(problems)
    codes: dict[str, list[str]] = {"new": [], "changed": [], "same": []}
    for each in forms:
        before = form_snapshot(connection, each.code)
        after = snapshot_of(each)
        if before == after:
            codes["same"].append(each.code)
            continue
        codes["changed" if before else "new"].append(each.code)
        save_form(connection, each, by)
        subject = f"{each.name_vi} ({each.code})"
        note_step(connection, Act.SETTING, by, subject, "", now, before, after)
    return codes
