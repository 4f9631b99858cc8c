"""Whatever a sheet is made of: no error is shown, and no number is stored that it does not mean."""

from __future__ import annotations

import random
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from data.load.files.sheets.cells import sheet_of_cells
from data.load.files.sheets.marks import SheetMarks
from data.load.office.book import OfficeBook
from data.load.office.read import read_office_book
from tests.examples import LONG
from tests.unit.office.drafts import SheetDraft
from tests.unit.office.forms import COMMUNES, form
from tests.unit.office.generator import OfficeFile, office_file
from tests.unit.office.proof import Proof, read_file

EXAMPLES = 2000 if LONG else 60
WORDS = st.sampled_from(
    "STT|Tên xã|Mã xã|Đơn vị tính|Chỉ tiêu|Nội dung|Ghi chú|Tổng cộng|Kế hoạch năm 2026|Luỹ kế"
    "|Thực hiện|Thực hiện tháng 9/2026|Tháng 8/2026|Tháng 9/2026|Số thôn trắng sóng|Tổng số thôn"
    "|Số thôn có sóng di động|Tỷ lệ thôn có sóng (%)|HT01|HT02|Tử số|Mẫu số|Giá trị|Xếp hạng"
    "|BÁO CÁO THÁNG 9 NĂM 2026|thôn|%|nghìn|I. Vùng núi|(1)|(2)|#N/A|=…|-|x|KBC".split("|")
)
NAMES = st.sampled_from([area.full_name for area in COMMUNES[:5]])
NUMBERS = st.one_of(
    st.integers(-3, 5000), st.floats(0, 100), st.floats(allow_nan=False), st.booleans(),
    st.sampled_from(["1.234", "94,7%", "1,5", "12 345", "0", "1e400", "00034", "2026", "١٢"]),
)  # fmt: skip
CELLS = st.one_of(st.just(""), WORDS, NAMES, NUMBERS, st.text(max_size=8))
PLACES = st.tuples(st.integers(0, 12), st.integers(0, 7))


@st.composite
def sheets(draw: st.DrawFn) -> OfficeBook:
    """Return a file of any cells, merged and hidden anyhow."""
    rows = draw(st.lists(st.lists(CELLS, min_size=1, max_size=8), min_size=1, max_size=13))
    merges = []
    for (top, left), (height, width) in draw(st.lists(st.tuples(PLACES, PLACES), max_size=4)):
        merges.append((top, left, top + height, left + width))
    hidden = SheetMarks({}, frozenset(draw(st.sets(st.integers(0, 12), max_size=2))), frozenset())
    return OfficeBook("a.xlsx", "", (sheet_of_cells("a.xlsx", "S", rows, hidden, tuple(merges)),))


@settings(max_examples=EXAMPLES, deadline=None)
@given(sheets())
def test_no_error_is_shown(book: OfficeBook) -> None:
    reading = read_office_book(book, form())
    (sheet,) = reading.sheets
    for row in range(sheet.view.rows):
        for column in range(sheet.view.width):
            reason = sheet.roles.reason(row, column)
            assert reason is None or reason.text()
    for each in reading.numbers:
        # What is stored is in its cell, and its area is named somewhere in the sheet.
        text, number = sheet.view.cell(each.place.row, each.place.column)
        assert text and (number == number or any(letter.isdigit() for letter in text))
        assert each.area in reading.form.area_codes
    for assumption in reading.assumptions:
        assert assumption.cells and assumption.reason.text("en")


def insert_row(file: OfficeFile, sheet: SheetDraft, luck: random.Random) -> None:
    """Put an empty row somewhere, as people do between groups."""
    at = luck.randint(0, sheet.size[0])
    move(file, sheet, lambda row, column: (row + (row >= at), column))
    sheet.merges = [
        (top + (top >= at), left, bottom + (bottom >= at), right)
        for top, left, bottom, right in sheet.merges
    ]
    sheet.hidden_rows = {row + (row >= at) for row in sheet.hidden_rows}


def insert_column(file: OfficeFile, sheet: SheetDraft, luck: random.Random) -> None:
    """Put an empty column somewhere."""
    at = luck.randint(0, sheet.size[1])
    move(file, sheet, lambda row, column: (row, column + (column >= at)))
    sheet.merges = [
        (top, left + (left >= at), bottom, right + (right >= at))
        for top, left, bottom, right in sheet.merges
    ]


def move(file: OfficeFile, sheet: SheetDraft, place: Callable[[int, int], tuple[int, int]]) -> None:
    """Move cells, and the places that are known of the numbers in them."""
    sheet.cells = {place(*at): value for at, value in sheet.cells.items()}
    for key, cells in file.cells.items():
        file.cells[key] = {
            (name, *(place(row, column) if name == sheet.name else (row, column)))
            for name, row, column in cells
        }


def drop_merges(file: OfficeFile, sheet: SheetDraft, luck: random.Random) -> None:
    """Split merged cells: their text stays in the first."""
    sheet.merges = [each for each in sheet.merges if luck.random() < 0.5]


def blank_heading(file: OfficeFile, sheet: SheetDraft, luck: random.Random) -> None:
    """Remove a text near the top."""
    texts = [at for at, value in sheet.cells.items() if isinstance(value, str) and at[0] < 8]
    del sheet.cells[luck.choice(texts)]


def swell(file: OfficeFile, sheet: SheetDraft, luck: random.Random) -> None:
    """Write a text otherwise: capitals, spaces, line breaks."""
    texts = [at for at, value in sheet.cells.items() if isinstance(value, str) and at[0] < 8]
    at = luck.choice(texts)
    way = luck.choice((str.upper, str.lower, lambda text: f"  {text} ", _broken))
    sheet.cells[at] = way(sheet.cells[at])


def _broken(text: str) -> str:
    return text.replace(" ", "\n", 1)


def repeat_row(file: OfficeFile, sheet: SheetDraft, luck: random.Random) -> None:
    """Copy a row below the table with other numbers in it."""
    rows, _ = sheet.size
    source = luck.randrange(rows)
    for (row, column), value in list(sheet.cells.items()):
        if row == source:
            is_number = isinstance(value, int | float)
            sheet.cells[rows, column] = value + 1 if is_number else value


def scribble(file: OfficeFile, sheet: SheetDraft, luck: random.Random) -> None:
    """Write something beside or below the table."""
    rows, columns = sheet.size
    at = luck.choice([(rows + 1, luck.randint(0, 5)), (luck.randint(0, rows), columns)])
    sheet.cells[at] = luck.choice(("ok", 17, "kiểm tra lại", "Kế hoạch", "2026", "5.000"))


MUTATIONS = (
    insert_row, insert_column, drop_merges, blank_heading, swell, repeat_row, scribble, scribble,
)  # fmt: skip


def fuzzed(seed: int) -> OfficeFile:
    """Return a file of the generator, changed by hands that leave its truth as it is."""
    file = office_file(seed)
    luck = random.Random(f"fuzz {seed}")  # noqa: S311
    for _ in range(luck.randint(1, 3)):
        luck.choice(MUTATIONS)(file, luck.choice(file.sheets), luck)
    return file


def test_no_number_is_silently_wrong_whatever_hands_changed() -> None:
    proof = Proof()
    for seed in range(10_000, 10_000 + (1000 if LONG else 40)):
        file = fuzzed(seed)
        proof.add(file, read_file(file))
    print(proof.text)
    assert proof.wrong == []
