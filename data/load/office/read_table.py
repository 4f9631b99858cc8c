"""One table of a sheet: what its columns, its rows and its titles say about its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from data.load.areas.matching import AreaTexts, Miss
from data.load.areas.names import AreaRow
from data.load.files.recognise import AreaColumn
from data.load.files.texts.measures import row_kind
from data.load.files.texts.names import is_average, is_total
from data.load.files.texts.periods import read_period
from data.load.office.corrections import Corrections, TableMapping
from data.load.office.frames import Frame
from data.load.office.heading_words import HeadingWords, read_unit
from data.load.office.meaning import CellRole, Fact
from data.load.office.progress import ReadingProgress
from data.load.office.sheet_table import RowFact, SheetTable
from data.load.office.view import Kind, SheetView
from ioc.area import search_name
from ioc.period import PeriodError
from ioc.words.phrase import Phrase

_AXIS = (CellRole.AREA, CellRole.INDICATOR)
_SAMPLE = 200
_REMARKS = ("change", "rank", "rest", "target")


def read_tables(
    view: SheetView,
    frame: Frame,
    words: HeadingWords,
    corrections: Corrections,
    number: int,
    progress: ReadingProgress,
) -> list[SheetTable]:
    """Return the table of a frame; two where it is printed in two halves side by side."""
    stacks = _stacks(view, frame, words)
    facts = {column: _column_fact(stack, words) for column, stack in stacks.items()}
    for column, fact in facts.items():
        facts[column] = _by_content(view, frame, column, fact, words)
    tables: list[SheetTable] = []
    for left, right in _halves(facts, frame):
        half = replace(frame, left=left, right=right)
        own = {column: facts[column] for column in range(left, right)}
        table = SheetTable(
            view, half, number + len(tables), own, {},
            {column: stacks[column][0] for column in range(left, right)},
        )  # fmt: skip
        remembered = corrections.applies(table)
        for column in list(own):
            if (given_fact := corrections.column_fact(table, column, remembered)) is not None:
                own[column] = given_fact
        _read_rows(table, words, corrections, remembered, progress)
        tables.append(table)
    return tables


Stack = tuple[str, ...]


def _stacks(view: SheetView, frame: Frame, words: HeadingWords) -> dict[int, tuple[Stack, Stack]]:
    """Return the headings above each column, twice.

    First with those that reach over it from the left though no merged range says so, then without.
    """
    stacks = {}
    over = [""] * len(frame.headings)
    for column in range(frame.left, frame.right):
        wide: list[str] = []
        bare: list[str] = []
        cells: set[tuple[int, int]] = set()
        lowest = max(
            (at for at, row in enumerate(frame.headings) if view.shown_text(row, column)),
            default=-1,
        )
        for at, row in enumerate(frame.headings):
            text = view.shown_text(row, column)
            if text:
                over[at:] = [text, *[""] * (len(over) - at - 1)]
                if words.role(text) is not None:
                    over[at] = ""
                if view.anchor(row, column) in cells:
                    continue
                cells.add(view.anchor(row, column))
                wide.append(text)
                bare.append(text)
            elif at < lowest and over[at]:
                wide.append(over[at])
        stacks[column] = (tuple(wide), tuple(bare))
    return stacks


def _column_fact(stack: tuple[Stack, Stack], words: HeadingWords) -> Fact:
    wide, bare = stack
    fact = words.read(wide)
    if wide == bare:
        return fact
    alone = words.read(bare)
    if alone.role is not None:
        return alone
    meanings = [(each.slots, each.aside, each.period, each.area) for each in (fact, alone)]
    if (alone.slots or alone.aside) and meanings[0] != meanings[1] and not fact.aside:
        heading = " – ".join(wide)
        return replace(fact, guess=fact.guess or Phrase("sheet-guess-span", heading=heading))
    return fact


def _by_content(
    view: SheetView, frame: Frame, column: int, fact: Fact, words: HeadingWords
) -> Fact:
    """Return the fact of a column, corrected by what is in it: "Đơn vị" over "thôn", "%"."""
    kinds = view.kinds[frame.first : frame.end, column]
    count = int((kinds != Kind.BLANK).sum())
    if not count or fact.slots or fact.area or fact.aside or fact.part or fact.is_total:
        return fact
    numbers = int(np.isin(kinds, (Kind.NUMBER, Kind.ERROR, Kind.MISSING)).sum())
    labels = {
        view.shown_text(row, column)
        for row in range(frame.first, frame.end)
        if view.kind(row, column) in (Kind.TEXT, Kind.DATE)
    }
    if numbers > count / 2:
        if fact.role is CellRole.INDICATOR:
            # "Chỉ tiêu" over numbers is a target.
            return Fact(fact.text, aside="target")
        return fact
    # Some of the labels tell what a column is; there may be a hundred thousand.
    labels = set(sorted(labels)[:: max(1, len(labels) // _SAMPLE)])
    index = words.form.index
    areas = sum(bool(index.find_by_name(label)) for label in labels)
    read = {label: words.read((label,)) for label in labels}
    slots = sum(bool(each.slots) and each.guess is None for each in read.values())
    units = sum(read_unit(f"({search_name(label)})") is not None for label in labels)
    most = max(1, len(labels)) / 2
    if units > max(most, areas) and fact.role in (None, CellRole.AREA, CellRole.UNIT):
        return Fact(fact.text, role=CellRole.UNIT)
    if fact.role is None or fact.role in _AXIS:
        if areas > most and fact.role is not CellRole.AREA:
            return Fact(fact.text, role=CellRole.AREA)
        if slots > most and fact.role is not CellRole.INDICATOR:
            return Fact(fact.text, role=CellRole.INDICATOR)
        if fact.role is None:
            return Fact(fact.text, role=CellRole.NOTE)
    return fact


def _halves(facts: dict[int, Fact], frame: Frame) -> list[tuple[int, int]]:
    """Return the ranges of columns of tables that stand side by side."""
    starts = [frame.left]
    has_areas = False
    for column in range(frame.left, frame.right):
        if facts[column].role is not CellRole.AREA:
            continue
        left = column
        while left - 1 > starts[-1] and facts[left - 1].role is CellRole.SERIAL:
            left -= 1
        measures = any(
            facts[at].role is None and facts[at].is_measure for at in range(starts[-1], left)
        )
        if has_areas and measures:
            starts.append(left)
        has_areas = True
    return list(zip(starts, [*starts[1:], frame.right], strict=True))


def _read_rows(
    table: SheetTable,
    words: HeadingWords,
    corrections: Corrections,
    remembered: TableMapping | None,
    progress: ReadingProgress,
) -> None:
    """Read the labels of all rows of a table."""
    view, frame = table.view, table.frame
    areas = [
        AreaColumn(column, table.columns[column].is_code, table.columns[column].level)
        for column in table.labels(CellRole.AREA)
    ]
    areas = [each if each.is_code else _code_column(view, frame, each) for each in areas]
    levels = {each.column: _code_level(table, each, areas, words) for each in areas if each.is_code}
    group = RowFact()
    parent = ""
    values = table.value_columns
    for row in progress.watch(range(frame.first, frame.end)):
        if row in frame.again or row in frame.numberings or view.is_blank(row):
            continue
        labels = _labels(table, row)
        current = RowFact(labels=tuple(labels))
        area_texts = _area_texts(view, row, areas)
        has_number = any(view.kind(row, at) == Kind.NUMBER for at in values)
        coded = any(
            area_texts.get(each.column, "")[-1:].isdigit() for each in areas if each.is_code
        )
        current.is_average = not coded and any(map(is_average, labels))
        current.is_total = not coded and (current.is_average or any(map(is_total, labels)))
        if any(area_texts.values()) and not current.is_total:
            _read_area(current, area_texts, areas, levels, words, group)
        elif areas and not current.is_total:
            current.is_total = any(_area_above(label, words) for label in labels)
        parent = _read_labels(table, current, row, words, parent)
        if not has_number:
            own = words.read((labels[0],)) if len(labels) == 1 else Fact()
            if current.area is None or current.area.code not in words.form.area_codes:
                current.is_group = True
                group = replace(current, fact=current.fact if current.fact.text else own)
        elif not current.is_total:
            _inherit(current, group)
        correction = corrections.row(table, row, labels, remembered)
        if correction is not None:
            current = replace(current, **correction)
        table.rows[row] = current


def _area_texts(view: SheetView, row: int, areas: Sequence[AreaColumn]) -> dict[int, str]:
    """Return the texts of a row's area columns; a name merged over a code column is no code."""
    texts = {each.column: view.shown_text(row, each.column) for each in areas}
    return {
        each.column: text
        for each in areas
        for text in [texts[each.column]]
        if not each.is_code or view.anchor(row, each.column)[1] == each.column
        if not each.is_code or any(letter.isdigit() for letter in text) or len(areas) == 1
    }


