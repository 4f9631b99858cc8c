"""`/quan-tri/viec`: the state and the acts of the administration; for scope `admin` alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from sqlalchemy import Connection

from api.admin.account_acts import (
    create_account_act,
    disable_account_act,
    enable_account_act,
    reset_account_act,
    save_account_act,
)
from api.admin.form_acts import copy_form_act, save_form_act
from api.admin.owner_acts import remove_owner_act, save_owner_act
from api.admin.scan_picture import scan_picture
from api.admin.snapshots import take_snapshot
from api.admin.state import admin_state, token_item
from api.doors.session import AccessError, find_caller
from api.gate.proxies import client_address, origin_of
from api.requests.body import fresh_json, object_in, read_body
from api.requests.errors import problem_item
from api.requests.parameters import read_language, whole_number
from data.access.accounts import read_accounts
from data.access.callers import Caller, is_last_administrator, note_caller
from data.access.sessions import Sessions
from data.access.token_bounds import FREE, bounds_in_words, bounds_of, keep_bounds
from data.access.tokens import Scope, create_token, read_tokens, revoke_token
from data.access.trail import Act, note_step
from data.load.withdrawals import MOST_LETTERS, WithdrawalRefusedError, withdraw_hand_in
from data.queries.catalogue import all_indicators
from data.store.engine import writing
from data.walls.walls import (
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
from ioc.cookies import ADMIN_PAGE, sign_in_address
from ioc.errors import IocError, LoadRefusedError, NotFoundError, Problem
from ioc.wall import Playlist, Scene, Wall
from ioc.wall_form import new_code, playlist_of, scene_of, wall_of
from ioc.words.catalogue import say
from ioc.words.phrase import Phrase

PATH = f"{ADMIN_PAGE}/viec"
_MOST_BYTES = 64_000
_Form = Mapping[str, Any]
# An act returns, beside the new state: the code to show next, a secret that is shown once. Its
# `subject`, what it changed in words for the trail, is not sent.
_Result = dict[str, Any]
_Thing = TypeVar("_Thing", Scene, Playlist, Wall)
_Act = Callable[[Connection, _Form, Caller, datetime], _Result]


def admin_router(sessions: Sessions) -> APIRouter:
    """Return the routes: GET returns the state, POST `/{act}` changes it and returns the new one.

    A refused act is answered with 422 and every fault by its field; nothing is written.
    """
    router, engine = APIRouter(include_in_schema=False), sessions.engine

    @router.get(PATH)
    async def state(request: Request) -> Response:
        return await run_in_threadpool(_state, request)

    @router.post(PATH + "/{act}")
    async def do(request: Request, act: str) -> Response:
        who = await run_in_threadpool(find_caller, request, sessions, Scope.ADMIN)
        lang = read_language(request)
        if act not in _ACTS and act != _WITHDRAW:
            return fresh_json({"error": say("admin-no-act", lang, act=act), "problems": []}, 404)
        form = await read_form(request)
        try:
            return await run_in_threadpool(_do, who, act, form, lang, request)
        except LoadRefusedError as error:
            return fresh_json(
                {"problems": [problem_item(each, lang) for each in error.problems]}, 422
            )
        except NotFoundError as error:
            return fresh_json({"error": error.text(lang), "problems": []}, 404)
        except AccessError:
            raise
        except IocError as error:
            return fresh_json({"error": error.text(lang), "problems": []}, 422)

    def _state(request: Request) -> Response:
        who = find_caller(request, sessions, Scope.ADMIN)
        lang = read_language(request)
        with engine.connect() as connection:
            return fresh_json(admin_state(connection, who, lang, datetime.now(UTC)))

    def _do(who: Caller, act: str, form: _Form, lang: str, request: Request) -> Response:
        now, address = datetime.now(UTC), client_address(request.scope)
        with writing(engine) as connection:
            if act == _WITHDRAW:  # writes the trail itself
                result = _withdraw(connection, form, who, address)
            else:
                before = take_snapshot(connection, act, str(form.get("code") or "").strip())
                result = _ACTS[act](connection, form, who, now)
                subject = result.pop("subject", "") or _subject(act, form, result)
                after = take_snapshot(connection, act, str(result.get("code") or ""))
                if form.get("is_new") or act.startswith("copy-"):
                    before = {}
                note_step(connection, _KINDS[act], who.name, subject, address, now, before, after)
            note_caller(connection, who, now)
            if act in _FOR_PHONES and result["address"]:
                result["picture"] = scan_picture(origin_of(request.scope) + result["address"])
            return fresh_json({**result, "state": admin_state(connection, who, lang, now)})

    return router


async def read_form(request: Request) -> dict[str, Any]:
    """Return the JSON object of a form; an empty one for any other body."""
    body = await read_body(request, _MOST_BYTES)
    if body is None:
        raise AccessError(413, Phrase("request-turned-413"))
    return object_in(body)


def _saving(
    read: Callable[[Connection], Sequence[_Thing]],
    find: Callable[[Connection, str], _Thing],
    make: Callable[[_Form], _Thing],
    save: Callable[[Connection, _Thing, str], None],
    name: str = "name",
) -> _Act:
    """Return the act that saves a thing; a new one gets a code made from its name."""

    def act(connection: Connection, form: _Form, who: Caller, _: datetime) -> _Result:
        if form.get("is_new"):
            codes = [each.code for each in read(connection)]
            form = {**form, "code": new_code(str(form.get(name) or ""), codes)}
        thing = make(form)
        if not form.get("is_new"):
            find(connection, thing.code)
        save(connection, thing, who.name)
        return {"code": thing.code}

    return act


def _removing(remove: Callable[[Connection, str, str], None]) -> _Act:
    def act(connection: Connection, form: _Form, who: Caller, _: datetime) -> _Result:
        remove(connection, str(form.get("code")), who.name)
        return {"code": ""}

    return act


def _copy_scene(connection: Connection, form: _Form, who: Caller, _: datetime) -> _Result:
    return {"code": copy_scene(connection, str(form.get("code")), who.name).code}


def _give_wall_token(connection: Connection, form: _Form, _: Caller, now: datetime) -> _Result:
    code = str(form.get("code"))
    secret = give_wall_token(connection, code, _days(form), now)
    return {"code": code, "secret": secret, "address": f"/wall?khoa={secret}"}


def _take_wall_token(connection: Connection, form: _Form, _: Caller, now: datetime) -> _Result:
    code = str(form.get("code"))
    take_wall_token(connection, code, now)
    return {"code": code}


def _create_token(connection: Connection, form: _Form, _: Caller, now: datetime) -> _Result:
    name, scope = str(form.get("name") or "").strip(), str(form.get("scope") or "")
    problems = []
    if not name:
        problems.append(Problem(Phrase("access-token-name-missing"), column="name"))
    elif len(name) > 80:
        problems.append(Problem(Phrase("access-token-name-long"), column="name"))
    if scope not in (Scope.WRITE, Scope.REMOTE, Scope.ADMIN):
        problems.append(Problem(Phrase("access-scope-missing"), column="scope", value=scope))
    days = _days(form, problems)
    bounds = FREE
    try:
        bounds = bounds_of(*(_texts(form, each) for each in ("areas", "indicators", "sendings")))
    except LoadRefusedError as error:
        problems += error.problems
    if bounds and scope != Scope.WRITE:
        problems.append(Problem(Phrase("access-bounds-elsewhere"), column="areas"))
    if problems:
        raise LoadRefusedError(problems)
    token, secret = create_token(connection, name, Scope(scope), days, now)
    keep_bounds(connection, token.id, bounds, {each.code for each in all_indicators(connection)})
    opens = sign_in_address(secret) if scope != Scope.WRITE else ""
    return {"code": str(token.id), "secret": secret, "address": opens}


def _revoke_token(connection: Connection, form: _Form, who: Caller, now: datetime) -> _Result:
    number = str(form.get("code"))
    tokens = read_tokens(connection)
    token = next((each for each in tokens if str(each.id) == number), None)
    if token is None:
        raise NotFoundError(Phrase("access-token-unknown", number=number))
    is_own = who.token is not None and token.id == who.token.id
    # Who revokes another one may administer still.
    if (
        is_own
        and form.get("confirmed") is not True
        and is_last_administrator(who, tokens, read_accounts(connection), now)
    ):
        raise LoadRefusedError([Problem(Phrase("access-last-admin"), column="confirmed")])
    for wall in read_walls(connection):
        if wall.token_id == token.id:
            take_wall_token(connection, wall.code, now)
            break
    else:
        revoke_token(connection, token.id, now)
    return {"code": number, "token": token_item(token, {}, now)}


def _withdraw(connection: Connection, form: _Form, who: Caller, address: str) -> _Result:
    number, standing = whole_number(str(form.get("code"))), form.get("standing")
    standing_count = standing if type(standing) is int else None
    try:
        withdrawal = withdraw_hand_in(
            connection,
            number or 0,
            who.name,
            str(form.get("reason") or ""),
            address,
            standing_count,
        )
    except WithdrawalRefusedError as error:
        if error.field:
            raise LoadRefusedError(
                [Problem(Phrase("submission-reason-missing", most=MOST_LETTERS), column="reason")]
            ) from None
        raise
    return {"code": str(number), "cells": withdrawal.cells}


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
    "save-owner": save_owner_act,
    "remove-owner": remove_owner_act,
    "save-form": save_form_act,
    "copy-form": copy_form_act,
    "create-account": create_account_act,
    "save-account": save_account_act,
    "reset-account": reset_account_act,
    "disable-account": disable_account_act,
    "enable-account": enable_account_act,
}
# Their addresses are shown as a picture for a phone, too.
_FOR_PHONES = ("create-token", "create-account", "reset-account")


_KINDS = {
    "save-scene": Act.SETTING, "copy-scene": Act.SETTING, "remove-scene": Act.REMOVAL,
    "save-playlist": Act.SETTING, "remove-playlist": Act.REMOVAL,
    "save-wall": Act.SETTING, "remove-wall": Act.REMOVAL,
    "give-wall-token": Act.TOKEN_CREATED, "take-wall-token": Act.TOKEN_REVOKED,
    "create-token": Act.TOKEN_CREATED, "revoke-token": Act.TOKEN_REVOKED,
    "save-owner": Act.SETTING, "remove-owner": Act.REMOVAL,
    "save-form": Act.SETTING, "copy-form": Act.SETTING,
    "create-account": Act.ACCOUNT_CREATED, "save-account": Act.ACCOUNT_CHANGED,
    "reset-account": Act.ACCOUNT_CHANGED, "disable-account": Act.ACCOUNT_CHANGED,
    "enable-account": Act.ACCOUNT_CHANGED,
}  # fmt: skip
_THINGS = ("scene", "playlist", "wall", "token")


def _subject(act: str, form: _Form, result: _Result) -> str:
    """Return the thing that an act changed, in words for the trail; never a secret."""
    thing = next(name for name in _THINGS if name in act)
    code = str(result.get("code") or form.get("code") or "")
    if act == "create-token":
        bounds = bounds_of(*(_texts(form, each) for each in ("areas", "indicators", "sendings")))
        scope = str(form["scope"])
        limits = bounds_in_words(bounds, scope)
        return say(
            "trail-token-terms",
            name=str(form["name"]).strip(),
            number=code,
            scope=scope,
            bounds=limits,
        )
    if act == "revoke-token":
        return say("trail-token", name=str(result["token"]["name"]), number=code)
    return say(f"trail-thing-{thing}", code=code)


def _texts(form: _Form, name: str) -> list[str]:
    """Return the texts of a list in a form; any other value as a list of one text."""
    content = form.get(name) or []
    return [str(each) for each in content] if isinstance(content, list) else [str(content)]


def _days(form: _Form, problems: list[Problem] | None = None) -> int | None:
    """Return for how many days a token is valid; None where the field is empty."""
    text = str(form.get("days") or "").strip()
    if not text:
        return None
    days = whole_number(text)
    if days is not None and 1 <= days <= 3650:
        return days
    fault = Problem(Phrase("access-days"), column="days", value=text[:20])
    if problems is None:
        raise LoadRefusedError([fault])
    problems.append(fault)
    return None
