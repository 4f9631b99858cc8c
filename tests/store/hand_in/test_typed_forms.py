"""Numbers typed on a page, in the store: drafts of several devices, all of a hand-in or nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from api.hand_in.answers import OddRequestError
from api.hand_in.entry_items import problem_items
from api.hand_in.entry_work import ChangedMeanwhileError, EntryWork
from data.access.accounts import Account, AccountRole, AccountTerms, create_account, find_account
from data.access.callers import Caller
from data.forms.shipped import load_forms
from data.hand_in import store_numbers
from data.hand_in.entry import store_entry as store_module
from data.hand_in.entry.draft import (
    EMPTY,
    EntryDraft,
    TypedChange,
    count_typed,
    drop_drafts,
    merge,
    read_draft,
    store_draft,
)
from data.hand_in.entry.form_numbers import (
    EntryForm,
    EntryRefusedError,
    read_entry_form,
    read_reported,
)
from data.hand_in.entry.store_entry import (
    EntryFaultsError,
    EntryReceipt,
    MissingCountError,
    store_entry,
)
from data.hand_in.files import find_file_of, read_content, read_own_files
from data.load.machines.posted_rows import Reference
from data.load.withdrawals import withdraw_hand_in
from data.queries.sheet_cells import read_cell_origins
from data.store.engine import writing
from data.store.schema import observation, office_file, submission, submission_cell, trail
from data.verification.hand_ins import find_form_hand_in
from data.verification.listing import read_rows
from data.verification.locks import LockError, lock_period
from data.verification.steps import return_hand_in
from data.verification.verifier import read_verifier
from ioc.area import SINCE_2025, AreaKey
from ioc.errors import NotFoundError
from ioc.period import parse_period
from ioc.verification import VerificationState
from tests.app.hand_in.office_people import CODES, FORM, PERIOD, store_form

DAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 1, tzinfo=UTC)
AT = "2026-11-02T01:00:00.000+00:00"
TOP, BOTTOM, DEAD = (
    f"{CODES[0]}/{each}" for each in ("HT01/numerator", "HT01/denominator", "HT02/value")
)


class Phone:
    """Somebody with an account at a store, who types numbers without the web around."""

    def __init__(
        self,
        engine: Engine,
        area: AreaKey | None,
        login: str = "an",
        role: AccountRole = AccountRole.REPORTER,
    ) -> None:
        self.engine, self.work = engine, EntryWork(engine, "40")
        with writing(engine) as connection:
            terms = AccountTerms(login, "An", "Phường", role, area)
            number = create_account(connection, terms, NOW)[0].id
        with engine.connect() as connection:
            account = find_account(connection, number)
        assert account is not None
        self.account: Account = account
        self.caller = Caller("An (an)", None, account=account)

    def form(self, period: str = PERIOD) -> EntryForm:
        with self.engine.connect() as connection:
            return read_entry_form(connection, self.account, FORM, period, DAY, "40")

    def type(self, period: str = PERIOD, **texts: str) -> EntryDraft:
        """Type numbers; a text that begins with "=" is marked as unchanged."""
        keys = {"top": TOP, "bottom": BOTTOM, "dead": DEAD}
        with writing(self.engine) as connection:
            draft = read_draft(connection, self.account.id, FORM, period)
            changes = [
                TypedChange(keys[name], text.lstrip("="), text.startswith("="), AT, draft.version)
                for name, text in texts.items()
            ]
            draft, _ = merge(draft, changes)
            store_draft(connection, self.account.id, FORM, period, draft, NOW)
        return draft

    def hand_in(self, missing: int = 0, period: str = PERIOD) -> EntryReceipt:
        entry = self.form(period)
        with writing(self.engine) as connection:
            draft = read_draft(connection, self.account.id, FORM, period)
            return store_entry(
                connection, Reference(connection), entry, draft, missing, self.caller, self.account,
                "10.0.0.1", DAY, NOW,
            )  # fmt: skip

    def faults(self, missing: int = 0, period: str = PERIOD) -> dict[str, str]:
        with pytest.raises(EntryFaultsError) as refusal:
            self.hand_in(missing, period)
        return {each.key: each.problem.fault.id for each in refusal.value.problems}

    def rows(self) -> list[int]:
        tables = (observation, submission, submission_cell, office_file, trail)
        with self.engine.connect() as connection:
            return [
                int(connection.scalar(select(func.count()).select_from(each)) or 0)
                for each in tables
            ]


@pytest.fixture
def engine(shipped_engine_of_its_own: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A store with the form of the tests."""
    monkeypatch.setenv("IOC_TODAY", DAY.isoformat())
    store_form(shipped_engine_of_its_own)
    return shipped_engine_of_its_own