def _area_above(label: str, words: HeadingWords) -> AreaRow | None:
    """Return the area above those that report which a label names, as its sum does, or None."""
    areas = words.form.index.find_by_name(label)
    if len(areas) != 1 or areas[0].code not in words.form.codes_above:
        return None
    return areas[0]


def _labels(table: SheetTable, row: int) -> list[str]:
    columns = [at for at, fact in table.columns.items() if fact.role not in (None, CellRole.NOTE)]
    if not columns:
        columns = [at for at, fact in table.columns.items() if fact.role is CellRole.NOTE]
    texts = [table.view.shown_text(row, at) for at in columns]
    return list(dict.fromkeys(text for text in texts if text))


def _code_column(view: SheetView, frame: Frame, area: AreaColumn) -> AreaColumn:
    """Return an area column as one of codes where most of its cells are codes."""
    texts = [view.text(row, area.column) for row in range(frame.first, frame.end)]
    texts = [text for text in texts if text]
    coded = sum(text.isdigit() for text in texts)
    return replace(area, is_code=coded * 2 > len(texts) > 0)


def _code_level(
    table: SheetTable, area: AreaColumn, areas: Sequence[AreaColumn], words: HeadingWords
) -> object:
    view, frame = table.view, table.frame
    rows = range(frame.first, frame.end)
    codes = [view.text(row, area.column) for row in rows if view.text(row, area.column)]
    if area.level is not None:
        return None if any(code.startswith("0") for code in codes) else area.level
    name = next((each.column for each in areas if not each.is_code), None)
    names = {
        view.text(row, area.column): view.shown_text(row, name) for row in rows if name is not None
    }
    return words.form.index.code_level(list(dict.fromkeys(codes)), names)[0]


