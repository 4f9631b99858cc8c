"""Sheets of people in the store: all of a hand-in or nothing, drafts, what is remembered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, func, select

from api.hand_in import work as work_module
from api.hand_in.work import LeftOutError, SheetWork
from data.access.accounts import Account, AccountRole, AccountTerms, create_account, find_account
from data.access.callers import Caller
from data.hand_in import store_numbers
from data.hand_in import store_sheet as store_module
from data.hand_in.bounded_reading import read_here
from data.hand_in.files import find_draft, find_mapping, read_own_files, store_draft
from data.hand_in.form_choice import read_choices, read_form
from data.hand_in.store_sheet import SheetRefusedError
from data.load.machines import posted_rows
from data.load.machines.posted_rows import Reference
from data.load.withdrawals import withdraw_hand_in
from data.queries.sheet_cells import read_cell_origins
from data.store.engine import raise_revision, writing
from data.store.schema import observation, office_file, submission, submission_cell, trail
from ioc.area import SINCE_2025, AreaKey
from ioc.errors import NotFoundError
from tests.app.hand_in.office_people import CODES, FORM, PERIOD, sheet, store_form, xlsx
from tests.unit.office.drafts import SheetDraft

DAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 1, tzinfo=UTC)


class Desk:
    """Somebody with an account at a store, who hands sheets in without the web around."""

    def __init__(self, engine: Engine, area: AreaKey | None = None, login: str = "an") -> None:
        self.engine, self.work = engine, SheetWork(engine, "40")
        with writing(engine) as connection:
            terms = AccountTerms(login, "An", "Sở", AccountRole.REPORTER, area)
            number = create_account(connection, terms, NOW)[0].id
        with engine.connect() as connection:
            account = find_account(connection, number)
        assert account is not None
        self.account: Account = account
        self.caller = Caller("An (an)", None, account=account)

    def upload(self, draft: SheetDraft, period: str = PERIOD, language: str = "vi") -> Any:
        return self.work.upload(self.account, FORM, period, "a.xlsx", xlsx(draft), language)

    def hand_in(self, file: int, key: str = "key", **content: Any) -> Any:
        body = {**self.draft(file), "left_out": 0, **content}
        return self.work.hand_in(self.caller, self.account, body, key, key, "10.0.0.1", "vi")

    def draft(self, file: int) -> dict[str, Any]:
        with self.engine.connect() as connection:
            return {"file": file, "sha256": find_draft(connection, file, self.account.id).sha256}

    def rows(self) -> list[int]:
        tables = (observation, submission, submission_cell, trail)
        with self.engine.connect() as connection:
            return [
                int(connection.scalar(select(func.count()).select_from(each)) or 0)
                for each in tables
            ]


@pytest.fixture
def engine(shipped_engine_of_its_own: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A store with the form of the tests; files are read in this process (the routes do not)."""
    monkeypatch.setenv("IOC_TODAY", DAY.isoformat())
    monkeypatch.setattr(work_module, "read_bounded", read_here)
    store_form(shipped_engine_of_its_own)
    return shipped_engine_of_its_own


def test_a_hand_in_is_stored_whole_and_withdrawn_as_any_other(engine: Engine) -> None:
    desk = Desk(engine)
    answer = desk.upload(sheet(), language="en")
    assert answer["form"]["slots"][2]["part_name"] == "value"
    receipt = desk.hand_in(answer["file"]["number"])
    with engine.connect() as connection:
        origins = read_cell_origins(connection, receipt["submission"], 10)
        (own,) = read_own_files(connection, desk.account.id, 5)
        assert own.submission == receipt["submission"]
        assert read_own_files(connection, desk.account.id, 5, own.submission) == []
    assert [(each.area, each.cell) for each in origins] == [
        (CODES[0], "C3"), (CODES[1], "C4"), (CODES[2], "C5"),
    ]  # fmt: skip
    with writing(engine) as connection:
        report = withdraw_hand_in(connection, receipt["submission"], "Bình", "nhầm")
    assert report.cells == 3
    # What it was is still known; the same file may come again.
    assert desk.rows()[2] == 3
    again = desk.hand_in(desk.upload(sheet())["file"]["number"], key="another")
    assert again["submission"] > receipt["submission"]


