"""A file's reading for a form, made in a bounded process: what a page shows and the store needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data.load.office.book import read_book
from data.load.office.corrections import Corrections, SheetMapping
from data.load.office.meaning import CellPlace, CellRole
from data.load.office.progress import without_collections
from data.load.office.read import read_office_book, remember
from data.load.office.reading import Assumption, ReadSheet, SheetNumber, SheetTotal, UnreadCell
from ioc.words.phrase import Phrase
from sandbox.limits import Limits
from sandbox.run import run_bounded

_LIMITS = Limits(memory=1536 * 2**20, seconds=150.0)
# What a page shows of a sheet; the rest is counted.
_MOST_CELLS, _MOST_ROWS, _MOST_COLUMNS = 30_000, 1_000, 120
_LONGEST = 300


@dataclass(frozen=True)
class SheetPicture:
    """A sheet as a page shows it: its first rows, each cell with the position of its meaning.

    `cells` are texts and positions in `meanings` by row; `rows` and `columns` count all of it.
    """

    name: str
    is_hidden: bool
    is_read: bool
    rows: int
    columns: int
    cells: tuple[tuple[tuple[str, int], ...], ...]
    meanings: tuple[tuple[CellRole, Phrase | None], ...]
    merges: tuple[tuple[int, int, int, int], ...]


@dataclass(frozen=True)
class FileReading:
    """What a file says for a form, without the file.

    `texts` are the cells of the numbers as the file shows them; `mapping` is what the next file
    of the same sender needs.
    """

    numbers: tuple[SheetNumber, ...]
    texts: Mapping[CellPlace, str]
    assumptions: tuple[Assumption, ...]
    unread: tuple[UnreadCell, ...]
    totals: tuple[SheetTotal, ...]
    left_out: tuple[tuple[CellPlace, Phrase], ...]
    pictures: tuple[SheetPicture, ...]
    mapping: SheetMapping


def read_bounded(
    file_name: str,
    content: bytes,
    corrections: Corrections,
    sender: str,
    other: Corrections | None = None,
) -> FileReading:
    """Return the reading of a file, made in a process with bounds on memory and time.

    Args:
        file_name: names its kind.
        content: its bytes.
        corrections: what was decided about it, with the form.
        sender: whose sheets the mapping is for.
        other: the same with another form, where the file has no number of the first.

    Raises:
        LoadRefusedError: empty, of no known kind, damaged, or more than its process may take.
    """
    return run_bounded(
        read_here, file_name, content, corrections, sender, other,
        file_name=file_name, limits=_LIMITS,
    )  # fmt: skip


def read_here(
    file_name: str,
    content: bytes,
    corrections: Corrections,
    sender: str,
    other: Corrections | None = None,
) -> FileReading:
    """Return the reading, made in this process; see `read_bounded`."""
    with without_collections():
        book = read_book(file_name, content)
        reading = read_office_book(book, corrections.form, corrections)
        if other is not None and not reading.numbers:
            second = read_office_book(book, other.form, other)
            if second.numbers:
                reading, corrections = second, other
        views = {each.view.name: each.view for each in reading.sheets}
        return FileReading(
            reading.numbers,
            {
                each.place: views[each.place.sheet].text(each.place.row, each.place.column)
                for each in reading.numbers
            },
            reading.assumptions,
            reading.unread,
            reading.totals,
            reading.left_out,
            tuple(_picture(each, corrections) for each in reading.sheets),
            remember(reading, corrections, sender),
        )


def _picture(sheet: ReadSheet, corrections: Corrections) -> SheetPicture:
    view = sheet.view
    width = min(view.width, _MOST_COLUMNS)
    rows = min(view.rows, _MOST_ROWS, max(1, _MOST_CELLS // max(1, width)))
    meanings: dict[tuple[CellRole, Phrase | None], int] = {}
    cells = []
    for row in range(rows):
        line = []
        for column in range(width):
            meaning = sheet.roles.role(row, column), sheet.roles.reason(row, column)
            position = meanings.setdefault(meaning, len(meanings))
            line.append((view.text(row, column)[:_LONGEST], position))
        cells.append(tuple(line))
    return SheetPicture(
        view.name,
        view.sheet.is_hidden,
        corrections.is_read(view.name, view.sheet.is_hidden),
        view.rows,
        view.width,
        tuple(cells),
        tuple(meanings),
        tuple(each for each in view.sheet.merges if each[0] < rows and each[1] < width),
    )
