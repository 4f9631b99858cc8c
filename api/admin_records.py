"""`/quan-tri/lan-nop` and `/quan-tri/nhat-ky`: hand-ins and the trail, for administrators alone."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import Connection

from api.body import fresh_json
from api.parameters import whole_number
from api.session import find_caller
from api.submissions import hand_in_items
from api.trail_words import act_word, day_bounds, moment
from api.withdrawal_words import changed_cells, effect_lines, kind_word, name_of, period_text
from data.queries.catalogue import all_indicators
from data.queries.hand_ins import find_hand_in, read_hand_ins
from data.queries.withdrawal_effect import read_effect
from data.sessions import Sessions
from data.tokens import Scope
from data.trail import Act, read_steps
from ioc.errors import NotFoundError
from ioc.local_time import time_text

HAND_INS_PATH, TRAIL_PATH = "/quan-tri/lan-nop", "/quan-tri/nhat-ky"
_HAND_INS, _STEPS = 25, 50  # on a page
# Of an id: a database refuses to compare with larger ones.
_LARGEST = 2**31 - 1
_STATES = {"tinh": False, "rut": True}


def admin_records_router(sessions: Sessions) -> APIRouter:
    """Return the routes; they name people, so each asks for a session of scope `admin`."""
    router, engine = APIRouter(include_in_schema=False), sessions.engine

    @router.get(HAND_INS_PATH + "/danh-sach")
    def hand_ins(request: Request, truoc: str = "", loai: str = "", lang: str = "vi") -> Response:
        find_caller(request, sessions, Scope.ADMIN)
        with engine.connect() as connection:
            return fresh_json(_hand_ins(connection, _number(truoc), _STATES.get(loai), lang))

    @router.get(HAND_INS_PATH + "/{number}/neu-rut")
    def effect(request: Request, number: str, lang: str = "vi") -> Response:
        find_caller(request, sessions, Scope.ADMIN)
        with engine.connect() as connection:
            try:
                return fresh_json(_effect(connection, _number(number) or 0, lang))
            except NotFoundError as error:
                return fresh_json({"error": str(error)}, 404)

    @router.get(TRAIL_PATH + "/danh-sach")
    def steps(
        request: Request, truoc: str = "", viec: str = "", ngay: str = "", lang: str = "vi"
    ) -> Response:
        find_caller(request, sessions, Scope.ADMIN)
        day = day_bounds(ngay) if ngay.strip() else ("", "")
        if day is None:
            fault = {"field": "ngay", "value": ngay[:20], "message": "không phải là ngày",
                     "mend": "ghi ví dụ 29/11/2026"}  # fmt: skip
            if lang == "en":
                fault |= {"message": "not a day", "mend": "write 29/11/2026, for example"}
            return fresh_json({"problems": [fault]}, 422)
        acts = [each for each in Act if each.value == viec]
        with engine.connect() as connection:
            found = read_steps(connection, _STEPS + 1, acts, *day, _number(truoc))
        return fresh_json(
            {
                "items": [
                    {"number": each.number, "at": moment(each), "act": act_word(each.act, lang),
                     "actor": each.actor, "subject": each.subject, "address": each.address}
                    for each in found[:_STEPS]
                ],
                "more": len(found) > _STEPS,
                "acts": [[each.value, act_word(each, lang)] for each in Act],
            }
        )  # fmt: skip

    return router


def _hand_ins(
    connection: Connection, before: int | None, withdrawn: bool | None, language: str
) -> dict[str, Any]:
    """Return a page of hand-ins, times and periods as one reads them."""
    found = read_hand_ins(connection, _HAND_INS + 1, before, withdrawn=withdrawn)
    names = {each.code: each.name(language) for each in all_indicators(connection)}
    items = hand_in_items(connection, found[:_HAND_INS])
    for item in items:
        item["received_at"] = time_text(item["received_at"])
        item["kind"] = kind_word(item["kind"], language)
        item["indicators"] = [{"code": each, "name": names.get(each, "")}
                              for each in item["indicators"]]  # fmt: skip
        item["periods"] = [period_text(each, language) for each in item["periods"]]
        if item["withdrawn"] and item["withdrawn"]["at"]:
            item["withdrawn"]["at"] = time_text(item["withdrawn"]["at"])
    return {"items": items, "more": len(found) > _HAND_INS}


def _effect(connection: Connection, number: int, language: str) -> dict[str, Any]:
    """Return what taking a hand-in back would change, in sentences and first cells."""
    hand_in = find_hand_in(connection, number)
    effect = read_effect(connection, number)
    return {
        "number": number,
        "name": name_of(hand_in),
        "standing": effect.counting,
        "lines": effect_lines(hand_in, effect, language),
        "cells": changed_cells(effect.first, language),
    }


def _number(text: str) -> int | None:
    """Return the number of a row; None for what cannot be one."""
    number = whole_number(text)
    return number if number is not None and number <= _LARGEST else None
