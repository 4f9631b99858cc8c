"""Lines that show what was understood of an office's sheet, and what was not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

from data.load.files.sheets.sheet import column_letters
from data.load.office.meaning import CellPlace, CellRole
from data.load.office.reading import (
    Assumption,
    ReadSheet,
    SheetNumber,
    SheetReading,
    SheetTotal,
    UnreadCell,
)
from data.load.office.sheet_table import SheetTable
from ioc.sentences.values import number
from ioc.text import harmless
from ioc.words.catalogue import say
from ioc.words.numbers import plain_number
from ioc.words.phrase import Phrase

_NUMBERS_NAMED = 8
_FAULTS_NAMED = 50
_CELLS_NAMED = 12
_LONGEST = 60
# Roles whose reasons differ from cell to cell.
_BY_CELL = (CellRole.AREA, CellRole.UNKNOWN)
Entry = TypeVar("Entry")


def sheet_lines(reading: SheetReading) -> list[str]:
    """Return all that a person needs to see of a reading; `--json` has every cell."""
    return [
        *_form(reading),
        *(line for each in reading.sheets for line in _sheet(each)),
        *_numbers(reading),
        *_totals(reading),
        *_assumptions(reading),
        *_left_out(reading),
        *_unread(reading),
        *_next_steps(reading),
    ]


def _form(reading: SheetReading) -> list[str]:
    form = reading.form
    return [
        say("intake-office-file", file=_plain(reading.file), sha256=reading.sha256[:12]),
        say(
            "intake-office-form",
            indicators=", ".join(form.by_code),
            period=form.period.label(),
            areas=number(len(form.areas)),
            vintage=form.vintage,
        ),
    ]


def _sheet(sheet: ReadSheet) -> list[str]:
    view = sheet.view
    lines = [say("intake-office-sheet", name=_plain(view.name), tables=number(len(sheet.tables)))]
    if not sheet.tables and not view.sheet.is_hidden:
        lines.append("  " + say("intake-office-no-table"))
    for table in sheet.tables:
        first, last = number(table.frame.first + 1), number(table.frame.end)
        heading = say(
            "intake-office-table", number=number(table.number + 1), first=first, last=last
        )
        lines.append("  " + heading)
        lines += [f"    {line}" for line in _columns(sheet, table)]
    return lines


def _columns(sheet: ReadSheet, table: SheetTable) -> list[str]:
    """Return a line for each column: its heading, and what its cells are."""
    lines = []
    for column in range(table.frame.left, table.frame.right):
        meanings: Counter[tuple[CellRole, Phrase | None]] = Counter()
        for row in range(table.frame.first, table.frame.end):
            role = sheet.roles.role(row, column)
            if role is not CellRole.BLANK:
                reason = None if role in _BY_CELL else sheet.roles.reason(row, column)
                meanings[role, reason] += 1
        heading = " | ".join(each for each in table.stacks.get(column, ()) if each)
        if not meanings and not heading:
            continue
        several = [key for key in meanings if key[0] is CellRole.NUMBER]
        if len(several) > 3:  # indicators are in the rows
            count = sum(meanings.pop(key) for key in several)
            meanings[CellRole.NUMBER, None] = count
        texts = [
            say("intake-office-meaning", meaning=_meaning(role, reason), count=number(count))
            for (role, reason), count in meanings.most_common(5)
        ]
        lines.append(
            say(
                "intake-office-column",
                column=column_letters(column),
                heading=_plain(heading),
                meanings="; ".join(texts) or say("intake-office-nothing"),
            )
        )
    return lines


def _meaning(role: CellRole, reason: Phrase | None) -> str:
    return say(f"intake-office-role-{role}") if reason is None else _plain(reason.text())


def _numbers(reading: SheetReading) -> list[str]:
    waiting = sum(bool(each.doubts) for each in reading.numbers)
    count = len(reading.numbers)
    head = say(
        "intake-office-numbers",
        count=number(count),
        ready=number(count - waiting),
        waiting=number(waiting),
    )
    lines = [f"  {_number(reading, each)}" for each in reading.numbers[:_NUMBERS_NAMED]]
    return [head, *lines, *_more(count, _NUMBERS_NAMED)]


def _number(reading: SheetReading, each: SheetNumber) -> str:
    area = reading.form.index.find(each.area, None)
    return say(
        "intake-office-number-waits" if each.doubts else "intake-office-number",
        cell=_address(reading, each.place),
        value=plain_number(each.value),
        code=each.slot.indicator,
        part=say(f"sheet-part-{each.slot.part}"),
        area=area.full_name if area is not None else each.area,
        area_code=each.area,
    )


def _totals(reading: SheetReading) -> list[str]:
    # Totals that differ are assumptions as well, and named there with their cells.
    totals = sorted(reading.totals, key=lambda each: each.agrees)
    return _list(say("intake-office-totals"), totals, lambda each: _total(reading, each))


def _total(reading: SheetReading, each: SheetTotal) -> str:
    return say(
        "intake-office-total",
        cell=_address(reading, each.place),
        code=each.slot.indicator,
        stated=plain_number(each.stated),
        sum=plain_number(each.summed),
        verdict=say("intake-agrees") if each.agrees else say("intake-differs"),
    )


def _assumptions(reading: SheetReading) -> list[str]:
    head = say("intake-office-assumptions")
    return _list(head, reading.open_assumptions, lambda each: _assumption(reading, each))


def _assumption(reading: SheetReading, each: Assumption) -> str:
    return say(
        "intake-office-assumption",
        reason=_plain(each.reason.text(), 300),
        count=number(len(each.cells)),
        cells=_addresses(reading, each.cells),
    )


def _left_out(reading: SheetReading) -> list[str]:
    head = say("intake-office-left-out")
    return _list(
        head,
        reading.left_out,
        lambda each: f"{_address(reading, each[0])}: {_plain(each[1].text())}",
    )


def _unread(reading: SheetReading) -> list[str]:
    head = say("intake-office-unread-heading", count=number(len(reading.unread)))
    return _list(head, reading.unread, lambda each: _unread_cell(reading, each))


def _unread_cell(reading: SheetReading, each: UnreadCell) -> str:
    return say(
        "intake-office-unread",
        cell=_address(reading, each.place),
        text=_plain(each.text),
        reason=_plain(each.reason.text(), 300),
        fix=_plain(each.reason.text(attribute="fix"), 300),
    )


def _list(head: str, entries: Sequence[Entry], line: Callable[[Entry], str]) -> list[str]:
    """Return a heading, a line for each of the first entries, and how many more there are."""
    if not entries:
        return []
    lines = [f"  {line(each)}" for each in entries[:_FAULTS_NAMED]]
    return [head, *lines, *_more(len(entries), _FAULTS_NAMED)]


def _next_steps(reading: SheetReading) -> list[str]:
    if not reading.numbers and not reading.unread:
        return [say("intake-office-next-nothing")]
    steps = []
    if reading.unread:
        steps.append(say("intake-office-next-unread"))
    if reading.open_assumptions:
        steps.append(say("intake-office-next-assumptions"))
    return steps or [say("intake-office-next-none", count=number(len(reading.numbers)))]


def _more(count: int, most: int) -> list[str]:
    more = count - most
    return ["  " + say("intake-office-more", count=number(more))] if more > 0 else []


def _address(reading: SheetReading, place: CellPlace) -> str:
    """Return a cell's address, with its sheet where the file has several."""
    if len(reading.sheets) < 2:
        return place.address
    return f"{_plain(place.sheet)}!{place.address}"


def _addresses(reading: SheetReading, places: Sequence[CellPlace]) -> str:
    addresses = list(dict.fromkeys(_address(reading, each) for each in places[:_CELLS_NAMED]))
    return ", ".join(addresses) + (" …" if len(places) > _CELLS_NAMED else "")


def _plain(text: str, longest: int = _LONGEST) -> str:
    """Return a file's own text on one short line, so that no cell can forge a line."""
    line = harmless(re.sub(r"\s+", " ", text)).strip()
    return line if len(line) <= longest else line[: longest - 1] + "…"
