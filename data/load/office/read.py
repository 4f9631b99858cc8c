"""A file of an office → its reading for a form, with what people said about it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from data.load.files.texts.periods import periods_in_titles
from data.load.office.book import OfficeBook
from data.load.office.checks import check_totals, doubt_parts, without_doubles
from data.load.office.corrections import (
    Correction,
    Corrections,
    SheetMapping,
    TableMapping,
    label_key,
    signature,
)
from data.load.office.form import Form
from data.load.office.frames import find_frames
from data.load.office.heading_words import HeadingWords
from data.load.office.meaning import CellPlace, CellRole
from data.load.office.progress import ReadingProgress, Report
from data.load.office.read_table import read_tables
from data.load.office.reading import (
    Assumption,
    ReadingNotes,
    ReadSheet,
    RoleGrid,
    SheetNumber,
    SheetReading,
    SheetTotal,
)
from data.load.office.resolve import TableResolver
from data.load.office.roles import paint_labels, paint_lines
from data.load.office.sheet_table import SheetTable
from data.load.office.titles import TitleFacts, measure_in_titles, read_titles
from data.load.office.view import Kind, SheetView
from ioc.words.phrase import Phrase

# Rows of one text within a table that may be titles, from its end.
_MOST_TITLES = 40


def read_office_book(
    book: OfficeBook,
    form: Form,
    corrections: Corrections | None = None,
    report: Report | None = None,
) -> SheetReading:
    """Return what a file says for a form.

    Nothing is stored without a doubt that the file does not say itself: every number that rests
    on an assumption names it, and what is not understood is listed.

    `report` is called every few thousand rows.
    """
    corrections = corrections or Corrections(form)
    notes = ReadingNotes(corrections.agreements)
    sheets: list[ReadSheet] = []
    numbers: list[SheetNumber] = []
    totals: list[SheetTotal] = []
    left_out: list[tuple[CellPlace, Phrase]] = []
    for source in book.sheets:
        view = SheetView(source)
        roles = RoleGrid(view)
        if not corrections.is_read(view.name, source.is_hidden):
            reason = Phrase("sheet-why-hidden" if source.is_hidden else "sheet-why-person")
            for row in range(view.rows):
                for column in range(view.width):
                    if view.text(row, column):
                        roles.put(row, column, CellRole.IGNORED, reason)
            left_out.append((view.place(0, 0), reason))
            sheets.append(ReadSheet(view, roles, ()))
            continue
        progress = ReadingProgress(report, view.name, view.rows)
        tables = tuple(_tables(view, form, corrections, progress))
        sheet = ReadSheet(view, roles, tables)
        sheets.append(sheet)
        tops: TitleFacts | None = None
        # The last title of a plan or of another period, where no other title came after it.
        above = ""
        for table in sheet.tables:
            own = read_titles(_lines(view, table.frame.captions), form)
            titles, tops = _titles(view, form, own, tops)
            if own.measure or own.periods:
                above = own.measure_line
            notes.settled_keys = _settled_keys(table, corrections)
            resolver = TableResolver(table, titles, form, corrections, roles, notes)
            result = resolver.resolve(progress)
            by_row = any(fact.fact.slots for fact in table.rows.values())
            _doubt_changed_headings(table, corrections, notes, result.numbers)
            if above and not titles.measure:
                # The table is under a title of other numbers.
                reason = Phrase("sheet-guess-under", title=above)
                _doubt_all(table, "under", reason, notes, result.numbers)
            if table is not sheet.tables[-1]:
                above = _title_within(table, form) or above
            totals += check_totals(view, result, form, notes, by_row=by_row)
            numbers += result.numbers
            left_out += result.left_out
            paint_labels(table, roles)
        paint_lines(sheet)
    numbers = without_doubles(numbers, sheets, notes)
    numbers = doubt_parts(numbers, form, notes)
    numbers = _with_open_doubts(numbers, notes)
    return SheetReading(
        form,
        book.file,
        book.sha256,
        tuple(sheets),
        tuple(sorted(numbers, key=lambda each: (each.place, each.slot))),
        tuple(notes.assumptions.values()),
        tuple(notes.unread),
        tuple(totals),
        tuple(left_out),
    )


def _tables(
    view: SheetView, form: Form, corrections: Corrections, progress: ReadingProgress
) -> list[SheetTable]:
    words = HeadingWords(form)
    frames = find_frames(view, words)
    lines = _lines(view, range(frames[0].first if frames else min(view.rows, 40)))
    year = periods_in_titles(lines)[1]
    if year is not None and year != words.year:
        words = HeadingWords(form, year)
    tables: list[SheetTable] = []
    for frame in frames:
        tables += read_tables(view, frame, words, corrections, len(tables), progress)
    return tables


def _lines(view: SheetView, rows: range | list[int]) -> list[str]:
    """Return rows as lines; cells that stand far apart are lines of their own."""
    lines: list[str] = []
    for row in rows:
        texts = list(view.anchors(row).values())
        lines += [" ".join(texts), *(texts if len(texts) > 1 else [])]
    return [line for line in lines if line]


def _titles(
    view: SheetView, form: Form, own: TitleFacts, tops: TitleFacts | None
) -> tuple[TitleFacts, TitleFacts]:
    """Return what the lines above a table say, completed by the top of its sheet, and that top."""
    if tops is None:
        name = read_titles([view.name], form)
        tops = replace(own, periods=own.periods or name.periods, areas=own.areas or name.areas)
        return tops, tops
    return (
        TitleFacts(
            own.periods or tops.periods,
            own.year or tops.year,
            own.areas or tops.areas,
            own.indicators or tops.indicators,
            own.unit or tops.unit,
            own.measure or tops.measure,
            own.measure_line or tops.measure_line,
        ),
        tops,
    )


def _settled_keys(table: SheetTable, corrections: Corrections) -> frozenset[str]:
    """Return what was confirmed before of a table with the same headings."""
    if corrections.mapping is None or corrections.applies(table) is None:
        return frozenset()
    return corrections.mapping.agreements


def _doubt_changed_headings(
    table: SheetTable, corrections: Corrections, notes: ReadingNotes, numbers: list[SheetNumber]
) -> None:
    """Add a doubt to all numbers of a table whose headings are not those remembered."""
    if corrections.mapping is not None and corrections.applies(table) is None:
        _doubt_all(table, "changed", Phrase("sheet-guess-changed"), notes, numbers)


def _doubt_all(
    table: SheetTable, kind: str, reason: Phrase, notes: ReadingNotes, numbers: list[SheetNumber]
) -> None:
    """Add a doubt to all numbers of a table."""
    if not numbers:
        return
    key = f"{kind}:{table.view.name}:{table.number}"
    notes.assume(key, reason, [each.place for each in numbers])
    numbers[:] = [replace(each, doubts=(*each.doubts, key)) for each in numbers]


def _title_within(table: SheetTable, form: Form) -> str:
    """Return the last title among a table's rows: the next report began there; "" for none."""
    view, frame = table.view, table.frame
    counts = (view.kinds[frame.first : frame.end] != Kind.BLANK).sum(axis=1)
    rows = [frame.first + int(row) for row in np.flatnonzero(counts == 1)[-_MOST_TITLES:]]
    for row in reversed(rows):
        # Not all of `read_titles`: it looks for each area of the form in each line.
        lines = _lines(view, [row])
        measure, line = measure_in_titles(lines, form)
        if measure or periods_in_titles(lines)[0]:
            return line or " ".join(view.anchors(row).values())
    return ""


