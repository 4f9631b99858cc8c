"""Who is late, as each role sees it: the page's rows, the same in both files, the list to copy."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, update

from data.access.accounts import AccountRole
from data.store.engine import open_engine, writing
from data.store.schema import submission
from ioc.area import SINCE_2025, AreaKey
from ioc.settings import Settings
from server import create_app
from tests.app.api_store import report
from tests.app.hand_in.office_people import CODES, FORM, PERIOD, Person, store_form
from tests.app.visitor import Visitor

PATH = "/nop-so/viec/tien-do"
CHOICE = f"bieu={FORM}&ky={PERIOD}"
Office = tuple[Engine, FastAPI]


@pytest.fixture(scope="module")
def office(shipped_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A store where one commune handed in in time, one late, one in part."""
    file = shutil.copy(shipped_file, tmp_path_factory.mktemp("lateness"))
    engine = open_engine(f"sqlite:///{file}")
    app = create_app(engine, Settings(var=Path("no-such-folder"), province="40"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IOC_TODAY", "2026-11-02")
        store_form(engine)
        with writing(engine) as connection:
            for code, indicators, at in (
                (CODES[0], ("HT01", "HT02"), "2026-10-09T01:00:00+00:00"),
                (CODES[1], ("HT01", "HT02"), "2026-10-12T01:00:00+00:00"),
                (CODES[2], ("HT02",), "2026-10-09T01:00:00+00:00"),
            ):
                cells = [
                    (code, each, PERIOD, 1.0, 2.0 if each == "HT01" else None)
                    for each in indicators
                ]
                number = report(connection, cells)
                statement = update(submission).where(submission.c.id == number)
                connection.execute(statement.values(received_at=at))
        yield engine, app
    engine.dispose()


@pytest.fixture(scope="module")
def department(office: Office) -> Iterator[Person]:
    person = Person(*office, AccountRole.REPORTER)
    yield person
    person.close()


def answer(person: Person, query: str = CHOICE) -> dict[str, Any]:
    reply = person.get(f"{PATH}?{query}")
    assert reply.status_code == 200, reply.text
    content: dict[str, Any] = reply.json()
    return content


def test_the_list_says_who_handed_in_and_who_is_late(department: Person) -> None:
    content = answer(department)
    assert content["counts"] == {"nothing": 127, "part": 1, "late": 1, "in_time": 1}
    assert content["summary"].startswith(
        "2 / 130 xã đã nộp đủ, trong đó 1 nộp chậm; 1 nộp thiếu; 127"
    )
    assert "hạn nộp 10/10/2026" in content["days"] and "quá hạn 23 ngày" in content["days"]
    part, late, in_time = content["rows"][-3:]
    assert [each["code"] for each in (part, late, in_time)] == [CODES[2], CODES[1], CODES[0]]
    assert (part["reported"], part["expected"], part["days"], part["last"]) == ("1", "2", 23, None)
    assert (late["days"], late["last"]["at"]) == (2, "12/10/2026 08:00")
    assert not content["made_up"]
    # Without a choice: the newest period of the first form.
    usual = answer(department, "")
    assert (usual["form"], usual["period"]) == (FORM, "2026-10")
    assert [each["iso"] for each in usual["periods"]][:3] == ["2026-10", "2026-09", "2026-08"]
    english = answer(department, f"{CHOICE}&lang=en")
    assert english["summary"].startswith("2 of 130 ")


def test_the_text_to_copy_names_those_that_lack_numbers(department: Person) -> None:
    lines = answer(department)["reminder"].splitlines()
    assert lines[0] == "Phủ sóng theo xã, tháng 09/2026, hạn nộp 10/10/2026."
    assert lines[1] == "Chưa nộp (127):" and lines[-2:] == [
        "Nộp thiếu (1):", "- Phường Vinh Lộc (1/2)",
    ]  # fmt: skip
    assert len(lines) == 131


@pytest.mark.parametrize("choice", ["", "&loc=late", "&loc=nothing&tim=anh", "&tim=khong+co"])
def test_both_files_have_the_rows_of_the_screen_in_their_order(
    department: Person, choice: str
) -> None:
    rows = answer(department, CHOICE + choice)["rows"]
    names = [each["name"] for each in rows]
    file = department.get(f"{PATH}.csv?{CHOICE}{choice}")
    heading, *lines = csv.reader(io.StringIO(file.content.decode("utf-8-sig")), delimiter=";")
    assert heading[0] == "Địa bàn" and [line[0] for line in lines] == names
    assert [line[3:7] for line in lines] == [
        [each["state_name"], str(each["days"]), each["reported"], each["expected"]] for each in rows
    ]
    workbook = department.get(f"{PATH}.xlsx?{CHOICE}{choice}")
    assert "tien-do_ht-month_2026-09.xlsx" in workbook.headers["content-disposition"]
    book = openpyxl.load_workbook(io.BytesIO(workbook.content))
    table, about = book.worksheets
    assert [row[0] for row in table.iter_rows(min_row=2, values_only=True) if row[0]] == names
    terms = {str(row[0].value): str(row[1].value) for row in about.iter_rows(max_col=2)}
    assert terms["Hạn nộp"] == "10/10/2026" and "mô phỏng" in terms["Cách đếm"]
    assert ("Lọc" in terms) == bool(choice)


def test_accounts_see_their_own_area_and_their_own_forms(office: Office) -> None:
    commune = Person(*office, AccountRole.REPORTER, AreaKey(SINCE_2025.code, CODES[1]))
    rows = answer(commune)["rows"]
    assert [(each["code"], each["state"]) for each in rows] == [(CODES[1], "late")]
    assert answer(commune)["reminder"] == ""
    for kind in ("csv", "xlsx"):
        assert commune.get(f"{PATH}.{kind}?{CHOICE}").status_code == 200
    commune.close()
    country = Person(*office, AccountRole.REPORTER, AreaKey(SINCE_2025.code, "VN"))
    assert len(answer(country)["rows"]) == 130
    country.close()


def test_others_get_neither_list_nor_files(office: Office) -> None:
    stranger = Visitor(office[1])
    viewer = Person(*office, AccountRole.VIEWER)
    for ending in ("", ".csv", ".xlsx"):
        assert stranger.get(f"{PATH}{ending}?{CHOICE}").status_code == 401
        assert viewer.get(f"{PATH}{ending}?{CHOICE}").status_code == 403
    stranger.close()
    viewer.close()


def test_what_is_not_there_is_refused_in_words(department: Person) -> None:
    for query, text in (
        ("bieu=khong-co", "không báo cáo biểu nào"),
        (f"bieu={FORM}&ky=2031-01", "không có kỳ này"),
    ):
        for ending in ("", ".csv", ".xlsx"):
            reply = department.get(f"{PATH}{ending}?{query}")
            assert reply.status_code == 404 and text in reply.json()["error"], reply.text
    assert department.get(f"{PATH}?loc=tot").status_code == 400