@pytest.fixture
def phone(engine: Engine) -> Phone:
    """An officer of the first commune."""
    return Phone(engine, AreaKey(SINCE_2025.code, CODES[0]))


def test_an_officer_types_the_numbers_of_the_own_commune_alone(
    phone: Phone, engine: Engine
) -> None:
    entry = phone.form()
    assert list(entry.numbers) == [TOP, BOTTOM, DEAD]
    with pytest.raises(EntryRefusedError):
        Phone(engine, None, "moi").form()
    with pytest.raises(NotFoundError):
        phone.form("2020-01")
    # 130 communes with three numbers each may still be typed.
    assert Phone(engine, AreaKey(SINCE_2025.code, "40"), "tinh").form().count == 390


def test_a_hand_in_is_stored_whole_with_what_was_typed(phone: Phone, engine: Engine) -> None:
    phone.type(top="1.200", bottom="1.234", dead="0")
    with engine.connect() as connection:
        assert count_typed(connection, phone.account.id) == {(FORM, PERIOD): 3}
    receipt = phone.hand_in()
    assert (receipt.numbers, receipt.unchanged, receipt.missing) == (3, 0, 0)
    with engine.connect() as connection:
        own = read_own_files(connection, phone.account.id, 5)
        assert [each.submission for each in own] == [receipt.submission]
        file = find_file_of(connection, receipt.submission)
        assert file is not None and file.sha256 == receipt.sha256
        table = read_content(connection, file.number).decode("utf-8-sig").splitlines()
        origins = read_cell_origins(connection, receipt.submission, 10)
        values = read_reported(connection, phone.form(), phone.form().form.period)
        draft = read_draft(connection, phone.account.id, FORM, PERIOD)
        kind = connection.scalar(select(submission.c.kind))
    assert len(table) == 4 and "1.234" in table[2]
    assert sorted((each.part, each.text, each.cell) for each in origins) == [
        ("denominator", "1.234", ""), ("numerator", "1.200", ""), ("value", "0", ""),
    ]  # fmt: skip
    assert {key: each.value for key, each in values.items()} == {TOP: 1200, BOTTOM: 1234, DEAD: 0}
    assert (dict(draft.numbers), draft.submission, kind) == ({}, receipt.submission, "form")
    # It is withdrawn as any other, and what was typed stays on record.
    with writing(engine) as connection:
        assert withdraw_hand_in(connection, receipt.submission, "Bình", "nhầm").cells == 2
    with engine.connect() as connection:
        assert read_reported(connection, phone.form(), phone.form().form.period) == {}


