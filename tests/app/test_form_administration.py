"""Forms in the administration: listed, copied, changed, refused; the trail says what changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from api.admin.snapshots import ChangeWords
from data.access.tokens import Scope
from data.access.trail import Act, TrailStep, read_steps
from data.forms.form import FormIndicator, ReportForm
from data.forms.forms import find_form, save_form
from data.load.files.headings import ValuePart
from data.store.engine import writing
from data.store.schema import form, form_area, form_indicator
from ioc.area import SINCE_2025, AreaKey, Level
from ioc.period import Frequency
from tests.app.visitor import Visitor, make_token

SHARE = FormIndicator(
    "SHARE", (ValuePart.NUMERATOR, ValuePart.DENOMINATOR), {ValuePart.NUMERATOR: ("Số có",)}
)
FORM = ReportForm(
    "phu-song", "Phủ sóng", "Coverage", (SHARE, FormIndicator("COUNT", (ValuePart.VALUE,))),
    Frequency.MONTH, Level.COMMUNE, areas=(AreaKey(SINCE_2025.code, "40"),), reporter="Các xã",
)  # fmt: skip


@pytest.fixture
def engine(office: tuple[Engine, FastAPI]) -> Iterator[Engine]:
    with writing(office[0]) as connection:
        save_form(connection, FORM, "An")
    yield office[0]
    with office[0].begin() as connection:
        for table in (form_indicator, form_area, form):
            connection.execute(table.delete())


@pytest.fixture
def admin(office: tuple[Engine, FastAPI]) -> Iterator[Visitor]:
    visitor = Visitor(office[1])
    visitor.sign_in(make_token(office[0], Scope.ADMIN)[1])
    yield visitor
    visitor.close()


def last_step(engine: Engine) -> tuple[TrailStep, list[list[str]]]:
    with engine.connect() as connection:
        step = read_steps(connection, 1)[0]
        return step, ChangeWords(connection, "vi").of(step)


def fields(answer: Any) -> list[tuple[str, str]]:
    return [(each["field"], each["value"]) for each in answer.json()["problems"]]


def test_forms_are_listed_with_their_days_in_words(engine: Engine, admin: Visitor) -> None:
    state = admin.ask("GET", "/quan-tri/viec").json()
    (item,) = state["forms"]
    assert (item["code"], item["name"], item["closes_days"]) == ("phu-song", "Phủ sóng", 10)
    assert item["area_names"] == {"2025-07-01/40": "Xã Hoà 40"}
    assert ": mở " in item["term"] and "đóng " in item["term"]
    assert {"code": "quarter", "name": "Quý"} in state["frequencies"]


def test_a_copy_is_changed_and_the_trail_says_before_and_after(
    engine: Engine, admin: Visitor
) -> None:
    answer = admin.do("copy-form", {"code": "phu-song"})
    assert answer.status_code == 200 and answer.json()["code"] == "phu-song-2", answer.text
    step, _ = last_step(engine)
    assert (step.act, step.subject, step.before) == (Act.SETTING, "Phủ sóng (2) (phu-song-2)", {})
    changes = {
        "code": "phu-song-2", "is_new": False, "name_vi": "Phủ sóng tỉnh", "closes_days": 12,
        "is_active": True, "indicators": {"COUNT": ["value"]},
    }  # fmt: skip
    assert admin.do("save-form", changes).status_code == 200
    with engine.connect() as connection:
        saved_form = find_form(connection, "phu-song-2")
    # What was not sent stays; headings of what was taken out go with it.
    assert (saved_form.reporter, saved_form.areas) == (FORM.reporter, FORM.areas)
    assert [each.code for each in saved_form.indicators] == ["COUNT"]
    step, lines = last_step(engine)
    assert step.subject == "Phủ sóng tỉnh (phu-song-2)"
    assert lines == [
        ["Tên tiếng Việt", "Phủ sóng (2)", "Phủ sóng tỉnh"],
        ["Ngày đóng", "10", "12"],
        ["Tình trạng", "Không dùng", "Đang dùng"],
        ["Chỉ số", "Chỉ số SHARE (tử số, mẫu số); Chỉ số COUNT (giá trị)",
         "Chỉ số COUNT (giá trị)"],
        ["Tiêu đề trên bảng của cơ quan", "Chỉ số SHARE (tử số “Số có”)", "–"],
    ]  # fmt: skip


def test_a_new_form_gets_a_code_and_its_fields_in_words(engine: Engine, admin: Visitor) -> None:
    new = {
        "is_new": True, "code": "", "name_vi": "Biểu mới", "frequency": "month", "level": "commune",
        "former_level": "district", "areas": ["2025-07-01/40"], "reminder_days": [-3, 0],
        "indicators": {"SHARE": ["value"]}, "vintage_day": "last", "reporter_level": "province",
    }  # fmt: skip
    answer = admin.do("save-form", new)
    assert answer.status_code == 200 and answer.json()["code"] == "bieu-moi", answer.text
    _, lines = last_step(engine)
    texts = {label: after for label, before, after in lines if not before}
    assert texts["Kỳ báo cáo"] == "tháng" and texts["Cấp thay vào khi còn huyện"] == "huyện"
    assert texts["Địa bàn"] == "Xã Hoà 40" and texts["Ngày nhắc"] == "-3, 0"
    assert texts["Địa bàn theo kỳ địa giới"] == "của ngày cuối kỳ báo cáo"


def test_faults_are_said_at_their_fields_and_nothing_is_written(
    engine: Engine, admin: Visitor
) -> None:
    bad = {"code": "phu-song", "is_new": False, "closes_days": "mười", "reminder_days": ["a"]}
    answer = admin.do("save-form", bad)
    assert answer.status_code == 422
    assert fields(answer) == [("closes_days", "mười"), ("reminder_days", "['a']")]
    bad |= {"closes_days": 900, "reminder_days": [], "frequency": "quarter"}
    assert fields(admin.do("save-form", bad)) == [
        ("closes_days", "900"), ("indicators", "SHARE"), ("indicators", "COUNT"),
    ]  # fmt: skip
    assert admin.do("save-form", {"code": "khong-co", "is_new": False}).status_code == 404
    assert admin.do("copy-form", {"code": "khong-co"}).status_code == 404
    with engine.connect() as connection:
        assert find_form(connection, "phu-song") == FORM
