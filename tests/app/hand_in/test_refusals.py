"""What is no sheet, too large or made to harm is refused soon and in words; so are other people."""

from __future__ import annotations

import io
import shutil
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, func, select

from data.access.accounts import AccountRole
from data.access.tokens import Scope
from data.load.office.book import MAX_BYTES
from data.store.engine import open_engine
from data.store.schema import office_file
from ioc.settings import Settings
from server import create_app
from tests.app.hand_in.office_people import Person, sheet, store_form, xlsx
from tests.app.visitor import Visitor, make_token

Office = tuple[Engine, FastAPI, Person]


@pytest.fixture(scope="module")
def office(shipped_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A store, its application and a reporter; nothing here is stored."""
    file = shutil.copy(shipped_file, tmp_path_factory.mktemp("refusals"))
    engine = open_engine(f"sqlite:///{file}")
    app = create_app(engine, Settings(var=Path("no-such-folder"), province="40"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IOC_TODAY", "2026-11-02")
        store_form(engine)
        person = Person(engine, app, AccountRole.REPORTER)
        yield engine, app, person
    person.close()
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(office_file)) == 0
    engine.dispose()


def bomb(entry: str) -> bytes:
    """Return a small archive with a part of a workbook that is huge once unpacked."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx(sheet()))) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target,
    ):
        for each in source.namelist():
            with target.open(each, "w", force_zip64=True) as part:
                if each == entry:
                    for _ in range(600):
                        part.write(b" " * 2**20)
                part.write(source.read(each))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("trong.xlsx", b""),
        ("trong.csv", b"\n\n"),
        ("gia.xlsx", b"%PDF-1.4"),
        ("hong.xls", b"\xd0\xcf\x11\xe0" + b"x" * 5000),
        ("hong.ods", b"PK\x03\x04" + b"\0" * 200),
        ("khac.exe", b"MZ"),
        ("khac", b"a;b"),
        ("", b"a;b"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_in_words(
    office: Office, name: str, content: bytes
) -> None:
    answer = office[2].upload(content, name)
    assert answer.status_code == 422
    (problem,) = answer.json()["problems"]
    assert problem["reason"] and problem["fix"]


@pytest.mark.parametrize("entry", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_a_zip_bomb_is_refused_in_bounded_time(office: Office, entry: str) -> None:
    began = time.perf_counter()
    assert office[2].upload(bomb(entry)).status_code == 422
    assert time.perf_counter() - began < 60


def test_a_macro_is_no_more_than_bytes(office: Office) -> None:
    stream = io.BytesIO(xlsx(sheet()))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Sub Auto_Open()\nEnd Sub")
    answer = office[2].upload(stream.getvalue(), "co-macro.docm")
    assert answer.status_code == 422


def test_a_file_that_is_too_large_is_not_read_to_its_end(office: Office) -> None:
    answer = office[2].upload(b"1;2\n" * (MAX_BYTES // 4 + 1), "lon.csv")
    assert answer.status_code == 413 and "32 MB" in answer.json()["error"]


@pytest.mark.parametrize(
    ("form", "period"), [("khong-co", "2026-09"), ("ht-month", "1999-01"), ("ht-month", "x")]
)
def test_a_form_or_a_period_that_is_not_open_is_refused(
    office: Office, form: str, period: str
) -> None:
    answer = office[2].upload(xlsx(sheet()), form=form, period=period)
    assert answer.status_code == 404 and "chọn lại biểu" in answer.json()["error"]


def test_only_people_who_report_get_anywhere(office: Office) -> None:
    engine, app, _ = office
    for role in (AccountRole.VIEWER, AccountRole.VERIFIER, AccountRole.ANALYST):
        person = Person(engine, app, role)
        assert person.get("/nop-so/viec/bieu").status_code == 403
        assert person.upload(xlsx(sheet())).status_code == 403
        assert person.read_again(1).status_code == person.hand_in(1).status_code == 403
        assert person.get("/nop-so/lan-nop").status_code == 403
        person.close()
    stranger = Visitor(app)
    assert stranger.get("/nop-so/viec/bieu").status_code == 401
    assert stranger.send("/nop-so/viec/tep?ten=a.csv", b"a").status_code == 401
    for scope in Scope:
        _, secret = make_token(engine, scope)
        headers = {"Authorization": f"Bearer {secret}"}
        assert stranger.ask("POST", "/nop-so/viec/nop", {}, headers).status_code == 403
    stranger.close()


def test_another_site_hands_nothing_in(office: Office) -> None:
    answer = office[2].send("/nop-so/viec/tep?ten=a.csv", b"a", origin="http://evil.test")
    assert answer.status_code == 403


def test_the_answer_speaks_english_where_that_is_asked_for(office: Office) -> None:
    answer = office[2].upload(b"", "trong.xlsx", lang="en")
    assert answer.json()["error"] == "This file cannot be read."
