"""A confirmed reading is remembered: the next sheet of its sender needs no person, or says why."""

from __future__ import annotations

import json
from dataclasses import replace

from data.load.files.headings import ValuePart
from data.load.office.book import read_book
from data.load.office.corrections import Correction, Corrections, SheetMapping
from data.load.office.form import Form, Slot
from data.load.office.meaning import CellRole
from data.load.office.read import read_office_book, remember
from data.load.office.reading import SheetReading
from tests.examples import LONG
from tests.unit.office.drafts import SheetDraft, write
from tests.unit.office.forms import COMMUNES, VALUE, Kind, form
from tests.unit.office.generator import OfficeFile, office_file
from tests.unit.office.proof import Proof, read_file
from tests.unit.office.ugly.case import DEAD, A, B

SEEDS = range(200) if LONG else range(20)


def confirm(reading: SheetReading, corrections: Corrections) -> Corrections:
    """Return the corrections with every assumption confirmed."""
    keys = frozenset(each.key for each in reading.assumptions)
    return replace(corrections, agreements=corrections.agreements | keys)


def through_json(mapping: SheetMapping) -> SheetMapping:
    """Return a mapping that went through JSON."""
    return SheetMapping.of_json(json.loads(json.dumps(mapping.to_json())))


def remember_file(file: OfficeFile) -> SheetMapping:
    corrections = Corrections(file.form)
    agreed_with = confirm(read_file(file), corrections)
    return through_json(remember(read_file(file, agreed_with), agreed_with, "Sở A"))


def test_what_everybody_confirmed_is_right() -> None:
    proof = Proof()
    for seed in SEEDS:
        file = office_file(seed)
        proof.add(file, read_file(file, confirm(read_file(file), Corrections(file.form))))
    assert proof.wrong == []


def test_the_next_month_asks_nothing_that_was_answered() -> None:
    proof, fresh = Proof(), Proof()
    for seed in SEEDS:
        mapping = remember_file(office_file(seed))
        later = office_file(seed, month=1)
        reading = read_file(later, Corrections(later.form, mapping=mapping))
        assert [each.key for each in reading.open_assumptions if each.is_lasting] == [], seed
        assert not any(each.key.startswith("changed:") for each in reading.assumptions), seed
        proof.add(later, reading)
        fresh.add(later, read_file(later))
    print(f"with what was remembered: {proof.text}; without: {fresh.text}")
    assert proof.wrong == fresh.wrong == []
    assert proof.numbers_without_click >= fresh.numbers_without_click


def sheet(*headings: str, numbers: tuple[int, ...] = (5, 7), month: int = 9) -> list[SheetDraft]:
    draft = SheetDraft("Biểu")
    draft.row(0, f"BÁO CÁO THÁNG {month} NĂM 2026")
    draft.row(1, "Tên xã", *headings)
    for at, (name, number) in enumerate(zip((A, B), numbers, strict=True), 2):
        draft.row(at, name, number, *[1] * (len(headings) - 1))
    return [draft]


def read(
    drafts: list[SheetDraft], to: Form, *own: Correction, mapping: SheetMapping | None = None
) -> tuple[SheetReading, Corrections]:
    corrections = Corrections(to, own, mapping=mapping)
    return read_office_book(
        read_book("a.xlsx", write(drafts, ".xlsx")), to, corrections
    ), corrections


def numbers_of(reading: SheetReading) -> dict[str, float]:
    return {each.area: each.value for each in reading.numbers if not each.doubts}


def test_a_column_that_a_person_set_is_remembered() -> None:
    names = ("Thôn chưa có điện thoại", "Cột lạ")
    reading, _ = read(sheet(*names), form())
    assert numbers_of(reading) == {} and len(reading.unread) == 4
    set_by_hand = (
        Correction("Biểu", CellRole.NUMBER, column=1, indicator="HT02", part="value"),
        Correction("Biểu", CellRole.IGNORED, column=2),
    )
    reading, corrections = read(sheet(*names), form(), *set_by_hand)
    assert numbers_of(reading) == {COMMUNES[0].code: 5, COMMUNES[1].code: 7}
    assert reading.is_settled
    mapping = through_json(remember(reading, corrections, "Sở A"))
    later = form(period="2026-10")
    reading, _ = read(sheet(*names, numbers=(4, 6), month=10), later, mapping=mapping)
    assert numbers_of(reading) == {COMMUNES[0].code: 4, COMMUNES[1].code: 6}
    assert reading.is_settled and {each.period for each in reading.numbers} == {"2026-10"}


def test_changed_headings_are_never_read_by_what_was_remembered() -> None:
    reading, corrections = read(sheet(DEAD, "Kế hoạch năm 2026"), form())
    mapping = remember(reading, corrections, "Sở A")
    other_headings = sheet("Kế hoạch năm 2026", DEAD, month=10)
    reading, _ = read(other_headings, form(period="2026-10"), mapping=mapping)
    assert numbers_of(reading) == {}
    (asks,) = reading.open_assumptions
    assert asks.reason.id == "sheet-guess-changed" and len(asks.cells) == 2
    assert {each.value for each in reading.numbers} == {1}


