"""Communes that hand in a form, and the people who verify it, at a store."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, select

from api.hand_in.work import SheetWork
from data.access.accounts import Account, AccountRole, AccountTerms, create_account, find_account
from data.access.callers import caller_of_account
from data.hand_in.files import find_draft
from data.store.engine import writing
from data.store.schema import rollup
from data.verification.hand_ins import find_form_hand_in
from data.verification.verifier import Verifier, read_verifier
from ioc.area import SINCE_2025, AreaKey
from ioc.verification import VerificationState
from tests.app.hand_in.office_people import CODES, FORM, PERIOD, xlsx
from tests.unit.office.drafts import SheetDraft

HOME = "40"
NOW = datetime(2026, 11, 2, 3, tzinfo=UTC)
NAMES = dict(
    zip(CODES, ("Phường Thành Vinh", "Phường Trường Vinh", "Phường Vinh Lộc"), strict=True)
)
_KEYS = itertools.count(1)


def new_account(engine: Engine, login: str, role: AccountRole, code: str = "") -> Account:
    """Return a new account for an area, or for all."""
    with writing(engine) as connection:
        area = AreaKey(SINCE_2025.code, code) if code else None
        terms = AccountTerms(login, login.upper(), f"Đơn vị {login}", role, area)
        number = create_account(connection, terms, NOW)[0].id
    with engine.connect() as connection:
        account = find_account(connection, number)
    assert account is not None
    return account


def new_verifier(engine: Engine, login: str = "vy", code: str = "") -> Verifier:
    """Return what a new account with the role of verifiers verifies."""
    account = new_account(engine, login, AccountRole.VERIFIER, code)
    with engine.connect() as connection:
        return read_verifier(connection, account, HOME)


def new_administrator(engine: Engine, login: str = "quan") -> Verifier:
    """Return what a new administrator verifies."""
    account = new_account(engine, login, AccountRole.ADMINISTRATOR)
    with engine.connect() as connection:
        return read_verifier(connection, account, HOME)


def commune_sheet(code: str, count: int, month: int = 9) -> SheetDraft:
    """Return a commune's report of its villages without signal."""
    draft = SheetDraft("Biểu 1")
    draft.row(0, f"BÁO CÁO PHỦ SÓNG THÁNG {month} NĂM 2026")
    draft.row(1, "STT", "Tên xã", "Số thôn trắng sóng")
    draft.row(2, 1, NAMES[code], count)
    return draft


def hand_in(
    engine: Engine,
    account: Account,
    code: str,
    count: int,
    period: str = PERIOD,
    *,
    waits: bool = False,
) -> int:
    """Hand in a commune's report; return the number of the submission."""
    work, caller = SheetWork(engine, HOME, waits=waits), caller_of_account(account)
    month = int(period[-2:])
    content = xlsx(commune_sheet(code, count, month))
    answer = work.upload(account, FORM, period, "a.xlsx", content, "vi")
    file, key = answer["file"]["number"], f"key-{next(_KEYS):06}"
    with engine.connect() as connection:
        sha256 = find_draft(connection, file, account.id).sha256
    body = {"file": file, "sha256": sha256, "left_out": 0, "key": key}
    receipt = work.hand_in(caller, account, body, key, key, "10.0.0.1", "vi")
    return int(receipt["submission"])


def state_of(engine: Engine, number: int) -> VerificationState:
    """Return the state of a submission today."""
    with engine.connect() as connection:
        return find_form_hand_in(connection, number).state


def province_count(connection: Connection, indicator_id: int, area_id: int) -> float | None:
    """Return what the store computed for an area."""
    statement = select(rollup.c.numerator).where(
        rollup.c.indicator_id == indicator_id,
        rollup.c.area_id == area_id,
        rollup.c.period == PERIOD,
    )
    return connection.scalar(statement)