def _with_open_doubts(numbers: list[SheetNumber], notes: ReadingNotes) -> list[SheetNumber]:
    """Return the numbers with the doubts that nobody settled, totals that differ among them."""
    by_cell: dict[CellPlace, list[str]] = {}
    assumptions = notes.assumptions
    for each in assumptions.values():
        if not each.is_settled and each.key.startswith("total:"):
            for place in each.cells:
                by_cell.setdefault(place, []).append(each.key)
    still_open = {key for key, each in assumptions.items() if not each.is_settled}
    return [
        each
        if not each.doubts and each.place not in by_cell
        else replace(
            each,
            doubts=tuple(
                dict.fromkeys(
                    key for key in (*each.doubts, *by_cell.get(each.place, ())) if key in still_open
                )
            ),
        )
        for each in numbers
    ]


def remember(reading: SheetReading, corrections: Corrections, sender: str) -> SheetMapping:
    """Return what the next sheet of this form and sender needs, from a confirmed reading."""
    period = reading.form.period
    tables = []
    rows: dict[str, Correction] = {}
    for sheet in reading.sheets:
        for table in sheet.tables:
            remembered = corrections.applies(table)
            columns = []
            for column in range(table.frame.left, table.frame.right):
                if (each := corrections.column(table, column, remembered)) is not None:
                    offset = column - table.frame.left
                    columns.append(replace(each, sheet="", table=None, column=offset))
            tables.append(TableMapping(signature(table, period), tuple(columns)))
            for row, fact in table.rows.items():
                labels = list(fact.labels)
                own = corrections.row_correction(table, row, labels, remembered)
                key = label_key(labels, period)
                if own is not None and key:
                    rows[key] = replace(own, sheet="", row=None)
    return SheetMapping(
        reading.form.code, sender, tuple(tables), rows, frozenset(_lasting(reading.assumptions))
    )


def _lasting(assumptions: tuple[Assumption, ...]) -> list[str]:
    return [each.key for each in assumptions if each.is_lasting and each.is_settled]
