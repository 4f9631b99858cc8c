"""`/quan-tri/viec`: what the administration reads and does; for tokens of scope `admin` alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from sqlalchemy import Connection

from api.admin_state import admin_state, token_item
from api.body import fresh_json, object_in, read_body
from api.doors.proxies import client_address
from api.parameters import whole_number
from api.session import AccessError, find_caller
from data.load.withdrawals import MOST_LETTERS, WithdrawalRefusedError, withdraw_hand_in
from data.queries.catalogue import all_indicators
from data.sessions import Sessions
from data.store import writing
from data.token_bounds import FREE, bounds_in_words, bounds_of, keep_bounds
from data.tokens import Scope, Token, create_token, note_use, read_tokens, revoke_token
from data.trail import Act, note_step
from data.walls import (
    copy_scene,
    find_playlist,
    find_scene,
    find_wall,
    give_wall_token,
    read_playlists,
    read_scenes,
    read_walls,
    remove_playlist,
    remove_scene,
    remove_wall,
    save_playlist,
    save_scene,
    save_wall,
    take_wall_token,
)
from ioc.errors import IocError, LoadRefusedError, NotFoundError, Problem
from ioc.wall import Playlist, Scene, Wall
from ioc.wall_form import new_code, playlist_of, scene_of, wall_of
from layouts.admin_words import in_english

PATH = "/quan-tri/viec"
_MOST_BYTES = 64_000
_Form = Mapping[str, Any]
# What an act tells beside the new state: the code to show next, a secret that is shown once.
_Told = dict[str, Any]
_Thing = TypeVar("_Thing", Scene, Playlist, Wall)
_Act = Callable[[Connection, _Form, Token, datetime], _Told]


def admin_router(sessions: Sessions) -> APIRouter:
    """Return the routes: GET tells the state, POST `/{act}` does something and tells the new one.

    A refused act answers 422 with every fault by its field; nothing was written.
    """
    router, engine = APIRouter(include_in_schema=False), sessions.engine

    @router.get(PATH)
    async def state(request: Request, lang: str = "vi") -> Response:
        return await run_in_threadpool(_state, request, lang)

    @router.post(PATH + "/{act}")
    async def do(request: Request, act: str, lang: str = "vi") -> Response:
        who = await run_in_threadpool(find_caller, request, sessions, Scope.ADMIN)
        if act not in _ACTS and act != _WITHDRAW:
            return fresh_json({"error": f"Không có việc “{act}”.", "problems": []}, 404)
        form = await read_form(request)
        try:
            return await run_in_threadpool(_do, who, act, form, lang, client_address(request.scope))
        except LoadRefusedError as error:
            return fresh_json({"problems": [_said(each, lang) for each in error.problems]}, 422)
        except NotFoundError as error:
            return fresh_json({"error": in_english(str(error), lang), "problems": []}, 404)
        except AccessError:
            raise
        except IocError as error:
            return fresh_json({"error": in_english(str(error), lang), "problems": []}, 422)

    def _state(request: Request, lang: str) -> Response:
        who = find_caller(request, sessions, Scope.ADMIN)
        with engine.connect() as connection:
            return fresh_json(admin_state(connection, who, lang, datetime.now(UTC)))

    def _do(who: Token, act: str, form: _Form, lang: str, address: str) -> Response:
        now = datetime.now(UTC)
        with writing(engine) as connection:
            if act == _WITHDRAW:  # keeps the trail itself
                told = _withdraw(connection, form, who, address)
            else:
                told = _ACTS[act](connection, form, who, now)
                said = _subject(act, form, told)
                note_step(connection, _KINDS[act], who.name, said, address, now)
            note_use(connection, who, now)
            return fresh_json({**told, "state": admin_state(connection, who, lang, now)})

    return router


async def read_form(request: Request) -> dict[str, Any]:
    """Return the JSON object that was sent; an empty one for anything else."""
    body = await read_body(request, _MOST_BYTES)
    if body is None:
        raise AccessError(413, ("Nội dung gửi lên quá lớn.", "What was sent is too large."))
    return object_in(body)


def _saving(
    read: Callable[[Connection], Sequence[_Thing]],
    find: Callable[[Connection, str], _Thing],
    make: Callable[[_Form], _Thing],
    save: Callable[[Connection, _Thing, str], None],
    name: str = "name",
) -> _Act:
    """Return the act that keeps a thing; a new one gets a code of its own, made from its name."""

    def act(connection: Connection, form: _Form, who: Token, _: datetime) -> _Told:
        if form.get("is_new"):
            taken = [each.code for each in read(connection)]
            form = {**form, "code": new_code(str(form.get(name) or ""), taken)}
        thing = make(form)
        if not form.get("is_new"):
            find(connection, thing.code)
        save(connection, thing, who.name)
        return {"code": thing.code}

    return act


def _removing(remove: Callable[[Connection, str, str], None]) -> _Act:
    def act(connection: Connection, form: _Form, who: Token, _: datetime) -> _Told:
        remove(connection, str(form.get("code")), who.name)
        return {"code": ""}

    return act


def _copy_scene(connection: Connection, form: _Form, who: Token, _: datetime) -> _Told:
    return {"code": copy_scene(connection, str(form.get("code")), who.name).code}


def _give_wall_token(connection: Connection, form: _Form, _: Token, now: datetime) -> _Told:
    code = str(form.get("code"))
    secret = give_wall_token(connection, code, _days(form), now)
    return {"code": code, "secret": secret, "address": f"/wall?khoa={secret}"}


def _take_wall_token(connection: Connection, form: _Form, _: Token, now: datetime) -> _Told:
    code = str(form.get("code"))
    take_wall_token(connection, code, now)
    return {"code": code}


def _create_token(connection: Connection, form: _Form, _: Token, now: datetime) -> _Told:
    name, scope = str(form.get("name") or "").strip(), str(form.get("scope") or "")
    problems = []
    if not name:
        problems.append(Problem("chưa có tên", "ghi tên", column="name"))
    elif len(name) > 80:
        problems.append(Problem("tên quá dài", "viết trong 80 ký tự", column="name"))
    if scope not in (Scope.WRITE, Scope.REMOTE, Scope.ADMIN):
        problems.append(
            Problem("chưa chọn quyền", "chọn một quyền; khoá của màn hình tạo ở mục Màn hình",
                    column="scope", value=scope)
        )  # fmt: skip
    days = _days(form, problems)
    bounds = FREE
    try:
        bounds = bounds_of(*(_texts(form, each) for each in ("areas", "indicators", "sendings")))
    except LoadRefusedError as error:
        problems += error.problems
    if bounds and scope != Scope.WRITE:
        problems.append(Problem("chỉ khoá gửi số liệu có phạm vi", "bỏ phạm vi, hoặc đổi quyền",
                                column="areas"))  # fmt: skip
    if problems:
        raise LoadRefusedError(problems)
    token, secret = create_token(connection, name, Scope(scope), days, now)
    keep_bounds(connection, token.id, bounds, {each.code for each in all_indicators(connection)})
    opens = f"/dang-nhap#khoa={secret}" if scope != Scope.WRITE else ""
    return {"code": str(token.id), "secret": secret, "address": opens}


def _revoke_token(connection: Connection, form: _Form, who: Token, now: datetime) -> _Told:
    number = str(form.get("code"))
    tokens = {str(each.id): each for each in read_tokens(connection)}
    found = tokens.get(number)
    if found is None:
        raise NotFoundError(f"Không có khoá truy cập số {number}.")
    last = not any(
        each.scope is Scope.ADMIN and each.holds(now) and each.id != found.id
        for each in tokens.values()
    )
    confirmed = form.get("confirmed") is True
    if found.id == who.id and last and not confirmed:
        raise LoadRefusedError(
            [Problem("đây là khoá quản trị cuối cùng, và bạn đang dùng nó",
                     "tạo khoá quản trị khác trước, hoặc xác nhận thu hồi", column="confirmed")]
        )  # fmt: skip
    for wall in read_walls(connection):
        if wall.token_id == found.id:
            take_wall_token(connection, wall.code, now)
            break
    else:
        revoke_token(connection, found.id, now)
    return {"code": number, "token": token_item(found, {}, now)}


def _withdraw(connection: Connection, form: _Form, who: Token, address: str) -> _Told:
    number, standing = whole_number(str(form.get("code"))), form.get("standing")
    agreed = standing if type(standing) is int else None
    try:
        done = withdraw_hand_in(
            connection, number or 0, who.name, str(form.get("reason") or ""), address, agreed
        )
    except WithdrawalRefusedError as error:
        if error.field:
            raise LoadRefusedError(
                [Problem("chưa có lý do, hoặc lý do quá dài",
                         f"ghi vì sao rút, trong {MOST_LETTERS} ký tự", column="reason")]
            ) from None  # fmt: skip
        raise
    return {"code": str(number), "cells": done.cells}


_WITHDRAW = "withdraw"
_ACTS: dict[str, _Act] = {
    "save-scene": _saving(read_scenes, find_scene, scene_of, save_scene, "name_vi"),
    "copy-scene": _copy_scene,
    "remove-scene": _removing(remove_scene),
    "save-playlist": _saving(read_playlists, find_playlist, playlist_of, save_playlist),
    "remove-playlist": _removing(remove_playlist),
    "save-wall": _saving(read_walls, find_wall, wall_of, save_wall),
    "remove-wall": _removing(remove_wall),
    "give-wall-token": _give_wall_token,
    "take-wall-token": _take_wall_token,
    "create-token": _create_token,
    "revoke-token": _revoke_token,
}


_KINDS = {
    "save-scene": Act.SETTING, "copy-scene": Act.SETTING, "remove-scene": Act.REMOVAL,
    "save-playlist": Act.SETTING, "remove-playlist": Act.REMOVAL,
    "save-wall": Act.SETTING, "remove-wall": Act.REMOVAL,
    "give-wall-token": Act.TOKEN_CREATED, "take-wall-token": Act.TOKEN_REVOKED,
    "create-token": Act.TOKEN_CREATED, "revoke-token": Act.TOKEN_REVOKED,
}  # fmt: skip
_THINGS = {"scene": "cảnh", "playlist": "danh sách phát", "wall": "màn hình", "token": "khoá"}


def _subject(act: str, form: _Form, told: _Told) -> str:
    """Return what something was done to, in words for the trail; never a secret."""
    thing = next(word for name, word in _THINGS.items() if name in act)
    code = str(told.get("code") or form.get("code") or "")
    if act == "create-token":
        bounds = bounds_of(*(_texts(form, each) for each in ("areas", "indicators", "sendings")))
        scope = str(form["scope"])
        limits = bounds_in_words(bounds, scope)
        return f"{str(form['name']).strip()} (số {code}, quyền {scope}, {limits})"
    if act == "revoke-token":
        return f"{told['token']['name']} (số {code})"
    return f"{thing} {code}"


def _texts(form: _Form, name: str) -> list[str]:
    """Return the texts of a list in a form; whatever else stands there is told as it is."""
    given = form.get(name) or []
    return [str(each) for each in given] if isinstance(given, list) else [str(given)]


def _days(form: _Form, problems: list[Problem] | None = None) -> int | None:
    """Return for how many days a token holds; None where the field is empty."""
    text = str(form.get("days") or "").strip()
    if not text:
        return None
    days = whole_number(text)
    if days is not None and 1 <= days <= 3650:
        return days
    fault = Problem("không phải số ngày từ 1 đến 3650", "ghi số ngày, hoặc để trống",
                    column="days", value=text[:20])  # fmt: skip
    if problems is None:
        raise LoadRefusedError([fault])
    problems.append(fault)
    return None


def _said(problem: Problem, language: str) -> dict[str, Any]:
    return {
        "field": problem.column,
        "value": problem.value,
        "message": in_english(problem.message, language),
        "mend": in_english(problem.mend, language),
    }
