"""`/quan-tri/lan-nop` and `/quan-tri/nhat-ky`: submissions and the trail, for administrators."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import Connection

from api.admin.snapshots import ChangeWords
from api.admin.trail_words import act_word, chain_words, day_bounds, moment
from api.doors.session import find_caller
from api.requests.body import fresh_json
from api.requests.errors import problem_item
from api.requests.parameters import LANGUAGE, Parameter, Query, row_number
from api.v1.submissions import hand_in_items
from api.v1.withdrawal_words import changed_cells, effect_lines, kind_word, name_of, period_text
from data.access.sessions import Sessions
from data.access.tokens import Scope
from data.access.trail import Act, read_steps
from data.access.trail_chain import read_chain
from data.hand_in.entry.store_entry import KIND as FORM
from data.hand_in.store_sheet import KIND as SHEET
from data.queries.catalogue import all_indicators
from data.queries.hand_ins import find_hand_in, read_hand_ins
from data.queries.withdrawal_effect import read_effect
from ioc.cookies import ADMIN_PAGE
from ioc.errors import NotFoundError, Problem
from ioc.local_time import time_text
from ioc.words.phrase import Phrase

HAND_INS_PATH, TRAIL_PATH = f"{ADMIN_PAGE}/lan-nop", f"{ADMIN_PAGE}/nhat-ky"
_HAND_INS, _STEPS = 25, 50  # on a page
_STATES = {"tinh": False, "rut": True}
_BEFORE = Parameter("truoc", "Number of the last one of the page before.", may_be_empty=True)
_OF_HAND_INS = (
    _BEFORE,
    Parameter("loai", "Only those that count, or that were taken back.", may_be_empty=True),
    LANGUAGE,
)
_DIGEST = 64  # letters
_OF_CHAIN = (
    Parameter("ma", "A digest that was noted before.", may_be_empty=True),
    LANGUAGE,
)
_OF_STEPS = (
    _BEFORE,
    Parameter("viec", "Only acts of this kind.", may_be_empty=True),
    Parameter("ngay", "Only of this day, dd/mm/yyyy.", may_be_empty=True),
    LANGUAGE,
)


def admin_records_router(sessions: Sessions) -> APIRouter:
    """Return the routes; they name people, so each needs a session of scope `admin`."""
    router, engine = APIRouter(include_in_schema=False), sessions.engine

    @router.get(HAND_INS_PATH + "/danh-sach")
    def hand_ins(request: Request) -> Response:
        find_caller(request, sessions, Scope.ADMIN)
        query = Query(request, _OF_HAND_INS)
        before = query.whole("truoc")
        is_withdrawn = _STATES.get(query.choice("loai", list(_STATES)) or "")
        query.settle()
        with engine.connect() as connection:
            return fresh_json(_hand_ins(connection, before, is_withdrawn, query.language))

    @router.get(HAND_INS_PATH + "/{number}/neu-rut")
    def effect(request: Request, number: str) -> Response:
        find_caller(request, sessions, Scope.ADMIN)
        query = Query(request, (LANGUAGE,))
        query.settle()
        with engine.connect() as connection:
            try:
                return fresh_json(_effect(connection, row_number(number) or 0, query.language))
            except NotFoundError as error:
                return fresh_json({"error": error.text(query.language)}, 404)

    @router.get(TRAIL_PATH + "/danh-sach")
    def steps(request: Request) -> Response:
        find_caller(request, sessions, Scope.ADMIN)
        query = Query(request, _OF_STEPS)
        lang, before, ngay = query.language, query.whole("truoc"), query.one("ngay") or ""
        act = query.choice("viec", list(Act))
        query.settle()
        day = day_bounds(ngay) if ngay else ("", "")
        if day is None:
            fault = Problem(Phrase("trail-no-day"), column="ngay", value=ngay[:20])
            return fresh_json({"problems": [problem_item(fault, lang)]}, 422)
        acts = [] if act is None else [Act(act)]
        with engine.connect() as connection:
            steps = read_steps(connection, _STEPS + 1, acts, *day, before)
            words = ChangeWords(connection, lang)
            changes = [words.of(each) for each in steps[:_STEPS]]
        return fresh_json(
            {
                "items": [
                    {"number": each.number, "at": moment(each), "act": act_word(each.act, lang),
                     "actor": each.actor, "subject": each.subject, "address": each.address,
                     "changes": lines}
                    for each, lines in zip(steps[:_STEPS], changes, strict=True)
                ],
                "more": len(steps) > _STEPS,
                "acts": [[each.value, act_word(each, lang)] for each in Act],
            }
        )  # fmt: skip

    @router.get(TRAIL_PATH + "/nguyen-ven")
    def chain(request: Request) -> Response:
        find_caller(request, sessions, Scope.ADMIN)
        query = Query(request, _OF_CHAIN)
        mark = (query.one("ma") or "").strip().lower()[:_DIGEST]
        query.settle()
        with engine.connect() as connection:
            reading = read_chain(connection, mark)
        is_whole, words = chain_words(reading, mark)
        return fresh_json({"whole": is_whole, "text": words.text(query.language)})

    return router


def _hand_ins(
    connection: Connection, before: int | None, is_withdrawn: bool | None, language: str
) -> dict[str, Any]:
    """Return a page of submissions, with times and periods as people write them."""
    hand_ins = read_hand_ins(connection, _HAND_INS + 1, before, is_withdrawn=is_withdrawn)
    names = {each.code: each.name(language) for each in all_indicators(connection)}
    items = hand_in_items(connection, hand_ins[:_HAND_INS])
    for item in items:
        item["received_at"] = time_text(item["received_at"])
        item["has_file"] = item["kind"] in (SHEET, FORM)
        item["kind"] = kind_word(item["kind"], language)
        item["indicators"] = [{"code": each, "name": names.get(each, "")}
                              for each in item["indicators"]]  # fmt: skip
        item["periods"] = [period_text(each, language) for each in item["periods"]]
        if item["withdrawn"] and item["withdrawn"]["at"]:
            item["withdrawn"]["at"] = time_text(item["withdrawn"]["at"])
    return {"items": items, "more": len(hand_ins) > _HAND_INS}


def _effect(connection: Connection, number: int, language: str) -> dict[str, Any]:
    """Return the effect of withdrawing a submission: sentences, and the first cells."""
    hand_in = find_hand_in(connection, number)
    effect = read_effect(connection, number)
    return {
        "number": number,
        "name": name_of(hand_in),
        "standing": effect.counting,
        "lines": effect_lines(hand_in, effect, language),
        "cells": changed_cells(effect.first, language),
    }
