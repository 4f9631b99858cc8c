"""`/dieu-khien/viec`: which walls there are, and orders to them; scopes `remote` and `admin`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from sqlalchemy import Connection

from api.admin.admin import read_form
from api.doors.session import find_caller
from api.gate.proxies import client_address
from api.requests.body import fresh_json
from api.requests.parameters import LANGUAGE, Parameter, Query, read_language
from data.access.callers import Caller, note_caller
from data.access.sessions import Sessions
from data.access.tokens import Scope
from data.access.trail import Act, note_step
from data.queries.areas import find_area, read_vintages
from data.queries.signals import find_last_order
from data.store.engine import writing
from data.walls.walls import read_playlists, read_scenes, read_walls, send_order
from ioc.area import AreaKey
from ioc.errors import IocError, LoadRefusedError, NotFoundError
from ioc.wall import Wall
from ioc.words.catalogue import say

PATH = "/dieu-khien/viec"
_WALL = Parameter("wall", "Wall whose last order is asked for, by its code.", may_be_empty=True)


def remote_router(sessions: Sessions) -> APIRouter:
    """Return the routes: GET lists the walls, POST `/lenh` sends an order to one.

    GET `/lenh?wall=` returns the last order to a wall and who gave it, which the feed leaves out.
    """
    router, engine = APIRouter(include_in_schema=False), sessions.engine

    @router.get(PATH)
    async def walls(request: Request) -> Response:
        return await run_in_threadpool(_walls, request)

    @router.post(PATH + "/lenh")
    async def order(request: Request) -> Response:
        who = await run_in_threadpool(find_caller, request, sessions, Scope.REMOTE, Scope.ADMIN)
        lang = read_language(request)
        form = await read_form(request)
        return await run_in_threadpool(_order, who, form, lang, client_address(request.scope))

    @router.get(PATH + "/lenh")
    async def last_order(request: Request) -> Response:
        return await run_in_threadpool(_last, request)

    def _last(request: Request) -> Response:
        find_caller(request, sessions, Scope.REMOTE, Scope.ADMIN)
        query = Query(request, (_WALL, LANGUAGE))
        query.settle()
        with engine.connect() as connection:
            order = find_last_order(connection, query.one("wall") or "")
        content = {} if order is None else {**order.body, "number": order.number}
        return fresh_json({"order": content})

    def _walls(request: Request) -> Response:
        who = find_caller(request, sessions, Scope.REMOTE, Scope.ADMIN)
        lang = read_language(request)
        with engine.connect() as connection:
            return fresh_json({"who": {"name": who.name}, "walls": _wall_items(connection, lang)})

    def _order(who: Caller, form: Mapping[str, Any], lang: str, address: str) -> Response:
        wall, action, argument = (
            str(form.get(name) or "") for name in ("wall", "action", "argument")
        )
        try:
            with writing(engine) as connection:
                number, now = send_order(connection, wall, action, argument, who.name), _now()
                text = say("trail-order", wall=wall, action=action, argument=argument).strip()
                note_step(connection, Act.ORDER, who.name, text, address, now)
                note_caller(connection, who, now)
        except LoadRefusedError as error:
            text = "; ".join(each.message(lang) for each in error.problems)
            return fresh_json({"error": text}, 422)
        except NotFoundError as error:
            return fresh_json({"error": error.text(lang)}, 404)
        except IocError as error:
            return fresh_json({"error": error.text(lang)}, 422)
        return fresh_json({"number": number})

    return router


def _now() -> datetime:
    return datetime.now(UTC)


def _wall_items(connection: Connection, language: str) -> list[dict[str, Any]]:
    """Return each wall with the scenes of its playlist, in their order."""
    scenes = {each.code: each.name(language) for each in read_scenes(connection)}
    lists = {each.code: each.scenes for each in read_playlists(connection)}
    newest = read_vintages(connection)[-1].code
    return [
        {
            "code": each.code,
            "name": each.name,
            "vintage": each.vintage or newest,
            "area": _area_name(connection, each, newest),
            "scenes": [
                {"code": code, "name": scenes[code]}
                for code in lists.get(each.playlist, ())
                if code in scenes
            ],
        }
        for each in read_walls(connection)
    ]


def _area_name(connection: Connection, wall: Wall, newest: str) -> str:
    if not wall.area_code:
        return ""
    try:
        return find_area(connection, AreaKey(wall.vintage or newest, wall.area_code)).full_name
    except NotFoundError:
        return ""
