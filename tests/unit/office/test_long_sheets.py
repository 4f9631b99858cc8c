"""Long sheets in which all numbers wait and all totals differ are read as soon as clear ones."""

from __future__ import annotations

from time import process_time

from data.load.office.book import read_book
from data.load.office.read import read_office_book
from data.load.office.reading import SheetReading
from tests.unit.office.drafts import SheetDraft, write
from tests.unit.office.forms import village_form, villages

PART = 20


def read(count: int) -> tuple[SheetReading, float]:
    """Read villages without a period, after each twenty of them a total that is wrong."""
    areas = villages(count)
    sheet = SheetDraft()
    sheet.row(0, "Mã thôn", "Tên thôn", "Số thôn trắng sóng")
    row = 1
    for at, village in enumerate(areas, 1):
        sheet.row(row, village.code, village.full_name, 1)
        row += 1
        if at % PART == 0:
            sheet.row(row, None, "Cộng", PART - 1)
            row += 1
    content = write([sheet], ".csv")
    own = village_form(areas)
    began = process_time()
    return read_office_book(read_book("thon.csv", content), own), process_time() - began


def test_doubts_about_every_number_take_no_longer_than_the_numbers() -> None:
    _, short = read(1_000)
    reading, long = read(16_000)
    assert len(reading.numbers) == 16_000 and not reading.observations()
    assert len(reading.totals) == 16_000 // PART
    # Twenty totals one by one, the others together, and the period.
    rest = next(each for each in reading.assumptions if ":rest:" in each.key)
    assert len(rest.cells) == 16_000 + 16_000 // PART - 20
    assert len(reading.assumptions) == 22
    # Sixteen times the rows; four times as long for each of them is far more than noise.
    assert long < 64 * max(short, 0.05), (short, long)
