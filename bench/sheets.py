"""Sheets of offices: numbers silently wrong, what needs no click, how long a large one takes."""

from __future__ import annotations

from time import perf_counter

from bench.figures import BenchFigure
from bench.places import BenchPlaces
from data.load.areas.names import AreaRow
from data.load.office.book import read_book
from data.load.office.read import read_office_book
from ioc.area import Level
from tests.unit.office.drafts import SheetDraft, write
from tests.unit.office.forms import COMMUNES, PROVINCE, form
from tests.unit.office.proof import prove

_SHEETS, _ROWS = 500, 20_000


def measure(places: BenchPlaces, sheets: int = _SHEETS, rows: int = _ROWS) -> list[BenchFigure]:
    """Return the figures over generated sheets; they need no store."""
    del places
    proof = prove(range(sheets))
    placed_sheets = 100 * proof.files_without_click / proof.files
    placed_numbers = 100 * proof.numbers_without_click / proof.numbers
    name = f"{sheets} generated sheets of offices"
    return [
        BenchFigure(
            "sheets", f"{name}: numbers silently wrong", len(proof.wrong), "numbers", budget=0,
            note=f"of {proof.numbers:,}",
        ),
        BenchFigure("sheets", f"{name}: sheets without a click", placed_sheets, "%", higher=True),
        BenchFigure("sheets", f"{name}: numbers without a click", placed_numbers, "%", higher=True),
        BenchFigure("sheets", f"a sheet of {rows:,} villages", _large_sheet(rows), "s"),
    ]  # fmt: skip


def _large_sheet(count: int) -> float:
    """Return the seconds for reading a CSV sheet of villages, five columns of numbers."""
    areas = tuple(
        AreaRow(
            100 + at, f"V{at:06d}", Level.VILLAGE, COMMUNES[at % 12].code,
            str(at), f"Thôn {at}", 100 + at,
        )
        for at in range(count)
    )  # fmt: skip
    sheet = SheetDraft()
    sheet.row(0, "BÁO CÁO THÁNG 9 NĂM 2026")
    headings = ("Số thôn trắng sóng", "Tổng số hộ gia đình", "Số hộ có cáp quang")
    sheet.row(1, "STT", "Mã thôn", "Tên thôn", *headings, "Kế hoạch năm 2026")
    for at, area in enumerate(areas):
        sheet.row(2 + at, at + 1, area.code, area.full_name, at % 2, 200 + at % 7, 100 + at % 90, 5)
    content = write([sheet], ".csv")
    own = form(areas=areas, known_areas=(PROVINCE, *COMMUNES, *areas))
    began = perf_counter()
    reading = read_office_book(read_book("thon.csv", content), own)
    if len(reading.numbers) != 3 * count:
        raise RuntimeError(f"{len(reading.numbers)} numbers of {3 * count}")
    return perf_counter() - began