def _read_area(
    current: RowFact,
    texts: AreaTexts,
    areas: Sequence[AreaColumn],
    levels: dict[int, object],
    words: HeadingWords,
    group: RowFact,
) -> None:
    index = words.form.index
    match = index.match(texts, areas, levels)  # type: ignore[arg-type]
    if isinstance(match, Miss) and match.candidates and group.area is not None:
        inside = [each for each in match.candidates if group.area in index.above(each)]
        match = inside[0] if len(inside) == 1 else match
    if isinstance(match, AreaRow):
        current.area = match
        form = words.form
        current.is_total = match.code not in form.area_codes and match.code in form.codes_above
    elif above := next((a for text in texts.values() if (a := _area_above(text, words))), None):
        current.area, current.is_total = above, True
    else:
        current.fault = match.fault


def _read_labels(
    table: SheetTable, current: RowFact, row: int, words: HeadingWords, parent: str
) -> str:
    """Read indicator, period, unit and kind of a row; return the label over the next rows."""
    view = table.view
    for column in table.labels(CellRole.INDICATOR):
        text = view.shown_text(row, column)
        if not text:
            continue
        is_child = text[:1] in "-–+*•"
        stack = (parent, text) if parent and is_child else (text,)
        fact = words.read(stack)
        if not fact.slots and not fact.aside and not is_child and parent:
            fact = words.read((parent, text)) if words.read((text,)).part else fact
        current.fact = fact
        if fact.fault is not None:
            current.fault = fact.fault
        if not is_child and (fact.part is None or fact.slots):
            parent = text
    for column in table.labels(CellRole.PERIOD):
        text = view.shown_text(row, column)
        if not text:
            continue
        try:
            current.fact = replace(current.fact, period=read_period(text, words.year))
        except PeriodError:
            current.fault = current.fault or Phrase("sheet-unknown-period", text=text)
    for column in table.labels(CellRole.UNIT):
        unit = read_unit(f"({search_name(view.shown_text(row, column))})")
        current.fact = replace(current.fact, unit=unit or current.fact.unit)
    for column in table.labels(CellRole.NOTE):
        measure = row_kind(view.shown_text(row, column))
        # A remark "tăng" tells of the number; "kế hoạch" tells that it is another one.
        is_remark = words.role(table.stacks[column][-1] if table.stacks[column] else "") is not None
        if measure and not (is_remark and measure in _REMARKS) and not current.fact.aside:
            current.fact = replace(current.fact, aside=measure)
    return parent


def _inherit(current: RowFact, group: RowFact) -> None:
    """Give a row what the group above it says: plan, period, indicator."""
    over, own = group.fact, current.fact
    current.fact = replace(
        own,
        aside=own.aside or over.aside,
        period=own.period or over.period,
        slots=own.slots or (over.slots if not _names_measure(own) else own.slots),
        guess=own.guess or (over.guess if not own.slots else None),
    )


def _names_measure(fact: Fact) -> bool:
    """Tell whether labels of a row name an indicator or a part themselves."""
    return bool(fact.slots or fact.part or fact.fault)
