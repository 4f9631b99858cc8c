"""The page for handing in: what its address opens for whom."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from callbacks.frame.context import Context
from callbacks.hand_in import page
from data.access.accounts import Account, AccountRole, AccountTerms
from data.access.callers import Caller, caller_of_account, caller_of_token
from data.access.tokens import Scope, Token
from ioc.area import AreaKey

NOW = datetime.now(UTC).isoformat()


def caller_with(role: AccountRole, area: AreaKey | None = None, *, new: bool = False) -> Caller:
    terms = AccountTerms("an", "Nguyễn Văn An", "Sở", role, area)
    return caller_of_account(Account(1, terms, new, None, NOW, None, None, None))


def opened_by(context: Context, caller: Caller | None, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(page, "find_signed_in", lambda _: caller)
    return str(page.open_page(context, {"lang": "vi"}))


def test_who_reports_gets_the_page_with_their_area(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    reporter = caller_with(AccountRole.REPORTER, AreaKey("2025-07-01", "16681"))
    text = opened_by(context, reporter, monkeypatch)
    assert "handin-room" in text and "Phường Thành Vinh" in text
    text = opened_by(context, caller_with(AccountRole.ADMINISTRATOR), monkeypatch)
    assert "handin-room" in text and "Mọi địa bàn" in text


def test_others_are_told_whom_to_ask_or_sign_in(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = caller_of_token(Token(1, "Máy", Scope.ADMIN, NOW, None, None, None))
    for caller, words in (
        (caller_with(AccountRole.VIEWER), "không nộp số liệu"),
        (token, "khoá truy cập"),
        (caller_with(AccountRole.REPORTER, new=True), "account-form"),
        (None, "dành cho người nộp số liệu"),
    ):
        text = opened_by(context, caller, monkeypatch)
        assert words in text and "handin-room" not in text, words


def test_numbers_are_typed_by_accounts_with_an_area(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    reporter = caller_with(AccountRole.REPORTER, AreaKey("2025-07-01", "16681"))
    monkeypatch.setattr(page, "find_signed_in", lambda _: reporter)
    text = str(page.open_phone(context, {"bieu": "a", "ky": "2026-10"}))
    assert "phone-room" in text and "Phường Thành Vinh" in text
    assert "'form': 'a', 'period': '2026-10'" in text and "'account': 1" in text
    monkeypatch.setattr(page, "find_signed_in", lambda _: caller_with(AccountRole.REPORTER))
    text = str(page.open_phone(context, {}))
    assert "phone-room" not in text and "không có địa bàn" in text
