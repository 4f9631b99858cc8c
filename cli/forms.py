"""Commands for forms: listed, written to a file, taken over from one."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from cli.prepare import existing_file, open_prepared
from cli.who import who_commands
from data.forms.file import MAX_BYTES, check_forms, forms_text, import_forms, read_forms_text
from data.forms.forms import find_form, read_forms
from data.store.engine import writing
from ioc.errors import IocError, LoadRefusedError
from ioc.settings import Settings
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase


def list_all(settings: Settings, _: argparse.Namespace) -> None:
    """Print all forms: code, frequency, level, days, state, name."""
    with open_prepared(settings).connect() as connection:
        forms = read_forms(connection)
    for each in forms:
        days = say("command-forms-days", opens=str(each.opens_days), closes=str(each.closes_days))
        frequency, level = say(f"period-frequency-{each.frequency}"), say(f"level-{each.level}")
        state = say("command-forms-on") if each.is_active else say("command-forms-off")
        print("\t".join((each.code, frequency, level, days, state, each.name())))


def export(settings: Settings, options: argparse.Namespace) -> None:
    """Write all forms, or those that are named, to a file."""
    with open_prepared(settings).connect() as connection:
        if options.form:
            forms = [find_form(connection, code) for code in dict.fromkeys(options.form)]
        else:
            forms = read_forms(connection)
    Path(options.file).write_text(forms_text(forms), encoding="utf-8", newline="\n")
    print(say("command-forms-exported", count=len(forms), file=options.file))


def take(settings: Settings, options: argparse.Namespace) -> None:
    """Store the forms of a file; others stay. All or none is stored."""
    file = existing_file(options.file)
    text = _text(file)
    engine = open_prepared(settings)
    if options.dry_run:
        forms = read_forms_text(text, file.name)
        with engine.connect() as connection:
            if problems := check_forms(connection, forms, text, file.name):
                raise LoadRefusedError(problems)
        print(say("command-forms-valid", count=len(forms)))
        return
    with writing(engine) as connection:
        codes = import_forms(connection, text, file.name, who_commands(), datetime.now(UTC))
    counts = {what: len(each) for what, each in codes.items()}
    print(
        say("command-forms-imported", new=counts["new"], others=counts["changed"],
            same=counts["same"])
    )  # fmt: skip


def _text(file: Path) -> str:
    """Return the text of a file of forms.

    Raises:
        IocError: it is too large, or not UTF-8.
    """
    with file.open("rb") as stream:
        content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise IocError(Phrase("command-forms-large", file=file.name))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise IocError(Phrase("command-forms-no-text", file=file.name)) from None