@pytest.mark.parametrize(
    "step", ["store_submissions", "keep_file", "store_mapping", "begin", "note_step"]
)
def test_where_a_step_fails_nothing_is_stored_and_the_draft_stays(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    desk = Desk(engine)
    file = desk.upload(sheet())["file"]["number"]
    before = desk.rows()

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patch, pytest.raises(RuntimeError):
        patch.setattr(store_module if hasattr(store_module, step) else store_numbers, step, fail)
        desk.hand_in(file)
    assert desk.rows() == before
    assert desk.hand_in(file)["numbers"] == 3


@pytest.mark.parametrize("is_changed", [False, True])
def test_areas_are_read_before_the_write_and_again_only_where_they_changed(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, is_changed: bool
) -> None:
    desk = Desk(engine)
    file = desk.upload(sheet())["file"]["number"]
    events: list[str] = []

    class CountingReference(Reference):
        def __init__(self, connection: Connection) -> None:
            events.append("read")
            super().__init__(connection)

    @contextmanager
    def slow_writing(engine: Engine) -> Iterator[Connection]:
        if is_changed:
            with writing(engine) as connection:
                raise_revision(connection, "catalogue", {"areas": 1})
        with writing(engine) as connection:
            events.append("write")
            yield connection

    monkeypatch.setattr(posted_rows, "Reference", CountingReference)
    monkeypatch.setattr(work_module, "writing", slow_writing)
    assert desk.hand_in(file)["numbers"] == 3
    assert events == ["read", "write", *(["read"] if is_changed else [])]


def test_what_waits_or_is_foreign_is_never_stored(engine: Engine) -> None:
    desk = Desk(engine, AreaKey(SINCE_2025.code, CODES[1]))
    answer = desk.upload(sheet())
    counts = answer["reading"]["counts"]
    assert (counts["ready"], counts["foreign"]) == (1, 2)
    assert [each[0] for each in answer["form"]["areas"]] == [CODES[1]]
    with pytest.raises(LeftOutError) as refusal:
        desk.hand_in(answer["file"]["number"])
    assert [each["cell"] for each in refusal.value.cells] == ["C3", "C5"]
    assert desk.hand_in(answer["file"]["number"], left_out=2)["numbers"] == 1


def test_a_sheet_without_areas_is_read_for_the_account_s_own(engine: Engine) -> None:
    desk, draft = Desk(engine, AreaKey(SINCE_2025.code, CODES[1])), SheetDraft("Biểu 1")
    draft.row(0, "BÁO CÁO THÁNG 9 NĂM 2026")
    draft.row(1, "STT", "Chỉ tiêu", "Kết quả")
    draft.row(2, 1, "Số thôn trắng sóng", 4)
    answer = desk.upload(draft)
    (doubt,) = answer["reading"]["assumptions"]
    assert "Phường Trường Vinh" in doubt["text"] and answer["reading"]["counts"]["waiting"] == 1
    receipt = desk.hand_in(answer["file"]["number"], agreements=[doubt["key"]])
    with engine.connect() as connection:
        (origin,) = read_cell_origins(connection, receipt["submission"], 10)
    assert (origin.area, origin.cell, origin.text) == (CODES[1], "C3", "4")
    # Nobody without one area can mean it.
    other = Desk(engine, login="binh").upload(draft)
    assert other["reading"]["counts"]["ready"] == other["reading"]["counts"]["waiting"] == 0


def test_what_was_confirmed_is_remembered_for_form_and_sender(engine: Engine) -> None:
    desk = Desk(engine)
    draft = sheet()
    draft.cells[1, 2] = "Thôn chưa có điện thoại"
    file = desk.upload(draft)["file"]["number"]
    column = {
        "sheet": "Biểu 1", "role": "number", "column": 2, "indicator": "HT02", "part": "value",
    }  # fmt: skip
    again = desk.work.read_again(desk.account, {**desk.draft(file), "corrections": [column]}, "vi")
    assert again["reading"]["counts"]["ready"] == 3
    with engine.connect() as connection:
        assert find_mapping(connection, FORM, "an") is None
    desk.hand_in(file, corrections=[column])
    draft.cells[2, 2], draft.cells[5, 2] = 3, 10
    assert desk.hand_in(desk.upload(draft)["file"]["number"], key="next")["numbers"] == 3
    with engine.connect() as connection:
        assert find_mapping(connection, FORM, "an") is not None
        assert find_mapping(connection, FORM, "binh") is None


def test_the_same_numbers_are_handed_in_once(engine: Engine) -> None:
    desk, content = Desk(engine), xlsx(sheet())
    files = [
        desk.work.upload(desk.account, FORM, PERIOD, "a.xlsx", content, "vi")["file"]["number"]
        for _ in range(2)
    ]
    desk.hand_in(files[0])
    before = desk.rows()
    for each in files:
        with pytest.raises(SheetRefusedError):
            desk.hand_in(each, key="another")
    empty = SheetDraft("Giấy mời")
    empty.row(0, "Kính mời")
    with pytest.raises(SheetRefusedError, match="Chưa có số nào"):
        desk.hand_in(desk.upload(empty)["file"]["number"], key="empty")
    assert desk.rows() == before


def test_drafts_go_after_a_week_and_what_was_handed_in_stays(engine: Engine) -> None:
    desk = Desk(engine)
    file = desk.upload(sheet())["file"]["number"]
    desk.hand_in(file)
    with writing(engine) as connection:
        store_draft(connection, desk.account.id, FORM, PERIOD, "b", b"1", NOW)
        week = NOW + timedelta(days=8)
        store_draft(connection, desk.account.id, FORM, PERIOD, "c", b"2", week)
    with engine.connect() as connection:
        assert find_draft(connection, file, desk.account.id).submission is not None
        names = connection.scalars(select(office_file.c.file_name).order_by(office_file.c.id))
        assert list(names) == ["a.xlsx", "c"]
    # A page of last week names a number that is another draft's now.
    with pytest.raises(NotFoundError, match="thả tệp lại"):
        desk.hand_in(file, sha256="0" * 64)


def test_a_form_is_handed_in_on_its_days_by_who_reports_it(engine: Engine) -> None:
    desk = Desk(engine, AreaKey(SINCE_2025.code, CODES[0]))
    with engine.connect() as connection:
        codes = {each.form.code for each in read_choices(connection, desk.account, DAY, "40")}
        assert FORM in codes
        form = read_form(connection, desk.account, FORM, PERIOD, DAY, "40")
        assert len(form.form.areas) == 130 and not form.reads_own_first
        assert [each.code for each in form.reporting.areas] == [CODES[0]]
        for code, period in ((FORM, "2026-11"), (FORM, "2020-01"), ("khong-co", PERIOD)):
            with pytest.raises(NotFoundError):
                read_form(connection, desk.account, code, period, DAY, "40")
