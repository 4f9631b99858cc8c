"""The heading rows of a table, and what each of its columns holds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from data.load.files.headings import Heading, HeadingReader, Role, ValuePart
from data.load.files.sheets.sheet import Column, Sheet, column_letters
from data.load.files.texts.numbers import is_missing
from ioc.area import Level
from ioc.errors import Problem
from ioc.words.phrase import Phrase

_NUMBERING = re.compile(r"\(?\s*([A-Za-z]|\d{1,2})\s*\)?(?:\s*[=+\-/:x*][=+\-/:x*()\d\s%]*)?")
_WORDS = re.compile(r"[^\W\d_]{2}|%")
_NUMBER_LIKE = re.compile(r"[+\-(]?\d[\d.,\s]*\D{0,3}$")
_CODE = re.compile(r"(?=\S*\d)[\dA-Z._\-/]{2,}|\d")
_DEEPEST_HEADER = 3
_KEY_ROLES = (Role.INDICATOR, Role.PERIOD, Role.VINTAGE, Role.CONVERSION)


@dataclass(frozen=True)
class AreaColumn:
    """A column of areas: their level, and whether it holds codes."""

    column: int
    is_code: bool
    level: Level | None


@dataclass(frozen=True)
class ValueGroup:
    """Columns that together hold one cell per row; None: the row names it."""

    indicator: str | None
    period: str | None
    columns: Mapping[ValuePart, int]


@dataclass(frozen=True)
class Layout:
    """What each column holds. Rows and columns count from 0."""

    header_row: int
    first_row: int
    width: int
    headings: tuple[str, ...]
    titles: tuple[str, ...]
    areas: tuple[AreaColumn, ...]
    keys: Mapping[Role, int]
    groups: tuple[ValueGroup, ...]
    ignored: tuple[int, ...]
    # Columns of numbers that are not read, and why: "đây là số kế hoạch, …".
    left_out: Mapping[int, Phrase] = field(default_factory=dict)

    @property
    def form(self) -> str:
        """`long`, `wide-indicators`, `wide-periods`, or `wide` for both across."""
        indicators = any(group.indicator for group in self.groups)
        periods = any(group.period for group in self.groups)
        if indicators and periods:
            return "wide"
        return "wide-indicators" if indicators else "wide-periods" if periods else "long"

    def heading(self, column: int) -> str:
        """Return how the user calls the column: its heading, or its letters."""
        return self.headings[column] or column_letters(column)


def title_lines(head: Sequence[Sequence[str]]) -> list[str]:
    """Return the rows that are not blank as lines of text."""
    lines = [" ".join(cell.strip() for cell in row if cell.strip()) for row in head]
    return [line for line in lines if line]


def find_layout(
    sheet: Sheet, file: str, reader: HeadingReader
) -> tuple[Layout | None, list[Problem]]:
    """Return the layout of a sheet and the faults of its headings.

    No layout and no problem: the sheet has no table of observations.
    """
    best: tuple[int, int, int] | None = None  # score, -depth, -row: the simplest of the fullest
    best_headings: list[Heading] = []
    head = sheet.head
    # Data rows are many and have no area heading: they are not read as headings at all.
    area_rows = {row for row, cells in enumerate(head) if any(map(reader.names_areas, cells))}
    for row in range(len(head)):
        for depth in range(1, _DEEPEST_HEADER + 1):
            if row + depth > len(head) or area_rows.isdisjoint(range(row, row + depth)):
                continue
            headings = _read_rows(head[row : row + depth], reader)
            score = _score(headings)
            if score and (best is None or (score, -depth, -row) > best):
                best, best_headings = (score, -depth, -row), headings
    if best is None:
        return None, []
    row, depth = -best[2], -best[1]
    while depth <= _DEEPEST_HEADER and _continues(head, row + depth, best_headings):
        deeper = _read_rows(head[row : row + depth + 1], reader)
        if not _score(deeper):
            break
        depth, best_headings = depth + 1, deeper
    return _layout(sheet, file, row, depth, best_headings)


def _continues(head: Sequence[Sequence[str]], row: int, headings: Sequence[Heading]) -> bool:
    """Tell whether a row below headings continues them: words only, and no area."""
    if row >= len(head) or is_numbering(head[row]):
        return False
    cells = [text.strip() for text in head[row]]
    for cell, heading in zip(cells, headings, strict=False):
        if cell and heading.role not in (None, Role.IGNORED):
            return False
    texts = [cell for cell in cells if cell]
    return bool(texts) and all(
        _WORDS.search(cell) and not is_missing(cell) and not _NUMBER_LIKE.match(cell)
        for cell in texts
    )


def settle_area_columns(layout: Layout, columns: Sequence[Column]) -> Layout:
    """Return the layout with area columns marked as codes by their cells: "Xã" may hold 00004."""
    areas = []
    for area in layout.areas:
        labels = {label for label in columns[area.column].labels() if label}
        coded = sum(bool(_CODE.fullmatch(label)) for label in labels)
        areas.append(replace(area, is_code=area.is_code or coded * 2 > len(labels) > 0))
    return replace(layout, areas=tuple(areas))


def missing_parts(sheet: Sheet, reader: HeadingReader) -> Phrase:
    """Return what the row that most resembles headings lacks."""
    rows = [[reader.read(cell) for cell in row] for row in sheet.head]
    headings = max(rows, key=lambda row: sum(map(_is_something, row)), default=[])
    has_area = any(heading.role in (Role.AREA_CODE, Role.AREA_NAME) for heading in headings)
    has_number = any(heading.is_measure for heading in headings)
    if has_area:
        return Phrase("load-missing-headings" if has_number else "load-missing-numbers")
    return Phrase("load-missing-areas" if has_number else "load-missing-both")


def _is_something(heading: Heading) -> bool:
    return heading.role not in (None, Role.IGNORED) or heading.is_measure


def _read_rows(rows: Sequence[Sequence[str]], reader: HeadingReader) -> list[Heading]:
    """Read one to three heading rows; a group heading covers the columns right of it.

    Empty if the rows do not form one heading.
    """
    width = max(len(row) for row in rows)
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    headings: list[Heading] = []
    group = [Heading()] * len(rows)
    for column in range(width):
        texts = [row[column].strip() for row in padded]
        read = [reader.read(text) for text in texts]
        lowest = max((level for level, text in enumerate(texts) if text), default=-1)
        for level, text in enumerate(texts):
            if text:
                group[level:] = [read[level], *[Heading()] * (len(rows) - level - 1)]
        if lowest < 0:
            headings.append(Heading())
            continue
        own = next((heading for heading in read if heading.role is not None), None)
        if own is not None and not (lowest > 0 and read[lowest].is_measure):
            # Text above it would be a title, text below it data: these rows are no heading.
            if own.role is not Role.IGNORED and len(set(texts) - {""}) > 1:
                return []
            headings.append(own)
            continue
        heading = read[lowest]
        if heading.role is None:
            for level in range(lowest - 1, -1, -1):
                if group[level].role is None:
                    heading = reader.under(group[level], heading, texts[lowest])
        headings.append(heading)
    return headings


def _score(headings: Sequence[Heading]) -> int:
    roles = {heading.role for heading in headings}
    has_area = roles & {Role.AREA_CODE, Role.AREA_NAME}
    values = [heading for heading in headings if heading.is_measure]
    readable = any(heading.part is not ValuePart.DENOMINATOR for heading in values)
    if not has_area or not readable:
        return 0
    return sum(map(_is_something, headings)) * 2 + sum(
        (heading.indicator is not None) + (heading.period is not None) + (heading.part is not None)
        for heading in values
    )


def _layout(
    sheet: Sheet, file: str, row: int, depth: int, headings: Sequence[Heading]
) -> tuple[Layout, list[Problem]]:
    problems: list[Problem] = []
    names = _heading_texts(sheet.head[row : row + depth], len(headings))
    areas: list[AreaColumn] = []
    keys: dict[Role, int] = {}
    groups: dict[tuple[str | None, str | None], dict[ValuePart, int]] = {}
    ignored: list[int] = []
    left_out: dict[int, Phrase] = {}
    first_columns: dict[object, int] = {}

    def refuse(column: int, fault: Phrase, at: int = row + depth) -> None:
        problems.append(
            Problem(
                fault,
                file=file,
                sheet=sheet.name,
                row=at,
                column=column_letters(column),
                value=names[column],
            )
        )

    def twice(key: object, column: int) -> None:
        if (first := first_columns.setdefault(key, column)) != column:
            one, other = column_letters(first), column_letters(column)
            refuse(column, Phrase("load-columns-alike", one=one, other=other), row + 1)

    for column, heading in enumerate(headings):
        if heading.role in (Role.AREA_CODE, Role.AREA_NAME):
            areas.append(AreaColumn(column, heading.role is Role.AREA_CODE, heading.level))
            twice((heading.role, heading.level), column)
        elif heading.role in _KEY_ROLES:
            twice(heading.role, column)
            keys[heading.role] = column
        elif heading.is_measure and (reason := heading.left_out) is not None:
            left_out[column] = reason
        elif heading.is_measure:
            period = heading.period.iso if heading.period else None
            part = heading.part or ValuePart.VALUE
            twice((heading.indicator, period, part), column)
            groups.setdefault((heading.indicator, period), {})[part] = column
        elif heading.unknown_indicator:
            refuse(column, Phrase("load-heading-unknown", code=heading.unknown_indicator))
        elif heading.role is None and names[column]:
            ignored.append(column)
            if heading.aside and (reason := heading.left_out) is not None:
                left_out[column] = reason
    if (None, None) in groups and len(groups) > 1:
        # Beside columns of named indicators, a lone "Kết quả" or "Tỷ lệ" belongs to none of them.
        ignored.extend(groups.pop((None, None)).values())
    first = row + depth
    if first < len(sheet.head) and is_numbering(sheet.head[first]):
        first += 1
    layout = Layout(
        header_row=row,
        first_row=first,
        width=len(headings),
        headings=tuple(names),
        titles=tuple(title_lines(sheet.head[:row])),
        areas=tuple(areas),
        keys=keys,
        groups=tuple(ValueGroup(*key, columns) for key, columns in groups.items()),
        ignored=tuple(column for column in ignored if column not in left_out),
        left_out=left_out,
    )
    if not groups:
        for column, reason in left_out.items():
            refuse(column, Phrase("load-no-value-column", reason=reason))
    return layout, problems


def _heading_texts(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Return the heading text of each column, from its groups ("CQ03") down to its own words."""
    texts = []
    groups = [""] * len(rows)
    for column in range(width):
        lowest = -1
        for level, row in enumerate(rows):
            own = " ".join(row[column].split()) if column < len(row) else ""
            if own:
                groups[level:] = [own, *[""] * (len(rows) - level - 1)]
                lowest = level
        texts.append(" – ".join(text for text in groups[: lowest + 1] if text))
    return texts


def is_numbering(cells: Sequence[str]) -> bool:
    """Tell whether this is the row (A), (B), (1), (2), … below official headings."""
    texts = [cell.strip() for cell in cells if cell.strip()]
    if len(texts) < 2 or not all(_NUMBERING.fullmatch(cell) for cell in texts):
        return False
    matches = [_NUMBERING.fullmatch(cell) for cell in texts]
    numbers = [int(match[1]) for match in matches if match and match[1].isdigit()]
    consecutive = len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    bracketed = all(cell.startswith("(") for cell in texts)
    lettered = any(not match[1].isdigit() for match in matches if match)
    # Bare 1, 2, 3 could be data; 1, 2, 3, 4 in all columns, the names of areas too, are not.
    whole = len(texts) == len(cells) and len(texts) > 3
    return consecutive and numbers[0] in (0, 1) and (bracketed or lettered or whole)
