"""A form of what the store has reads sheets with the real names of communes."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from data.load.files.headings import ValuePart
from data.load.office.book import read_book
from data.load.office.form import Form
from data.load.office.read import read_office_book
from data.load.office.reading import SheetReading
from data.load.office.store_form import read_store_form
from ioc.area import BEFORE_2025, SINCE_2025, AreaKey, Level
from ioc.errors import NotFoundError
from ioc.period import parse_period
from tests.unit.office.drafts import SheetDraft, write

pytestmark = pytest.mark.same_sql
NGHE_AN = "40"


def form_of(
    engine: Engine, vintage: str, root: str = NGHE_AN, level: Level = Level.COMMUNE
) -> Form:
    with engine.connect() as connection:
        return read_store_form(
            connection, "m1", ["HT01", "HT02"], AreaKey(vintage, root), level,
            parse_period("2026-09"),
        )  # fmt: skip


def read(form: Form, *rows: tuple[object, ...]) -> SheetReading:
    sheet = SheetDraft()
    sheet.row(0, "BÁO CÁO THÁNG 9 NĂM 2026")
    sheet.row(1, "STT", "Tên xã", "Số thôn trắng sóng")
    for at, row in enumerate(rows, 2):
        sheet.row(at, *row)
    return read_office_book(read_book("a.xlsx", write([sheet], ".xlsx")), form)


def test_all_communes_of_a_province_are_found_by_their_names(shipped_engine: Engine) -> None:
    form = form_of(shipped_engine, SINCE_2025.code)
    assert len(form.areas) == 130 and form.items[1].parts == (ValuePart.VALUE,)
    rows = [(at, area.full_name, at) for at, area in enumerate(form.areas, 1)]
    total = (None, "Tổng cộng", sum(range(131)))
    reading = read(form, *rows, total)
    assert reading.is_settled and [each.agrees for each in reading.totals] == [True]
    assert {each.area: each.value for each in reading.numbers} == {
        area.code: at for at, area in enumerate(form.areas, 1)
    }


def test_a_name_that_repeats_in_a_province_is_told_by_its_district_alone(
    shipped_engine: Engine,
) -> None:
    form = form_of(shipped_engine, BEFORE_2025.code)
    names = [area.full_name for area in form.areas]
    area = next(each for each in form.areas if names.count(each.full_name) > 1)
    alone = read(form, (1, area.full_name, 5), (2, names[0], 7))
    assert [each.reason.id for each in alone.unread] == ["load-name-ambiguous"]
    district = form.parents(area)[0]
    inside = read(form, ("I", district.full_name, None), (1, area.full_name, 5), (2, names[0], 7))
    assert {each.area: each.value for each in inside.numbers}[area.code] == 5


def test_a_form_is_of_areas_and_indicators_that_are_there(shipped_engine: Engine) -> None:
    commune = form_of(shipped_engine, SINCE_2025.code).areas[0]
    own = form_of(shipped_engine, SINCE_2025.code, commune.code)
    assert own.areas == (commune,) and own.known_areas[-2:] == (own.parents(commune)[0], commune)
    with pytest.raises(NotFoundError):
        form_of(shipped_engine, SINCE_2025.code, "99999")
