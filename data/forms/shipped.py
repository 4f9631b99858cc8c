"""Stores the forms that come with the program, as they are in their file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection

from data.forms.file import check_forms, read_forms_text
from data.forms.forms import read_forms, write_form
from data.queries.catalogue import CATALOGUE
from ioc.errors import LoadRefusedError

FORM_FILE = CATALOGUE / "forms.toml"


def load_forms(connection: Connection, file: Path = FORM_FILE) -> int:
    """Write the shipped forms where the store has none, or one that nobody changed; count changes.

    A form that somebody saved stays as it is, and so does one that left the file. The catalogue is
    loaded before.

    Raises:
        LoadRefusedError: nothing was written; lists every fault of the file.
    """
    text = file.read_text(encoding="utf-8")
    forms = [replace(each, is_shipped=True) for each in read_forms_text(text, file.name)]
    if problems := check_forms(connection, forms, text, file.name):
        raise LoadRefusedError(problems)
    stored_forms = {each.code: each for each in read_forms(connection)}
    changes = [
        each
        for each in forms
        if (present := stored_forms.get(each.code)) is None
        or (present.is_shipped and present != each)
    ]
    for each in changes:
        write_form(connection, each, "")
    return len(changes)