def test_what_was_remembered_is_for_one_form() -> None:
    reading, corrections = read(
        sheet("Thôn chưa có điện thoại"),
        form(),
        Correction("Biểu", CellRole.NUMBER, column=1, indicator="HT02"),
    )
    mapping = replace(remember(reading, corrections, "Sở A"), form="another")
    reading, _ = read(sheet("Thôn chưa có điện thoại"), form(), mapping=mapping)
    assert numbers_of(reading) == {}


def test_a_name_that_a_person_explained_is_remembered() -> None:
    draft = sheet(DEAD)
    draft[0].cells[2, 0] = "TT Thành Sơm"
    explained = Correction("Biểu", CellRole.NUMBER, row=2, area=COMMUNES[0].code)
    reading, corrections = read(draft, form(), explained)
    assert numbers_of(reading) == {COMMUNES[0].code: 5, COMMUNES[1].code: 7}
    mapping = through_json(remember(reading, corrections, "Sở A"))
    later = sheet(DEAD, numbers=(4, 6), month=10)
    later[0].cells[2, 0] = "TT Thành Sơm"
    reading, _ = read(later, form(period="2026-10"), mapping=mapping)
    assert numbers_of(reading) == {COMMUNES[0].code: 4, COMMUNES[1].code: 6}


def test_single_cells_rows_and_sheets_are_set_by_a_person() -> None:
    ignore = Correction("Biểu", CellRole.IGNORED, row=2, column=1)
    reading, _ = read(sheet(DEAD), form(), ignore)
    assert numbers_of(reading) == {COMMUNES[1].code: 7}
    assert reading.sheets[0].roles.role(2, 1) is CellRole.IGNORED
    total = Correction("Biểu", CellRole.TOTAL, row=2)
    reading, _ = read(sheet(DEAD), form(), total)
    assert numbers_of(reading) == {COMMUNES[1].code: 7}
    reading, _ = read(sheet(DEAD), form(), Correction("Biểu", CellRole.IGNORED))
    assert reading.numbers == () and reading.left_out[0][1].id == "sheet-why-person"
    hidden = [SheetDraft("Bìa", {(0, 0): "x"}), *sheet(DEAD)]
    hidden[1].is_hidden = True
    assert read(hidden, form())[0].numbers == ()
    reading, _ = read(hidden, form(), Correction("Biểu", CellRole.NUMBER))
    assert len(numbers_of(reading)) == 2
    assert all(each.is_hidden for each in reading.numbers)


def test_the_scale_of_a_column_is_set_by_a_person() -> None:
    share = sheet("Tỷ lệ thôn có sóng", numbers=(5, 7))
    share[0].cells.update({(2, 1): 0.9, (3, 1): 0.85})
    hundred = Correction(
        "Biểu", CellRole.NUMBER, column=1, indicator="HT01", part="value", scale=100
    )
    reading, _ = read(share, form(), hundred)
    assert numbers_of(reading) == {COMMUNES[0].code: 90, COMMUNES[1].code: 85}


def test_the_mark_of_decimals_is_set_by_a_person() -> None:
    speed = form((Kind("HT07", (VALUE,), {VALUE: ("Tốc độ tải xuống",)}),))
    draft = sheet("Tốc độ tải xuống")
    draft[0].cells.update({(2, 1): "5.678", (3, 1): "1.234"})
    reading, _ = read(draft, speed)
    assert {each.reason.id for each in reading.unread} == {"load-cell-mark"}
    column = Correction("Biểu", CellRole.NUMBER, column=1, indicator="HT07", part="value")
    reading, _ = read(draft, speed, replace(column, manner="dot"))
    assert numbers_of(reading) == {COMMUNES[0].code: 5.678, COMMUNES[1].code: 1.234}
    reading, _ = read(draft, speed, replace(column, manner="comma"))
    assert numbers_of(reading) == {COMMUNES[0].code: 5678, COMMUNES[1].code: 1234}


def test_observations_have_their_parts_with_cells() -> None:
    reading, _ = read(sheet("Số thôn có sóng di động", "Tổng số thôn"), form())
    assert reading.observations() == ()  # 5 of 1 villages wait for a person
    draft = sheet("Tổng số thôn", "Số thôn có sóng di động")
    reading, _ = read(draft, form())
    first = reading.observations()[0]
    assert (first.area, first.indicator, first.period) == (COMMUNES[0].code, "HT01", "2026-09")
    assert first.parts[ValuePart.DENOMINATOR].place.address == "B3"
    assert first.parts[ValuePart.NUMERATOR].slot == Slot("HT01", ValuePart.NUMERATOR)
