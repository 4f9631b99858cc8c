"""Sheets of offices: numbers silently wrong, what needs no click, how long a large one takes."""

from __future__ import annotations

from time import perf_counter

from bench.figures import BenchFigure
from bench.places import BenchPlaces
from cli.intake.sheet import sheet_lines
from data.load.office.book import open_book
from data.load.office.progress import without_collections
from data.load.office.read import read_office_book
from tests.unit.office.drafts import SheetDraft, write
from tests.unit.office.forms import village_form, villages
from tests.unit.office.proof import prove

_SHEETS, _ROWS = 500, 100_000


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
        BenchFigure(
            "sheets", f"a sheet of {rows:,} villages shown", _large_sheet(rows), "s",
            budget=30 if rows == _ROWS else None,
        ),
    ]  # fmt: skip


def _large_sheet(count: int) -> float:
    """Return the seconds that `app.py read-sheet` needs for a CSV sheet of villages, seven columns.

    From the bytes to its lines, progress reported; without the start of Python and the store.
    """
    areas = villages(count)
    sheet = SheetDraft()
    sheet.row(0, "BÁO CÁO THÁNG 9 NĂM 2026")
    headings = ("Số thôn trắng sóng", "Tổng số hộ gia đình", "Số hộ có cáp quang")
    sheet.row(1, "STT", "Mã thôn", "Tên thôn", *headings, "Kế hoạch năm 2026")
    for at, area in enumerate(areas):
        sheet.row(2 + at, at + 1, area.code, area.full_name, at % 2, 200 + at % 7, 100 + at % 90, 5)
    content = write([sheet], ".csv")
    own = village_form(areas)
    began = perf_counter()
    book = open_book("thon.csv", content)
    steps: list[int] = []
    with without_collections():
        reading = read_office_book(book, own, report=lambda *step: steps.append(step[1]))
        lines = sheet_lines(reading)
    seconds = perf_counter() - began
    if len(reading.numbers) != 3 * count:
        raise RuntimeError(f"{len(reading.numbers)} numbers of {3 * count}")
    if not lines or len(steps) < count // 5_000:
        raise RuntimeError(f"{len(lines)} lines, {len(steps)} reports of progress")
    return seconds
