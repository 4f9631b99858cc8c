"""A stored form gives the form that sheets are read for: its areas, its vintage, its headings."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, insert, select

from data.forms.form import FormIndicator, ReportForm
from data.forms.forms import find_form, save_form
from data.forms.office import read_office_form, read_office_forms
from data.forms.shipped import load_forms
from data.load.files.headings import ValuePart
from data.load.office.book import read_book
from data.load.office.read import read_office_book
from data.store.engine import open_engine
from data.store.schema import area, vintage, vintage_scope
from ioc.area import BEFORE_2025, SINCE_2025, AreaKey, Level
from ioc.period import Frequency, parse_period
from tests.unit.office.drafts import write
from tests.unit.office.forms import COMMUNES, COVERAGE, PROVINCE
from tests.unit.office.forms import form as made_up_form
from tests.unit.office.ugly.case import UglySheet
from tests.unit.office.ugly.headings import HEADINGS

pytestmark = pytest.mark.same_sql
NGHE_AN = "40"
# A vintage of its own, because communes of the made-up province have codes of real ones.
MADE_UP = "2026-01-01"
SEPTEMBER = parse_period("2026-09")
FORM = ReportForm(
    "phu-song", "Phủ sóng", "",
    tuple(FormIndicator(each.code, each.parts, each.headings) for each in COVERAGE),
    Frequency.MONTH, Level.COMMUNE, areas=(AreaKey(MADE_UP, PROVINCE.code),),
    sections=("Hạ tầng số",),
)  # fmt: skip
SHEETS = [each for each in HEADINGS if each.form == made_up_form()]


@pytest.fixture(scope="module")
def made_up_province(
    shipped_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Connection]:
    """The shipped store with the province of the tests of sheets, and a form of it."""
    file = shutil.copy(shipped_file, tmp_path_factory.mktemp("made-up"))
    engine = open_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        first = int(connection.scalar(select(func.max(area.c.id))) or 0) + 1
        connection.execute(
            insert(vintage).values(
                code=MADE_UP, valid_from=MADE_UP, valid_to=None, name_vi="Thử", name_en="Try"
            )
        )
        scope = {"vintage": MADE_UP, "province_code": PROVINCE.code, "area_vintage": MADE_UP}
        connection.execute(insert(vintage_scope).values(**scope))
        for at, row in enumerate((PROVINCE, *COMMUNES)):
            connection.execute(
                insert(area).values(
                    id=first + at, unit_id=first + at, vintage=MADE_UP, code=row.code,
                    level=row.level.value, parent_id=first if at else None,
                    parent_code=row.parent_code, province_code=PROVINCE.code, name=row.name,
                    full_name=row.full_name, search_name="", source="test", is_demo=False,
                    ordinal=10_000 + at,
                )
            )  # fmt: skip
        save_form(connection, FORM, "An")
        yield connection
        connection.rollback()
    engine.dispose()


@pytest.fixture
def store(shipped_store: Connection) -> Connection:
    load_forms(shipped_store)
    return shipped_store


def test_there_are_sheets_to_read() -> None:
    assert len(SHEETS) >= 10


@pytest.mark.parametrize("ugly", SHEETS, ids=lambda each: each.name.replace(" ", "-"))
def test_a_sheet_is_read_for_a_stored_form_as_for_one_in_memory(
    made_up_province: Connection, ugly: UglySheet
) -> None:
    stored_form = find_form(made_up_province, "phu-song")
    form = read_office_form(made_up_province, stored_form, SEPTEMBER, NGHE_AN)
    assert [each.code for each in form.areas] == sorted(each.code for each in COMMUNES)
    assert form.slots == made_up_form().slots and form.sections == made_up_form().sections
    content = write(ugly.drafts(), ugly.ending, ugly.encoding)
    reading = read_office_book(read_book(f"a{ugly.ending}", content), form)
    numbers = {(each.area, each.slot): each.value for each in reading.numbers if not each.doubts}
    assert numbers == pytest.approx(ugly.expected())
    reasons = [each.reason for each in reading.open_assumptions]
    reasons += [each.reason for each in reading.unread]
    assert {each.id for each in reasons} == ugly.asks


def test_the_areas_are_of_the_vintage_in_force_in_the_period(store: Connection) -> None:
    shipped = find_form(store, "chuyen-doi-so-quy")
    after = read_office_form(store, shipped, parse_period("2025-Q3"), NGHE_AN)
    assert (after.vintage, len(after.areas)) == (SINCE_2025.code, 130)
    before = read_office_form(store, shipped, parse_period("2025-Q2"), NGHE_AN)
    assert (before.vintage, len(before.areas)) == (BEFORE_2025.code, 20)
    assert {each.level for each in before.areas} == {Level.DISTRICT}
    communes = replace(shipped, former_level=None)
    before = read_office_form(store, communes, parse_period("2025-Q2"), NGHE_AN)
    assert len(before.areas) == 412 and {each.level for each in before.areas} == {Level.COMMUNE}


def test_an_account_bounds_the_areas_in_any_vintage(store: Connection) -> None:
    shipped = replace(find_form(store, "chuyen-doi-so-quy"), former_level=None)
    within = AreaKey(SINCE_2025.code, "16681")
    now = read_office_form(store, shipped, parse_period("2026-Q3"), NGHE_AN, within)
    assert [each.code for each in now.areas] == ["16681"]
    assert [each.level for each in now.known_areas] == [Level.PROVINCE, Level.COMMUNE]
    former = read_office_form(store, shipped, parse_period("2025-Q2"), NGHE_AN, within)
    assert "16681" in {each.code for each in former.areas} and 1 < len(former.areas) < 10
    # Both are read at once, with the account's land.
    for period in (parse_period("2026-Q3"), parse_period("2025-Q2")):
        whole, own, land = read_office_forms(store, shipped, period, NGHE_AN, within)
        assert own is not None and land is not None
        assert whole.areas == read_office_form(store, shipped, period, NGHE_AN).areas
        assert own.areas == read_office_form(store, shipped, period, NGHE_AN, within).areas
        assert own.areas == tuple(each for each in whole.areas if each.id in land)
    assert read_office_forms(store, shipped, period, NGHE_AN)[1:] == (None, None)
    elsewhere = AreaKey(SINCE_2025.code, "01")
    assert not read_office_form(store, shipped, SEPTEMBER, NGHE_AN, elsewhere).areas


def test_a_form_of_villages_knows_villages_alone_as_those_that_report(store: Connection) -> None:
    form = read_office_form(store, find_form(store, "phu-song-thang"), SEPTEMBER, NGHE_AN)
    # The shipped store has no villages: nobody reports, and communes are known all the same.
    assert form.areas == () and len(form.known_areas) > 130
    assert form.is_ratio(form.slots[0]) is False
    assert {each.part for each in form.slots if each.indicator == "HT02"} == {ValuePart.VALUE}
