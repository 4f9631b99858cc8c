"""Forms in the store: shipped, saved, copied, refused with every fault."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Connection, Engine, select

from data.forms.checks import check_form
from data.forms.file import read_forms_text
from data.forms.form import FormIndicator, ReportForm
from data.forms.forms import copy_form, find_form, form_snapshot, read_forms, save_form
from data.forms.shipped import FORM_FILE, load_forms
from data.load.files.headings import ValuePart
from data.queries.catalogue import indicators_by_code
from data.store.engine import writing
from data.store.schema import signal
from ioc.area import SINCE_2025, AreaKey, Level
from ioc.errors import LoadRefusedError, NotFoundError
from ioc.period import Frequency

NUMERATOR, DENOMINATOR, VALUE = ValuePart.NUMERATOR, ValuePart.DENOMINATOR, ValuePart.VALUE
NGHE_AN = AreaKey(SINCE_2025.code, "40")
FORM = ReportForm(
    "thu", "Biểu thử", "A try",
    (
        FormIndicator("HT02", (VALUE,), {VALUE: ("Số thôn trắng sóng", "Thôn “trắng”")}),
        FormIndicator("HT01", (NUMERATOR, DENOMINATOR)),
    ),
    Frequency.MONTH, Level.COMMUNE, Level.DISTRICT, (NGHE_AN,), "Sở A", Level.PROVINCE, "Sở B",
    -2, 12, 20, (-3, 0), sections=("Hạ tầng số",), first_period="2026-01",
)  # fmt: skip


@pytest.fixture
def store(shipped_engine_of_its_own: Engine) -> Iterator[Connection]:
    """The shipped areas, catalogue and forms, in a write transaction."""
    with writing(shipped_engine_of_its_own) as connection:
        load_forms(connection)
        yield connection


def faults(connection: Connection, **changes: object) -> list[tuple[str, str, str]]:
    form = replace(FORM, **changes)  # type: ignore[arg-type]
    problems = check_form(connection, form)
    for each in problems:
        assert each.message("vi") and each.fix("vi") and each.message("en") and each.fix("en")
    return [(each.column, each.fault.id, each.value) for each in problems]


def test_a_form_is_read_as_it_was_saved(store: Connection) -> None:
    save_form(store, replace(FORM, is_shipped=True), "An")
    assert find_form(store, "thu") == FORM
    changed_form = replace(FORM, indicators=FORM.indicators[:1], areas=(), is_active=False)
    save_form(store, changed_form, "An")
    assert find_form(store, "thu") == changed_form
    with pytest.raises(NotFoundError, match="phu-song-thang"):
        find_form(store, "khong-co")
    about = store.execute(select(signal.c.about, signal.c.key)).all()
    assert about.count(("form", "thu")) == 2


def test_shipped_forms_follow_their_file_until_somebody_saves_them(store: Connection) -> None:
    forms = {each.code: each for each in read_forms(store)}
    assert len(forms) == 5 and all(each.is_shipped for each in forms.values())
    assert load_forms(store) == 0
    own = replace(forms["so-luong-quy"], closes_days=20)
    save_form(store, own, "An")
    assert load_forms(store) == 0
    assert find_form(store, "so-luong-quy") == replace(own, is_shipped=False)


def test_shipped_forms_ask_what_the_catalogue_has(store: Connection) -> None:
    for form in read_forms_text(FORM_FILE.read_text(encoding="utf-8"), FORM_FILE.name):
        assert check_form(store, form) == [] and form.name_en
        kinds = indicators_by_code(store, [each.code for each in form.indicators])
        for entry in form.indicators:
            assert kinds[entry.code].frequency is form.frequency
            assert set(entry.headings) <= {*ValuePart}


def test_a_copy_has_a_code_of_its_own_and_is_not_in_use(store: Connection) -> None:
    original = find_form(store, "so-luong-quy")
    copies = [copy_form(store, "so-luong-quy", "An") for _ in range(2)]
    assert [each.code for each in copies] == ["so-luong-quy-2", "so-luong-quy-3"]
    assert find_form(store, "so-luong-quy-2") == copies[0]
    assert replace(
        copies[0], code=original.code, name_vi=original.name_vi, name_en=original.name_en,
        is_active=True, is_shipped=True,
    ) == original  # fmt: skip
    with pytest.raises(NotFoundError):
        copy_form(store, "khong-co", "An")


@pytest.mark.parametrize("code", ["a" * 32, "a" * 27 + "-bcd"])
def test_a_copy_of_a_form_with_a_long_code_and_name_can_be_saved(
    store: Connection, code: str
) -> None:
    save_form(store, replace(FORM, code=code, name_vi="Á" * 160, name_en="A" * 160), "An")
    for _ in range(9):
        copy = copy_form(store, code, "An")
        assert check_form(store, copy) == [] and save_form(store, copy, "An") == copy
    assert copy.name_vi.endswith(" (10)") and copy.name_en.endswith(" (10)")


def test_a_snapshot_can_be_written_to_the_trail(store: Connection) -> None:
    save_form(store, FORM, "An")
    snapshot = form_snapshot(store, "thu")
    assert json.loads(json.dumps(snapshot)) == snapshot
    assert snapshot["indicators"] == ["HT02: value", "HT01: numerator, denominator"]
    assert snapshot["closes_days"] == 12 and snapshot["areas"] == ["2025-07-01/40"]
    assert form_snapshot(store, "khong-co") == {}


def test_every_fault_of_a_form_is_named_by_its_field(shipped_store: Connection) -> None:
    assert faults(shipped_store) == []
    assert faults(shipped_store, code="Biểu 1", name_vi="", verifier="a" * 161) == [
        ("code", "form-code-wrong", "Biểu 1"),
        ("name_vi", "form-name-missing", ""),
        ("verifier", "form-text-long", "a" * 60),
    ]
    assert faults(shipped_store, closes_days=-3, first_period="2026-Q1") == [
        ("closes_days", "form-closes-early", "-3"),
        ("first_period", "form-first-period", "2026-Q1"),
    ]
    assert faults(shipped_store, opens_days=-28, late_days=-1, reminder_days=(1, 1)) == [
        ("opens_days", "form-days-wrong", "-28"),
        ("late_days", "form-days-wrong", "-1"),
        ("reminder_days", "form-reminders-wrong", "1, 1"),
    ]
    assert faults(
        shipped_store, level=Level.PROVINCE, reporter_level=Level.COMMUNE, areas=()
    ) == [
        ("former_level", "form-former-level", "district"),
        ("reporter_level", "form-reporter-level", "commune"),
    ]  # fmt: skip


def test_a_form_asks_what_an_indicator_can_be_reported_as(shipped_store: Connection) -> None:
    indicators = (
        FormIndicator("HT01", (NUMERATOR,)),
        FormIndicator("HT02", (NUMERATOR, VALUE)),
        FormIndicator("YT01", (NUMERATOR, DENOMINATOR)),
        FormIndicator("CQ03", (VALUE,)),
        FormIndicator("HT9", (VALUE,)),
        FormIndicator("HT02", (VALUE,)),
    )
    village = {"level": Level.VILLAGE, "former_level": None}
    assert faults(shipped_store, indicators=indicators, **village) == [
        ("indicators", "form-indicator-twice", "HT02"),
        ("indicators.HT01", "form-parts-of-ratio", "numerator"),
        ("indicators.HT02", "form-parts-of-count", "numerator, value"),
        ("indicators.YT01", "form-frequency-differs", "month"),
        ("indicators.YT01", "form-level-fine", "village"),
        ("indicators.CQ03", "form-level-fine", "village"),
        ("indicators", "indicator-unknown-near", "HT9"),
    ]
    assert faults(shipped_store, indicators=()) == [("indicators", "form-no-indicator", "")]


def test_a_form_is_of_areas_that_are_there(shipped_store: Connection) -> None:
    keys = (NGHE_AN, AreaKey(SINCE_2025.code, "16681"), AreaKey(SINCE_2025.code, "99"), NGHE_AN)
    assert faults(shipped_store, areas=keys, level=Level.PROVINCE, former_level=None) == [
        ("areas", "form-areas-many", "4"),
        ("areas", "form-area-fine", "2025-07-01/16681"),
        ("areas", "area-unknown", "2025-07-01/99"),
    ]
    with pytest.raises(LoadRefusedError, match="2025-07-01/99"):
        save_form(shipped_store, replace(FORM, areas=keys), "An")
