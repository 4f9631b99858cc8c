"""The command that reads an office's sheet for a form and shows it; the store stays as it is."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from sqlalchemy import Connection

from cli.intake.sheet import sheet_lines
from cli.prepare import existing_file, open_prepared
from data.load.office.book import MAX_BYTES, open_book
from data.load.office.form import Form
from data.load.office.progress import without_collections
from data.load.office.read import read_office_book
from data.load.office.reading_json import reading_as_json
from data.load.office.store_form import read_store_form
from data.queries.areas import read_vintages
from data.queries.catalogue import all_indicators, read_groups
from ioc.area import AreaKey, Level, resolve_vintage
from ioc.errors import IocError
from ioc.period import parse_period
from ioc.sentences.values import number
from ioc.settings import Settings
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase


def read_sheet(settings: Settings, options: argparse.Namespace) -> None:
    """Print what a file says for a form; status 1 where a number of it is not understood."""
    file = existing_file(options.file)
    with open_prepared(settings).connect() as connection:
        form = _form(connection, settings, options)
    # One byte more than allowed is enough to refuse a file of any size.
    book = open_book(file.name, _content(file))
    with without_collections():
        reading = read_office_book(book, form, report=_print_progress)
        if options.json:
            print(json.dumps(reading_as_json(reading), ensure_ascii=False))
        else:
            for line in sheet_lines(reading):
                print(line)
            print(say("command-sheet-not-stored"))
    if reading.unread or not reading.numbers:
        raise SystemExit(1)


def _content(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def _form(connection: Connection, settings: Settings, options: argparse.Namespace) -> Form:
    period = parse_period(options.period)
    vintages = read_vintages(connection)
    vintage = resolve_vintage(options.vintage or period.start.isoformat(), vintages)
    top = options.area or settings.province
    level = Level(options.level) if options.level else Level.COMMUNE
    key = AreaKey(vintage.code, top)
    form = read_store_form(connection, "", _indicators(connection, options), key, level, period)
    if not form.areas and not options.level:
        # A village reports of itself.
        level = Level.VILLAGE
        form = read_store_form(connection, "", form.by_code, key, level, period)
    if not form.areas:
        raise IocError(Phrase("command-sheet-no-areas", area=top, level=Phrase(f"level-{level}")))
    return form


def _indicators(connection: Connection, options: argparse.Namespace) -> list[str]:
    """Return the indicators that are named, or those of the groups that are."""
    codes = list(options.indicator)
    if options.group:
        groups = [each.code for each in read_groups(connection)]
        for group in options.group:
            if group not in groups:
                raise IocError(
                    Phrase("command-sheet-group-unknown", group=group, known=tuple(groups))
                )
        codes += [e.code for e in all_indicators(connection) if e.group_code in options.group]
    if not codes:
        raise IocError(Phrase("command-sheet-name-form"))
    return list(dict.fromkeys(codes))


def _print_progress(sheet: str, steps: int, whole: int) -> None:
    share = number(int(100 * steps / whole))
    print(say("command-sheet-progress", sheet=sheet, share=share), file=sys.stderr, flush=True)
