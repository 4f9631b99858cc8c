"""Sheets made by hand, each ugly in its own way: what is numbers, asked and left out."""

from __future__ import annotations

import pytest

from data.load.office.book import read_book
from data.load.office.read import read_office_book
from tests.unit.office.drafts import write
from tests.unit.office.ugly.case import UglySheet
from tests.unit.office.ugly.headings import HEADINGS
from tests.unit.office.ugly.numbers import NUMBERS
from tests.unit.office.ugly.rows import ROWS

SHEETS = [*HEADINGS, *NUMBERS, *ROWS]


def test_each_sheet_is_ugly_in_its_own_way() -> None:
    assert len({each.name for each in SHEETS}) == len(SHEETS) >= 60


@pytest.mark.parametrize("ugly", SHEETS, ids=lambda each: each.name.replace(" ", "-"))
def test_an_ugly_sheet_is_read_as_it_means(ugly: UglySheet) -> None:
    content = write(ugly.drafts(), ugly.ending, ugly.encoding)
    reading = read_office_book(read_book(f"a{ugly.ending}", content), ugly.form)
    numbers = {(each.area, each.slot): each.value for each in reading.numbers if not each.doubts}
    assert numbers == pytest.approx(ugly.expected())
    reasons = [each.reason for each in reading.open_assumptions]
    reasons += [each.reason for each in reading.unread]
    assert {each.id for each in reasons} == ugly.asks
    assert {reason.id for _, reason in reading.left_out} == ugly.leaves
    for reason in (*reasons, *(each for _, each in reading.left_out)):
        assert reason.text("vi") and reason.text("en")
