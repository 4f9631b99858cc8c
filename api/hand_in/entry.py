"""`/nop-so/viec/nhap`: the form that people type on a page: its numbers, drafts, hand-in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from api.doors.session import find_reporter
from api.gate.proxies import client_address
from api.hand_in.entry_items import draft_item, entry_item, problem_items
from api.requests.body import fresh_json, object_in, read_body
from api.requests.parameters import LANGUAGE, Parameter, Query, read_language
from data.access.accounts import Account
from data.access.callers import Caller
from data.access.keyed_answers import SameKeyError, answer_once, find_answer
from data.access.sessions import Sessions
from data.hand_in.entry.draft import TypedChange, drop_drafts, merge, read_draft, store_draft
from data.hand_in.entry.form_numbers import (
    MOST_LETTERS,
    MOST_NUMBERS,
    EntryRefusedError,
    read_entry_form,
)
from data.hand_in.entry.store_entry import EntryFaultsError, MissingCountError, store_entry
from data.hand_in.form_choice import read_choices
from data.store.engine import writing
from data.verification.locks import LockError, check_lock
from ioc.cookies import HAND_IN_PAGE
from ioc.errors import IocError, NotFoundError
from ioc.local_time import local_date, time_text
from ioc.text import harmless
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase

PATH = f"{HAND_IN_PAGE}/viec/nhap"
_MOST_BODY = 500_000
_OF_FORM = (
    Parameter("bieu", "Code of the form."), Parameter("ky", "Period, ISO."), LANGUAGE,
)  # fmt: skip
# No form is open for so long; its draft is over.
_DRAFT_FOR = timedelta(days=400)
_OLDEST = timedelta(days=90)
_Body = Mapping[str, Any]


class ChangedMeanwhileError(IocError):
    """Another device changed the draft after the sender saw it; nothing was stored."""


def entry_router(sessions: Sessions, home: str) -> APIRouter:
    """Return the routes; `home` is the code of the home province."""
    router, engine = APIRouter(include_in_schema=False), sessions.engine

    @router.get(PATH)
    def form(request: Request) -> Response:
        """Return the numbers to give, those reported before, and the account's draft."""
        _, account = find_reporter(request, sessions)
        query = Query(request, _OF_FORM)
        code, period, language = query.one("bieu") or "", query.one("ky") or "", query.language
        query.settle()
        today = local_date()
        with engine.connect() as connection:
            try:
                entry = read_entry_form(connection, account, code, period, today, home)
            except NotFoundError as error:
                return fresh_json({"error": error.text(language)}, 404)
            except (EntryRefusedError, LockError) as error:
                return fresh_json({"error": error.text(language)}, 422)
            draft = read_draft(connection, account.id, code, period)
            item = entry_item(connection, entry, today, language)
        return fresh_json({**item, "draft": draft_item(draft, 0)})

    @router.post(PATH)
    async def save(request: Request) -> Response:
        """Store changes of a device in the draft; return what came from others meanwhile."""
        _, account = await run_in_threadpool(find_reporter, request, sessions)
        language, content = read_language(request), await _content(request)
        return await run_in_threadpool(_save, engine, account, content, home, language)

    @router.post(PATH + "/nop")
    async def hand_in(request: Request) -> Response:
        """Store the draft as one submission; the same key twice is answered again."""
        caller, account = await run_in_threadpool(find_reporter, request, sessions)
        language, content = read_language(request), await _content(request)
        address = client_address(request.scope)
        return await run_in_threadpool(
            _hand_in, engine, caller, account, content, address, home, language
        )

    return router


def _save(engine: Engine, account: Account, content: _Body, home: str, language: str) -> Response:
    code, period = _form_of(content)
    now = datetime.now(UTC)
    changes = _changes(content.get("changes"), now)
    if changes is None:
        return _wrong("changes", language)
    try:
        with writing(engine) as connection:
            _find_open(connection, account, code, period, home)
            before = read_draft(connection, account.id, code, period)
            draft, clashes = merge(before, changes)
            if len(draft.numbers) > MOST_NUMBERS:
                return _wrong("changes", language)
            if draft is not before:
                drop_drafts(connection, now - _DRAFT_FOR)
                store_draft(connection, account.id, code, period, draft, now)
    except NotFoundError as error:
        return fresh_json({"error": error.text(language)}, 404)
    except LockError as error:
        return fresh_json({"error": error.text(language)}, 422)
    except OperationalError:
        return _busy(language)
    return fresh_json(draft_item(draft, _whole(content.get("seen")), clashes))


