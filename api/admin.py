"""`/quan-tri/viec`: what the administration reads and does; for tokens of scope `admin` alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response
from sqlalchemy import Connection, Engine

from api.admin_state import admin_state, token_item
from api.session import AccessError, find_caller
from data.store import writing
from data.tokens import Scope, Token, create_token, note_use, read_tokens, revoke_token
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
from ioc.wall_form import new_code, playlist_of, scene_of, wall_of
from layouts.admin_words import in_english

PATH = "/quan-tri/viec"
_MOST_BYTES = 64_000
_Form = Mapping[str, Any]
# What an act tells beside the new state: the code to show next, a secret that is shown once.
_Told = dict[str, Any]


def admin_router(engine: Engine) -> APIRouter:
    """Return the routes: GET tells the state, POST `/{act}` does something and tells the new one.

    A refused act answers 422 with every fault by its field; nothing was written.
    """
    router = APIRouter(include_in_schema=False)

    @router.get(PATH)
    async def state(request: Request, lang: str = "vi") -> Response:
        return await run_in_threadpool(_state, request, lang)

    @router.post(PATH + "/{act}")
    async def do(request: Request, act: str, lang: str = "vi") -> Response:
        who = await run_in_threadpool(find_caller, request, engine, Scope.ADMIN)
        if act not in _ACTS:
            return _json({"error": f"Không có việc “{act}”.", "problems": []}, 404)
        form = await read_form(request)
        try:
            return await run_in_threadpool(_do, who, act, form, lang)
        except LoadRefusedError as error:
            return _json({"problems": [_said(each, lang) for each in error.problems]}, 422)
        except NotFoundError as error:
            return _json({"error": in_english(str(error), lang), "problems": []}, 404)
        except AccessError:
            raise
        except IocError as error:
            return _json({"error": in_english(str(error), lang), "problems": []}, 422)

    def _state(request: Request, lang: str) -> Response:
        who = find_caller(request, engine, Scope.ADMIN)
        with engine.connect() as connection:
            return _json(admin_state(connection, who, lang, datetime.now(UTC)))

    def _do(who: Token, act: str, form: _Form, lang: str) -> Response:
        now = datetime.now(UTC)
        with writing(engine) as connection:
            told = _ACTS[act](connection, form, who, now)
            note_use(connection, who, now)
            return _json({**told, "state": admin_state(connection, who, lang, now)})

    return router


async def read_form(request: Request) -> dict[str, Any]:
    """Return the JSON object that was sent; an empty one for anything else."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > _MOST_BYTES:
            raise AccessError(413, ("Nội dung gửi lên quá lớn.", "What was sent is too large."))
    try:
        content: Any = json.loads(body)
    except (ValueError, RecursionError):
        content = None
    return content if isinstance(content, dict) else {}


def _save_scene(connection: Connection, form: _Form, who: Token, _: datetime) -> _Told:
    thing = scene_of(_with_code(form, "name_vi", [each.code for each in read_scenes(connection)]))
    if not form.get("is_new"):
        find_scene(connection, thing.code)
    save_scene(connection, thing, who.name)
    return {"code": thing.code}


def _copy_scene(connection: Connection, form: _Form, who: Token, _: datetime) -> _Told:
    return {"code": copy_scene(connection, str(form.get("code")), who.name).code}


def _remove_scene(connection: Connection, form: _Form, who: Token, _: datetime) -> _Told:
    remove_scene(connection, str(form.get("code")), who.name)
    return {"code": ""}


def _save_playlist(connection: Connection, form: _Form, who: Token, _: datetime) -> _Told:
    taken = [each.code for each in read_playlists(connection)]
    thing = playlist_of(_with_code(form, "name", taken))
    if not form.get("is_new"):
        find_playlist(connection, thing.code)
    save_playlist(connection, thing, who.name)
    return {"code": thing.code}


def _remove_playlist(connection: Connection, form: _Form, who: Token, _: datetime) -> _Told:
    remove_playlist(connection, str(form.get("code")), who.name)
    return {"code": ""}


def _save_wall(connection: Connection, form: _Form, who: Token, _: datetime) -> _Told:
    thing = wall_of(_with_code(form, "name", [each.code for each in read_walls(connection)]))
    if not form.get("is_new"):
        find_wall(connection, thing.code)
    save_wall(connection, thing, who.name)
    return {"code": thing.code}


def _remove_wall(connection: Connection, form: _Form, who: Token, _: datetime) -> _Told:
    remove_wall(connection, str(form.get("code")), who.name)
    return {"code": ""}


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
    if problems:
        raise LoadRefusedError(problems)
    token, secret = create_token(connection, name, Scope(scope), days, now)
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


_ACTS: dict[str, Callable[[Connection, _Form, Token, datetime], _Told]] = {
    "save-scene": _save_scene,
    "copy-scene": _copy_scene,
    "remove-scene": _remove_scene,
    "save-playlist": _save_playlist,
    "remove-playlist": _remove_playlist,
    "save-wall": _save_wall,
    "remove-wall": _remove_wall,
    "give-wall-token": _give_wall_token,
    "take-wall-token": _take_wall_token,
    "create-token": _create_token,
    "revoke-token": _revoke_token,
}


def _with_code(form: _Form, name: str, taken: list[str]) -> dict[str, Any]:
    """Return the form; a new thing gets a code of its own, made from its name."""
    if form.get("is_new"):
        return {**form, "code": new_code(str(form.get(name) or ""), taken)}
    return dict(form)


def _days(form: _Form, problems: list[Problem] | None = None) -> int | None:
    """Return for how many days a token holds; None where the field is empty."""
    text = str(form.get("days") or "").strip()
    if not text:
        return None
    if text.isdigit() and 1 <= int(text) <= 3650:
        return int(text)
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


def _json(body: Mapping[str, Any], status: int = 200) -> JSONResponse:
    return JSONResponse(body, status, {"Cache-Control": "no-store"})