@pytest.mark.parametrize("step", ["store_submissions", "store_draft", "begin", "note_step"])
def test_where_a_step_fails_nothing_is_stored_and_the_draft_stays(
    phone: Phone, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    phone.type(top="9", bottom="10", dead="1")
    before = phone.rows()

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patch, pytest.raises(RuntimeError):
        patch.setattr(store_module if hasattr(store_module, step) else store_numbers, step, fail)
        phone.hand_in()
    assert phone.rows() == before
    assert phone.hand_in().numbers == 3


def test_what_is_empty_is_missing_and_never_zero(phone: Phone, engine: Engine) -> None:
    phone.type(dead="4", top="")
    with pytest.raises(MissingCountError, match="2 số"):
        phone.hand_in(missing=0)
    receipt = phone.hand_in(missing=2)
    assert receipt.missing == 2
    with engine.connect() as connection:
        rows = connection.execute(
            select(observation.c.numerator).where(observation.c.submission_id == receipt.submission)
        ).all()
    assert rows == [(4,)]
    # What was handed in is no longer missing, and stays where the field is empty.
    phone.type(top="9", bottom="10")
    assert phone.hand_in(missing=0).numbers == 2


def test_every_fault_is_said_at_its_number_and_nothing_is_stored(phone: Phone) -> None:
    before = phone.rows()
    assert phone.faults(missing=3) == {"": "phone-nothing"}
    phone.type(top="mười", dead="1,5")
    assert phone.faults(missing=1) == {TOP: "phone-no_number", BOTTOM: "phone-half"}
    phone.type(top="12", bottom="10")
    assert phone.faults() == {TOP: "load-above-denominator", DEAD: "load-not-whole"}
    phone.type(top="9", dead="-1")
    assert phone.faults() == {DEAD: "load-negative"}
    with writing(phone.engine) as connection:
        draft, _ = merge(EMPTY, [TypedChange("16690/HT02/value", "4", False, AT, 0)])
        store_draft(connection, phone.account.id, FORM, PERIOD, draft, NOW)
    assert phone.faults(missing=3)["16690/HT02/value"] == "phone-not_yours"
    assert phone.rows() == before


def test_unchanged_is_the_number_of_the_period_before_and_marked(
    phone: Phone, engine: Engine
) -> None:
    phone.type(top="9", bottom="10", dead="1")
    first = phone.hand_in()
    # Nobody reported the period before: there is nothing that could be unchanged.
    phone.type("2026-10", dead="=1", top="9", bottom="11")
    receipt = phone.hand_in(period="2026-10")
    assert (receipt.numbers, receipt.unchanged) == (3, 1)
    with engine.connect() as connection:
        origins = read_cell_origins(connection, receipt.submission, 10)
    assert {each.indicator + each.part: each.is_unchanged for each in origins} == {
        "HT01numerator": False, "HT01denominator": False, "HT02value": True,
    }  # fmt: skip
    # Its verifier reads it, too.
    verifier = Phone(engine, None, "sep", AccountRole.VERIFIER)
    with engine.connect() as connection:
        reader = read_verifier(connection, verifier.account, "40")
        (row,) = read_rows(connection, reader, FORM, parse_period("2026-10"))
    assert {each.indicator: each.is_unchanged for each in row.numbers} == {
        "HT01": False, "HT02": True,
    }  # fmt: skip
    # The number before was withdrawn or corrected meanwhile: the mark no longer says what it said.
    with writing(engine) as connection:
        withdraw_hand_in(connection, first.submission, "Bình", "nhầm")
    phone.type("2026-10", dead="=1")
    assert phone.faults(period="2026-10") == {DEAD: "phone-changed_before"}


def test_the_same_numbers_are_handed_in_once(phone: Phone) -> None:
    phone.type(top="9", bottom="10", dead="1")
    phone.hand_in()
    phone.type(top="9", bottom="10", dead="1")
    assert phone.faults() == {"": "phone-before"}
    phone.type(dead="2")
    assert phone.hand_in().numbers == 3


def test_of_two_devices_the_newer_number_counts_and_both_are_told(phone: Phone) -> None:
    def change(text: str, minute: int, base: int) -> TypedChange:
        return TypedChange(DEAD, text, False, f"2026-11-02T01:{minute:02}", base)

    draft, clashes = merge(EMPTY, [change("5", 10, 0)])
    assert not clashes
    # Knew of it: an ordinary change. Did not: the newer one counts, and the other is named.
    draft, clashes = merge(draft, [change("6", 20, draft.version)])
    assert (draft.numbers[DEAD].text, clashes) == ("6", [])
    newer, clashes = merge(draft, [change("7", 30, 1)])
    assert newer.numbers[DEAD].text == "7"
    assert [(each.other.text, each.is_own) for each in clashes] == [("6", True)]
    older, clashes = merge(draft, [change("4", 15, 0)])
    assert older.numbers[DEAD].text == "6" and older is draft
    assert [(each.other.text, each.is_own) for each in clashes] == [("4", False)]
    # The same number typed twice is no clash, and a number is taken back by its empty text.
    assert merge(draft, [change("6", 5, 0)]) == (draft, [])
    assert merge(draft, [change("", 25, draft.version)])[0].numbers[DEAD].text == ""
    assert newer.since(draft.version).keys() == {DEAD}


def test_drafts_that_nobody_touches_go(phone: Phone, engine: Engine) -> None:
    phone.type(dead="1")
    with writing(engine) as connection:
        drop_drafts(connection, NOW)
        assert read_draft(connection, phone.account.id, FORM, PERIOD).numbers
        drop_drafts(connection, NOW.replace(year=2028))
        assert read_draft(connection, phone.account.id, FORM, PERIOD) == EMPTY


def test_the_page_reads_saves_and_hands_in_once(phone: Phone, engine: Engine) -> None:
    form = phone.work.form(phone.account, FORM, PERIOD, "vi")
    assert [each["part"] for each in form["slots"]] == ["numerator", "denominator", "value"]
    assert (form["before"], form["reported"], form["returned"]) == ({}, {}, None)
    texts = {TOP: "9", BOTTOM: "10", DEAD: "1"}
    changes = [{"key": key, "text": text, "age": 5, "seen": 0} for key, text in texts.items()]
    body: dict[str, Any] = {"form": FORM, "period": PERIOD, "seen": 0, "changes": changes}
    version = phone.work.save(phone.account, body)["version"]
    assert phone.work.save(phone.account, {**body, "seen": version})["numbers"] == {}
    for odd in (None, [1], [{"key": "a"}], [{**changes[0], "text": "1" * 41}]):
        with pytest.raises(OddRequestError):
            phone.work.save(phone.account, {**body, "changes": odd})
    with pytest.raises(NotFoundError):
        phone.work.save(phone.account, {**body, "period": "2020-01"})
    hand_in: dict[str, Any] = {"form": FORM, "period": PERIOD, "version": version, "missing": 0}
    with pytest.raises(ChangedMeanwhileError):
        phone.work.hand_in(
            phone.caller, phone.account, {**hand_in, "version": 7}, "a", "a", "", "vi"
        )
    receipt = phone.work.hand_in(phone.caller, phone.account, hand_in, "b", "b", "", "vi")
    assert phone.work.hand_in(phone.caller, phone.account, hand_in, "b", "b", "", "vi") == receipt
    assert (receipt["numbers"], receipt["indicators"]) == (3, ["HT01", "HT02"])
    assert receipt["remarks"] == []
    with pytest.raises(EntryFaultsError) as refusal:
        phone.work.hand_in(
            phone.caller,
            phone.account,
            {**hand_in, "version": receipt["version"]},
            "c",
            "c",
            "",
            "vi",
        )
    (item,) = problem_items(refusal.value.problems, "vi")
    assert (item["key"], item["reason"]) == ("", "chưa nhập số nào")


def test_what_was_returned_can_be_typed_again(phone: Phone, engine: Engine) -> None:
    phone.type(top="9", bottom="10", dead="1")
    number = phone.hand_in().submission
    with engine.connect() as connection:
        hand_in = find_form_hand_in(connection, number)
    assert (hand_in.form, hand_in.period, hand_in.state) == (
        FORM, PERIOD, VerificationState.HANDED_IN,
    )  # fmt: skip
    verifier = Phone(engine, None, "sep", AccountRole.VERIFIER)
    with writing(engine) as connection:
        reader = read_verifier(connection, verifier.account, "40")
        return_hand_in(
            connection, number, "Sai mẫu số", VerificationState.HANDED_IN, reader, "", NOW
        )
    returned = phone.work.form(phone.account, FORM, PERIOD, "vi")["returned"]
    assert (returned["submission"], returned["reason"]) == (number, "Sai mẫu số")
    assert returned["numbers"] == {TOP: ("9", False), BOTTOM: ("10", False), DEAD: ("1", False)}
    phone.type(top="9", bottom="11", dead="1")
    phone.hand_in()
    assert phone.work.form(phone.account, FORM, PERIOD, "vi")["returned"] is None


def test_a_locked_period_takes_no_numbers(phone: Phone, engine: Engine) -> None:
    phone.type(dead="1")
    chief = Phone(engine, None, "quan-tri", AccountRole.ADMINISTRATOR)
    with writing(engine) as connection:
        lock_period(
            connection, FORM, PERIOD, read_verifier(connection, chief.account, "40"), "", NOW
        )
    before = phone.rows()
    for ask in (phone.form, lambda: phone.work.form(phone.account, FORM, PERIOD, "vi")):
        with pytest.raises(LockError):
            ask()
    body = {"form": FORM, "period": PERIOD, "seen": 0, "changes": []}
    with pytest.raises(LockError):
        phone.work.save(phone.account, body)
    assert phone.rows() == before


def test_what_should_be_looked_at_again_is_on_the_receipt(phone: Phone) -> None:
    phone.type(top="0", bottom="0", dead="0")
    (remark,) = phone.hand_in().remarks
    assert (remark.key, remark.problem.fault.id) == (BOTTOM, "load-nothing-to-share")


def test_a_commune_without_villages_in_the_store_gives_its_own_numbers(phone: Phone) -> None:
    with writing(phone.engine) as connection:
        load_forms(connection)
        entry = read_entry_form(connection, phone.account, "phu-song-thang", PERIOD, DAY, "40")
    assert [each.code for each in entry.areas] == [CODES[0]] and entry.count == 7
