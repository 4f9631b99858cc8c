"""Where the tables of a sheet are: their heading rows, their rows, what is between them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from data.load.files.recognise import is_numbering
from data.load.office.heading_words import HeadingWords
from data.load.office.meaning import CellRole
from data.load.office.view import Kind, SheetView
from ioc.area import search_name

_NATION = re.compile(r"cong hoa xa hoi|doc lap\s*[-–]|^(?:bieu|mau|phu luc) (?:so )?\S*\d")
# Rows without headings between headings and the first number: groups, areas without a report.
_MOST_BETWEEN = 6
_DEEPEST = 6
_LABELS = (CellRole.SERIAL, CellRole.AREA, CellRole.INDICATOR, CellRole.UNIT, CellRole.NOTE)


@dataclass
class Frame:
    """The rows and columns of one table. `end` and `right` lie behind the last."""

    headings: list[int]
    first: int
    end: int
    left: int
    right: int
    numberings: set[int] = field(default_factory=set)
    # Heading rows that a page break repeats.
    again: set[int] = field(default_factory=set)
    # Rows above the headings, up to the table before.
    captions: list[int] = field(default_factory=list)


def find_frames(view: SheetView, words: HeadingWords) -> list[Frame]:
    """Return the tables of a sheet from top to bottom."""
    frames: list[Frame] = []
    start = 0
    while (first := _next_data(view, start)) is not None:
        frame = _frame_at(view, words, first, start)
        frame.captions = [row for row in range(start, (frame.headings or [frame.first])[0])]
        frames.append(frame)
        start = frame.end
    return frames


def _next_data(view: SheetView, start: int) -> int | None:
    for row in range(start, view.rows):
        if view.has_number[row] and not is_numbering(view.row_texts(row)):
            if (view.kinds[row] != Kind.BLANK).sum() > 1:
                return row
    return None


def _frame_at(view: SheetView, words: HeadingWords, data: int, start: int) -> Frame:
    """Return the table whose first row with numbers is `data`."""
    headings: list[int] = []
    between: list[int] = []
    numberings: set[int] = set()
    row = data - 1
    while row >= start and len(headings) < _DEEPEST:
        if is_numbering(view.row_texts(row)):
            numberings.add(row)
        elif view.has_amount[row]:
            break
        elif _is_heading(view, words, row, bool(headings)):
            headings.insert(0, row)
        elif headings or len(between) >= _MOST_BETWEEN:
            break
        else:
            between.append(row)
        row -= 1
    if not headings:
        between, numberings = [], set()
    first = min([*between, data])
    headings, rows = _without_data(view, words, headings)
    headings, groups = _without_groups(view, words, headings)
    frame = Frame(
        headings, min([first, *groups, *rows]), data + 1, 0, view.width, numberings, set()
    )
    _extend(view, words, frame, data)
    return frame


def _is_heading(view: SheetView, words: HeadingWords, row: int, has_lower: bool) -> bool:
    """Tell whether a row above numbers is one of their headings, and no title."""
    anchors = view.anchors(row)
    if any(_NATION.search(search_name(text)) for text in anchors.values()):
        return False
    if len(anchors) == 1:
        ((place, text),) = anchors.items()
        _, left, bottom, right = view.span(*place)
        fact = words.read((text,))
        if len(text) > 120 or left == 0 or (fact.fault is None and fact.unit and not fact.slots):
            return False
        if right > left and bottom == row and has_lower:
            return right - left + 1 < view.width
        return has_lower and not view.has_merges and fact.is_measure
    if len(anchors) < 2:
        return False
    facts = [words.read((text,)) for text in anchors.values()]
    if any(fact.role is not None or fact.is_measure for fact in facts):
        return True
    # Headings in words that nobody knows: right above the numbers, over most columns.
    return not has_lower and len(anchors) > 2


def _without_data(
    view: SheetView, words: HeadingWords, rows: list[int]
) -> tuple[list[int], list[int]]:
    """Return heading rows, and rows below them that are data whose numbers are words.

    An area or an indicator below a heading that announces it is no heading.
    """
    labels: set[int] = set()
    for at, row in enumerate(rows):
        for column in range(view.width):
            text = view.text(row, column)
            if column in labels and text:
                fact = words.read((text,))
                if fact.area is not None or fact.slots:
                    return rows[:at], rows[at:]
        labels |= {
            column
            for column in range(view.width)
            if words.role(view.text(row, column)) in (CellRole.AREA, CellRole.INDICATOR)
        }
    return rows, []


def _without_groups(
    view: SheetView, words: HeadingWords, rows: list[int]
) -> tuple[list[int], list[int]]:
    """Return heading rows, and rows at their end with labels only: groups of the table below."""
    labels = {
        column
        for row in rows
        for column in range(view.width)
        if words.role(view.shown_text(row, column)) in _LABELS
    }
    if not labels:
        return rows, []
    groups: list[int] = []
    rows = list(rows)
    while len(rows) > 1:
        row = rows[-1]
        own = [place for place in view.anchors(row) if place[0] == row]
        if not own or any(
            column not in labels or words.role(view.text(row, column)) is not None
            for _, column in own
        ):
            break
        groups.append(rows.pop())
    return rows, groups


def _extend(view: SheetView, words: HeadingWords, frame: Frame, data: int) -> None:
    """Extend a table to its last row: up to the headings of another, or to the last number."""
    texts = {
        search_name(text) for row in frame.headings for text in view.anchors(row).values()
    }  # fmt: skip
    last = data
    row = data + 1
    while row < view.rows:
        if view.is_blank(row):
            row += 1
            continue
        if is_numbering(view.row_texts(row)):
            frame.numberings.add(row)
        elif view.has_amount[row]:
            last = row
        elif _begins_table(view, words, row):
            own = [search_name(text) for text in view.anchors(row).values()]
            # The same labels with another measure are another table.
            if not all(text in texts for text in own):
                break
            frame.again.add(row)
        row += 1
    row = last + 1
    # Areas below the last number have no report.
    while row < view.rows and not view.is_blank(row) and row not in frame.again:
        labels = [text for text in view.anchors(row).values()]
        if not any(words.form.index.find_by_name(text) for text in labels):
            break
        last = row
        row += 1
    frame.end = last + 1
    frame.again = {each for each in frame.again if each < frame.end}
    frame.numberings = {each for each in frame.numberings if each < frame.end}


def _begins_table(view: SheetView, words: HeadingWords, row: int) -> bool:
    anchors = view.anchors(row)
    if len(anchors) < 2 or any(_NATION.search(search_name(each)) for each in anchors.values()):
        return False
    facts = [words.read((text,)) for text in anchors.values()]
    if any(fact.role in _LABELS for fact in facts):
        return True
    areas = sum(fact.area is not None for fact in facts)
    return areas > 2 or sum(bool(fact.slots) for fact in facts) > 1
