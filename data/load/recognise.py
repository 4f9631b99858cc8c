"""Where the headings of a table stand, and what each of its columns holds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from data.load.headings import Heading, HeadingReader, Part, Role
from data.load.sheets.sheet import Column, Sheet, column_letters
from data.load.texts.numbers import is_missing
from ioc.area import Level
from ioc.errors import Problem

_NUMBERING = re.compile(r"\(?\s*([A-Za-z]|\d{1,2})\s*\)?(?:\s*[=+\-/:x*][=+\-/:x*()\d\s%]*)?")
_WORDS = re.compile(r"[^\W\d_]{2}|%")
_NUMBER_LIKE = re.compile(r"[+\-(]?\d[\d.,\s]*\D{0,3}$")
_CODE = re.compile(r"(?=\S*\d)[\dA-Z._\-/]{2,}|\d")
_DEEPEST_HEADER = 3
_KEY_ROLES = (Role.INDICATOR, Role.PERIOD, Role.VINTAGE, Role.CONVERSION)


@dataclass(frozen=True)
class AreaColumn:
    """A column that names areas: of which level, and whether by code."""

    column: int
    is_code: bool
    level: Level | None


@dataclass(frozen=True)
class ValueGroup:
    """Columns that together hold one cell per row; what they do not say, the row says."""

    indicator: str | None
    period: str | None
    columns: Mapping[Part, int]


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
    left_out: Mapping[int, str] = field(default_factory=dict)

    @property
    def form(self) -> str:
        """`long`, `wide-indicators`, `wide-periods`, or `wide` for both across."""
        indicators = any(group.indicator for group in self.groups)
        periods = any(group.period for group in self.groups)
        if indicators and periods:
            return "wide"
        return "wide-indicators" if indicators else "wide-periods" if periods else "long"

    def heading(self, column: int) -> str:
        """Return what names the column for the user: its heading, or its letters."""
        return self.headings[column] or column_letters(column)


def title_lines(head: Sequence[Sequence[str]]) -> list[str]:
    """Return the rows as lines of text, blank ones left out."""
    joined = [" ".join(cell.strip() for cell in row if cell.strip()) for row in head]
    return [line for line in joined if line]


def find_layout(
    sheet: Sheet, file: str, reader: HeadingReader
) -> tuple[Layout | None, list[Problem]]:
    """Return the layout of a sheet and the faults of its headings.

    No layout and no problem: the sheet holds no table of ours.
    """
    best: tuple[int, int, int] | None = None  # score, -depth, -row: the simplest of the fullest
    found: list[Heading] = []
    head = sheet.head
    # Data rows are many and have no area heading: they are not read as headings at all.
    named = {row for row, cells in enumerate(head) if any(map(reader.names_areas, cells))}
    for row in range(len(head)):
        for depth in range(1, _DEEPEST_HEADER + 1):
            if row + depth > len(head) or named.isdisjoint(range(row, row + depth)):
                continue
            headings = _read_rows(head[row : row + depth], reader)
            score = _score(headings)
            if score and (best is None or (score, -depth, -row) > best):
                best, found = (score, -depth, -row), headings
    if best is None:
        return None, []
    row, depth = -best[2], -best[1]
    while depth <= _DEEPEST_HEADER and _continues(head, row + depth, found):
        deeper = _read_rows(head[row : row + depth + 1], reader)
        if not _score(deeper):
            break
        depth, found = depth + 1, deeper
    return _layout(sheet, file, row, depth, found)


def _continues(head: Sequence[Sequence[str]], row: int, headings: Sequence[Heading]) -> bool:
    """Tell whether a row below headings holds more of them: words, and nothing of an area."""
    if row >= len(head) or _is_numbering(head[row]):
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
    """Return the layout with those area columns as codes that hold codes: "Xã" may hold 00004."""
    settled = []
    for area in layout.areas:
        labels = {label for label in columns[area.column].labels() if label}
        coded = sum(bool(_CODE.fullmatch(label)) for label in labels)
        settled.append(replace(area, is_code=area.is_code or coded * 2 > len(labels) > 0))
    return replace(layout, areas=tuple(settled))


def missing_parts(sheet: Sheet, reader: HeadingReader) -> str:
    """Say in Vietnamese what the row that looks most like headings lacks."""
    rows = [[reader.read(cell) for cell in row] for row in sheet.head]
    headings = max(rows, key=lambda row: sum(map(_is_something, row)), default=[])
    has_area = any(heading.role in (Role.AREA_CODE, Role.AREA_NAME) for heading in headings)
    lacking = [] if has_area else ["cột địa bàn (ví dụ “Mã xã”)"]
    if not any(heading.is_measure for heading in headings):
        lacking.append("cột số liệu (“Tử số”, “Mẫu số”, “Giá trị”, mã chỉ tiêu hoặc kỳ)")
    return " và ".join(lacking) or "hàng tiêu đề"


def _is_something(heading: Heading) -> bool:
    return heading.role not in (None, Role.IGNORED) or heading.is_measure


def _read_rows(rows: Sequence[Sequence[str]], reader: HeadingReader) -> list[Heading]:
    """Read one to three heading rows; a group heading holds for the columns right of it.

    Empty when the rows are not headings that belong together.
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
    readable = any(heading.part is not Part.DENOMINATOR for heading in values)
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
    groups: dict[tuple[str | None, str | None], dict[Part, int]] = {}
    ignored: list[int] = []
    left_out: dict[int, str] = {}
    taken: dict[object, int] = {}

    def refuse(column: int, message: str, mend: str, at: int = row + depth) -> None:
        problems.append(
            Problem(
                message,
                mend,
                file=file,
                sheet=sheet.name,
                row=at,
                column=column_letters(column),
                value=names[column],
            )
        )

    def twice(key: object, column: int) -> None:
        if (first := taken.setdefault(key, column)) != column:
            both = f"{column_letters(first)} và {column_letters(column)}"
            mend = "chỉ giữ một cột, hoặc sửa tiêu đề của một trong hai cột"
            refuse(column, f"hai cột cùng một nội dung (cột {both})", mend, row + 1)

    for column, heading in enumerate(headings):
        if heading.role in (Role.AREA_CODE, Role.AREA_NAME):
            areas.append(AreaColumn(column, heading.role is Role.AREA_CODE, heading.level))
            twice((heading.role, heading.level), column)
        elif heading.role in _KEY_ROLES:
            twice(heading.role, column)
            keys[heading.role] = column
        elif heading.is_measure and heading.left_out:
            left_out[column] = heading.left_out
        elif heading.is_measure:
            period = heading.period.iso if heading.period else None
            part = heading.part or Part.VALUE
            twice((heading.indicator, period, part), column)
            groups.setdefault((heading.indicator, period), {})[part] = column
        elif heading.unknown_indicator:
            refuse(
                column,
                f"chỉ tiêu “{heading.unknown_indicator}” không có trong danh mục",
                "sửa mã chỉ tiêu theo danh mục, hoặc bỏ cột này",
            )
        elif heading.role is None and names[column]:
            ignored.append(column)
            if heading.aside:
                left_out[column] = heading.left_out
    if (None, None) in groups and len(groups) > 1:
        # Beside columns of named indicators, a lone "Kết quả" or "Tỷ lệ" belongs to none of them.
        ignored.extend(groups.pop((None, None)).values())
    first = row + depth
    if first < len(sheet.head) and _is_numbering(sheet.head[first]):
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
            refuse(
                column,
                f"không có cột số liệu nào đọc được: {reason}",
                "đặt tiêu đề bằng đúng mã chỉ tiêu cho cột số thực hiện của kỳ báo cáo",
            )
    return layout, problems


def _heading_texts(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Return what stands above each column, from its groups ("CQ03") down to its own words."""
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


def _is_numbering(cells: Sequence[str]) -> bool:
    """Tell whether this is the row (A), (B), (1), (2), … that stands under official headings."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    matches = [_NUMBERING.fullmatch(cell) for cell in filled]
    if len(filled) < 2 or not all(matches):
        return False
    numbers = [int(match[1]) for match in matches if match and match[1].isdigit()]
    counted = len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    bracketed = all(cell.startswith("(") for cell in filled)
    lettered = any(not match[1].isdigit() for match in matches if match)
    # Bare 1, 2, 3 could be data; 1, 2, 3, 4 in all columns, the names of areas too, are not.
    whole = len(filled) == len(cells) and len(filled) > 3
    return counted and numbers[0] in (0, 1) and (bracketed or lettered or whole)
