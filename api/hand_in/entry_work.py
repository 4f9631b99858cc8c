"""What an account types on a page: read, saved in its draft, handed in; without the web around."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine

from api.hand_in.answers import OddRequestError
from api.hand_in.entry_items import draft_item, entry_item, problem_items, returned_item
from data.access.accounts import Account
from data.access.callers import Caller
from data.access.keyed_answers import answer_once, find_answer
from data.hand_in.entry.draft import TypedChange, drop_drafts, merge, read_draft, store_draft
from data.hand_in.entry.form_numbers import MOST_LETTERS, MOST_NUMBERS, read_entry_form
from data.hand_in.entry.returned import find_returned
from data.hand_in.entry.store_entry import store_entry
from data.hand_in.form_choice import read_choices
from data.load.machines.posted_rows import EarlyReference
from data.store.engine import writing
from data.verification.locks import check_lock
from ioc.errors import IocError, NotFoundError
from ioc.local_time import local_date, time_text
from ioc.text import harmless
from ioc.words.phrase import Phrase

# No form is open for so long; its draft is over.
_DRAFT_FOR = timedelta(days=400)
_OLDEST = timedelta(days=90)
_MOST_KEY = 100
_Body = Mapping[str, Any]


class ChangedMeanwhileError(IocError):
    """Another device changed the draft after the sender saw it; nothing was stored."""


class EntryWork:
    """Reads and stores the numbers that people type.

    Args:
        engine: of the store.
        home: code of the home province.
        waits: whether numbers count once they are verified, and not before.
    """

    def __init__(self, engine: Engine, home: str, *, waits: bool = False) -> None:
        self._engine, self._home, self._waits = engine, home, waits

    def form(self, account: Account, code: str, period: str, language: str) -> dict[str, Any]:
        """Return the numbers of a form to give, those reported before, the account's draft.

        With it comes what was typed for its last submission, where that was returned.

        Raises:
            NotFoundError: the account may not hand it in today.
            EntryRefusedError: it has no area, or there are too many numbers.
            LockError: the period is locked.
        """
        today = local_date()
        with self._engine.connect() as connection:
            entry = read_entry_form(connection, account, code, period, today, self._home)
            draft = read_draft(connection, account.id, code, period)
            item = entry_item(connection, entry, today, language)
            returned = returned_item(find_returned(connection, draft))
        return {**item, "draft": draft_item(draft, 0), "returned": returned}

    def save(self, account: Account, content: _Body) -> dict[str, Any]:
        """Store changes of a device in the draft; return what came from others meanwhile.

        Raises:
            OddRequestError: the changes are none of our page's.
            NotFoundError, LockError: as of `form`.
        """
        code, period = _form_of(content)
        now = datetime.now(UTC)
        changes = _changes(content.get("changes"), now)
        with writing(self._engine) as connection:
            self._check_open(connection, account, code, period)
            before = read_draft(connection, account.id, code, period)
            draft, clashes = merge(before, changes)
            if len(draft.numbers) > MOST_NUMBERS:
                raise OddRequestError("changes")
            if draft is not before:
                drop_drafts(connection, now - _DRAFT_FOR)
                store_draft(connection, account.id, code, period, draft, now)
        return draft_item(draft, _whole(content.get("seen")), clashes)

    def hand_in(
        self,
        caller: Caller,
        account: Account,
        content: _Body,
        key: str,
        sha256: str,
        address: str,
        language: str,
    ) -> dict[str, Any]:
        """Store the draft as one submission, and return the receipt; the same key twice is one.

        Raises:
            ChangedMeanwhileError: the draft is another version than the sender saw.
            SameKeyError: the key came before with another body.
            NotFoundError, EntryFaultsError, MissingCountError, LockError: see `store_entry`.
        """
        code, period = _form_of(content)
        today = local_date()
        with self._engine.connect() as connection:
            before = find_answer(connection, caller, key, sha256)
            if before is not None:
                return before
            entry = read_entry_form(connection, account, code, period, today, self._home)
            early = EarlyReference(connection, entry.form.vintage)
        with writing(self._engine) as connection:
            now, reference = datetime.now(UTC), early.current(connection)
            if not early.is_current(connection):
                entry = read_entry_form(connection, account, code, period, today, self._home)

            def store() -> dict[str, Any]:
                draft = read_draft(connection, account.id, code, period)
                if draft.version != content.get("version"):
                    raise ChangedMeanwhileError(Phrase("phone-meanwhile"))
                missing = _whole(content.get("missing"))
                receipt = store_entry(
                    connection, reference, entry, draft, missing, caller, account, address, today,
                    now, waits=self._waits,
                )  # fmt: skip
                return {
                    "submission": receipt.submission,
                    "revision": receipt.revision,
                    "numbers": receipt.numbers,
                    "unchanged": receipt.unchanged,
                    "missing": receipt.missing,
                    "waits": self._waits,
                    "remarks": problem_items(receipt.remarks, language),
                    "file": receipt.file_name,
                    "sha256": receipt.sha256,
                    "sender": caller.name,
                    "at": time_text(now, seconds=True),
                    "period": period,
                    "indicators": [each.indicator.code for each in entry.form.items],
                    "vintage": entry.form.vintage,
                    "version": draft.version + 1,
                }

            answer, _ = answer_once(connection, caller, key, sha256, now, store)
        return answer

    def _check_open(self, connection: Connection, account: Account, code: str, period: str) -> None:
        """Raise NotFoundError where an account may not type a form for a period today.

        Raises:
            LockError: the period is locked, and the account may not correct it.
        """
        for each in read_choices(connection, account, local_date(), self._home, code):
            if each.term.period.iso == period and each.within is not None:
                check_lock(connection, code, period, account.id)
                return
        raise NotFoundError(Phrase("handin-no-form"))


def _changes(value: Any, now: datetime) -> list[TypedChange]:
    """Return the changes of a body.

    Raises:
        OddRequestError: it says what our page never does.
    """
    if not isinstance(value, list) or len(value) > MOST_NUMBERS:
        raise OddRequestError("changes")
    changes = []
    for each in value:
        if not isinstance(each, dict):
            raise OddRequestError("changes")
        key, text, old = each.get("key"), each.get("text"), each.get("age")
        if not isinstance(key, str) or not isinstance(text, str) or type(old) is not int:
            raise OddRequestError("changes")
        if len(key) > _MOST_KEY or key.count("/") != 2 or len(text) > MOST_LETTERS:
            raise OddRequestError("changes")
        # Clocks of phones are wrong: a device says how long ago, not when.
        at = (now - _since(old)).isoformat(timespec="milliseconds")
        is_unchanged = each.get("unchanged") is True
        changes.append(TypedChange(key, harmless(text), is_unchanged, at, _whole(each.get("seen"))))
    return changes


def _since(milliseconds: int) -> timedelta:
    most = int(_OLDEST.total_seconds() * 1000)
    return timedelta(milliseconds=min(max(milliseconds, 0), most))


def _form_of(content: _Body) -> tuple[str, str]:
    code, period = content.get("form"), content.get("period")
    return (code if isinstance(code, str) else "", period if isinstance(period, str) else "")


def _whole(value: Any) -> int:
    return value if type(value) is int else -1
