"""Verification in the store: who may, one of two wins, what is returned counts no more, locks."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, func, select

from api.hand_in import work as work_module
from data.access.accounts import AccountRole
from data.access.trail import Act, read_steps
from data.access.trail_chain import read_chain
from data.forms.calendar import OpenForm
from data.hand_in.bounded_reading import read_here
from data.hand_in.form_choice import read_choices
from data.load.withdrawals import WithdrawalRefusedError, withdraw_hand_in
from data.queries.hand_ins import find_hand_in
from data.store.engine import read_revision, writing
from data.store.schema import submission, verification_step
from data.verification.hand_ins import read_steps_of
from data.verification.listing import read_rows, read_waiting_terms
from data.verification.locks import LockError, allow_correction, find_lock, lock_period
from data.verification.steps import StepRefusedError, StepReport, return_hand_in, verify
from data.verification.verifier import Verifier
from ioc.errors import NotFoundError
from ioc.period import parse_period
from ioc.verification import VerificationState
from tests.app.api_store import report
from tests.app.hand_in.office_people import CODES, FORM, PERIOD, store_form
from tests.store.verification.offices import (
    HOME,
    NOW,
    hand_in,
    new_account,
    new_administrator,
    new_verifier,
    state_of,
)

HANDED_IN, VERIFIED = VerificationState.HANDED_IN, VerificationState.VERIFIED
DAY = date(2026, 11, 2)


@pytest.fixture
def engine(shipped_engine_of_its_own: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setenv("IOC_TODAY", DAY.isoformat())
    monkeypatch.setattr(work_module, "read_bounded", read_here)
    store_form(shipped_engine_of_its_own)
    return shipped_engine_of_its_own


def _verify(engine: Engine, verifier: Verifier, *numbers: int) -> StepReport:
    with writing(engine) as connection:
        return verify(connection, numbers, verifier, "10.0.0.2", NOW)


def _return(
    engine: Engine,
    verifier: Verifier,
    number: int,
    reason: str = "sai",
    state: VerificationState = HANDED_IN,
) -> int:
    with writing(engine) as connection:
        return return_hand_in(connection, number, reason, state, verifier, "10.0.0.2", NOW)


def _open(choices: list[OpenForm]) -> list[tuple[str, str]]:
    return [(each.form.code, each.term.period.iso) for each in choices]


def _lock(engine: Engine, verifier: Verifier) -> int:
    with writing(engine) as connection:
        return lock_period(connection, FORM, PERIOD, verifier, "10.0.0.2", NOW)


def test_what_is_handed_in_waits_is_verified_and_locked_each_step_on_the_trail(
    engine: Engine,
) -> None:
    sender = new_account(engine, "xa", AccountRole.REPORTER, CODES[0])
    number = hand_in(engine, sender, CODES[0], 3)
    verifier, admin = new_verifier(engine), new_administrator(engine)
    assert state_of(engine, number) is HANDED_IN
    with engine.connect() as connection:
        (term,) = read_waiting_terms(connection, verifier)
        before = read_revision(connection)
    assert term == (FORM, PERIOD, 1, 1)
    report = _verify(engine, verifier, number)
    assert (report.numbers, report.refusals, report.revision) == ((number,), (), before + 1)
    with pytest.raises(LockError, match="Chỉ người quản trị"):
        _lock(engine, verifier)
    _lock(engine, admin)
    assert state_of(engine, number) is VerificationState.LOCKED
    with engine.connect() as connection:
        steps = read_steps_of(connection, [number])[number]
        trail = read_steps(connection, 10, [Act.VERIFICATION])
        assert read_chain(connection).breaks == ()
    assert [(each.state.value, each.actor) for each in steps] == [
        ("handed_in", "XA (xa)"), ("verified", "VY (vy)"), ("locked", "QUAN (quan)"),
    ]  # fmt: skip
    assert [each.actor for each in reversed(trail)] == ["VY (vy)", "QUAN (quan)", "QUAN (quan)"]
    assert trail[-1].before == {"state": "handed_in"} and trail[-1].after == {"state": "verified"}


def test_what_is_returned_counts_no_more_and_comes_again(engine: Engine) -> None:
    sender = new_account(engine, "xa", AccountRole.REPORTER, CODES[0])
    number = hand_in(engine, sender, CODES[0], 3)
    verifier = new_verifier(engine)
    with pytest.raises(WithdrawalRefusedError):
        _return(engine, verifier, number, reason="  ")
    assert state_of(engine, number) is HANDED_IN
    _return(engine, verifier, number, reason="cột C\nlệch")
    with engine.connect() as connection:
        record = find_hand_in(connection, number)
        steps = read_steps_of(connection, [number])[number]
    assert record.is_withdrawn and record.reason == "cột C lệch"
    assert (steps[-1].state.value, steps[-1].reason) == ("returned", "cột C lệch")
    # Whatever the day is: what was returned may come again.
    late = DAY + timedelta(days=200)
    with engine.connect() as connection:
        assert (FORM, PERIOD) in _open(read_choices(connection, sender, late, HOME))
    again = hand_in(engine, sender, CODES[0], 4)
    assert state_of(engine, again) is HANDED_IN
    with engine.connect() as connection:
        assert (FORM, PERIOD) not in _open(read_choices(connection, sender, late, HOME))


def test_of_two_verifiers_at_once_one_wins_and_the_other_is_told(engine: Engine) -> None:
    sender = new_account(engine, "xa", AccountRole.REPORTER, CODES[0])
    number = hand_in(engine, sender, CODES[0], 3)
    one, other = new_verifier(engine, "mot"), new_verifier(engine, "hai")
    start, answers = threading.Barrier(2), []

    def act(step: Callable[[], object]) -> None:
        start.wait()
        try:
            step()
        except StepRefusedError as error:
            answers.append(error.text())
        else:
            answers.append("")

    def confirm() -> None:
        for _, phrase in _verify(engine, one, number).refusals:
            raise StepRefusedError(phrase)

    steps = (confirm, lambda: _return(engine, other, number))
    threads = [threading.Thread(target=act, args=[each]) for each in steps]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(map(bool, answers)) == [False, True]
    is_verified = state_of(engine, number) is VERIFIED
    who = "đã xác nhận rồi: MOT (mot)" if is_verified else "đã trả lại rồi: HAI (hai)"
    assert who in max(answers)
    with engine.connect() as connection:
        assert find_hand_in(connection, number).is_withdrawn != is_verified
        count = select(func.count()).select_from(verification_step)
        assert connection.scalar(count.where(verification_step.c.submission_id == number)) == 2


def test_nobody_verifies_what_lies_elsewhere_or_came_from_the_same_account(engine: Engine) -> None:
    sender = new_account(engine, "xa", AccountRole.REPORTER, CODES[0])
    number = hand_in(engine, sender, CODES[0], 3)
    elsewhere, here = new_verifier(engine, "hai", CODES[1]), new_verifier(engine, "ba", CODES[0])
    ((refusal, phrase),) = _verify(engine, elsewhere, number).refusals
    assert refusal == number and "ngoài địa bàn" in phrase.text()
    with engine.connect() as connection:
        assert read_rows(connection, elsewhere, FORM, parse_period(PERIOD)) == []
        (row,) = read_rows(connection, here, FORM, parse_period(PERIOD))
    assert row.area_name == "Phường Thành Vinh" and row.waits and row.unit == "Đơn vị xa"
    own = Verifier(sender, here.forms, here.reach)
    ((_, phrase),) = _verify(engine, own, number).refusals
    assert "do chính bạn nộp" in phrase.text()
    ((_, phrase),) = _verify(engine, Verifier(here.account, {}, None), number).refusals
    assert "không xác nhận" in phrase.text()
    ((_, phrase),) = _verify(engine, here, 9_999).refusals
    assert "Không có lần nộp" in phrase.text()
    # An administrator may, also what the same account handed in.
    admin = new_administrator(engine)
    own_number = hand_in(engine, admin.account, CODES[1], 3)
    assert _verify(engine, admin, own_number).numbers == (own_number,)
    assert state_of(engine, number) is HANDED_IN


def test_a_locked_period_takes_a_correction_only_with_leave(engine: Engine) -> None:
    sender = new_account(engine, "xa", AccountRole.REPORTER, CODES[0])
    number = hand_in(engine, sender, CODES[0], 3)
    verifier, admin = new_verifier(engine), new_administrator(engine)
    with pytest.raises(LockError, match="Còn 1 lần nộp chưa xác nhận"):
        _lock(engine, admin)
    _verify(engine, verifier, number)
    with pytest.raises(LockError, match="chưa khoá sổ"), writing(engine) as connection:
        allow_correction(connection, FORM, PERIOD, "xa", "vì", admin, "", NOW)
    _lock(engine, admin)
    with engine.connect() as connection:
        assert find_lock(connection, FORM, PERIOD) is not None
    with pytest.raises(LockError, match="Tháng 09/2026 của biểu này đã khoá sổ"):
        hand_in(engine, sender, CODES[0], 4)
    with pytest.raises(StepRefusedError, match="đã khoá rồi"):
        _return(engine, verifier, number, state=VERIFIED)
    for login, reason, by in (("xa", "", admin), ("ai", "vì", admin), ("xa", "vì", verifier)):
        with pytest.raises(LockError), writing(engine) as connection:
            allow_correction(connection, FORM, PERIOD, login, reason, by, "", NOW)
    with writing(engine) as connection:
        allow_correction(connection, FORM, PERIOD, "xa", "đếm lại thôn", admin, "", NOW)
    again = hand_in(engine, sender, CODES[0], 4)
    with engine.connect() as connection:
        (step,) = read_steps_of(connection, [again])[again]
        rows = read_rows(connection, admin, FORM, parse_period(PERIOD))
    assert step.reason == "Sửa sau khi khoá sổ, QUAN (quan) cho phép: đếm lại thôn"
    assert [(each.hand_in.submission, each.counting) for each in rows] == [(again, 1), (number, 0)]
    # The leave is for once.
    with pytest.raises(LockError):
        hand_in(engine, sender, CODES[0], 5)
    _verify(engine, verifier, again)
    _lock(engine, admin)
    assert state_of(engine, again) is VerificationState.LOCKED


def test_what_an_administrator_withdrew_is_verified_by_nobody(engine: Engine) -> None:
    sender = new_account(engine, "xa", AccountRole.REPORTER, CODES[0])
    number = hand_in(engine, sender, CODES[0], 3)
    verifier = new_verifier(engine)
    with writing(engine) as connection:
        withdraw_hand_in(connection, number, "Bình", "nhầm")
    ((_, phrase),) = _verify(engine, verifier, number).refusals
    assert "đã bị rút" in phrase.text()
    with engine.connect() as connection:
        (row,) = read_rows(connection, verifier, FORM, parse_period(PERIOD))
    assert not row.waits
    with pytest.raises(NotFoundError):
        _return(engine, verifier, 2**40)
    with engine.connect() as connection:
        (term,) = read_waiting_terms(connection, verifier)
        assert (term.submissions, term.waiting) == (1, 0)
        assert connection.scalar(select(submission.c.state)) is not None


def test_a_copy_of_the_month_before_and_missing_numbers_are_named(engine: Engine) -> None:
    sender = new_account(engine, "xa", AccountRole.REPORTER, CODES[0])
    hand_in(engine, sender, CODES[0], 3, "2026-08")
    number = hand_in(engine, sender, CODES[0], 3)
    verifier = new_verifier(engine)
    with engine.connect() as connection:
        (row,) = read_rows(connection, verifier, FORM, parse_period(PERIOD))
    assert row.hand_in.submission == number
    # One equal number may be chance; HT01 was not handed in.
    assert [each.text() for each in row.warnings] == ["thiếu 1 số của biểu"]
    (cell,) = row.numbers
    assert (cell.indicator, cell.before) == ("HT02", cell.parts)
    assert not row.passes


@pytest.mark.parametrize(("kind", "is_named"), [("file", True), ("demo", False)])
def test_a_number_that_stands_out_from_half_a_year_is_named(
    engine: Engine, kind: str, is_named: bool
) -> None:
    """Made-up numbers are no measure of those that are reported."""
    months = [f"2026-{month:02}" for month in range(3, 9)]
    with writing(engine) as connection:
        earlier = [(CODES[0], "HT02", month, 7 + at % 3, None) for at, month in enumerate(months)]
        report(connection, earlier, kind=kind)
    account = new_account(engine, "an", AccountRole.REPORTER)
    hand_in(engine, account, CODES[0], 80)
    with engine.connect() as connection:
        (row,) = read_rows(connection, new_verifier(engine), FORM, parse_period(PERIOD))
    texts = [each.text("vi") for each in row.warnings]
    warning = "1 số khác hẳn các kỳ trước, trước hết ở Phường Thành Vinh"
    assert (warning in texts, row.numbers[0].jumps) == (is_named, is_named), texts