def _hand_in(
    engine: Engine,
    caller: Caller,
    account: Account,
    content: _Body,
    address: str,
    home: str,
    language: str,
) -> Response:
    key = str(content.get("key") or "")
    if not 8 <= len(key) <= 200 or not key.isprintable():
        return _wrong("key", language)
    sha256 = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    code, period = _form_of(content)
    now, today = datetime.now(UTC), local_date()
    try:
        with engine.connect() as connection:
            before = find_answer(connection, caller, key, sha256)
            if before is not None:
                return fresh_json(before)
            entry = read_entry_form(connection, account, code, period, today, home)
        with writing(engine) as connection:

            def store() -> dict[str, Any]:
                draft = read_draft(connection, account.id, code, period)
                if draft.version != content.get("version"):
                    raise ChangedMeanwhileError(Phrase("phone-meanwhile"))
                receipt = store_entry(
                    connection, entry, draft, _whole(content.get("missing")), caller, account,
                    address, today, now,
                )  # fmt: skip
                return {
                    "submission": receipt.submission,
                    "revision": receipt.revision,
                    "numbers": receipt.numbers,
                    "unchanged": receipt.unchanged,
                    "missing": receipt.missing,
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
    except EntryFaultsError as error:
        problems = problem_items(error.problems, language)
        return fresh_json({"error": error.text(language), "problems": problems}, 422)
    except NotFoundError as error:
        return fresh_json({"error": error.text(language)}, 404)
    except (ChangedMeanwhileError, MissingCountError, SameKeyError) as error:
        return fresh_json({"error": error.text(language)}, 409)
    except IocError as error:
        return fresh_json({"error": error.text(language)}, 422)
    except OperationalError:
        return _busy(language)
    return fresh_json(answer)


def _find_open(connection: Connection, account: Account, code: str, period: str, home: str) -> None:
    """Raise NotFoundError where an account may not type a form for a period today.

    Raises:
        LockError: the period is locked, and the account may not correct it.
    """
    for each in read_choices(connection, account, local_date(), home, code):
        if each.term.period.iso == period and each.within is not None:
            check_lock(connection, code, period, account.id)
            return
    raise NotFoundError(Phrase("handin-no-form"))


def _changes(value: Any, now: datetime) -> list[TypedChange] | None:
    """Return the changes of a body; None: it says what our page never does."""
    if not isinstance(value, list) or len(value) > MOST_NUMBERS:
        return None
    changes = []
    for each in value:
        if not isinstance(each, dict):
            return None
        key, text, old = each.get("key"), each.get("text"), each.get("age")
        if not isinstance(key, str) or not isinstance(text, str) or type(old) is not int:
            return None
        if len(key) > 100 or key.count("/") != 2 or len(text) > MOST_LETTERS:
            return None
        # Clocks of phones are wrong: a device says how long ago, not when.
        since = timedelta(milliseconds=min(max(old, 0), int(_OLDEST.total_seconds() * 1000)))
        at = (now - since).isoformat(timespec="milliseconds")
        changes.append(
            TypedChange(
                key, harmless(text), each.get("unchanged") is True, at, _whole(each.get("seen"))
            )
        )
    return changes


def _form_of(content: _Body) -> tuple[str, str]:
    code, period = content.get("form"), content.get("period")
    return (code if isinstance(code, str) else "", period if isinstance(period, str) else "")


def _whole(value: Any) -> int:
    return value if type(value) is int else -1


def _wrong(field: str, language: str) -> Response:
    return fresh_json({"error": say("handin-decision", language, field=field)}, 422)


def _busy(language: str) -> Response:
    return fresh_json({"error": say("submission-busy", language)}, 503, {"Retry-After": "5"})


async def _content(request: Request) -> _Body:
    body = await read_body(request, _MOST_BODY)
    return {} if body is None else object_in(body)
