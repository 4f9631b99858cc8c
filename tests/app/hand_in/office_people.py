"""People with accounts at a shipped store, and the sheets that they hand in."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import httpx
from fastapi import FastAPI
from sqlalchemy import Engine

from data.access.accounts import (
    AccountRole,
    AccountTerms,
    choose_password,
    create_account,
    find_account,
)
from data.access.callers import caller_of_account
from data.access.sessions import SessionLimits, Sessions
from data.forms.form import FormIndicator, ReportForm
from data.forms.forms import save_form
from data.load.files.headings import ValuePart
from data.store.engine import writing
from ioc.area import AreaKey, Level
from ioc.cookies import SESSION_COOKIE
from ioc.period import Frequency
from tests.app.visitor import Visitor
from tests.unit.office.drafts import SheetDraft, write

PASSWORD = "mưa rơi trên mái tôn"  # noqa: S105
FORM, PERIOD = "ht-month", "2026-09"
COMMUNES = ("Phường Thành Vinh", "Phường Trường Vinh", "Phường Vinh Lộc")
CODES = ("16681", "16690", "16708")
_KEYS = itertools.count(1)
_PARTS = (ValuePart.NUMERATOR, ValuePart.DENOMINATOR)


def store_form(engine: Engine) -> None:
    """Store the form of the tests: signal by commune, each month."""
    with writing(engine) as connection:
        indicators = (
            FormIndicator("HT01", _PARTS), FormIndicator("HT02", (ValuePart.VALUE,)),
        )  # fmt: skip
        form = ReportForm(
            FORM, "Phủ sóng theo xã", "Coverage by commune", indicators, Frequency.MONTH,
            Level.COMMUNE, late_days=60,
        )  # fmt: skip
        save_form(connection, form, "An")


class Person(Visitor):
    """Somebody who signed in with an account of a role."""

    def __init__(
        self, engine: Engine, app: FastAPI, role: AccountRole, area: AreaKey | None = None
    ) -> None:
        super().__init__(app)
        now, hour = datetime.now(UTC), timedelta(hours=1)
        self.login = f"can.bo{next(_KEYS)}"
        self.digests: dict[int, str] = {}
        with writing(engine) as connection:
            terms = AccountTerms(self.login, "Nguyễn Văn An", "Sở KH&CN", role, area)
            account, _ = create_account(connection, terms, now)
            choose_password(connection, account.id, PASSWORD, now)
        with engine.connect() as connection:
            entry = find_account(connection, account.id)
        assert entry is not None
        secret = Sessions(engine, SessionLimits(hour, hour), "key").open(
            caller_of_account(entry), now
        )
        self.web.cookies.set(SESSION_COOKIE, secret)

    def upload(
        self,
        content: bytes,
        name: str = "bieu.xlsx",
        form: str = FORM,
        period: str = PERIOD,
        lang: str = "vi",
    ) -> httpx.Response:
        query = urlencode({"bieu": form, "ky": period, "ten": name, "lang": lang})
        answer = self.send(f"/nop-so/viec/tep?{query}", content)
        if answer.status_code == 200:
            self.digests[answer.json()["file"]["number"]] = answer.json()["file"]["sha256"]
        return answer

    def read_again(self, file: int, **decisions: Any) -> httpx.Response:
        return self.ask("POST", "/nop-so/viec/doc", self._draft(file) | decisions)

    def hand_in(
        self, file: int, left_out: int = 0, key: str = "", **decisions: Any
    ) -> httpx.Response:
        body = {**self._draft(file), "left_out": left_out, "key": key or f"key-{next(_KEYS):06}"}
        return self.ask("POST", "/nop-so/viec/nop", {**body, **decisions})

    def _draft(self, file: int) -> dict[str, Any]:
        return {"file": file, "sha256": self.digests.get(file, "")}


def sheet(month: int = 9, total: int = 9, numbers: tuple[int, ...] = (2, 3, 4)) -> SheetDraft:
    """Return a report of villages without signal, as an office makes it."""
    draft = SheetDraft("Biểu 1")
    draft.merge(0, 0, 0, 4, f"BÁO CÁO PHỦ SÓNG THÁNG {month} NĂM 2026")
    draft.row(1, "STT", "Tên xã", "Số thôn trắng sóng", None, "Kế hoạch năm 2026")
    for at, (name, number) in enumerate(zip(COMMUNES, numbers, strict=True)):
        draft.row(2 + at, at + 1, name, number, None, 1)
    draft.row(5, None, "Tổng cộng", total, None, 3)
    draft.row(7, None, None, "KT. CHỦ TỊCH")
    return draft


def xlsx(draft: SheetDraft) -> bytes:
    return write([draft], ".xlsx")
