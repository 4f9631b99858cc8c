"""`/nop-so/lan-nop`: what somebody handed in as sheets: receipts, cells of numbers, originals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import Connection

from api.doors.session import AccessError, find_reporter, know_caller
from api.hand_in.verification_items import step_item
from api.pages.export_parameters import file_answer
from api.requests.body import fresh_json
from api.requests.parameters import LANGUAGE, Parameter, Query, row_number
from api.v1.submissions import hand_in_items
from data.access.callers import Caller
from data.access.sessions import Sessions
from data.access.tokens import Scope
from data.hand_in.files import OfficeFile, find_file_of, read_content, read_own_files
from data.queries.catalogue import all_indicators
from data.queries.hand_ins import read_hand_ins_of
from data.queries.sheet_cells import read_cell_origins
from data.verification.hand_ins import find_form_hand_in, read_steps_of
from data.verification.numbers import read_areas_of
from data.verification.verifier import read_verifier
from ioc.cookies import HAND_IN_PAGE
from ioc.errors import NotFoundError
from ioc.local_time import time_text
from ioc.period import parse_period
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase

PATH = f"{HAND_IN_PAGE}/lan-nop"
_SUBMISSIONS, _CELLS = 25, 200  # on a page
_BEFORE = Parameter("truoc", "Number of the last one of the page before.", may_be_empty=True)
_SKIP = Parameter("bo-qua", "How many cells come before this page.", may_be_empty=True)


def sheet_records_router(sessions: Sessions, home: str) -> APIRouter:
    """Return the routes: one's own submissions; of one, its cells and its file.

    Administrators see those of everybody, verifiers those that they verify; `home` is the code of
    the home province.
    """
    router, engine = APIRouter(include_in_schema=False), sessions.engine

    @router.get(PATH)
    def own(request: Request) -> Response:
        """Return what one handed in, the newest first."""
        _, account = find_reporter(request, sessions)
        query = Query(request, (_BEFORE, LANGUAGE))
        before = query.whole("truoc")
        query.settle()
        with engine.connect() as connection:
            files = read_own_files(connection, account.id, _SUBMISSIONS + 1, before)
            items = _items(connection, files[:_SUBMISSIONS], query.language)
        return fresh_json({"items": items, "more": len(files) > _SUBMISSIONS})

    @router.get(PATH + "/{number}")
    def cells(request: Request, number: str) -> Response:
        """Return a submission with the cell of each number."""
        query = Query(request, (_SKIP, LANGUAGE))
        skip = query.whole("bo-qua") or 0
        with engine.connect() as connection:
            submission, file = _find(connection, request, number)
            query.settle()
            names = {each.code: each.name(query.language) for each in all_indicators(connection)}
            origins = read_cell_origins(connection, submission, _CELLS + 1, skip)
            (item,) = _items(connection, [file], query.language)
        return fresh_json(
            {
                **item,
                "origins": [
                    {
                        "indicator": each.indicator,
                        "name": names.get(each.indicator, each.indicator),
                        "part": say(f"sheet-part-{each.part}", query.language),
                        "area": each.area_name,
                        "area_code": each.area,
                        "period": parse_period(each.period).label(query.language),
                        "sheet": each.sheet,
                        "cell": each.cell,
                        "text": each.text,
                        "is_unchanged": each.is_unchanged,
                    }
                    for each in origins[:_CELLS]
                ],
                "more": len(origins) > _CELLS,
            }
        )

    @router.get(PATH + "/{number}/tep")
    def original(request: Request, number: str) -> Response:
        """Return the file of a submission, byte for byte."""
        with engine.connect() as connection:
            _, file = _find(connection, request, number)
            content = read_content(connection, file.number)
        return file_answer(content, "application/octet-stream", file.name)

    def _find(connection: Connection, request: Request, text: str) -> tuple[int, OfficeFile]:
        """Return a submission that the caller may see, with its file.

        Raises:
            AccessError: the caller may not see it.
            NotFoundError: it has no file.
        """
        caller = know_caller(request, sessions)
        if caller.scope is not Scope.ADMIN and not (caller.may_hand_in or caller.may_verify):
            raise _refusal(caller)
        number = row_number(text) or 0
        file = find_file_of(connection, number)
        if not caller.may_open_file(file.account_id if file else None):
            if file is None or not _may_verify(connection, caller, number):
                raise _refusal(caller)
        if file is None:
            raise NotFoundError(Phrase("handin-no-file", number=text[:20]))
        return number, file

    def _may_verify(connection: Connection, caller: Caller, number: int) -> bool:
        if not caller.may_verify or caller.account is None:
            return False
        area_ids = read_areas_of(connection, [number]).get(number, set())
        verifier = read_verifier(connection, caller.account, home)
        return verifier.may_see(find_form_hand_in(connection, number), area_ids)

    return router


def _refusal(caller: Caller) -> AccessError:
    if caller.must_change:
        return AccessError(403, Phrase("access-must-change"), who=caller.name)
    return AccessError(403, Phrase("handin-not-yours"), who=caller.name)


def _items(
    connection: Connection, files: Sequence[OfficeFile], language: str
) -> list[dict[str, Any]]:
    """Return the submissions of files as a list shows them, the newest first, with their forms."""
    file_of = {each.submission: each for each in files if each.submission is not None}
    hand_ins = read_hand_ins_of(connection, list(file_of))
    items, waiting = hand_in_items(connection, hand_ins), {e.number for e in hand_ins if e.waits}
    steps = read_steps_of(connection, list(file_of))
    return [
        {
            **item,
            "received_at": time_text(item["received_at"]),
            "form": file.form,
            "period": parse_period(file.period).label(language),
            "sha256": file.sha256,
            "waits": item["number"] in waiting,
            "verification": step_item(steps[item["number"]][-1], language),
        }
        for item in items
        if (file := file_of[item["number"]])
    ]
